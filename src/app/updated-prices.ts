import { join } from 'node:path'
import { readPriceTable, type PriceTable } from '../agents/prices/price-table.ts'
import { makePrivateFolder, readRegularFile, writeAtomic } from '../platform/files.ts'

export interface UpdatedPrices {
  readonly table?: PriceTable
  /** Why a table that is there is not used. */
  readonly notice?: string
}

const maxBytes = 1024 * 1024

/** The table that `ralph prices update` has kept in the state folder. One that can't be relied on is as good as none. */
export function readUpdatedPrices(state: string): UpdatedPrices {
  const path = pathIn(state)
  const reading = readRegularFile(path, { maxBytes })
  if ('problem' in reading) return reading.problem === 'missing' ? {} : unused(path, `it ${reading.detail}`)
  const table = readPriceTable(parsed(reading.bytes))
  return 'problem' in table ? unused(path, table.problem) : { table }
}

/** Keeps a table for the runs to come; gives its path. */
export function writeUpdatedPrices(state: string, table: PriceTable, license: string): string {
  makePrivateFolder(state)
  const { date, source, models, later } = table
  const text = `${JSON.stringify({ schema: 1, date, source, license, models, later }, undefined, 1)}\n`
  writeAtomic(pathIn(state), text, { durable: true })
  return pathIn(state)
}

const pathIn = (state: string) => join(state, 'prices.json')

function unused(path: string, problem: string): UpdatedPrices {
  return { notice: `the prices in ${path} are not used: ${problem}; \`ralph prices update\` fetches them anew` }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined // no table then, which is what the caller says
  }
}
