/**
 * What decides whether a gate passes, as far as it lies in the workspace and can be told from the gate's command: the
 * script that it runs, or the script of that name in package.json. Not what a command reads as data: that is the work.
 */
export type GateFile =
  | { readonly kind: 'file'; readonly path: string; readonly decides: boolean }
  /** A script of package.json by its name. */
  | { readonly kind: 'script'; readonly name: string; readonly decides: boolean }

/** By such names people call what judges; `run.sh` or `app.py` may be the very thing that is to be made. */
const soundsLikeACheck =
  /(?:^|[^a-z])(?:checks?|tests?|verif(?:y|ication)|gates?|valid\w*|accept\w*|lint|specs?|assert|e2e|ci|smoke)(?:[^a-z]|$)/i

const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh'])
const interpreters = new Set([
  ...shells,
  ...'node deno bun tsx ts-node python python3 ruby perl php lua Rscript'.split(' '),
])
const packageRunners = new Set(['npm', 'pnpm', 'yarn', 'bun'])
const namedScripts = new Set(['test', 'start', 'build', 'lint', 'check'])

/** Reads a gate's command, each of its simple commands. Words with a `$` or a glob are nobody's to know. */
export function gateFiles(command: string): readonly GateFile[] {
  return command.split(/&&|\|\||[;|&\n()]/).flatMap((part) => filesOf(words(part)))
}

function filesOf(parts: readonly string[]): readonly GateFile[] {
  const [program, ...args] = parts.slice(parts.findIndex((word) => !/^\w+=/.test(word) && !wrappers.has(word)))
  if (program === undefined) return []
  const name = program.slice(program.lastIndexOf('/') + 1)
  if (packageRunners.has(name)) return scriptOf(name, args)
  if (name === 'make') return [{ kind: 'file', path: 'Makefile', decides: false }]
  const script = interpreters.has(name) ? scriptArgument(args) : program.includes('/') ? program : undefined
  if (script === undefined || /[$*?`]/.test(script)) return []
  return [{ kind: 'file', path: script, decides: soundsLikeACheck.test(script) }]
}

const wrappers = new Set(['env', 'time', 'nice', 'exec', 'command', '!'])

function scriptArgument(args: readonly string[]): string | undefined {
  const rest = args[0] === 'run' ? args.slice(1) : args
  return rest.find((word) => !word.startsWith('-'))
}

function scriptOf(runner: string, args: readonly string[]): readonly GateFile[] {
  const plain = args.filter((word) => !word.startsWith('-'))
  const name = plain[0] === 'run' || plain[0] === 'run-script' ? plain[1] : plain[0] === 't' ? 'test' : plain[0]
  if (name === undefined) return []
  const runs = plain[0] !== name || namedScripts.has(name) || runner !== 'npm'
  return runs ? [{ kind: 'script', name, decides: name === 'test' || soundsLikeACheck.test(name) }] : []
}

function words(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)].map(([whole, double, single]) => double ?? single ?? whole)
}
