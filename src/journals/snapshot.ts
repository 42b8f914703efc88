import { readSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readRegularFile, writeAtomic } from '../platform/files.ts'
import type { RunState } from '../state.ts'
import { decodeLine, encodeLine, lineFeed, sumOf } from './line.ts'
import type { Position } from './scan.ts'

/** Raise it whenever `RunState` or what `evolve` makes of an event changes: older snapshots are then ignored. */
export const stateShape = 2

const maxBytes = 16 * 1024 * 1024

/** One line like a journal's: the state after an event, and how to find that event's line again. */
interface Snapshot extends Position {
  readonly shape: number
  /** The checksum in the event's line. */
  readonly lineSum: string
  readonly state: RunState
}

/** Keeps the state that the journal open as `file` adds up to at `position`. */
export function writeSnapshot(journal: string, file: number, position: Position, state: RunState): void {
  const line = readLine(file, position)
  if (!line || state.seq !== position.seq) return
  const snapshot: Snapshot = { shape: stateShape, ...position, lineSum: sumOf(line), state }
  writeAtomic(snapshotPath(journal), encodeLine(snapshot), { durable: true })
}

/** The state kept last, if it verifiably belongs to the journal that is open as `file`. */
export function readSnapshot(
  journal: string,
  file: number,
): { readonly state: RunState; readonly position: Position } | undefined {
  const reading = readRegularFile(snapshotPath(journal), { maxBytes })
  if ('problem' in reading) return undefined
  const snapshot = decodeLine<Snapshot>(reading.bytes.subarray(0, -1))
  if (snapshot?.shape !== stateShape) return undefined
  const { seq, offset, lineBytes, lineSum, state } = snapshot
  const line = readLine(file, snapshot)
  if (!line || sumOf(line) !== lineSum || decodeLine<{ seq?: number }>(line)?.seq !== seq) return undefined
  return { state, position: { seq, offset, lineBytes } }
}

/** The line (without its LF) that ends at a position, if the file has a whole line there. */
function readLine(file: number, { offset, lineBytes }: Position): Buffer | undefined {
  const lineStart = offset - lineBytes
  const before = lineStart > 0 ? 1 : 0
  const bytes = Buffer.alloc(lineBytes + before)
  if (readSync(file, bytes, 0, bytes.length, lineStart - before) < bytes.length) return undefined
  if (bytes.at(-1) !== lineFeed || (before === 1 && bytes[0] !== lineFeed)) return undefined
  return bytes.subarray(before, -1)
}

function snapshotPath(journal: string): string {
  return join(dirname(journal), 'snapshot.json')
}
