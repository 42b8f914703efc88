import type { Verdict } from './event.ts'

/** A check the work must pass. Resolves for every ending, good or bad; an abort makes it end soon with any verdict. */
export interface Gate {
  readonly name: string
  check(signal: AbortSignal): Promise<Verdict>
}
