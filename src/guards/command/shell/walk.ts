import type {
  Assignment,
  Case,
  Command,
  CommandNode,
  CompoundList,
  For,
  If,
  ParsedScript,
  Pipeline,
  PipelineNode,
  Select,
  Statement,
} from 'unbash'
import { expand, expandText } from './expand.ts'
import { anything, hole, joined, mark, plain, silence, type Flow, type Word } from './known.ts'
import { isForkBomb, isSpawnLoop, startsItself } from './fork-bomb.ts'
import { connectionReasons } from './connections.ts'
import { runSubstitutions } from './substitutions.ts'
import { readInput, writeOutput } from './redirects.ts'
import type { FunctionBody } from './scope.ts'
import type { Frame, Session } from './session.ts'
import { assign } from './assign.ts'
import { block } from '../reasons.ts'

/** The commands of a script, one after the other; answers what they would print. */
export function walkScript(script: ParsedScript, frame: Frame, session: Session): Flow {
  return statements(script.commands, frame, session)
}

/** A function's body, or a list in braces. */
export function walkBody(body: FunctionBody, frame: Frame, session: Session): Flow {
  return body.type === 'CompoundList' ? list(body, frame, session) : node(body, frame, session)
}

function statements(all: readonly Statement[], frame: Frame, session: Session): Flow {
  return joined(all.map((statement) => pipelineOrList(statement.command, frame, session)))
}

function list(body: CompoundList, frame: Frame, session: Session): Flow {
  return statements(body.commands, frame, session)
}

function pipelineOrList(command: Statement['command'], frame: Frame, session: Session): Flow {
  if (command.type !== 'AndOr') return pipelineNode(command, frame, session)
  return joined(command.commands.map((part) => pipelineNode(part, frame, session)))
}

function pipelineNode(command: PipelineNode, frame: Frame, session: Session): Flow {
  if (command.type !== 'Pipeline') return node(command, frame, session)
  return pipeline(command, frame, session)
}

/** Each stage runs by itself and reads what the one before it prints. */
function pipeline({ commands }: Pipeline, frame: Frame, session: Session): Flow {
  if (commands.length === 1 && commands[0]) return node(commands[0], frame, session)
  let flow = frame.stdin
  commands.forEach((command, i) => {
    const isPiped = frame.isPiped === true || i < commands.length - 1
    flow = node(command, { ...frame, scope: frame.scope.inner(), stdin: flow, isPiped }, session)
  })
  return flow ?? silence
}

function node(command: CommandNode, frame: Frame, session: Session): Flow {
  if (!session.spend(1)) return anything
  switch (command.type) {
    case 'Command':
      return simple(command, frame, session)
    case 'Redirected': {
      const input = readInput(command.redirects, frame, session)
      const flow = node(command.command, { ...frame, stdin: input ?? frame.stdin }, session)
      return writeOutput(command.redirects, flow, frame, session)
    }
    case 'Function':
      return define(command.name.value, command.body, frame, session)
    case 'Coproc':
      return command.body.type === 'CompoundList'
        ? list(command.body, frame, session)
        : node(command.body, frame, session)
    case 'Subshell':
      return list(command.body, { ...frame, scope: frame.scope.inner() }, session)
    case 'BraceGroup':
      return list(command.body, frame, session)
    case 'If':
      return conditional(command, frame, session)
    case 'While':
      if (isSpawnLoop(command)) session.report([block('harms-machine', 'starts processes without end')])
      return joined([list(command.clause, frame, session), list(command.body, frame, session)])
    case 'For':
    case 'Select':
      return loop(command, frame, session)
    case 'ArithmeticFor':
      return list(command.body, frame, session)
    case 'Case':
      return choice(command, frame, session)
    case 'TestCommand':
      runSubstitutions(command.expression, frame, session)
      return silence
    case 'ArithmeticCommand':
      if (command.expression) runSubstitutions(command.expression, frame, session)
      return silence
  }
}

function conditional(command: If, frame: Frame, session: Session): Flow {
  const branches = [
    command.clause,
    command.then,
    ...command.elif.flatMap(({ clause, then }) => [clause, then]),
    command.else,
  ]
  return joined(branches.flatMap((branch) => (branch ? [list(branch, frame, session)] : [])))
}

/** A loop's body is judged for the first few values. */
const maxRounds = 6

function loop({ name, wordlist, body }: For | Select, frame: Frame, session: Session): Flow {
  const words = wordlist ? wordlist.flatMap((word) => expand(word, frame, session)) : frame.scope.positional
  const rounds = words.length === 0 ? [plain(hole(name.value))] : words.slice(0, frame.depth > 3 ? 2 : maxRounds)
  return joined(
    rounds.map((word) => {
      frame.scope.set(name.value, { fields: [word.text], marks: word.marks })
      return list(body, { ...frame, depth: frame.depth + 1 }, session)
    }),
  )
}

function choice({ word, items }: Case, frame: Frame, session: Session): Flow {
  expandText(word, frame, session)
  return joined(items.map((item) => list(item.body, frame, session)))
}

/** A function may be called by something that can't be seen: what blocks in it blocks where it is defined. */
function define(name: string, body: FunctionBody, frame: Frame, session: Session): Flow {
  if (isForkBomb(name, body))
    session.report([block('harms-machine', `the function '${name}' starts itself without end`)])
  frame.scope.define(name, body)
  const positional = [plain(hole('1')), plain(hole('2')), plain(hole('3'))]
  const scope = frame.scope.inner()
  scope.positional = positional
  session.suspecting(() => session.body(body, { ...frame, scope, stdin: undefined, depth: frame.depth + 1 }))
  return silence
}

function simple(command: Command, frame: Frame, session: Session): Flow {
  if (startsItself(command)) session.report([block('harms-machine', 'the shell starts itself without end')])
  const assignments = command.prefix.filter((part): part is Assignment => part.type === 'Assignment')
  const words = command.name ? [...expand(command.name, frame, session), ...argumentsOf(command, frame, session)] : []
  const scope = words.length > 0 && assignments.length > 0 ? frame.scope.inner() : frame.scope
  for (const assignment of assignments) assign(assignment, { ...frame, scope }, session)
  session.report(connectionReasons(words, command.redirects))
  const stdin = readInput(command.redirects, frame, session)
  if (words.length === 0)
    return writeOutput(command.redirects, command.redirects.length > 0 && stdin ? stdin : silence, frame, session)
  // Only a name before a command is set for it alone: `cd` and `export` in such a line still change this shell.
  const own = assignments.length > 0 && !changesShell.has(words[0]?.text ?? '') ? scope : frame.scope
  const flow = session.command(words, { ...frame, scope: own, stdin: stdin ?? frame.stdin })
  return writeOutput(command.redirects, flow, frame, session)
}

const changesShell: ReadonlySet<string> = new Set(['cd', 'export', 'eval', 'read', 'set', 'source', '.', 'pushd'])

function argumentsOf(command: Command, frame: Frame, session: Session): readonly Word[] {
  return command.args.flatMap((arg) => {
    if (arg.type === 'Word') return expand(arg, frame, session)
    if (arg.value.type === 'ArrayValue') return [plain(arg.text, mark.none)]
    const value = expandText(arg.value, frame, session)
    return [{ ...value, text: `${arg.name}${arg.append ? '+' : ''}=${value.text}`, glob: false }]
  })
}
