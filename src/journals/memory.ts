import type { Moment } from '../clock.ts'
import type { Recorded, RunEvent } from '../event.ts'
import { JournalConflict, type History, type Journal } from '../journal.ts'

/** Keeps a run in memory: for tests and for `ralph demo`. */
export class MemoryJournal implements Journal {
  readonly events: Recorded[]

  constructor(events: readonly Recorded[] = []) {
    this.events = [...events]
  }

  async read(): Promise<History> {
    return { events: [...this.events] }
  }

  async append(event: RunEvent, seq: number, { at, up }: Moment): Promise<Recorded> {
    const last = this.events.length
    if (seq !== last + 1) throw new JournalConflict(`event ${seq} can't follow event ${last}`)
    const recorded: Recorded = { seq, at, up, ...event }
    this.events.push(recorded)
    return recorded
  }

  async close(): Promise<void> {}
}
