import { findPrice, ownPrices, priceTables, type FoundPrice, type PriceSources } from '../../agents/prices/prices.ts'
import type { PriceTable } from '../../agents/prices/price-table.ts'
import { stateFolder } from '../../platform/state-folder.ts'
import { tokens } from '../../platform/text/format.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { printableJson } from '../../platform/text/printable-json.ts'
import type { Command, CommandContext } from '../command.ts'
import { rightAligned } from '../figure-table.ts'
import { updatePrices } from '../update-prices.ts'
import { readUpdatedPrices } from '../updated-prices.ts'

/** What models cost and since when that is known: all of them, or those that are named. `update` fetches newer prices. */
export const prices: Command = async ({ json }, names, context) => {
  if (names.length === 1 && names[0] === 'update') return update(json === true, context)
  const { table, notice } = readUpdatedPrices(stateFolder(context.env))
  if (notice !== undefined) context.stderr.write(neutralise(`ralph: ${notice}\n`))
  const sources: PriceSources = { updated: table, today: today() }
  const lines = (names.length > 0 ? names : listed(sources)).map((model) => lineOf(model, findPrice(model, sources)))
  context.stdout.write(json ? `${printableJson(lines, 2)}\n` : neutralise(text(lines, sources)))
  return lines.every(({ known }) => known) ? 0 : 1
}

async function update(json: boolean, { env, stdout }: CommandContext): Promise<number> {
  const { before, after, path } = await updatePrices(stateFolder(env), env, today())
  const changed = Object.keys(after.models).filter((name) => rateText(name, before) !== rateText(name, after))
  const { date, source, models } = after
  const count = Object.keys(models).length
  const words =
    `prices of ${date} (${source}): ${count} names, ${changed.length} of them new or changed since ${before.date}\n` +
    `kept in ${path}; only data was read from the package, nothing of it was run\n`
  const facts = { path, date, source, models: count, changed }
  stdout.write(json ? `${printableJson(facts, 2)}\n` : neutralise(words))
  return 0
}

/** The one place where prices meet the clock. */
const today = () => new Date().toISOString().slice(0, 10)

const rateText = (name: string, table: PriceTable) =>
  JSON.stringify(findPrice(name, { updated: { ...table, date: '9999-12-31' }, today: table.date })?.price)

/** Every model once, under its first name. */
function listed(sources: PriceSources): readonly string[] {
  const names = priceTables(sources).flatMap(({ models }) =>
    Object.entries(models).flatMap(([name, entry]) => (typeof entry === 'string' ? [] : [name])),
  )
  return [...new Set(names)].toSorted()
}

/** `null` is not known. Dollars per million tokens. */
interface PriceLine {
  readonly model: string
  readonly known: boolean
  readonly name: string | null
  readonly source: string | null
  readonly date: string | null
  readonly input: number | null
  readonly cacheRead: number | null
  readonly cacheWrite: number | null
  readonly output: number | null
  readonly contextWindow: number | null
  readonly long: FoundPrice['price']['long'] | null
}

function lineOf(model: string, found: FoundPrice | undefined): PriceLine {
  const { price, name = null, table } = found ?? {}
  return {
    model,
    known: found !== undefined,
    name,
    source: table?.source ?? null,
    date: table?.date ?? null,
    input: price?.input ?? null,
    cacheRead: price?.cacheRead ?? null,
    cacheWrite: price?.cacheWrite ?? null,
    output: price?.output ?? null,
    contextWindow: price?.contextWindow ?? null,
    long: price?.long ?? null,
  }
}

function text(lines: readonly PriceLine[], sources: PriceSources): string {
  const known = lines.filter((line) => line.known)
  const unknown = lines.filter((line) => !line.known)
  const heads = ['model', 'input', 'cache read', 'cache write', 'output', 'context', 'long calls']
  return [
    ...(known.length > 0 ? ['dollars per million tokens', '', ...rightAligned(heads, known.map(rowOf)), ''] : []),
    ...unknown.map(({ model }) => `not known: ${model}; name its price with --price ${model}=IN/OUT`),
    ...priceTables(sources).map(sourceLine),
    '',
  ].join('\n')
}

function rowOf(line: PriceLine): readonly string[] {
  const { model, name, input, cacheRead, cacheWrite, output, contextWindow, long } = line
  return [
    name === null || name === model ? model : `${model} (${name})`,
    ...[input, cacheRead, cacheWrite, output].map(String),
    contextWindow === null ? '' : tokens(contextWindow),
    long ? `over ${tokens(long.over)}: ${[long.input, long.cacheRead, long.cacheWrite, long.output].join(' / ')}` : '',
  ]
}

function sourceLine(table: PriceTable): string {
  const origin = table === ownPrices ? 'came with ralph' : 'from `ralph prices update`'
  return `prices of ${table.date}: ${table.source}, ${origin}`
}
