import type { Policy } from '../policy.ts'
import { repetition } from '../progress.ts'
import type { RunState } from '../state.ts'

/** Iterations in a row that changed nothing before the run ends: the last of them was asked for another approach. */
const standingStill = 4
/** The same for going round in a circle of two or three states. */
const circles = 3

/** Ends a run that no longer gets anywhere: the work tree and the agent's words repeat, at once or in a circle. */
export const stalled: Policy = (state) => {
  if (state.current || !isStalled(state)) return []
  const { times, period } = repetition(state.signatures)
  const what =
    period === 1
      ? `${times} iterations in a row changed nothing`
      : `the work goes round in a circle of ${period} iterations`
  return [{ kind: 'stop', outcome: 'stalled', reason: `${what}, even after asking for another approach` }]
}

function isStalled({ signatures }: RunState): boolean {
  const { times, period } = repetition(signatures)
  return period === 1 ? times >= standingStill : times >= circles
}
