import { expect, test } from 'vitest'
import { parsePrice } from './price-argument.ts'

test.each([
  ['m=3/15', 'm', [3, 15, 3, 3.75]],
  ['m=3/15/0.3', 'm', [3, 15, 0.3, 3.75]],
  ['m=3/15/.3/6', 'm', [3, 15, 0.3, 6]],
  ['openai/gpt-5.5=1/2', 'openai/gpt-5.5', [1, 2, 1, 1.25]],
  ['grok-4.6[fast=true]=4/12', 'grok-4.6[fast=true]', [4, 12, 4, 5]],
  ['local=0/0', 'local', [0, 0, 0, 0]],
  [' m = 1 / 2 ', 'm', [1, 2, 1, 1.25]],
] as const)('%s names a price', (text, model, [input, output, cacheRead, cacheWrite]) => {
  expect(parsePrice(text)).toEqual({ model, price: { input, output, cacheRead, cacheWrite, basis: 'priced' } })
})

test.each([
  '',
  'm',
  'm=',
  'm=3',
  '=3/15',
  'm=3/15/1/1/1',
  'm=-3/15',
  'm=a/b',
  'm=1e3/1',
  'm=3/15/',
  'm=Infinity/1',
  'm=20000/1',
])('%s is refused with what is wrong and what to write', (text) => {
  expect(parsePrice(text)).toEqual({ problem: expect.stringMatching(/\w/), hint: expect.stringContaining('MODEL=') })
})
