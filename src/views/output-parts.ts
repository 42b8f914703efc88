import { join } from 'node:path'
import { listFolder, readRegularFile } from '../platform/files.ts'

/*
 * What the agents printed, cleaned, for `ralph log`: in the run's folder, per iteration,
 *
 *   output/3.log            its first 8 MB
 *   output/3.log.14680064   what stands from this byte of the whole on: up to 6 MB; the newest two of these are kept
 *
 * Each holds whole lines. How much is missing between them follows from their names.
 */

export const headBytes = 8 * 1024 * 1024
export const tailBytes = 6 * 1024 * 1024

export function partName(iteration: number, from: number): string {
  return from === 0 ? `${iteration}.log` : `${iteration}.log.${from}`
}

const partPattern = /^(\d+)\.log(?:\.(\d+))?$/

/** A piece of an iteration's output, and the byte of the whole where it ends: there a next reading can go on. */
export interface OutputPiece {
  readonly text: string
  readonly end: number
}

/**
 * What an iteration printed from byte `from` on, also while it is still printing. A line of its own says how much was
 * left out.
 */
export function* readOutput(runFolder: string, iteration: number, from = 0): Generator<OutputPiece> {
  const folder = join(runFolder, 'output')
  let at = from
  for (const start of partStarts(folder, iteration)) {
    const reading = readRegularFile(join(folder, partName(iteration, start)), { maxBytes: 2 * headBytes })
    if ('problem' in reading) continue // the writer has just let go of it: it is part of what was left out
    const end = start + reading.bytes.length
    if (end <= at) continue
    const gap = start > at ? `[ralph: ${start - at} bytes left out here]\n` : ''
    yield { text: gap + reading.bytes.toString('utf8', Math.max(0, at - start)), end }
    at = end
  }
}

/** The iterations that printed anything, in order. */
export function listOutputs(runFolder: string): readonly number[] {
  const iterations = listFolder(join(runFolder, 'output')).flatMap((name) => partPattern.exec(name)?.[1] ?? [])
  return [...new Set(iterations.map(Number))].toSorted((a, b) => a - b)
}

function partStarts(folder: string, iteration: number): readonly number[] {
  return listFolder(folder)
    .map((name) => partPattern.exec(name))
    .filter((match) => match !== null && Number(match[1]) === iteration)
    .map((match) => Number(match?.[2] ?? 0))
    .toSorted((a, b) => a - b)
}
