import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePriceTable } from './price-list.ts'
import { readPricePackage } from './price-package.ts'

const parts = { source: 'a list 1.0.0', date: '2026-11-21' }
const rates = { input_mtok: 1, output_mtok: 5 }

function listWith(provider: string, ...models: readonly object[]) {
  const others = ['anthropic', 'openai', 'google'].map((id) => ({ id, models: [{ id: 'x', prices: rates }] }))
  return [...others.filter(({ id }) => id !== provider), { id: provider, models }]
}

function tableOf(provider: string, ...models: readonly object[]) {
  const table = makePriceTable(listWith(provider, ...models), parts)
  if ('problem' in table) throw new Error(table.problem)
  return table
}

test('a model stands under its whole names, in lower case, once with its price', () => {
  const { models } = tableOf('openai', {
    id: 'GPT-7',
    match: {
      or: [{ equals: 'gpt-7' }, { starts_with: 'gpt-7-codex' }, { regex: '^gpt-7-\\d+$' }, { contains: 'gpt-7' }],
    },
    context_window: 400_000,
    prices: { ...rates, cache_read_mtok: 0.1, web_searches_kcount: 10 },
  })
  expect(models).toEqual({ 'gpt-7': [1, 0.1, 1, 5, 400_000], 'gpt-7-codex': 'gpt-7' })
})

test('a release that costs what its model costs is left out, one that does not stays', () => {
  const { models } = tableOf(
    'openai',
    { id: 'gpt-7', match: { or: [{ equals: 'gpt-7' }, { equals: 'gpt-7-2026-01-02' }] }, prices: rates },
    { id: 'gpt-7-2026-02-03', match: { equals: 'gpt-7-2026-02-03' }, prices: { input_mtok: 9, output_mtok: 9 } },
  )
  expect(models).toEqual({ 'gpt-7': [1, 1, 1, 5, 0], 'gpt-7-2026-02-03': [9, 9, 9, 9, 0] })
})

test('steps for long calls are taken over, of several the dearest', () => {
  const step = (base: number) => ({
    base,
    tiers: [
      { start: 200, price: base * 2 },
      { start: 500, price: base * 3 },
    ],
  })
  const { models } = tableOf('google', { id: 'gemini-4', prices: { input_mtok: step(1), output_mtok: step(5) } })
  expect(models['gemini-4']).toEqual([1, 1, 1, 5, 0, 200, 3, 3, 3, 15])
})

test('the price of the day is taken, one to come is noted, and of times of day the dearest', () => {
  const { models, later } = tableOf(
    'google',
    {
      id: 'gemini-4',
      prices: [
        { prices: { input_mtok: 1, output_mtok: 1 } },
        { constraint: { start_date: '2026-11-21' }, prices: { input_mtok: 2, output_mtok: 2 } },
        { constraint: { start_date: '2027-01-01' }, prices: { input_mtok: 3, output_mtok: 3 } },
      ],
    },
    {
      id: 'gemini-5',
      prices: [
        { prices: { input_mtok: 1, output_mtok: 1 } },
        { constraint: { start_time: '00:30:00Z', end_time: '16:30:00Z' }, prices: { input_mtok: 4, output_mtok: 4 } },
      ],
    },
  )
  expect(models).toEqual({ 'gemini-4': [2, 2, 2, 2, 0], 'gemini-5': [4, 4, 4, 4, 0] })
  expect(later).toEqual({ '2027-01-01': { 'gemini-4': [3, 3, 3, 3, 0] } })
})

test('resellers, other trades, free models and models without a price are left out', () => {
  const table = makePriceTable(
    [
      ...listWith(
        'openai',
        { id: 'gpt-7', prices: rates },
        { id: 'gpt-7-image', prices: rates },
        { id: 'gpt-8', prices: {} },
      ),
      { id: 'openrouter', models: [{ id: 'qwen/qwen3-coder', prices: rates }] },
      { id: 'groq', models: [{ id: 'kimi-k9', prices: rates }] },
      { id: 'mistral', models: [{ id: 'devstral-small:free', prices: {} }] },
    ],
    parts,
  )
  expect(table).toMatchObject({ models: { 'gpt-7': [1, 1, 1, 5, 0] } })
  expect('models' in table && Object.keys(table.models)).toEqual(['gpt-7'])
})

test('Bedrock’s regions have their own price; outside a region it is the maker’s, unless it differs', () => {
  const bedrock = (id: string, input: number) => ({
    id,
    match: { contains: id },
    prices: { ...rates, input_mtok: input },
  })
  const table = makePriceTable(
    [
      ...listWith('anthropic', { id: 'claude-opus-9', prices: rates }, { id: 'claude-haiku-9', prices: rates }),
      {
        id: 'aws',
        models: [
          bedrock('regional.anthropic.claude-opus-9-20270101-v1:0', 1.1),
          bedrock('global.anthropic.claude-opus-9-20270101-v1:0', 1),
          bedrock('global.anthropic.claude-haiku-9', 2),
        ],
      },
    ],
    parts,
  )
  expect('models' in table && Object.keys(table.models)).toEqual([
    'claude-haiku-9',
    'claude-opus-9',
    'global.anthropic.claude-haiku-9',
    'regional.anthropic.claude-opus-9',
  ])
})

test.each([
  ['no list', 'x'],
  ['a list without a large maker', [{ id: 'openai', models: [{ id: 'gpt-7', prices: rates }] }]],
  ['an absurd price', listWith('openai', { id: 'gpt-7', prices: { input_mtok: 1, output_mtok: 1e9 } })],
])('%s is refused with a reason', (_, list) => {
  expect(makePriceTable(list, parts)).toEqual({ problem: expect.stringMatching(/\w/) })
})

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (prices, match, models) => {
      makePriceTable(models, parts)
      makePriceTable([...listWith('openai', { id: 'gpt-7', match, prices }), { id: 'aws', models }], parts)
    }),
  )
})

test('a package whose code holds no list of providers is refused', () => {
  const found = readPricePackage({ version: '9.9.9', code: 'const E = await fetch("…")' }, '2026-11-21')
  expect(found).toEqual({ problem: '@pydantic/genai-prices 9.9.9 holds no list of prices that ralph can read' })
})
