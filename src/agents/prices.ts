import type { Basis, Cost, Usage } from '../usage.ts'
import prices from './prices.json' with { type: 'json' }

/** Dollars per million tokens, at list price. */
export interface Rates {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
}

export interface Price extends Rates {
  /** `priced`: from the list. `estimated`: the model is not on it. */
  readonly basis: Basis
  readonly contextWindow?: number
  /** What a single call costs whose input is longer than `over` tokens. */
  readonly long?: Rates & { readonly over: number }
}

/**
 * Of a model we don't know. On purpose dearer than nearly all: a limit that holds too early can be raised, one that
 * holds too late has spent the money.
 */
export const unknownPrice: Price = { input: 15, cacheRead: 1.5, cacheWrite: 18.75, output: 75, basis: 'estimated' }

/**
 * The list price of a model, by its exact name or that name with a date (`-20250929`, `-2025-09-29`) or a window
 * (`[1m]`). A name that only begins like a known one may cost ten times as much: it is unknown.
 */
export function priceOf(model: string | undefined): Price {
  if (model === undefined) return unknownPrice
  const name = model.replace(/\[[^\]]*\]$/, '')
  return listed(name) ?? listed(name.replace(/[-@](?:20\d{6}|20\d\d-\d\d-\d\d)$/, '')) ?? unknownPrice
}

/** What the tokens of one call cost. */
export function costOf(usage: Usage, price: Price): Cost {
  const asked = usage.input + usage.cacheRead + usage.cacheWrite
  const rate = price.long && asked > price.long.over ? price.long : price
  const millionths =
    usage.input * rate.input +
    usage.cacheRead * rate.cacheRead +
    usage.cacheWrite * rate.cacheWrite +
    usage.output * rate.output
  return { usd: millionths / 1e6, basis: usage.basis === 'estimated' ? 'estimated' : price.basis }
}

/** The table's day, for those who show a price. */
export const pricesDate: string = prices.date

/** Rows of the table: four rates, the context window (0 = unknown) and, if long calls cost more, from where and what. */
const table: Readonly<Record<string, readonly number[]>> = prices.models

function listed(name: string): Price | undefined {
  const row = Object.hasOwn(table, name) ? table[name] : undefined
  if (!row) return undefined
  const [contextWindow = 0, over] = row.slice(4)
  return {
    ...rates(row),
    basis: 'priced',
    ...(contextWindow > 0 && { contextWindow }),
    ...(over !== undefined && { long: { over, ...rates(row.slice(6)) } }),
  }
}

function rates(row: readonly number[]): Rates {
  const [input = 0, cacheRead = 0, cacheWrite = 0, output = 0] = row
  return { input, cacheRead, cacheWrite, output }
}
