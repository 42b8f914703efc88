import { assignText } from './assign.ts'
import { printed } from './decoders.ts'
import { fileFlow } from './files.ts'
import { runFlow } from './interpret.ts'
import { anything, hasHole, hole, mark, plain, silence, type Flow, type Word } from './known.ts'
import { optionsOf, names } from './options.ts'
import { resolve } from '../paths/resolve.ts'
import { spotOf, type Frame, type Session } from './session.ts'

/** A command of the shell itself: it changes what later commands mean, or carries one. */
type Builtin = (args: readonly Word[], frame: Frame, session: Session) => Flow

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['cd', change],
  ['chdir', change],
  ['pushd', change],
  ['popd', (_, { scope }) => moveTo(scope.previous, scope)],
  ['eval', (args, frame, session) => runFlow(together(args), frame, session)],
  ['source', sourced],
  ['.', sourced],
  ['export', declare],
  ['declare', declare],
  ['typeset', declare],
  ['local', declare],
  ['readonly', declare],
  ['read', readVariable],
  ['mapfile', readVariable],
  ['readarray', readVariable],
  ['set', setPositional],
  ['trap', trap],
  ['alias', alias],
  ['exec', exec],
  ['command', command],
  ['printf', printTo],
])

function together(args: readonly Word[]): Flow {
  const words = args[0]?.text === '--' ? args.slice(1) : args
  return { text: words.map(({ text }) => text).join(' '), marks: words.reduce((marks, word) => marks | word.marks, 0) }
}

function change(args: readonly Word[], frame: Frame, session: Session): Flow {
  const { scope } = frame
  const [target] = optionsOf(args).operands
  if (!target) return moveTo(session.ground.home, scope)
  if (target.text === '-') return moveTo(scope.previous, scope)
  const resolved = resolve(target.text, spotOf(session, frame))
  return moveTo(
    resolved.kind === 'path' && !target.text.includes('\u0000') ? `/${resolved.segments.join('/')}` : undefined,
    scope,
  )
}

function moveTo(path: string | undefined, scope: Frame['scope']): Flow {
  scope.previous = scope.cwd
  scope.cwd = path
  return silence
}

function sourced([file, ...args]: readonly Word[], frame: Frame, session: Session): Flow {
  if (!file) return silence
  if (args.length > 0) frame.scope.positional = args
  return runFlow(file.flow ?? fileFlow(file.text, frame, session), frame, session)
}

function declare(args: readonly Word[], frame: Frame, session: Session): Flow {
  for (const { text, marks } of args) if (/^[A-Za-z_]\w*\+?=/.test(text)) assignText(text, marks, frame, session)
  const lists = args.every(({ text }) => /^-[a-zA-Z]+$/.test(text))
  return lists ? { text: undefined, marks: mark.environment } : silence
}

const readValued = names('d i n N p t u a c C O s')

function readVariable(args: readonly Word[], { scope, stdin }: Frame): Flow {
  const { operands, values } = optionsOf(args, { valued: readValued })
  const variables = [...operands, ...(values.get('a') ?? [])].map(({ text }) => text)
  const line = stdin?.text?.split('\n', 1)[0]
  const parts = line?.trim().split(/\s+/)
  variables.forEach((name, i) => {
    const isLast = i === variables.length - 1
    const text = parts === undefined ? hole() : isLast ? parts.slice(i).join(' ') : (parts[i] ?? '')
    scope.set(name, { fields: [text], marks: stdin?.marks ?? mark.none })
  })
  return silence
}

function setPositional(args: readonly Word[], { scope }: Frame): Flow {
  const at = args.findIndex(({ text }) => text === '--')
  if (at >= 0) scope.positional = args.slice(at + 1)
  else if (args[0] && !/^[-+]/.test(args[0].text)) scope.positional = args
  return args.length === 0 ? { text: undefined, marks: mark.environment } : silence
}

function trap([first, second]: readonly Word[], frame: Frame, session: Session): Flow {
  if (first && second && !first.text.startsWith('-')) session.script(first.text, frame)
  return silence
}

function alias(args: readonly Word[], frame: Frame, session: Session): Flow {
  for (const { text } of args) {
    const equals = text.indexOf('=')
    if (equals <= 0) continue
    frame.scope.setAlias(text.slice(0, equals), text.slice(equals + 1))
    session.suspecting(() => session.script(text.slice(equals + 1), frame))
  }
  return silence
}

function exec(args: readonly Word[], frame: Frame, session: Session): Flow {
  const { operands } = optionsOf(args, { stops: true, valued: names('a') })
  return operands.length > 0 ? session.command(operands, frame) : silence
}

/** `command -v rm` only asks where it is. */
function command(args: readonly Word[], frame: Frame, session: Session): Flow {
  const { flags, operands } = optionsOf(args, { stops: true })
  if (flags.has('v') || flags.has('V')) return { text: operands.map(({ text }) => text).join('\n'), marks: mark.none }
  return operands.length > 0 ? session.command(operands, frame) : silence
}

function printTo(args: readonly Word[], { scope }: Frame): Flow {
  const toVariable = args[0]?.text === '-v'
  const words = toVariable ? args.slice(2) : args[0]?.text === '--' ? args.slice(1) : args
  const [format = plain(''), ...rest] = words
  const marks = words.reduce((all, word) => all | word.marks, 0)
  const text = printed(
    format.text,
    rest.map((word) => word.text),
  )
  if (!toVariable) return hasHole(text) && text.trim() === '' ? anything : { text, marks }
  scope.set(args[1]?.text ?? '', { fields: [text], marks })
  return silence
}
