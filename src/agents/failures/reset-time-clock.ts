import { afterCues } from './reset-time-cue.ts'
import { momentsOf, zoneNamed, type Offset } from './time-zone.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Clock times are told without seconds: one just gone by means "any moment", not "tomorrow". */
const justPastMs = 5 * minuteMs

/** No limit lasts longer than a month or so: a date without a year that is farther away has gone by. */
const farthestMs = 190 * dayMs

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const weekdayName = String.raw`(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?\b`
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthName =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const ordinal = '(?:st|nd|rd|th)?'

const day = [
  String.raw`(?<near>today|tomorrow)`,
  String.raw`(?:(?<weekday>${weekdayName})\.?,? ?)?(?:${[
    String.raw`(?<month>${monthName})\.? (?<date>\d{1,2})${ordinal}(?:,? (?<year>20\d\d))?`,
    String.raw`(?<date2>\d{1,2})${ordinal} (?<month2>${monthName})\.?,?(?: (?<year2>20\d\d))?`,
    String.raw`(?<year3>20\d\d)-(?<number3>\d\d)-(?<date3>\d\d)T?`,
    String.raw`(?<number4>\d\d)/(?<date4>\d\d)(?:/(?<year4>20\d\d))?`,
  ].join('|')})?`,
].join('|')
const time = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?)?(?: ?(?<half>[ap])\.?m\b\.?)?`
const moment = new RegExp(
  String.raw`^:? ?(?:automatically )?(?:(?:at|on|by|after|until) ?)?(?:${day})(?:,? ?(?:at |@ ?)?${time})?`,
  'i',
)
const zone = new RegExp(
  [
    String.raw`^ ?\((?<named>[A-Za-z_]+(?:/[A-Za-z_+-]+)*(?:[+-]\d{1,2}(?::?\d\d)?)?)\)`,
    String.raw`^ ?(?<shift>(?:[Uu][Tt][Cc]|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?(?![\w+-])|[+-]\d\d:?\d\d\b)`,
    String.raw`^ (?<region>[A-Z][A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?)\b`,
    String.raw`^ (?<abbreviation>[A-Z]{2,5})\b`,
  ].join('|'),
)

type Said = Readonly<Record<string, string | undefined>>

/** The next moment at which clocks show what is said after a word about coming back. */
export function clockTimeIn(text: string, now: number): number | undefined {
  for (const rest of afterCues(text)) {
    const match = moment.exec(rest)
    const said: Said = match?.groups ?? {}
    const ofDay = timeOfDay(said)
    if (ofDay !== undefined) return nextTime(said, ofDay, zoneIn(rest.slice(match?.[0].length)), now)
  }
  return undefined
}

/** Milliseconds since midnight. A bare number is no time of day ("try again 3 times"), a day alone means its midnight. */
function timeOfDay({ hour, minute, second = '0', half, ...said }: Said): number | undefined {
  if (hour === undefined) return hasDay(said) ? 0 : undefined
  if (minute === undefined && half === undefined) return undefined
  const shown = Number(hour)
  if (half === undefined ? shown > 23 : shown < 1 || shown > 12) return undefined
  const hours = half === undefined ? shown : (shown % 12) + (/p/i.test(half) ? 12 : 0)
  if (Number(minute ?? 0) > 59 || Number(second) > 59) return undefined
  return (hours * 60 + Number(minute ?? 0)) * minuteMs + Number(second) * 1000
}

function hasDay({ near, weekday, month, month2, number3, number4 }: Said): boolean {
  return [near === 'today' ? undefined : near, weekday, month, month2, number3, number4].some(
    (part) => part !== undefined,
  )
}

/** `undefined` for a zone that nobody knows: a guess could be half a day off. */
function zoneIn(rest: string): Offset | undefined {
  const { named, shift, region, abbreviation }: Said = zone.exec(rest)?.groups ?? {}
  const known = abbreviation === undefined ? undefined : zoneNamed(abbreviation)
  return known ?? zoneNamed(named ?? shift ?? region) // other words in capitals are none
}

function nextTime(said: Said, ofDay: number, offset: Offset | undefined, now: number): number | undefined {
  if (!offset) return undefined
  const wallNow = now + offset(now)
  const today = new Date(wallNow - (((wallNow % dayMs) + dayMs) % dayMs))
  for (const midnight of daysOf(said, today)) {
    for (const at of momentsOf(midnight + ofDay, offset)) {
      if (at > now) return at
      if (at > now - justPastMs) return now + minuteMs
    }
  }
  return undefined
}

/** The days it may be, each as its midnight, the nearest first. */
function daysOf(said: Said, today: Date): readonly number[] {
  const midnight = today.getTime()
  const date = dateOf(said)
  if (date) return datesOf(date, today)
  if (said['near'] !== undefined) return [midnight + (/tomorrow/i.test(said['near']) ? dayMs : 0)]
  if (said['weekday'] === undefined) return [midnight, midnight + dayMs]
  const ahead = (weekdays.indexOf(said['weekday'].slice(0, 3).toLowerCase()) - today.getUTCDay() + 7) % 7
  return [midnight + ahead * dayMs, midnight + (ahead + 7) * dayMs]
}

interface CalendarDate {
  readonly year: number | undefined
  /** 0 is January. */
  readonly month: number
  readonly day: number
}

function dateOf(said: Said): CalendarDate | undefined {
  const name = said['month'] ?? said['month2']
  const number = said['number3'] ?? said['number4']
  if (name === undefined && number === undefined) return undefined
  const year = said['year'] ?? said['year2'] ?? said['year3'] ?? said['year4']
  return {
    year: year === undefined ? undefined : Number(year),
    month: name === undefined ? Number(number) - 1 : months.indexOf(name.slice(0, 3).toLowerCase()),
    day: Number(said['date'] ?? said['date2'] ?? said['date3'] ?? said['date4']),
  }
}

/** Without a year it is this year's or the next one's; 31 November is no date. */
function datesOf({ year, month, day: dayOfMonth }: CalendarDate, today: Date): readonly number[] {
  const thisYear = today.getUTCFullYear()
  return (year === undefined ? [thisYear, thisYear + 1] : [year])
    .map((some) => new Date(Date.UTC(some, month, dayOfMonth)))
    .filter((date) => date.getUTCMonth() === month && date.getUTCDate() === dayOfMonth)
    .map((date) => date.getTime())
    .filter((at) => year !== undefined || at < today.getTime() + farthestMs)
}
