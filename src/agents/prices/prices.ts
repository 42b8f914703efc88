import type { Price, PriceBook } from '../../price.ts'
import type { NamedPrice } from './price-argument.ts'
import { priceNames } from './price-names.ts'
import { priceIn, type PriceTable } from './price-table.ts'
import snapshot from './prices.json' with { type: 'json' }

/**
 * Of a model we don't know. On purpose dearer than nearly all: a limit that holds too early can be raised, one that
 * holds too late has spent the money.
 */
export const unknownPrice: Price = { input: 15, cacheRead: 1.5, cacheWrite: 18.75, output: 75, basis: 'estimated' }

/** The table that came with ralph. Not checked at every start: a test does that. */
export const ownPrices: PriceTable = snapshot

/** Where prices come from, the strongest first: the operator, then the newer of the two tables, then the older. */
export interface PriceSources {
  readonly named?: readonly NamedPrice[]
  /** From `ralph prices update`. */
  readonly updated?: PriceTable | undefined
  /** `2026-11-21`: some prices change on a day that is known before. Without it, the day of each table. */
  readonly today?: string
}

export interface FoundPrice {
  readonly price: Price
  /** The name that it stands under. */
  readonly name: string
  /** `undefined`: the operator named it. */
  readonly table?: PriceTable
}

/** A model's price and where it stands; nothing for a model that nobody knows. */
export function findPrice(model: string, sources: PriceSources): FoundPrice | undefined {
  const names = priceNames(model)
  return namedPrice(model, names, sources) ?? tablePrice(names, sources)
}

export function makePriceBook(sources: PriceSources): PriceBook {
  return (model) => (model === undefined ? undefined : findPrice(model, sources)?.price) ?? unknownPrice
}

/** The list prices that came with ralph. */
export const listPrice: PriceBook = makePriceBook({})

/** Whether what a model costs is known, so that a limit on the cost can hold. */
export function isKnown(prices: PriceBook, model: string | undefined): boolean {
  return prices(model).basis !== 'estimated'
}

/** The tables in their order of trust. */
export function priceTables({ updated }: PriceSources): readonly PriceTable[] {
  if (!updated) return [ownPrices]
  return updated.date >= ownPrices.date ? [updated, ownPrices] : [ownPrices, updated]
}

function namedPrice(model: string, names: readonly string[], sources: PriceSources): FoundPrice | undefined {
  const wanted = [model.trim().toLowerCase(), ...names]
  const found = wanted
    .map((name) => sources.named?.findLast((one) => one.model.toLowerCase() === name))
    .find((one) => one !== undefined)
  if (!found) return undefined
  const { contextWindow } = tablePrice(names, sources)?.price ?? {}
  return { price: { ...found.price, ...(contextWindow !== undefined && { contextWindow }) }, name: found.model }
}

function tablePrice(names: readonly string[], sources: PriceSources): FoundPrice | undefined {
  for (const table of priceTables(sources)) {
    for (const name of names) {
      const price = priceIn(table, name, sources.today)
      if (price) return { price, name, table }
    }
  }
  return undefined
}
