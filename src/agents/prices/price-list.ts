import { count, fields, items, text, type Fields } from '../reading/fields.ts'
import { releaseDate } from './price-names.ts'
import { readPriceTable, type PriceRow, type PriceTable } from './price-table.ts'

/*
 * Makes our small table out of the large one in the npm package @pydantic/genai-prices: an array of providers,
 *
 *   { id: "openai", models: [{ id, match, context_window, prices }] }
 *   match    { equals } | { starts_with } | { regex } | … | { or: [match, …] }
 *   prices   { input_mtok, cache_read_mtok, cache_write_mtok, output_mtok }, each a number or { base, tiers: [{ start, price }] };
 *            or [{ prices, constraint: { start_date } or { start_time, end_time } }], of which the last that applies counts
 *
 * `regex` and beginnings of names are not taken over: a price is for a whole name. Of prices that depend on the time of
 * day the dearest is taken. Models are taken from their makers; what resellers ask for the same name is another price.
 */
interface Maker {
  readonly provider: string
  readonly models: RegExp
}

const makers: readonly Maker[] = [
  { provider: 'anthropic', models: /^claude-(?:3|[a-z]+-\d)/ },
  { provider: 'openai', models: /^(?:gpt-4o|gpt-4\.1|gpt-[5-9]|o[134](?:-|$)|codex-)/ },
  { provider: 'google', models: /^gemini-(?:2\.5|[3-9])/ },
  { provider: 'aws', models: /^(?:regional|global)\.anthropic\.claude-[a-z]/ },
  { provider: 'mistral', models: /^(?:codestral|(?:labs-)?devstral|magistral|mistral-(?:large|medium|small))/ },
  { provider: 'x-ai', models: /^grok-(?:[4-9]|code|build)/ },
  { provider: 'deepseek', models: /^deepseek-/ },
  { provider: 'moonshotai', models: /^kimi-/ },
  { provider: 'zai', models: /^glm-/ },
  { provider: 'minimax', models: /^minimax-m/ },
  { provider: 'cursor', models: /^composer-/ },
  { provider: 'github-copilot', models: /^mai-code-/ },
]

const otherTrades =
  /image|audio|tts|live|embed|realtime|transcribe|vision|search|video|robot|omni|computer-use|moderation|native|-preview-text|deep-research|:|\.ft-/

export interface ListParts {
  /** Of the package, with its version. */
  readonly source: string
  /** The day whose prices to take, `2026-11-21`. */
  readonly date: string
}

/** The table of a day, or what is wrong with the list it should be made from. Pure; never throws. */
export function makePriceTable(
  providers: unknown,
  { source, date }: ListParts,
): PriceTable | { readonly problem: string } {
  const known = new Map(items(providers).map((provider) => [text(fields(provider)['id']), fields(provider)]))
  const missing = makers.slice(0, 3).find(({ provider }) => items(known.get(provider)?.['models']).length === 0)
  if (missing) return { problem: `it lists no models of ${missing.provider}` }
  const models: Record<string, PriceRow | string> = Object.create(null)
  const later: Record<string, Record<string, PriceRow>> = Object.create(null)
  for (const maker of makers) {
    for (const model of items(known.get(maker.provider)?.['models'])) {
      const names = namesOf(fields(model), maker).filter((name) => !(name in models))
      addModel(models, later, { model: fields(model), names, date })
    }
  }
  dropEqualReleases(models)
  dropEqualPlaces(models)
  const table = { schema: 1, date, source, models: sorted(models), later: sorted(later) }
  return readPriceTable(table)
}

interface Found {
  readonly model: Fields
  readonly names: readonly string[]
  readonly date: string
}

/** The first name carries the row, the others refer to it. */
function addModel(
  models: Record<string, PriceRow | string>,
  later: Record<string, Record<string, PriceRow>>,
  { model, names, date }: Found,
): void {
  const [name, ...others] = names
  const row = rowOf(model, date)
  if (name === undefined || !row) return
  models[name] = row
  for (const other of others) models[other] = name
  for (const day of changesAfter(model, date)) {
    const changed = rowOf(model, day)
    if (changed) (later[day] ??= Object.create(null))[name] = changed
  }
}

/** Every whole name of the model in lower case, the most telling first. */
function namesOf(model: Fields, { provider, models }: Maker): readonly string[] {
  const match = fields(model['match'])
  const whole = [match, ...items(match['or']).map(fields)].flatMap((part) => [part['equals'], beginning(part)])
  const names = [model['id'], ...whole]
    .map((name) => text(name)?.toLowerCase() ?? '')
    .map((name) => (provider === 'aws' ? name.replace(/-v\d+(:\d+)?$/, '').replace(releaseDate, '') : name))
    .filter((name) => models.test(name) && !otherTrades.test(name) && !/[-.@]$/.test(name))
  return [...new Set(names)].toSorted((a, b) => Number(isDated(a)) - Number(isDated(b)))
}

/** A name that others begin with is a name of its own, unless it breaks off in a date. */
function beginning({ starts_with: start }: Fields): string | undefined {
  return text(start)?.replace(/-20\d\d$/, '')
}

const isDated = (name: string) => releaseDate.test(name) || name.endsWith('-latest')

/** A dated release that costs what its model costs need not stand here: the date is taken off when a price is looked up. */
function dropEqualReleases(models: Record<string, PriceRow | string>): void {
  for (const [name, entry] of Object.entries(models)) {
    const base = name.replace(releaseDate, '')
    if (base !== name && (entry === base || (typeof entry === 'string' && models[base] === entry))) delete models[name]
  }
}

/** Bedrock's prices outside a region are the maker's: a look-up tries both names. */
function dropEqualPlaces(models: Record<string, PriceRow | string>): void {
  for (const [name, row] of Object.entries(models)) {
    const maker = name.startsWith('global.anthropic.') ? models[name.slice('global.anthropic.'.length)] : undefined
    const own = typeof maker === 'string' ? models[maker] : maker
    if (own !== undefined && row.slice(0, 4).toString() === own.slice(0, 4).toString()) delete models[name]
  }
}

function rowOf(model: Fields, day: string): PriceRow | undefined {
  const rates = dearest(pricesOn(day, model['prices']))
  const input = rates['input_mtok']
  const buckets = [input, rates['cache_read_mtok'] ?? input, rates['cache_write_mtok'] ?? input, rates['output_mtok']]
  const base = buckets.map((price) => count(fields(price)['base'] ?? price))
  const row = [...base, count(model['context_window']) ?? 0]
  const starts = buckets.flatMap((price) => tiersOf(price).map((tier) => count(tier['start']) ?? 0))
  const long =
    starts.length === 0 ? [] : [Math.min(...starts), ...buckets.map((price, i) => lastTier(price) ?? base[i])]
  const whole = [...row, ...long].flatMap((part) => (part === undefined ? [] : [part]))
  return whole.length === row.length + long.length && whole.slice(0, 4).every((rate) => rate > 0) ? whole : undefined
}

const tiersOf = (price: unknown): readonly Fields[] => items(fields(price)['tiers']).map(fields)

/** Of several steps the dearest: rather too dear than too cheap. */
function lastTier(price: unknown): number | undefined {
  return count(tiersOf(price).at(-1)?.['price'])
}

/** What is in force on a day: the newest of the dated prices, and all that depend on the time of day. */
function pricesOn(day: string, prices: unknown): readonly Fields[] {
  if (!Array.isArray(prices)) return [fields(prices)]
  const all = items(prices).map(fields)
  const dated = all.findLast((one) => !isTimeOfDay(one) && (startOf(one) ?? '') <= day)
  return [...(dated ? [dated] : []), ...all.filter(isTimeOfDay)].map((one) => fields(one['prices']))
}

const startOf = (one: Fields) => text(fields(one['constraint'])['start_date'])
const isTimeOfDay = (one: Fields) => fields(one['constraint'])['start_time'] !== undefined

function dearest(candidates: readonly Fields[]): Fields {
  const outputRate = (rates: Fields) => count(fields(rates['output_mtok'])['base'] ?? rates['output_mtok']) ?? 0
  return candidates.reduce((most, next) => (outputRate(next) > outputRate(most) ? next : most), fields(candidates[0]))
}

function changesAfter(model: Fields, date: string): readonly string[] {
  const starts = items(model['prices']).map((one) => startOf(fields(one)))
  return starts.flatMap((start) => (start !== undefined && start > date ? [start] : []))
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
