import type { Moment } from '../clock.ts'
import type { Policy } from '../policy.ts'
import type { RunState } from '../state.ts'
import type { WindowShare } from '../windows.ts'

/** When a window that names no end of its own is looked at again. */
const unknownResetMs = 15 * 60_000

/** A subscription's window of which as much is used as the operator allows, and when it is free again. */
export function usedUpWindow(
  { windows, at }: RunState,
  agent: string,
  maxPercent: number,
  now: Moment,
): { readonly message: string; readonly freeAt: number } | undefined {
  const found = Object.entries(windows[agent] ?? {})
    .filter(([, share]) => share.percent >= maxPercent && freeAt(share, at) > now.at)
    .toSorted(([, a], [, b]) => freeAt(b, at) - freeAt(a, at))[0]
  if (!found) return undefined
  const [name, share] = found
  return {
    message: `${Math.floor(share.percent)} % of its ${name} window is used, of ${maxPercent} % allowed`,
    freeAt: freeAt(share, at),
  }
}

function freeAt({ resetsAt }: WindowShare, observedAt: number): number {
  return resetsAt ?? observedAt + unknownResetMs
}

/** Leaves the rest of a subscription's window to its owner: ends the iteration, and the agent rests until the window resets. */
export function windowShare(maxPercent: number): Policy {
  return (state, now) => {
    const { current } = state
    const found = current && usedUpWindow(state, current.agent, maxPercent, now)
    if (!found) return []
    return [{ kind: 'cut', failure: { kind: 'rate-limited', message: found.message, retryAt: found.freeAt } }]
  }
}
