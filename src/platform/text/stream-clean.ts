import type { SequenceClean } from './sequence-clean.ts'

/** An unfinished line that is longer is cleaned in parts. */
const longestLine = 64 * 1024
/** Where such a line is cut, if it has no blank: no form of credential but a known value or a private key is longer. */
const margin = 8 * 1024

/**
 * Cleans a text that arrives in pieces, wherever they were cut. What comes out, put together, holds no known value.
 * The last, unfinished line waits for its end, or for `end`.
 */
export class StreamClean {
  #pending = ''
  readonly #sequence: SequenceClean

  constructor(sequence: SequenceClean) {
    this.#sequence = sequence
  }

  /** What is ready now: whole lines, mostly. */
  push(piece: string): string {
    this.#pending += piece
    const end = this.#ready()
    if (end === 0) return ''
    const ready = this.#pending.slice(0, end)
    this.#pending = this.#pending.slice(end)
    return this.#sequence.push(ready).join('')
  }

  /** The rest. */
  end(): string {
    const rest = this.#pending
    this.#pending = ''
    const ready = rest === '' ? [] : this.#sequence.push(rest)
    return [...ready, ...this.#sequence.flush()].join('')
  }

  #ready(): number {
    const lines = this.#pending.lastIndexOf('\n') + 1
    if (lines > 0 || this.#pending.length <= longestLine) return lines
    const last = this.#pending.length - margin
    return this.#pending.lastIndexOf(' ', last) + 1 || last
  }
}
