import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { falseFriends, phrases, readAt, readIn, times } from '../../../test/fixtures/limit-phrases.ts'
import { resetTime } from './reset-time.ts'

const now = Date.parse(readAt)

beforeAll(() => {
  vi.stubEnv('TZ', readIn)
})
afterAll(() => {
  vi.unstubAllEnvs()
})

function readTime(text: string, at = readAt): string | undefined {
  const time = resetTime(text, Date.parse(at))
  return time === undefined ? undefined : new Date(time).toISOString()
}

function iso(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString()
}

describe('the time an error text names', () => {
  test.each(phrases.map(({ from, text, retryAt }) => [from, text, iso(retryAt)]))('%s: %s', (_from, text, expected) => {
    expect(readTime(text ?? '')).toBe(expected)
  })
})

describe('a way of telling it', () => {
  test.each(times.map(({ text, now: at = readAt, retryAt }) => [text, at, iso(retryAt)]))(
    '%s, read %s',
    (text, at, expected) => {
      expect(readTime(text ?? '', at)).toBe(expected)
    },
  )
})

describe('no time is read from', () => {
  test.each([
    ...falseFriends,
    'Weekly limit reached',
    'API Error: Request rejected (429) · Please try again later.',
    'Please wait a few minutes before you try again.',
    'error on line 429: try again',
    'disk quota exceeded, try again',
    'resets 25:00',
    'resets 13pm',
    'Claude AI usage limit reached|1595204066',
    'try again in 99999 days',
    'try again in 5',
    'meeting at 7:47pm (UTC)',
    'it will retry\n12:05:33 INFO next attempt',
    'retry-after: soon',
  ])('%s', (text) => {
    expect(readTime(text)).toBeUndefined()
  })
})

test('any text gives a time in the future or none', () => {
  const words = fc.constantFrom(
    ...'resets|try again|wait| in | at |9|am|:|59| hours| and | a |(UTC)| PST| Nov| Mon| 31,| 2026|/|-|s"'.split('|'),
    '|1795204066',
    '"retryDelay":"',
    '\\"',
    '\n',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(words).map((list) => list.join('')),
  )
  fc.assert(
    fc.property(text, (said) => {
      expect(resetTime(said, now) ?? Infinity).toBeGreaterThan(now)
    }),
  )
})

test('a long hostile text is read in no time', () => {
  const pieces = [
    'resets ',
    'retry in 1 h ',
    'try again at Nov ',
    'a 1 ',
    '1h',
    'x-',
    'reset_',
    '\\',
    '\u001b[',
    '"',
    'at\n',
  ]
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
    const started = performance.now()
    resetTime(text, now)
    expect(performance.now() - started, piece).toBeLessThan(20_000) // quadratic would be minutes
  }
})
