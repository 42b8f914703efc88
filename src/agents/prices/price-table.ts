import type { Price, Rates } from '../../price.ts'
import { fields, type Fields } from '../reading/fields.ts'

/*
 * A table of list prices, as JSON: `prices.json` beside this file, and the one that `ralph prices update` keeps.
 *
 *   {
 *     "schema": 1,
 *     "date": "2026-11-21",                  the day whose prices these are
 *     "source": "@pydantic/genai-prices 0.1.8",
 *     "license": "…",
 *     "models": {
 *       "gpt-5.5": [5, 0.5, 5, 30, 1000000, 271999, 10, 1, 10, 45],
 *       "gpt-5-5": "gpt-5.5"                 another name of it
 *     },
 *     "later": { "2027-01-01": { "gemini-3.6-flash": [1.5, 0.15, 1.5, 7.5, 1000000] } }
 *   }
 *
 * A row: dollars per million tokens of input, cache reads, cache writes and output; the context window in tokens (0: not
 * known); and, if calls with a longer input cost more, from how many tokens on and the same four rates for them.
 * Names are whole and in lower case. `later` holds changes that were announced for a day to come.
 */
export interface PriceTable {
  readonly date: string
  readonly source: string
  readonly models: Readonly<Record<string, PriceRow | string>>
  readonly later: Readonly<Record<string, Readonly<Record<string, PriceRow>>>>
}

export type PriceRow = readonly number[]

/** A table that can be relied on, or the first thing that is wrong with it. For data of any make: never throws. */
export function readPriceTable(value: unknown): PriceTable | { readonly problem: string } {
  const { schema, date, source, models, later } = fields(value)
  if (schema !== 1) return { problem: 'it is not a price table of schema 1' }
  if (!isDay(date)) return { problem: 'its date is none' }
  if (typeof source !== 'string' || !/^[\x20-\x7e]{1,100}$/.test(source)) return { problem: 'its source is not named' }
  const changes = Object.entries(fields(later))
  const problem =
    modelsProblem(fields(models)) ??
    (changes.every(([day]) => isDay(day)) ? undefined : 'a later day is none') ??
    changes.map(([, rows]) => laterProblem(fields(rows))).find((found) => found !== undefined)
  if (problem !== undefined) return { problem }
  return { date, source, models: checked(fields(models)), later: Object.fromEntries(changes.map(laterRows)) }
}

/** What a model cost on a day, by its exact name in lower case. Without a day, on the table's own. */
export function priceIn(table: PriceTable, name: string, day = table.date): Price | undefined {
  const own = entryOf(table.models, name)
  const row = typeof own === 'string' ? entryOf(table.models, own) : own
  if (row === undefined || typeof row === 'string') return undefined
  return priceOf(changedRow(table, typeof own === 'string' ? own : name, day) ?? row)
}

/** A row as the price that it is. */
export function priceOf(row: PriceRow): Price {
  const [contextWindow = 0, over] = row.slice(4)
  return {
    ...ratesOf(row),
    basis: 'priced',
    ...(contextWindow > 0 && { contextWindow }),
    ...(over !== undefined && { long: { over, ...ratesOf(row.slice(6)) } }),
  }
}

function changedRow({ later }: PriceTable, name: string, day: string): PriceRow | undefined {
  const days = Object.keys(later).filter((start) => start <= day)
  return days
    .toSorted()
    .map((start) => entryOf(later[start] ?? {}, name))
    .findLast((row) => row !== undefined)
}

function ratesOf(row: PriceRow): Rates {
  const [input = 0, cacheRead = 0, cacheWrite = 0, output = 0] = row
  return { input, cacheRead, cacheWrite, output }
}

const entryOf = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

const mostModels = 5000
const namePattern = /^[a-z0-9][a-z0-9.:@/+-]{0,99}$/
/** Dollars per million tokens; the dearest model ever sold took 600. */
const highestRate = 1000

function modelsProblem(models: Fields): string | undefined {
  const entries = Object.entries(models)
  if (entries.length === 0 || entries.length > mostModels) return `it lists ${entries.length} models`
  for (const [name, entry] of entries) {
    if (!namePattern.test(name)) return `it lists a model without a proper name: ${JSON.stringify(name).slice(0, 80)}`
    const row = typeof entry === 'string' && Object.hasOwn(models, entry) ? models[entry] : entry
    if (!isRow(row)) return `what it says of ${name} is no price`
  }
  return undefined
}

function laterProblem(rows: Fields): string | undefined {
  const wrong = Object.entries(rows).find(([name, row]) => !namePattern.test(name) || !isRow(row))
  return wrong && `what it says of the later price of ${JSON.stringify(wrong[0]).slice(0, 80)} is no price`
}

function isRow(value: unknown): value is PriceRow {
  if (!Array.isArray(value) || (value.length !== 5 && value.length !== 10)) return false
  const row: readonly unknown[] = value
  const [window, over] = row.slice(4)
  const areRates = [...row.slice(0, 4), ...row.slice(6)].every((rate) => isAmount(rate, highestRate) && rate > 0)
  return areRates && isAmount(window, 1e9) && (over === undefined || (isAmount(over, 1e9) && over > 0))
}

function isAmount(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^20\d\d-[01]\d-[0-3]\d$/.test(value)
}

function checked(models: Fields): PriceTable['models'] {
  const entries = Object.entries(models)
  return Object.fromEntries(
    entries.flatMap(([name, entry]) => (typeof entry === 'string' || isRow(entry) ? [[name, entry]] : [])),
  )
}

function laterRows([day, rows]: readonly [string, unknown]): readonly [string, Readonly<Record<string, PriceRow>>] {
  const entries = Object.entries(fields(rows))
  return [day, Object.fromEntries(entries.flatMap(([name, row]) => (isRow(row) ? [[name, row]] : [])))]
}
