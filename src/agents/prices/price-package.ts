import { fields } from '../reading/fields.ts'
import { makePriceTable } from './price-list.ts'
import { arrayIn } from './price-literal.ts'
import type { PriceTable } from './price-table.ts'

/** The npm package whose data our tables are made from. */
export const pricePackage = '@pydantic/genai-prices'

export interface PackageParts {
  readonly version: string
  /** The text of the package's `dist/index.js`. It is read, never run. */
  readonly code: string
}

/** The table of a day out of the package, or why there is none. */
export function readPricePackage(
  { version, code }: PackageParts,
  date: string,
): PriceTable | { readonly problem: string } {
  const providers = arrayIn(code, (array) => array.every(isProvider))
  if (!providers) return { problem: `${pricePackage} ${version} holds no list of prices that ralph can read` }
  return makePriceTable(providers, { source: `${pricePackage} ${version}`, date })
}

function isProvider(value: unknown): boolean {
  const { id, models } = fields(value)
  return typeof id === 'string' && Array.isArray(models)
}
