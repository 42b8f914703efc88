import type { Policy } from '../policy.ts'

/** Gives up when nothing works any more, whichever agents were tried. */
export function failureLimit(max: number): Policy {
  return ({ consecutiveFailures, history }) => {
    if (consecutiveFailures < max) return []
    const last = history.findLast(({ failure }) => failure !== undefined)?.failure
    const reason = `${consecutiveFailures} failed iterations in a row${last ? `; the last: ${last.message}` : ''}`
    return [{ kind: 'stop', outcome: 'failed', reason }]
  }
}
