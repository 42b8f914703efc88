import { hasGlob, matches } from './glob.ts'
import { withoutHoles } from './known.ts'

/** Programs that read shell commands from an argument, a file or their input. */
export const shells: ReadonlySet<string> = new Set(
  'sh bash zsh dash ksh mksh ash fish rbash csh tcsh yash hush posh'.split(' '),
)

/** Languages whose code can stand on the command line. */
const interpreters: Readonly<Record<string, string>> = {
  python: 'python',
  pypy: 'python',
  ipython: 'python',
  node: 'javascript',
  nodejs: 'javascript',
  bun: 'javascript',
  deno: 'javascript',
  tsx: 'javascript',
  'ts-node': 'javascript',
  perl: 'perl',
  ruby: 'ruby',
  irb: 'ruby',
  php: 'php',
  lua: 'lua',
  luajit: 'lua',
  osascript: 'applescript',
  tclsh: 'tcl',
  Rscript: 'r',
  groovy: 'groovy',
  jshell: 'java',
  elixir: 'elixir',
}

export function languageOf(program: string): string | undefined {
  return Object.hasOwn(interpreters, program) ? interpreters[program] : undefined
}

/** Programs that patterns in a command's place (`/bin/r?`) are tried on. */
const patternTargets =
  'rm cat sh bash dd mv cp nc ncat curl wget python python3 perl ruby node find shred chmod chown tee base64 kill killall mkfs sudo env xargs dash zsh busybox shutdown reboot crontab git'.split(
    ' ',
  )

/** The name under which a program's rules stand: no folder, version, extension; `$x` in it taken to be empty. */
export function programName(text: string): string {
  if (/^[a-fh-z][a-z-]*$/.test(text)) return text
  const bare = withoutHoles(text)
  const file = bare.slice(bare.lastIndexOf('/') + 1)
  const name = hasGlob(file) ? (patternTargets.find((target) => matches(file, target)) ?? file) : file
  return simplified(name.replace(/\.exe$/i, ''))
}

const ofGnu: ReadonlySet<string> = new Set(
  'grm gdd gshred gmv gcp gfind gxargs gtee gtruncate gchmod gchown gbase64 gtimeout genv gnohup gsed gcat gtar gunlink gln ginstall greadlink grealpath'.split(
    ' ',
  ),
)

/** On a Mac the GNU tools have a `g` before their name; interpreters have their version behind it. */
function simplified(name: string): string {
  if (ofGnu.has(name)) return name.slice(1)
  if (name.startsWith('mkfs.')) return 'mkfs'
  return /^(?:python|pypy|perl|ruby|php|lua|node|pip|ipython)[\d.]+$/.test(name) ? name.replace(/[\d.]+$/, '') : name
}
