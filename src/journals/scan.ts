import { basename } from 'node:path'
import { RalphError } from '../errors.ts'
import type { Recorded } from '../event.ts'
import { checksumFor, decodeLine, lineFeed, type Checksum } from './line.ts'

/** How far a journal has been read: its last good line. The generator moves it. */
export interface Position {
  /** Of the last event read: its number is also the number of its line. */
  seq: number
  /** Bytes of the file up to the end of that line. */
  offset: number
  /** Length of that line, LF included. */
  lineBytes: number
}

export const start: Readonly<Position> = { seq: 0, offset: 0, lineBytes: 0 }

const newestSchema = 1

/**
 * The events in `bytes`, which stand in the file `path` from `position` on. Ends before a torn last line: a crash in
 * mid-write leaves one, and nobody was ever told of it. Damage anywhere else throws: we refuse to guess.
 */
export function* scan(bytes: Buffer, path: string, position: Position): Generator<Recorded> {
  const checksum = checksumFor(bytes.length)
  for (let from = 0; from < bytes.length; from += position.lineBytes) {
    const end = bytes.indexOf(lineFeed, from)
    const event = end < 0 ? undefined : decodeEvent(bytes.subarray(from, end), checksum)
    if (!event) {
      if ((end < 0 || end === bytes.length - 1) && !holdsWholeRecord(bytes.subarray(from))) return
      throw damaged(path, position.seq + 1, 'it is not as it was written')
    }
    if (event.seq !== position.seq + 1) throw damaged(path, position.seq + 1, `event ${event.seq} stands there`)
    if (event.type === 'run.started' && event.schema > newestSchema) throw tooNew(path, event.schema)
    position.seq = event.seq
    position.lineBytes = end + 1 - from
    position.offset += position.lineBytes
    yield event
  }
}

/** The end of a record, with more behind it: the LF between them was lost. No single torn record can look so. */
function holdsWholeRecord(tail: Buffer): boolean {
  return /,"sum":"[0-9a-f]{8}"\}[^\n]/.test(tail.toString('latin1'))
}

function decodeEvent(line: Buffer, checksum: Checksum): Recorded | undefined {
  const record = decodeLine<Recorded & { sum?: string }>(line, checksum)
  return record && typeof record.type === 'string' ? record : undefined
}

function damaged(path: string, line: number, what: string): RalphError {
  return new RalphError(
    `the journal ${path} is damaged in line ${line}: ${what}`,
    line === 1
      ? 'It was left untouched. Put a copy of it back, or start a new run.'
      : `It was left untouched. Put a copy of it back, or keep what stands before: head -n ${line - 1} ${basename(path)}`,
    1,
  )
}

function tooNew(path: string, schema: number): RalphError {
  return new RalphError(
    `the journal ${path} was written by a newer ralph (schema ${schema}; this one reads ${newestSchema})`,
    'Update ralph, then try again.',
    1,
  )
}
