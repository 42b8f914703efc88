import type { Moment } from './clock.ts'
import type { Recorded, RunEvent } from './event.ts'
import { evolve, newState, type RunState } from './state.ts'

/**
 * The durable record of one run: append-only, numbered from 1.
 * `append` resolves once the event would survive a power cut (disposable ones: a crash of ralph), and rejects
 * with `JournalConflict` if someone else has already written that number. Calls never overlap.
 */
export interface Journal {
  read(): Promise<History>
  append(event: RunEvent, seq: number, now: Moment): Promise<Recorded>
  /** Offers a state to start the next `read` from. Only a cache: losing it loses nothing. */
  remember?(state: RunState): void
  close(): Promise<void>
}

/** A state some events are already folded into, and the events after it. */
export interface History {
  readonly base?: RunState
  readonly events: readonly Recorded[]
  /** Bytes of a torn last record that were cut off: it was never acknowledged to anyone. */
  readonly tornBytes?: number
}

/** What a history adds up to. */
export function replay({ base, events }: History): RunState {
  return events.reduce(evolve, base ?? newState)
}

export class JournalConflict extends Error {
  override readonly name = 'JournalConflict'
}
