import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

const words = ['claude', 'kiro', 'demo', 'q', 'max_cost', 'max-iterations', 'stop']

test.each([
  ['cladue', 'claude'],
  ['Claude', 'claude'],
  ['max-iteratons', 'max-iterations'],
  ['maxCost', 'max_cost'],
  ['stp', 'stop'],
  ['stpo', 'stop'],
  ['kirro', 'kiro'],
])('%s means %s', (typed, meant) => expect(didYouMean(typed, words)).toBe(meant))

test.each(['', 'x', 'zebra', 'toString', 'fix the parser'])('%j is near nothing', (typed) =>
  expect(didYouMean(typed, words)).toBeUndefined(),
)
