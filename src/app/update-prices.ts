import { implausible } from '../agents/prices/price-plausible.ts'
import { pricePackage, readPricePackage } from '../agents/prices/price-package.ts'
import { priceTables } from '../agents/prices/prices.ts'
import type { PriceTable } from '../agents/prices/price-table.ts'
import { RalphError } from '../errors.ts'
import { packageFiles } from './package-files.ts'
import { readUpdatedPrices, writeUpdatedPrices } from './updated-prices.ts'

export interface PriceUpdate {
  readonly before: PriceTable
  readonly after: PriceTable
  readonly path: string
}

/** Fetches the newest prices and keeps them, if they are believable; else nothing changes, and a `RalphError` says why. */
export async function updatePrices(
  state: string,
  env: Readonly<Record<string, string | undefined>>,
  today: string,
): Promise<PriceUpdate> {
  const [before] = priceTables({ updated: readUpdatedPrices(state).table })
  const files = await packageFiles(pricePackage, env)
  const table = readPricePackage({ version: versionIn(files), code: textOf(files, 'dist/index.js') }, today)
  if ('problem' in table) throw unusable(table.problem)
  const problem = before && implausible(table, before)
  if (!before || problem !== undefined) throw unusable(problem ?? '')
  return { before, after: table, path: writeUpdatedPrices(state, table, textOf(files, 'LICENSE').trim()) }
}

function unusable(problem: string): RalphError {
  return new RalphError(
    `the newest price list was not taken: ${problem}`,
    'The present one stays in use. Name a price yourself with --price MODEL=IN/OUT, or update ralph.',
    1,
  )
}

function versionIn(files: ReadonlyMap<string, Buffer>): string {
  try {
    const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(textOf(files, 'package.json'))
    if (name === pricePackage && typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version)) return version
  } catch {
    // said below, with everything else that is no such package
  }
  throw unusable(`what npm fetched is no release of ${pricePackage}`)
}

const textOf = (files: ReadonlyMap<string, Buffer>, path: string) => files.get(path)?.toString('utf8') ?? ''
