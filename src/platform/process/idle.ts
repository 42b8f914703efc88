import type { Change } from './family.ts'

/** Below this share of one core a program only ticks over: timers, and a heap that is swept now and then. */
const tickingOver = 0.05

/** The part of the limit over which work is averaged: a short burst is no work. */
const averagedOver = 0.5

/** Later than so many intervals, ralph itself stood still (stopped, or a laptop's sleep) and has seen nothing. */
const missedLooks = 5

/**
 * Judges at every look whether a program has been idle for `idleMs`: no output, no work to speak of in its processes,
 * and none that came or went. So a compiler that says nothing for an hour is not idle, and an agent that waits for ever is.
 */
export function idleJudge(idleMs: number, everyMs: number, now = () => performance.now()) {
  let lookedAt = now()
  let workedAt = lookedAt
  let busyAt = -Infinity
  let isFirst = true
  const recent = new Recent(idleMs * averagedOver)

  return (change: Change, lastOutputAt: number): boolean => {
    const at = now()
    const stoodStill = at - lookedAt > everyMs * missedLooks
    if (!isFirst) recent.add(at - lookedAt, change.cpuMs)
    if (change.cpuMs >= (at - lookedAt) * tickingOver) busyAt = at
    if (!isFirst && recent.share >= tickingOver) workedAt = Math.max(workedAt, busyAt)
    if ((!isFirst && change.population) || stoodStill) workedAt = at
    lookedAt = at
    isFirst = false
    return at - Math.max(workedAt, lastOutputAt) >= idleMs
  }
}

/** Processor time of the last while. */
class Recent {
  #looks: { readonly ms: number; readonly cpuMs: number }[] = []
  #ms = 0
  #cpuMs = 0
  readonly #windowMs: number

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  add(ms: number, cpuMs: number): void {
    this.#looks.push({ ms, cpuMs })
    this.#ms += ms
    this.#cpuMs += cpuMs
    while (this.#ms > this.#windowMs && this.#looks.length > 1) {
      const oldest = this.#looks.shift()
      this.#ms -= oldest?.ms ?? 0
      this.#cpuMs -= oldest?.cpuMs ?? 0
    }
  }

  /** Of one core, over the whole window: what came before the first look is taken for rest. */
  get share(): number {
    const longest = Number.isFinite(this.#windowMs) ? Math.max(this.#ms, this.#windowMs) : this.#ms
    return longest === 0 ? 0 : this.#cpuMs / longest
  }
}

/** How often to look at the processes: about once a second, more often for a short limit. */
export function lookEveryMs(idleMs: number | undefined): number {
  return Math.min(1000, Math.max(50, (idleMs ?? Infinity) / 4))
}
