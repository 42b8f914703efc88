import { expect, test } from 'vitest'
import { normalised, repetition } from './progress.ts'

test.each([
  ['', { times: 0, period: 1 }],
  ['a', { times: 1, period: 1 }],
  ['a b c', { times: 1, period: 1 }],
  ['a b b b', { times: 3, period: 1 }],
  ['a b a b', { times: 2, period: 2 }],
  ['x a b a b a b', { times: 3, period: 2 }],
  ['a b c a b c', { times: 2, period: 3 }],
  ['a a a a', { times: 4, period: 1 }],
])('%j repeats %j', (signatures, expected) => {
  expect(repetition(signatures.split(' ').filter(Boolean))).toEqual(expected)
})

test.each([
  ['Run 7: 3 tests fail after 1.2 s', 'run 8:  3 tests fail after 14 s'],
  ['Attempt #2 at 12:00', 'attempt #3 at 13:10'],
  ['trace 0af7651916cd43dd8448eb211c80319c', 'trace 9bc1deadbeef43dd8448eb211c80aaaa'],
  ['id 550e8400-e29b-41d4-a716-446655440000', 'id 6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['At 12:00:01Z nothing\nnew', 'at 13:10:44Z nothing new'],
])('%j says what %j says', (a, b) => {
  expect(normalised(a)).toBe(normalised(b))
})

test('other words stay other words', () => {
  expect(normalised('fixed 3 of 7 files')).not.toBe(normalised('fixed 4 of 7 files'))
  expect(normalised('fixed the parser')).not.toBe(normalised('fixed the lexer'))
})
