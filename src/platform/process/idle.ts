import type { Change } from './family.ts'

/** Below this share of one core a process only ticks over: timers of an event loop, no work. */
const tickingOver = 0.02

/** Later than so many intervals, ralph itself stood still (stopped, or a laptop's sleep) and has seen nothing. */
const missedLooks = 5

/**
 * Judges at every look whether a program has been idle for `idleMs`: no output, no work in any of its processes, and
 * none that came or went. So a compiler that says nothing for an hour is not idle, and an agent that waits for ever is.
 */
export function idleJudge(idleMs: number, everyMs: number, now = () => performance.now()) {
  let lookedAt = now()
  let workedAt = lookedAt
  let isFirst = true

  return (change: Change, lastOutputAt: number): boolean => {
    const at = now()
    const sinceMs = at - lookedAt
    const worked = change.population || change.cpuMs >= sinceMs * tickingOver
    if ((worked && !isFirst) || sinceMs > everyMs * missedLooks) workedAt = at
    lookedAt = at
    isFirst = false
    return at - Math.max(workedAt, lastOutputAt) >= idleMs
  }
}

/** How often to look at the processes: about once a second, more often for a short limit. */
export function lookEveryMs(idleMs: number | undefined): number {
  return Math.min(1000, Math.max(50, (idleMs ?? Infinity) / 4))
}
