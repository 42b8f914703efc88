import { describe, expect, test } from 'vitest'
import { costOf } from '../../price.ts'
import { parsePrice, type NamedPrice } from './price-argument.ts'
import { readPriceTable, type PriceTable } from './price-table.ts'
import { findPrice, isKnown, listPrice, makePriceBook, ownPrices, unknownPrice } from './prices.ts'
import snapshot from './prices.json' with { type: 'json' }

const sonnet = { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15, basis: 'priced', contextWindow: 200_000 }

test.each(['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929', 'claude-sonnet-4-5@20250929', 'claude-sonnet-4-5[1m]'])(
  '%s has a list price',
  (model) => {
    expect(listPrice(model)).toMatchObject(sonnet)
  },
)

test.each([
  'gpt-6-sol',
  'gpt-5.5',
  'gpt-5-2025-08-07',
  'gpt-5.3-codex',
  'o4-mini',
  'gemini-2.5-pro',
  'claude-opus-4-20250514',
  'claude-sonnet-4.5',
  'qwen3-coder-plus',
  'kimi-k2.7-code',
  'GLM-5.3',
  'glm-4.6',
  'deepseek-v4-pro',
  'grok-code-fast-1',
  'devstral-2512',
  'codestral-latest',
  'MiniMax-M2',
  'composer-2.5',
])('%s has a list price', (model) => {
  expect(listPrice(model).basis).toBe('priced')
})

test.each([
  ['anthropic/claude-sonnet-4-5', 3],
  ['openai/gpt-5.5', 5],
  ['models/gemini-2.5-pro', 1.25],
  ['google/gemini-2.5-pro', 1.25],
  ['x-ai/grok-4.6', 2],
  ['moonshotai/kimi-k3', 3],
  ['openrouter/anthropic/claude-sonnet-4.5', 3],
  ['anthropic/claude-sonnet-4-5-20250929', 3],
])('%s is its maker’s: $%d', (model, input) => {
  expect(listPrice(model)).toMatchObject({ input, basis: 'priced' })
})

test.each([
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 3.3],
  ['eu.anthropic.claude-sonnet-4-5-20250929-v1:0', 3.3],
  ['anthropic.claude-sonnet-4-5-20250929-v1:0', 3.3],
  ['amazon-bedrock/us.anthropic.claude-opus-5', 5.5],
  ['arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5-v1:0', 5.5],
  ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', 3],
  ['global.anthropic.claude-opus-5', 5],
])('%s is Bedrock’s: $%d', (model, input) => {
  expect(listPrice(model)).toMatchObject({ input, basis: 'priced' })
})

test.each([
  'claude-sonnet-4-5-ultra',
  'claude',
  'sonnet',
  'gpt-6-sol-pro',
  'gpt-5x',
  'my-claude-sonnet-4-5',
  'claude-sonnet-4-5-2025092',
  'grok-4.6[fast=true]',
  'openai/claude-sonnet-4-5',
  'reseller/gpt-5.5',
  'openrouter/qwen/qwen3-coder-plus',
  'openrouter/deepseek/deepseek-v4-pro',
  'groq/openai/gpt-5.5',
  'github-copilot/claude-sonnet-4.5',
  'us.anthropic.claude-sonnet-9-v1:0',
  'mars.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'qwen3-coder-plus:free',
  'constructor',
  'anthropic/constructor',
  'constructor/gpt-5.5',
  '__proto__',
  '/',
  '',
])('%s is never priced like a model that looks like it', (model) => {
  expect(listPrice(model)).toBe(unknownPrice)
  expect(isKnown(listPrice, model)).toBe(false)
})

test('a dated release that costs something else than its model has its own price', () => {
  expect(listPrice('gpt-4o-2024-05-13')).toMatchObject({ input: 5, output: 15 })
  expect(listPrice('gpt-4o-2024-11-20')).toMatchObject({ input: 2.5, output: 10 })
  expect(listPrice('mistral-medium-latest')).toMatchObject({ input: 1.5 })
  expect(listPrice('mistral-medium')).toMatchObject({ input: 0.4 })
})

describe('a cost', () => {
  const usage = { input: 1540, cacheRead: 5400, cacheWrite: 170, output: 70, basis: 'reported' } as const

  test('adds up the buckets at their own rates', () => {
    expect(costOf(usage, listPrice('claude-sonnet-4-5'))).toEqual({
      usd: expect.closeTo(0.0079275, 10),
      basis: 'priced',
    })
  })

  test('of an unknown model is estimated, and high', () => {
    const cost = costOf(usage, listPrice('who-knows'))
    expect(cost.basis).toBe('estimated')
    expect(cost.usd).toBeGreaterThan(0.03)
  })

  test('of guessed tokens is a guess', () => {
    expect(costOf({ ...usage, basis: 'estimated' }, listPrice('claude-sonnet-4-5')).basis).toBe('estimated')
  })

  test('of a long call takes the rate for long calls', () => {
    const long = { ...usage, input: 300_000, cacheRead: 0, cacheWrite: 0, output: 0 }
    expect(costOf(long, listPrice('gemini-2.5-pro')).usd).toBeCloseTo(0.75)
    expect(costOf({ ...long, input: 100_000 }, listPrice('gemini-2.5-pro')).usd).toBeCloseTo(0.125)
  })
})

describe('a price book', () => {
  const named = (...texts: readonly string[]): NamedPrice[] =>
    texts.flatMap((text) => {
      const price = parsePrice(text)
      return 'problem' in price ? [] : [price]
    })
  const table = (date: string, more: Partial<PriceTable> = {}): PriceTable => ({
    date,
    source: 'a test',
    models: { 'gpt-5.5': [7, 1, 7, 70, 1000], newest: [1, 1, 1, 1, 0] },
    later: {},
    ...more,
  })

  test('believes the operator most, also for other writings of the name', () => {
    const prices = makePriceBook({ named: named('gpt-5.5=1/2', 'openai/mine=0/0'), updated: table('2099-01-01') })
    for (const model of ['gpt-5.5', 'openai/gpt-5.5', 'GPT-5.5', 'gpt-5.5-2026-04-23']) {
      expect(prices(model)).toMatchObject({ input: 1, output: 2, cacheRead: 1, cacheWrite: 1.25, basis: 'priced' })
    }
    expect(prices('openai/mine')).toMatchObject({ input: 0, basis: 'priced' })
    expect(isKnown(prices, 'mine')).toBe(false)
  })

  test('keeps what is known of a model whose price the operator names, but its step for long calls', () => {
    const price = makePriceBook({ named: named('gpt-5.5=1/2') })('gpt-5.5')
    expect(price.contextWindow).toBe(1_000_000)
    expect(price.long).toBeUndefined()
  })

  test('believes the newer table, and the older one about models that the newer does not list', () => {
    const newer = makePriceBook({ updated: table('2099-01-01') })
    expect([newer('gpt-5.5').input, newer('newest').input, newer('gpt-6-sol').input]).toEqual([7, 1, 2])
    const older = makePriceBook({ updated: table('2025-01-01') })
    expect([older('gpt-5.5').input, older('newest').input]).toEqual([5, 1])
  })

  test('says where a price stands', () => {
    const updated = table('2099-01-01')
    expect(findPrice('openai/gpt-5.5', { updated })).toMatchObject({ name: 'gpt-5.5', table: updated })
    expect(findPrice('gpt-6-sol', { updated })?.table).toBe(ownPrices)
    expect(findPrice('mine', { named: named('mine=1/1') })).toEqual({
      name: 'mine',
      price: expect.objectContaining({ input: 1 }),
    })
    expect(findPrice('who-knows', { updated })).toBeUndefined()
  })

  test('follows a change that was announced', () => {
    const updated = table('2098-01-01', { later: { '2099-01-01': { 'gpt-5.5': [9, 1, 9, 90, 1000] } } })
    const inputOn = (today: string) => makePriceBook({ updated, today })('gpt-5.5').input
    expect([inputOn('2098-12-31'), inputOn('2099-01-01'), inputOn('2100-01-01')]).toEqual([7, 9, 9])
  })
})

test('the table that ships is sound, small, dated, and carries the notice of its source', () => {
  expect(readPriceTable(snapshot)).toEqual({
    date: ownPrices.date,
    source: ownPrices.source,
    models: ownPrices.models,
    later: ownPrices.later,
  })
  expect(snapshot.license).toContain('Permission is hereby granted')
  expect(JSON.stringify(snapshot).length).toBeLessThan(15_000)
})
