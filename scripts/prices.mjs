// Writes src/agents/prices.json: list prices of the models that coding agents use, taken from @pydantic/genai-prices
// (a development dependency: its full table is 250 KB, ours must load in no time). Run it after updating that package:
//
//   node scripts/prices.mjs [YYYY-MM-DD]      the day whose prices to take; today unless told otherwise
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProvider } from '@pydantic/genai-prices'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const date = process.argv[2] ?? new Date().toISOString().slice(0, 10)
const source = dirname(dirname(createRequire(import.meta.url).resolve('@pydantic/genai-prices')))
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))

const wanted = /^(claude-(?!2|v1)|gpt-4o|gpt-4\.1|gpt-[5-9]|o[34]|codex|gemini-(?:2\.5|[3-9]))[a-z0-9.-]*$/
const otherTrades =
  /image|audio|tts|live|embed|realtime|transcribe|vision|search|video|robot|omni|computer-use|moderation|native|-preview-text/

const models = {}
for (const provider of ['anthropic', 'openai', 'google']) {
  for (const model of findProvider({ providerId: provider }).models) {
    // Google resells Claude: its maker's own list is the one to trust.
    if (provider === 'google' && model.id.startsWith('claude')) continue
    const row = rowOf(model)
    if (row) for (const name of namesOf(model)) models[name] ??= row
  }
}

/** [input, cacheRead, cacheWrite, output, contextWindow], and if long requests cost more: [over, the same four]. */
function rowOf(model) {
  const prices = pricesOn(date, model.prices)
  const { input_mtok: input, output_mtok: output } = prices
  if (input === undefined || output === undefined) return undefined
  const buckets = [input, prices.cache_read_mtok ?? input, prices.cache_write_mtok ?? input, output]
  const over = Math.min(...buckets.flatMap((price) => (price.tiers ?? []).map((tier) => tier.start)))
  const base = [...buckets.map((price) => price.base ?? price), model.context_window ?? 0]
  return over === Infinity ? base : [...base, over, ...buckets.map((price) => price.tiers?.at(-1).price ?? price)]
}

function pricesOn(day, prices) {
  if (!Array.isArray(prices)) return prices
  const inForce = prices.filter(({ constraint }) => !constraint || (constraint.start_date ?? '9999') <= day)
  return inForce.at(-1).prices
}

/** Every whole name of the model, without the dates that `priceOf` takes off itself. Beginnings of names are none. */
function namesOf({ id, match }) {
  const parts = [match, ...(match.or ?? [])]
  const whole = parts
    .flatMap((part) => [part.equals, part.starts_with])
    .filter((name) => name && !/[-@.]$|-20\d\d$/.test(name))
  const names = [id, ...whole].map((name) => name.replace(/-latest$/, '').replace(/-(?:\d{8}|\d{4}-\d\d-\d\d)$/, ''))
  return [...new Set(names)].filter((name) => wanted.test(name) && !otherTrades.test(name) && !/[-.]$/.test(name))
}

const table = {
  date,
  source: `@pydantic/genai-prices ${version}`,
  license: readFileSync(join(source, 'LICENSE'), 'utf8').trim(),
  models: Object.fromEntries(Object.entries(models).sort(([a], [b]) => (a < b ? -1 : 1))),
}
const rows = Object.entries(table.models).map(([name, row]) => `    ${JSON.stringify(name)}: [${row.join(', ')}]`)
const head = JSON.stringify({ ...table, models: undefined }, undefined, 2).replace(/\n}$/, '')
writeFileSync(join(root, 'src/agents/prices.json'), `${head},\n  "models": {\n${rows.join(',\n')}\n  }\n}\n`)
