import { judgementOf, type Judgement, type Reason } from '../../judgement.ts'
import { judgeRoughly } from './judge-roughly.ts'
import { keep, sessionOf } from './judging.ts'
import type { CommandPlace } from './place.ts'
import { block, warn } from './reasons.ts'
import { holeMark } from './shell/known.ts'
import { isParseable } from './shell/limits.ts'
import { Scope } from './shell/scope.ts'

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
    judgeAtLast(text, place, found)
  }
  return judgementOf([...found.values()])
}

function judge(text: string, place: CommandPlace, found: Map<string, Reason>): void {
  if (!isParseable(text)) return judgeWithoutParser(text, place, found)
  const state = { isUnreadable: false, isExhausted: false }
  const session = sessionOf(place, found, state)
  session.script(text, {
    scope: new Scope(undefined, place.cwd ?? session.ground.workspace),
    stdin: undefined,
    setting: 'here',
    depth: 0,
  })
  if (state.isUnreadable || state.isExhausted) judgeWithoutParser(text, place, found)
}

/** A guard that can't judge lets nothing through. */
function judgeAtLast(text: string, place: CommandPlace, found: Map<string, Reason>): void {
  try {
    judgeWithoutParser(text, place, found)
  } catch {
    keep(found, [block('unreadable', 'the guard failed to judge the command')])
  }
}

/** Only what blocks is taken from a rough reading. */
function judgeWithoutParser(text: string, place: CommandPlace, found: Map<string, Reason>): void {
  keep(found, [warn('unreadable', 'the command can not be understood as a whole'), ...judgeRoughly(text, place)])
}
