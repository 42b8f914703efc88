import { parse, type ParsedScript } from 'unbash'
import { judgementOf, type Judgement, type Reason } from '../../judgement.ts'
import { groundOf, type CommandPlace } from './place.ts'
import { warn } from './reasons.ts'
import { wipesWorkTree, wipingPart } from './rules/git.ts'
import { rulesFor } from './rules/table.ts'
import { anything, holeMark, silence, type Flow, type Word } from './shell/known.ts'
import { isParseable, maxNestedLength, maxSteps } from './shell/limits.ts'
import { programName } from './shell/programs.ts'
import { roughCommands } from './shell/rough.ts'
import { runCommand } from './shell/run.ts'
import { Scope } from './shell/scope.ts'
import type { Frame, Session } from './shell/session.ts'
import { walkBody, walkScript } from './shell/walk.ts'

export type { CommandPlace } from './place.ts'

/**
 * What a shell command would do, judged before it runs. It never throws and always ends soon: what can't be understood
 * is a warning, and a refusal if what can be made out of it would be one.
 */
export function judgeCommand(command: string, place: CommandPlace): Judgement {
  const found = new Map<string, Reason>()
  const text = command.replaceAll(holeMark, '?')
  try {
    judge(text, place, found)
  } catch {
    // The parser or the stack gave up: then the text is judged without them.
    judgeRoughly(text, place, found)
  }
  return judgementOf([...found.values()])
}

/** Enough to act on; a person reads the first. */
const maxReasons = 24

function keep(found: Map<string, Reason>, reasons: readonly Reason[]): void {
  for (const reason of reasons) {
    const key = `${reason.grade} ${reason.rule} ${reason.message}`
    const isGraver = reason.grade === 'block' && ![...found.values()].some(({ grade }) => grade === 'block')
    if (found.size < maxReasons || isGraver) found.set(key, reason)
  }
}

function judge(text: string, place: CommandPlace, found: Map<string, Reason>): void {
  if (!isParseable(text)) return judgeRoughly(text, place, found)
  const state = { isUnreadable: false, isExhausted: false }
  const session = sessionOf(place, found, state)
  session.script(text, {
    scope: new Scope(undefined, place.cwd ?? session.ground.workspace),
    stdin: undefined,
    setting: 'here',
    depth: 0,
  })
  if (state.isUnreadable || state.isExhausted) judgeRoughly(text, place, found)
}

/** Only what blocks is taken from a rough reading. */
function judgeRoughly(text: string, place: CommandPlace, found: Map<string, Reason>): void {
  const ground = groundOf(place)
  const spot = { ground, cwd: place.cwd ?? ground.workspace, links: new Map<string, string>() }
  keep(found, [warn('unreadable', 'the command can not be understood as a whole')])
  for (const words of roughCommands(text)) {
    for (const [program, args] of programsIn(words)) {
      for (const rule of rulesFor(program))
        keep(
          found,
          rule({ program, args, stdin: undefined, setting: 'here', spot }).filter(({ grade }) => grade === 'block'),
        )
    }
    if (found.size >= maxReasons) return
  }
}

/** The first words may be wrappers, keywords and assignments: any of them may be the program. */
function programsIn(words: readonly Word[]): readonly (readonly [string, readonly Word[]])[] {
  return words.slice(0, 6).flatMap((word, i) => {
    const program = programName(word.text.replace(/^[$<>{!]+/, ''))
    return rulesFor(program).length > 0
      ? [
          [
            program,
            words.slice(i + 1).map((arg) => ({ ...arg, text: arg.text.replace(/^~(?=\/|$)/, '$HOME') })),
          ] as const,
        ]
      : []
  })
}

interface State {
  isUnreadable: boolean
  isExhausted: boolean
}

function sessionOf(place: CommandPlace, found: Map<string, Reason>, state: State): Session {
  let [steps, length, suspicion] = [0, 0, 0]
  const seen = new Set<string>()
  const session: Session = {
    ground: groundOf(place),
    files: new Map<string, Flow>(),
    links: new Map<string, string>(),
    report: (reasons) => keep(found, suspicion > 0 ? reasons.filter(({ grade }) => grade === 'block') : reasons),
    spend(count) {
      steps += count
      if (steps > maxSteps) state.isExhausted = true
      return steps <= maxSteps
    },
    script(text, frame) {
      length += text.length
      if (length > maxNestedLength || frame.depth > maxDepth || !isParseable(text)) state.isExhausted = true
      if (state.isExhausted) return anything
      const script = parse(text)
      if (script.errors && suspicion === 0) state.isUnreadable = true
      return session.nodes(script, frame)
    },
    nodes: (script, frame) => walk(script, frame),
    body: (body, frame) =>
      frame.depth > maxDepth ? anything : walkBody(body, { ...frame, depth: frame.depth + 1 }, session),
    command(words, frame) {
      const [program, ...args] = words
      const part = wipingPart({
        program: programName(program?.text ?? ''),
        args,
        stdin: undefined,
        setting: frame.setting,
        spot: { ground: session.ground, cwd: undefined, links: session.links },
      })
      if (part !== undefined) session.report(wipesWorkTree(seen.add(part)))
      return runCommand(words, frame, session)
    },
    suspecting(look) {
      suspicion += 1
      try {
        return look()
      } finally {
        suspicion -= 1
      }
    },
  }
  return session

  function walk(script: ParsedScript, frame: Frame): Flow {
    if (frame.depth > maxDepth) state.isExhausted = true
    if (!session.spend(1) || state.isExhausted) return silence
    if (script.errors && suspicion === 0) state.isUnreadable = true
    return walkScript(script, { ...frame, scope: frame.scope, depth: frame.depth + 1 }, session)
  }
}

/** Texts in texts in texts: nobody honest goes so deep. */
const maxDepth = 24
