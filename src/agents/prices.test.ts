import { describe, expect, test } from 'vitest'
import { costOf } from '../price.ts'
import { listPrice, pricesDate, unknownPrice } from './prices.ts'
import prices from './prices.json' with { type: 'json' }

const sonnet = { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15, basis: 'priced', contextWindow: 200_000 }

test.each(['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929', 'claude-sonnet-4-5@20250929', 'claude-sonnet-4-5[1m]'])(
  '%s has a list price',
  (model) => {
    expect(listPrice(model)).toMatchObject(sonnet)
  },
)

test.each(['gpt-6-sol', 'gpt-5.5', 'gpt-5-2025-08-07', 'gemini-2.5-pro', 'claude-opus-4-20250514'])(
  '%s has a list price',
  (model) => {
    expect(listPrice(model).basis).toBe('priced')
  },
)

test.each([
  'claude-sonnet-4-5-ultra',
  'claude',
  'gpt-6-sol-pro',
  'gpt-5x',
  'my-claude-sonnet-4-5',
  'claude-sonnet-4-5-2025092',
  'constructor',
  '',
])('%s is never priced like a model that its name begins with', (model) => {
  expect(listPrice(model)).toBe(unknownPrice)
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

test('the table says its day and carries the notice of its source', () => {
  expect(pricesDate).toMatch(/^20\d\d-\d\d-\d\d$/)
  expect(prices.license).toContain('Permission is hereby granted')
  for (const [model, row] of Object.entries(prices.models)) {
    expect([5, 10], model).toContain(row.length)
    expect(Math.min(...row.slice(0, 4)), model).toBeGreaterThan(0)
  }
})
