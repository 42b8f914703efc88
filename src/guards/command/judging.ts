import { parse, type ParsedScript } from 'unbash'
import type { Reason } from '../../judgement.ts'
import { groundOf, type CommandPlace } from './place.ts'
import { wipesWorkTree, wipingPart } from './rules/git.ts'
import { anything, silence, type Flow } from './shell/known.ts'
import { isParseable, maxNestedLength, maxSteps } from './shell/limits.ts'
import { programName } from './shell/programs.ts'
import { runCommand } from './shell/run.ts'
import type { FunctionBody } from './shell/scope.ts'
import type { Frame, Session } from './shell/session.ts'
import { walkBody, walkScript } from './shell/walk.ts'

/** Enough to act on; a person reads the first. */
const maxReasons = 24

/** Adds reasons that are new; the first that blocks always finds room. */
export function keep(found: Map<string, Reason>, reasons: readonly Reason[]): void {
  for (const reason of reasons) {
    const key = `${reason.grade} ${reason.rule} ${reason.message}`
    const isGraver = reason.grade === 'block' && ![...found.values()].some(({ grade }) => grade === 'block')
    if (found.size < maxReasons || isGraver) found.set(key, reason)
  }
}

/** How the judging went. */
export interface State {
  isUnreadable: boolean
  isExhausted: boolean
}

/** The judging of one command line, put together: the parser, the walk and what they find. */
export function sessionOf(place: CommandPlace, found: Map<string, Reason>, state: State): Session {
  let [steps, length, suspicion] = [0, 0, 0]
  const seen = new Set<string>()
  // A function that calls itself is looked at once.
  const active = new Set<FunctionBody>()
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
    nodes: (script, frame) => walk(script, frame.depth === 0 ? frame : { ...frame, isPiped: true }),
    body(body, frame) {
      if (frame.depth > maxDepth || active.has(body)) return anything
      active.add(body)
      const flow = walkBody(body, { ...frame, depth: frame.depth + 1 }, session)
      active.delete(body)
      return flow
    },
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
