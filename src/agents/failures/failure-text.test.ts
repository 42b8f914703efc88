import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { falseFriends, phrases } from '../../../test/fixtures/limit-phrases.ts'
import { failureKindIn, failureKindOf } from './failure-text.ts'

describe('what a text says', () => {
  test.each([
    ...phrases.map(({ from, text, kind }) => [from, text, kind]),
    ['peers', 'API Error: 401 authentication_error: OAuth token has expired', 'unauthorized'],
    ['an API', 'API Error: 403', 'unauthorized'],
    ['an API', 'API Error: 500', 'overloaded'],
    ['an API', 'API Error: 504 Gateway Timeout', 'overloaded'],
    ['an API', 'API Error: Connection error.', 'overloaded'],
    ['an API', '503 Service Unavailable', 'overloaded'],
    ['an API', 'The model is overloaded. Please try again later.', 'overloaded'],
    ['an API', "This model's maximum context length is 200000 tokens", 'context-overflow'],
    ['gemini', 'exception TypeError: fetch failed sending request', 'overloaded'],
  ])('%s: %s is %s', (_from, text, kind) => {
    expect(failureKindIn(text ?? '')).toBe(kind)
  })
})

describe('of no known kind is', () => {
  test.each(falseFriends)('%j', (text) => {
    expect(failureKindIn(text)).toBeUndefined()
  })
})

test('the sentence is found among lines of code, stack frames and other noise', () => {
  const noise = falseFriends.join('\n')
  expect(failureKindIn(noise)).toBeUndefined()
  expect(failureKindIn(`${noise}\nYou've hit your limit · resets 2pm\n${noise}`)).toBe('rate-limited')
})

test('it is found at the beginning and at the end of a long text', () => {
  const filling = 'nothing of note\n'.repeat(50_000)
  expect(failureKindIn(`Credit balance is too low\n${filling}`)).toBe('quota-exhausted')
  expect(failureKindIn(`${filling}Credit balance is too low`)).toBe('quota-exhausted')
})

test.each([
  [undefined, undefined],
  [200, undefined],
  [400, undefined],
  [401, 'unauthorized'],
  [402, 'quota-exhausted'],
  [403, 'unauthorized'],
  [408, 'overloaded'],
  [413, 'context-overflow'],
  [429, 'rate-limited'],
  [500, 'overloaded'],
  [529, 'overloaded'],
])('status %s is %s', (status, kind) => {
  expect(failureKindOf(status)).toBe(kind)
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([undefined, 'string']).toContain(typeof failureKindIn(text) === 'string' ? 'string' : undefined)
    }),
  )
})

test('a long hostile text is read in no time', () => {
  const pieces = ['hit your ', 'quota exceeded ', 'high demand ', 'rate limit', "your'’ -", 'error ', "you've hit the "]
  for (const piece of [
    ...pieces,
    '"',
    ' ',
    '\\"',
    '\\',
    '4',
    'a b ',
    'http ',
    '.5',
    'request too large for ',
    'at x [as ',
  ]) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
    const started = performance.now()
    failureKindIn(text)
    expect(performance.now() - started, piece).toBeLessThan(20_000) // quadratic would be minutes
  }
})
