import { block, shown } from '../reasons.ts'
import { rulesFor } from '../rules/table.ts'
import { unknownProgramReasons } from '../rules/unknown-program.ts'
import { assignText } from './assign.ts'
import { builtins } from './builtins.ts'
import { carriers } from './carriers.ts'
import { fileFlow } from './files.ts'
import { anything, hasHole, mark, withoutHoles, type Flow, type Word } from './known.ts'
import { outputOf } from './outputs.ts'
import { languageOf, programName, shells } from './programs.ts'
import { runFlow, runInterpreter, runShell } from './interpret.ts'
import { spotOf, type Call, type Frame, type Session } from './session.ts'
import { unwrapped } from './wrappers.ts'

/** One simple command, its words expanded: judges it and whatever it carries, answers what it would print. */
export function runCommand(words: readonly Word[], frame: Frame, session: Session): Flow {
  const [name, ...args] = words
  if (!name) return anything
  if (!session.spend(1 + args.length / 64) || frame.depth > maxDepth) return anything
  const deeper = { ...frame, depth: frame.depth + 1 }
  if (withoutHoles(name.text) === '') return unknownProgram(name, args, deeper, session)
  const body = frame.scope.function(name.text)
  if (body) return session.body(body, { ...deeper, scope: withPositional(frame, args) })
  const alias = frame.scope.alias(name.text)
  if (alias !== undefined && frame.depth < 8)
    return session.script(`${alias} ${args.map(({ text }) => quoted(text)).join(' ')}`, deeper)
  return runProgram(programName(name.text), name, args, deeper, session)
}

const maxDepth = 30

function withPositional(frame: Frame, args: readonly Word[]): Frame['scope'] {
  const scope = frame.scope.inner()
  scope.positional = args
  return scope
}

function quoted(text: string): string {
  return hasHole(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function runProgram(program: string, name: Word, args: readonly Word[], frame: Frame, session: Session): Flow {
  const call: Call = {
    program,
    args,
    stdin: frame.stdin,
    setting: frame.setting,
    spot: spotOf(session, frame),
    environment: environmentOf(frame),
    written: (path) => fileFlow(path, frame, session).marks,
    isPiped: frame.isPiped === true,
  }
  if (name.text.includes('/')) runFile(name, args, frame, session)
  for (const rule of rulesFor(program)) session.report(rule(call))
  const builtin = builtins.get(program)
  if (builtin) return builtin(args, frame, session)
  if (program === 'env' || program === 'npx') carriers.get(program)?.(args, frame, session)
  const inner = unwrapped(program, args)
  if (inner && inner.words.length === 0) return outputOf(call, frame, session)
  if (inner) return runWrapped(inner.words, inner.assigned, frame, session)
  if (shells.has(program)) return runShell(args, frame, session)
  const language = languageOf(program)
  if (language !== undefined) return runInterpreter(language, args, frame, session)
  const carrier = carriers.get(program)
  const carried = carrier?.(args, frame, session)
  if (!carrier && !rulesFor(program).length) runAfterDashes(args, frame, session)
  return carried ?? outputOf(call, frame, session)
}

const telling = [
  'RAILS_ENV',
  'RACK_ENV',
  'NODE_ENV',
  'APP_ENV',
  'MIX_ENV',
  'FLASK_ENV',
  'ENVIRONMENT',
  'DATABASE_URL',
  'AWS_PROFILE',
  'PGHOST',
]

function environmentOf({ scope }: Frame): string {
  return telling.flatMap((name) => scope.value(name)?.fields ?? []).join(' ')
}

/** A file that this command line has written, or downloaded, is run. */
function runFile(name: Word, args: readonly Word[], frame: Frame, session: Session): void {
  const flow = name.flow ?? fileFlow(name.text, frame, session)
  if (flow.text !== undefined || flow.marks & (mark.download | mark.decoded))
    runFlow(flow, { ...frame, scope: withPositional(frame, args) }, session)
}

function runWrapped(words: readonly Word[], assigned: readonly string[], frame: Frame, session: Session): Flow {
  const scope = assigned.length > 0 ? frame.scope.inner() : frame.scope
  for (const assignment of assigned) assignText(assignment, mark.none, { ...frame, scope }, session)
  return session.command(words, { ...frame, scope })
}

/** The program's name comes from somewhere: what it is called with tells what it may be. */
function unknownProgram(name: Word, args: readonly Word[], frame: Frame, session: Session): Flow {
  if (name.marks & (mark.download | mark.decoded))
    session.report([block('runs-download', `runs a command that was downloaded or decoded: ${shown(name.text)}`)])
  session.report(
    unknownProgramReasons({
      program: '',
      args,
      stdin: frame.stdin,
      setting: frame.setting,
      spot: spotOf(session, frame),
    }),
  )
  return anything
}

/** Of a program that is not known, what stands behind `--` may be a command. */
function runAfterDashes(args: readonly Word[], frame: Frame, session: Session): void {
  const at = args.findIndex(({ text }) => text === '--')
  if (at >= 0 && at + 1 < args.length) session.suspecting(() => session.command(args.slice(at + 1), frame))
}
