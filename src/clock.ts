/**
 * Two readings of one moment.
 * `at`: epoch milliseconds; immune to clock steps while the process lives, and right after a laptop's sleep.
 * `up`: milliseconds this process was awake and running; limits count with it.
 */
export interface Moment {
  readonly at: number
  readonly up: number
}

export interface Clock {
  now(): Moment
  /** Resolves at `at`, or at once when `signal` aborts. Never rejects. */
  sleepUntil(at: number, signal: AbortSignal): Promise<void>
}
