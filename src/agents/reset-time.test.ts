import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resetTime } from './reset-time.ts'

const now = Date.parse('2026-11-20T18:47:46Z') // a Friday

/** As this machine's clock shows it, whatever its zone is. */
function local(month: number, day: number, hour: number, minute: number): string {
  return new Date(2026, month - 1, day, hour, minute).toISOString()
}
const localNow = new Date(now)
const inTwoHours = new Date(
  localNow.getFullYear(),
  localNow.getMonth(),
  localNow.getDate(),
  localNow.getHours() + 2,
  22,
)
const twelve = `${inTwoHours.getHours() % 12 || 12}:22 ${inTwoHours.getHours() < 12 ? 'AM' : 'PM'}`

describe('the time an error text names', () => {
  test.each([
    ["You've hit your 5-hour limit · resets 7:47pm (UTC)", '2026-11-20T19:47:00Z'],
    ["You've hit your limit · resets 2pm (America/Toronto)", '2026-11-20T19:00:00Z'],
    ["You've hit your session limit · resets 8:20pm (Europe/Istanbul)", '2026-11-21T17:20:00Z'],
    ["You're out of extra usage · resets 11:30am (Asia/Colombo)", '2026-11-21T06:00:00Z'],
    ['Claude usage limit reached. Your limit will reset at 9am (America/Chicago).', '2026-11-21T15:00:00Z'],
    ['Claude AI usage limit reached|1795204066', '2026-11-20T19:47:46Z'],
    ['Claude AI usage limit reached|1795204066123', '2026-11-20T19:47:46.123Z'],
    ['Weekly limit reached ∙ resets Nov 23, 9am (UTC)', '2026-11-23T09:00:00Z'],
    ['Weekly limit reached ∙ resets Nov 23 at 9am (UTC)', '2026-11-23T09:00:00Z'],
    ['resets Monday 9am (UTC)', '2026-11-23T09:00:00Z'],
    ['resets Mon 9:00 AM (UTC)', '2026-11-23T09:00:00Z'],
    ['resets Friday 9am (UTC)', '2026-11-27T09:00:00Z'],
    ['resets Friday at 11pm (UTC)', '2026-11-20T23:00:00Z'],
    ['resets tomorrow at 1am (UTC)', '2026-11-21T01:00:00Z'],
    ['resets Jan 2, 9am (UTC)', '2027-01-02T09:00:00Z'],
    ['resets 12am (UTC)', '2026-11-21T00:00:00Z'],
    ['resets 12pm (UTC)', '2026-11-21T12:00:00Z'],
    ['resets 19:47 UTC', '2026-11-20T19:47:00Z'],
    ['resets 9pm (UTC+2)', '2026-11-20T19:00:00Z'],
    ['The limit resets at 2026-11-23T09:00:00Z.', '2026-11-23T09:00:00Z'],
    ['You’ve hit your usage limit. Visit https://x.test or try again at Nov 25th, 2026 3:15 AM.', local(11, 25, 3, 15)],
    [`You’ve hit your usage limit. Visit https://x.test or try again at ${twelve}.`, inTwoHours.toISOString()],
    ['Please try again in 3 hours 20 minutes.', '2026-11-20T22:07:46Z'],
    ['try again in 1 day, 2 hours and 3 minutes', '2026-11-21T20:50:46Z'],
    ['resets in 2h 5m', '2026-11-20T20:52:46Z'],
    ['Please retry in 3600s.', '2026-11-20T19:47:46Z'],
    ['Retry after 57.5s', '2026-11-20T18:48:43.500Z'],
    ['Retrying failed. retry-after: 3600', '2026-11-20T19:47:46Z'],
    ['Please retry in 250ms', '2026-11-20T18:47:46.250Z'],
  ])('%s', (text, expected) => {
    expect(new Date(resetTime(text, now) ?? 0).toISOString()).toBe(new Date(expected).toISOString())
  })

  test('a clock time that has just gone by is any moment now, not tomorrow', () => {
    expect(resetTime('resets 6:46pm (UTC)', now)).toBe(now + 60_000)
  })

  test('it follows a zone through its change of clocks', () => {
    const beforeChange = Date.parse('2026-10-31T20:00:00Z') // Toronto falls back on 1 November
    expect(resetTime('resets 9am (America/Toronto)', beforeChange)).toBe(Date.parse('2026-11-01T14:00:00Z'))
    expect(resetTime('resets 3am (America/Toronto)', beforeChange)).toBe(Date.parse('2026-11-01T08:00:00Z'))
    expect(resetTime('resets 1am (America/Toronto)', beforeChange)).toBe(Date.parse('2026-11-01T05:00:00Z'))
  })
})

describe('no time is read from', () => {
  test.each([
    '',
    'Weekly limit reached',
    'API Error: Request rejected (429) · Please try again later.',
    'error on line 429: try again',
    'import { Ratelimit } from "@upstash/ratelimit"',
    'implemented the rate limiter, it will retry 3 times',
    'retry in 3 attempts',
    'disk quota exceeded, try again',
    'the reset button is at row 9',
    'resets 9am (Nowhere/Land)',
    'resets 25:00',
    'resets 13pm',
    'resets Nov 23, 2020 9am (UTC)',
    'Claude AI usage limit reached|1595204066',
    'try again in 99999 days',
    'meeting at 7:47pm (UTC)',
  ])('%s', (text) => {
    expect(resetTime(text, now)).toBeUndefined()
  })
})

test('any text gives a time in the future or none', () => {
  const words = fc.constantFrom(
    'resets',
    'try again',
    ' in ',
    ' at ',
    '9',
    'am',
    ':',
    '59',
    ' hours',
    '(UTC)',
    ' Nov',
    ' 31,',
    '|1795204066',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((list) => list.join('')),
      ),
      (text) => {
        expect(resetTime(text, now) ?? Infinity).toBeGreaterThan(now)
      },
    ),
  )
})

test('a long hostile text is read in no time', () => {
  const started = performance.now()
  for (const piece of ['resets ', 'retry in 1 h ', 'try again at Nov ', 'a 1 ']) resetTime(piece.repeat(100_000), now)
  expect(performance.now() - started).toBeLessThan(250)
})
