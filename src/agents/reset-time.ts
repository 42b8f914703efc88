import { epochOf, zoneNamed } from './time-zone.ts'

/**
 * When an error text says to come back, in epoch milliseconds after `now`; `undefined` if it doesn't say.
 * Read from sentences about resetting and retrying only. Seen so far:
 *
 *   resets 7:47pm (UTC) · resets 2pm (America/Toronto) · Your limit will reset at 9am (America/Chicago)
 *   try again at 7:22 PM · try again at Nov 25th, 2026 3:15 AM · resets Nov 23, 9am · resets Monday 9am · resets 19:47 UTC
 *   try again in 3 hours 20 minutes · Please retry in 3600s · Retry after 57.1s · resets in 2h 5m · retry-after: 3600
 *   usage limit reached|1795204066 · resets at 2026-11-23T09:00:00Z
 */
export function resetTime(text: string, now: number): number | undefined {
  const said = text.slice(-4096)
  const found = stampIn(said) ?? durationIn(said, now) ?? clockTimeIn(said, now)
  return found !== undefined && found > now && found < now + yearMs ? found : undefined
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const yearMs = 366 * dayMs

/** Clock times are told without seconds: one just gone by means "any moment", not "tomorrow". */
const justPastMs = 5 * minuteMs

function stampIn(text: string): number | undefined {
  const epoch = /limit reached\|(\d{10})(\d{3})?\b/.exec(text)
  if (epoch) return Number(epoch[1]) * 1000 + Number(epoch[2] ?? 0)
  const iso =
    /\b(?:reset|try again|retry)[^\n]{0,20}?\b(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))/i.exec(
      text,
    )
  return iso?.[1] === undefined ? undefined : numberOr(Date.parse(iso[1].replace(' ', 'T')))
}

const cue = /\b(?:resets?|resetting|try again|retry|available again)\b/gi
const duration = /^ ?(?:in|after|-after:?) (?:about |approximately )?((?:\d+(?:\.\d+)? ?[a-z]+(?:,? and |,? )?){1,4})/i
const bareSeconds = /^-after:? ?(\d{1,6})\b(?! ?[a-z])/i
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: minuteMs, h: 60 * minuteMs, d: dayMs }

function durationIn(text: string, now: number): number | undefined {
  for (const rest of afterCues(text)) {
    const seconds = bareSeconds.exec(rest)
    if (seconds) return now + Number(seconds[1]) * 1000
    const length = lengthOf(duration.exec(rest)?.[1] ?? '')
    if (length > 0) return now + length
  }
  return undefined
}

/** "3 hours 20 minutes", "2h 5m", "57.1s" in milliseconds; 0 for what is no time, such as "3 attempts". */
function lengthOf(text: string): number {
  let length = 0
  for (const [, amount, word = ''] of text.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+)/gi)) {
    const unit = /^(ms|d|h|m|s)(?:$|ays?$|ours?$|rs?$|in(?:ute)?s?$|ec(?:ond)?s?$)/i.exec(word)?.[1]?.toLowerCase()
    if (unit === undefined) break
    length += Number(amount) * (unitMs[unit] ?? 0)
  }
  return length
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const clockTime = new RegExp(
  [
    '^(?:(?: at| on| by|:)? )?',
    '(?:(?<tomorrow>tomorrow)|(?<weekday>sun|mon|tue|wed|thu|fri|sat)[a-z]{0,6})?,? ?',
    '(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>20\\d\\d))?)?',
    '(?:,? ?(?:at )?)',
    '(?<hour>\\d{1,2})(?::(?<minute>\\d\\d)(?::\\d\\d)?)?(?: ?(?<half>[ap])\\.?m\\b\\.?)?',
    '(?: ?\\((?<zone>[A-Za-z_]+(?:/[A-Za-z_+-]+)*(?:[+-]\\d{1,2}(?::?\\d\\d)?)?)\\)| (?<utc>(?:UTC|GMT)(?:[+-]\\d{1,2}(?::?\\d\\d)?)?)\\b)?',
  ].join(''),
  'i',
)

type Said = Readonly<Record<string, string | undefined>>

function clockTimeIn(text: string, now: number): number | undefined {
  for (const rest of afterCues(text)) {
    const said: Said | undefined = clockTime.exec(rest)?.groups
    const time = said && timeOfDay(said)
    if (said && time !== undefined) return nextTime(said, time, now)
  }
  return undefined
}

/** Milliseconds since midnight. A bare number is no time of day: "try again 3 times". */
function timeOfDay({ hour, minute, half }: Said): number | undefined {
  if (minute === undefined && half === undefined) return undefined
  const shown = Number(hour)
  if (half === undefined ? shown > 23 : shown < 1 || shown > 12) return undefined
  const hours = half === undefined ? shown : (shown % 12) + (/p/i.test(half) ? 12 : 0)
  return Number(minute ?? 0) < 60 ? (hours * 60 + Number(minute ?? 0)) * minuteMs : undefined
}

/** The next moment at which clocks of the named zone show this. */
function nextTime(said: Said, time: number, now: number): number | undefined {
  const offset = zoneNamed(said['zone'] ?? said['utc'])
  if (!offset) return undefined
  const wallNow = now + offset(now)
  const today = new Date(wallNow - (wallNow % dayMs))
  for (const day of days(said, today)) {
    const at = epochOf(day + time, offset)
    if (at > now) return at
    if (at > now - justPastMs) return now + minuteMs
  }
  return undefined
}

/** The days it may be, each as its midnight, the nearest first. */
function days({ tomorrow, weekday, month, day, year }: Said, today: Date): readonly number[] {
  const midnight = today.getTime()
  if (month !== undefined) {
    const date = (inYear: number) => Date.UTC(inYear, months.indexOf(month.toLowerCase()), Number(day))
    return year === undefined ? [date(today.getUTCFullYear()), date(today.getUTCFullYear() + 1)] : [date(Number(year))]
  }
  if (tomorrow !== undefined) return [midnight + dayMs]
  if (weekday === undefined) return [midnight, midnight + dayMs]
  const ahead = (weekdays.indexOf(weekday.toLowerCase()) - today.getUTCDay() + 7) % 7
  return [midnight + ahead * dayMs, midnight + (ahead + 7) * dayMs]
}

/** What follows each word about coming back, within its line. */
function afterCues(text: string): readonly string[] {
  return [...text.matchAll(cue)].map((match) => {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 120)
    return rest.split('\n', 1)[0] ?? ''
  })
}

function numberOr(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}
