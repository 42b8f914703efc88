import { judgeCode } from '../code/judge-code.ts'
import { block, warn } from '../reasons.ts'
import { fileFlow } from './files.ts'
import { anything, holeMark, mark, type Flow, type Word } from './known.ts'
import { names, optionsOf } from './options.ts'
import type { Frame, Session } from './session.ts'

/** A text that came through a pipe, a file or a substitution is run by a shell. */
export function runFlow(flow: Flow, frame: Frame, session: Session): Flow {
  const isWhole = flow.text === undefined || flow.text.trimStart().startsWith(holeMark)
  if (isWhole || flow.marks & mark.decoded) reportForeign(flow.marks, frame, session)
  return flow.text === undefined ? anything : session.script(flow.text, frame)
}

/** Code that nobody has seen is run. In a container it can do what it likes. */
function reportForeign(marks: number, frame: Frame, session: Session): void {
  if (frame.setting === 'container') return
  if (marks & mark.decoded)
    session.report([block('runs-decoded', 'runs text that is decoded first: nobody can see what it does')])
  else if (marks & mark.download) session.report([block('runs-download', 'runs what it downloads: nobody has seen it')])
  else if (marks & mark.installer)
    session.report([warn('runs-installer', 'runs the installer of a well-known program from the net')])
}

/** `python3 -m base64 -d`. */
function decodesModule(args: readonly Word[]): boolean {
  const texts = args.map(({ text }) => text)
  return (
    /^(?:base64|quopri|uu|gzip|zlib)$/.test(texts[texts.indexOf('-m') + 1] ?? '') &&
    texts.some((text) => /^-d|^--decompress/.test(text))
  )
}

const shellValued = names('o O rcfile init-file Command')

/** `sh -c text`, `sh file`, `sh -s < text`. */
export function runShell(args: readonly Word[], frame: Frame, session: Session): Flow {
  const { flags, operands, values } = optionsOf(args, { stops: true, valued: shellValued })
  const [first, ...rest] = operands
  for (const file of values.get('rcfile') ?? values.get('init-file') ?? [])
    runFlow(file.flow ?? fileFlow(file.text, frame, session), frame, session)
  const isText =
    flags.has('c') ||
    flags.has('Command') ||
    flags.has('command') ||
    args.some(({ text }) => /^[-/]c(?:ommand)?$/i.test(text))
  const scope = frame.scope.inner()
  if (isText) {
    const text = first ?? values.get('Command')?.[0]
    scope.positional = rest.slice(1)
    if (rest[0]) scope.set('0', { fields: [rest[0].text], marks: rest[0].marks })
    return text ? runFlow({ text: text.text, marks: text.marks }, { ...frame, scope }, session) : anything
  }
  if (!first || flags.has('s')) {
    scope.positional = operands
    const flow = frame.stdin ? runFlow(frame.stdin, { ...frame, scope, stdin: undefined }, session) : anything
    return frame.stdin?.text === undefined ? { text: undefined, marks: mark.shell } : flow
  }
  scope.positional = rest
  return runFlow(first.flow ?? fileFlow(first.text, frame, session), { ...frame, scope }, session)
}

/** Options that carry code; the others of a language that take an argument. */
const styles: Readonly<Record<string, { readonly code: readonly string[]; readonly valued: ReadonlySet<string> }>> = {
  python: { code: ['c'], valued: names('c W X m Q') },
  javascript: {
    code: ['e', 'p', 'eval', 'print', 'pe'],
    valued: names('e p eval print r require import loader C conditions env-file pe'),
  },
  perl: { code: ['e', 'E'], valued: names('e E I M m') },
  ruby: { code: ['e'], valued: names('e I r C') },
  php: { code: ['r', 'B', 'R', 'E'], valued: names('r B R E d c f') },
  lua: { code: ['e'], valued: names('e l') },
  applescript: { code: ['e'], valued: names('e l') },
  r: { code: ['e'], valued: names('e') },
  groovy: { code: ['e'], valued: names('e') },
  elixir: { code: ['e', 'eval'], valued: names('e eval') },
}

/** `python -c code`, `node file`, `ruby < code`. */
export function runInterpreter(language: string, args: readonly Word[], frame: Frame, session: Session): Flow {
  const { code, valued } = styles[language] ?? { code: ['e'], valued: names('e') }
  const words = language === 'javascript' && /^(?:eval|run)$/.test(args[0]?.text ?? '') ? args.slice(1) : args
  const evaluates = language === 'javascript' && args[0]?.text === 'eval'
  const { operands, values, flags } = optionsOf(words, { stops: true, valued })
  const texts = [...code.flatMap((name) => values.get(name) ?? []), ...(evaluates ? operands.slice(0, 1) : [])]
  if (texts.length > 0) {
    const marks = texts.reduce((all, word) => all | word.marks, 0)
    return runCode(language, { text: texts.map(({ text }) => text).join('\n'), marks }, frame, session)
  }
  if (flags.has('m') || flags.has('v') || flags.has('version') || flags.has('h'))
    return {
      text: undefined,
      marks: (frame.stdin?.marks ?? mark.none) | (decodesModule(args) ? mark.decoded : mark.none),
    }
  const [file] = operands
  if (!file || file.text === '-') return frame.stdin ? runCode(language, frame.stdin, frame, session) : anything
  if (/^https?:/.test(file.text)) reportForeign(mark.download, frame, session)
  return runCode(language, file.flow ?? fileFlow(file.text, frame, session), frame, session)
}

function runCode(language: string, flow: Flow, frame: Frame, session: Session): Flow {
  const isWhole = flow.text === undefined || flow.text.trimStart().startsWith(holeMark)
  if (isWhole || flow.marks & mark.decoded) reportForeign(flow.marks, frame, session)
  if (flow.text === undefined || !session.spend(flow.text.length / 512)) return anything
  return judgeCode(language, flow.text, frame, session)
}
