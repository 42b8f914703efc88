import type { Clock, Moment } from '../../src/clock.ts'

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** A clock that jumps to the next sleeper whenever nothing else is left to do: hours pass in microseconds. */
export class FakeClock implements Clock {
  #at: number
  #up = 0
  #sleepers: Sleeper[] = []
  #advancing = false

  constructor(at = 1_000_000_000_000) {
    this.#at = at
  }

  now(): Moment {
    return { at: this.#at, up: this.#up }
  }

  /** Time passes: for a program that computes without sleeping. */
  pass(ms: number): void {
    this.#at += ms
    this.#up += ms
  }

  /** A new process: its own `up`, some time later. */
  restart(laterMs: number): void {
    this.#at += laterMs
    this.#up = 0
    this.#sleepers = []
  }

  sleepUntil(at: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || at <= this.#at) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers = this.#sleepers.filter((other) => other.wake !== wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      signal.addEventListener('abort', wake, { once: true })
      this.#sleepers.push({ at, wake })
      this.#advance()
    })
  }

  #advance(): void {
    if (this.#advancing) return
    this.#advancing = true
    setImmediate(() => {
      this.#advancing = false
      const next = this.#sleepers.toSorted((a, b) => a.at - b.at)[0]
      if (!next) return
      this.pass(Math.max(0, next.at - this.#at))
      next.wake()
      if (this.#sleepers.length > 0) this.#advance()
    })
  }
}
