import { percent, tokens } from '../platform/text/format.ts'
import type { Policy } from '../policy.ts'
import { rememberedCompactions, type CurrentIteration } from '../current-iteration.ts'

export interface ContextLimit {
  /** Tokens of the window that the running agent's model has. */
  windowOf(current: CurrentIteration): number
  /** The share of it at which an iteration is ended. */
  readonly threshold: number
}

/** An iteration that starts out so full can't be helped by starting again. */
const fullFromTheStart = 0.75

/** Ends an iteration whose context is nearly full: the next begins fresh, before the CLI forgets in its own way. */
export function contextFull(limit: ContextLimit): Policy {
  return ({ current }) => {
    if (!current?.context || !current.firstContext) return []
    const window = limit.windowOf(current)
    const most = window * limit.threshold
    if (current.context < most || current.firstContext >= most * fullFromTheStart) return []
    const message = `its context is ${percent(current.context / window)} full (${tokens(current.context)} of ${tokens(window)} tokens): the next iteration begins fresh`
    return [{ kind: 'cut', failure: { kind: 'stopped', message } }]
  }
}

/** Filling a window honestly takes longer than this for so many times. */
const loopMs = 5 * 60_000

/** Ends an iteration whose CLI does nothing but make its context smaller, and pays for it each time. */
export const compactionLoop: Policy = ({ current, up }, now) => {
  const [first] = current?.compactions ?? []
  if (!current || first === undefined || current.compactions.length < rememberedCompactions) return []
  if (Math.max(up, now.up) - first > loopMs) return []
  const message = `its CLI compacted its context ${rememberedCompactions} times within minutes: it goes round in circles`
  return [{ kind: 'cut', failure: { kind: 'context-overflow', message } }]
}
