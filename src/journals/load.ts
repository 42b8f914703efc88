import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Recorded } from '../event.ts'
import type { History } from '../journal.ts'
import { RalphError } from '../errors.ts'
import { diskError } from '../platform/disk-error.ts'
import { scan, start, type Position } from './scan.ts'
import { readSnapshot } from './snapshot.ts'

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants

/** What a journal file holds. */
export interface Loaded {
  readonly history: History
  /** Its last good line: the next one belongs behind it. */
  readonly position: Position
  /** Whatever stands behind that. */
  readonly torn: Buffer
}

/** Reads the journal that is open as `file`, from the last remembered state on if there is one. Changes nothing. */
export function load(path: string, file: number): Loaded {
  const snapshot = readSnapshot(path, file)
  const position: Position = { ...(snapshot?.position ?? start) }
  const from = position.offset
  const bytes = readFrom(file, from)
  const events = [...scan(bytes, path, position)]
  const torn = bytes.subarray(position.offset - from)
  return {
    history: { ...(snapshot && { base: snapshot.state }), events, ...(torn.length > 0 && { tornBytes: torn.length }) },
    position,
    torn,
  }
}

/**
 * The events of a journal, for those who only look: works while its run goes on, and skips a torn last line without
 * cutting it. Throws a `RalphError` at damage, after the events before it.
 */
export function* readEvents(path: string): Generator<Recorded> {
  const bytes = reading(path, (file) => readFrom(file, 0))
  yield* scan(bytes, path, { ...start })
}

/** What is known of a run, for those who only look: quick for long journals, too, but older events may be folded. */
export function readHistory(path: string): History {
  return reading(path, (file) => load(path, file).history)
}

function reading<T>(path: string, read: (file: number) => T): T {
  try {
    const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      refuseOtherThanFile(path, file)
      return read(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw diskError(error, `read the journal ${path}`)
  }
}

/** Throws if what was opened as a journal is a device, a pipe or a folder. */
export function refuseOtherThanFile(path: string, file: number): void {
  if (!fstatSync(file).isFile()) throw new RalphError(`the journal ${path} is not a file`, 'Move it away.', 1)
}

function readFrom(file: number, from: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, fstatSync(file).size - from))
  let length = 0
  while (length < bytes.length) {
    const count = readSync(file, bytes, length, bytes.length - length, from + length)
    if (count === 0) break
    length += count
  }
  return bytes.subarray(0, length)
}
