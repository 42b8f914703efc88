import { block } from '../reasons.ts'
import { anything, type Flow } from '../shell/known.ts'
import type { Frame, Session } from '../shell/session.ts'
import { callEffect } from './calls.ts'
import type { Program } from './program.ts'
import { Reader } from './reader.ts'
import { tokensOf, type Token } from './tokens.ts'
import type { Value } from './value.ts'

/** A program in a program weighs more than a shell in a shell. */
const nesting = 3

/** Judges a program of a scripting language that stands on the command line; answers what it prints. */
export function judgeCode(language: string, code: string, frame: Frame, session: Session): Flow {
  if (frame.depth > 20 || !session.spend(1)) return anything
  if (language === 'applescript') return judgeAppleScript(code, frame, session)
  const tokens = tokensOf(language, code)
  const inner = { ...frame, scope: frame.scope.inner(), stdin: undefined, depth: frame.depth + nesting }
  const evaluate = (text: string) => void judgeCode(language, text, inner, session)
  const program: Program = {
    language,
    frame: inner,
    session,
    output: [],
    evaluate,
    connects: false,
    downloads: false,
    evaluatesUnknown: false,
    readsSecrets: 0,
  }
  const world = {
    language,
    home: session.ground.home,
    call: (name: string, receiver: Value | undefined, args: readonly Value[]) =>
      callEffect(program, name, receiver, args),
    shell: (text: string) => {
      const flow = session.script(text, program.frame)
      return { text: flow.text, marks: flow.marks }
    },
  }
  new Reader(tokens, world).run()
  if (program.downloads && program.evaluatesUnknown && frame.setting !== 'container')
    session.report([block('runs-download', 'downloads something, and runs code that can not be seen')])
  judgeWhole(tokens, program)
  const known = program.output.length > 0 ? program.output.join('\n') : undefined
  return { text: known, marks: program.readsSecrets }
}

/** AppleScript is a language of sentences; one of them runs a shell. */
function judgeAppleScript(code: string, frame: Frame, session: Session): Flow {
  for (const [, text = ''] of code.slice(0, 65_536).matchAll(/do shell script "((?:[^"\\]|\\.){0,4000})"/g))
    session.script(text.replace(/\\(["\\])/g, '$1'), frame)
  return anything
}

/** What only shows when the parts are seen together. */
function judgeWhole(tokens: readonly Token[], { connects, frame, session }: Program): void {
  const has = (pattern: RegExp) => tokens.some(({ kind, text }) => kind === 'name' && pattern.test(text))
  const startsShell = tokens.some(
    ({ kind, text }) =>
      kind === 'string' &&
      /^(?:\S{0,40}\/)?(?:ba|z|da|k|a)?sh(?:\s+-[il]\b.*|\s*<&.*|\s*)$|^cmd(?:\.exe)?$|^powershell/s.test(text),
  )
  if (
    (connects || has(/^(?:Socket|INET|TCPSocket|fsockopen|socket)$/)) &&
    (startsShell || has(/^dup2$/)) &&
    has(/^(?:dup2|spawn|exec\w*|system|call|run|Popen|open3?|proc_open|popen|shell_exec|passthru|pipe|Process)$/)
  )
    session.report([block('opens-shell', 'connects to a host and hands it a shell')])
  if (has(/^fork$/) && has(/^(?:while|loop|for|until)$/) && !has(/^(?:wait|waitpid|wait_all|cluster|sleep)$/))
    session.report([block('harms-machine', 'starts processes without end')])
  if (
    !has(
      /^(?:getattr|__import__|importlib|globals|eval|exec|constructor|Reflect|binding|mainModule|send|__send__|public_send|const_get|compile|call_user_func\w*)$/,
    )
  )
    return
  // A call whose name is put together can't be followed: then a text that would do harm in a shell is enough.
  for (const { kind, text } of tokens)
    if (kind === 'string' && /\S\s+\S/.test(text)) session.suspecting(() => session.script(text, frame))
}
