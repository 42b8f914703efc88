import { closeSync, openSync, readdirSync, readSync, statSync, fstatSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentOutput, Failure, Session, SessionReader, SessionRecord } from '../agent.ts'
import type { FoundSpending } from '../event.ts'
import { LineSplitter } from '../platform/process/lines.ts'

/** More of one session's record is not read: what it tells is then a part of the truth, and never too much. */
const maxBytes = 256 * 1024 * 1024
const chunkBytes = 256 * 1024
const maxLineBytes = 8 * 1024 * 1024
/** A file of an earlier session may be named like ours; clocks of file systems are coarse. */
const slackMs = 2000
const maxEntries = 20_000

/** Reads the record that an agent's CLI keeps of its session, as far as it has been written. */
export class SessionFollower {
  #path: string | undefined
  #offset = 0
  readonly #splitter = new LineSplitter(maxLineBytes)
  readonly #reader: SessionReader
  readonly #record: SessionRecord
  readonly #session: Session

  constructor(record: SessionRecord, session: Session) {
    this.#record = record
    this.#session = session
    this.#reader = record.reader(session)
  }

  /** What was written since the last call. Never throws: a record that can't be read tells nothing. */
  read(): readonly AgentOutput[] {
    try {
      this.#path ??= newest(this.#record, this.#session)
      return this.#path === undefined ? [] : this.#readOn(this.#path)
    } catch {
      return [] // gone, or replaced by something that is no file: what was read of it still counts
    }
  }

  get waitingFor(): Failure | undefined {
    return this.#reader.waitingFor?.()
  }

  get spending(): FoundSpending | undefined {
    return this.#reader.spending()
  }

  #readOn(path: string): readonly AgentOutput[] {
    const outputs: AgentOutput[] = []
    const file = openSync(path, 'r')
    try {
      if (!fstatSync(file).isFile()) return []
      const chunk = Buffer.alloc(chunkBytes)
      for (;;) {
        const count = this.#offset < maxBytes ? readSync(file, chunk, 0, chunkBytes, this.#offset) : 0
        if (count === 0) return outputs
        this.#offset += count
        for (const { text } of this.#splitter.push(Buffer.from(chunk.subarray(0, count))))
          outputs.push(...this.#reader.line(text))
      }
    } finally {
      closeSync(file)
    }
  }
}

/** What an ended session's record tells; nothing if there is none. */
export function recordedSpending(record: SessionRecord, session: Session): FoundSpending | undefined {
  const follower = new SessionFollower(record, session)
  follower.read()
  return follower.spending
}

function newest(record: SessionRecord, session: Session): string | undefined {
  const place = record.find(session)
  const since = session.startedAt - slackMs
  let budget = maxEntries
  let best: { path: string; at: number } | undefined
  const look = (below: string, levels: number) => {
    for (const entry of entriesOf(below)) {
      if (--budget < 0) return
      const path = join(below, entry.name)
      if (entry.isDirectory() && levels > 0) look(path, levels - 1)
      if (!entry.isFile() || !place.matches(path)) continue
      const at = statSync(path).mtimeMs
      if (at >= since && at >= (best?.at ?? 0)) best = { path, at }
    }
  }
  look(place.folder, place.depth)
  return best?.path
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? 1 : -1)) // folders of dates: today first
  } catch {
    return [] // not there yet
  }
}
