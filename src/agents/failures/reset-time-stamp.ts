import { lengthOf } from './reset-time-duration.ts'

/** A field's name, however it is quoted, and what stands between it and its value. */
const field = (names: string) => String.raw`(?<![\w-])["']?(?:${names})["']?(?:\(\))? ?[:=] ?["']?`

const secondsLater = new RegExp(
  String.raw`${field('retry[-_]?after(?:[-_]?(?:seconds|secs?))?|resets?[-_]in[-_]seconds')}(\d{1,7}(?:\.\d+)?)\b(?! ?[a-z:/-])`,
  'i',
)
const millisecondsLater = new RegExp(String.raw`${field('retry[-_]?(?:after|delay)[-_]?ms')}(\d{1,10})\b`, 'i')
const lengthLater = new RegExp(
  String.raw`${field('retry[-_]?delay|retry[-_]?after|quota[-_]?reset[-_]?delay')}((?:\d+(?:\.\d+)?(?:ms|[dhms]) ?){1,4})(?![\w-])`,
  'i',
)
const epoch = new RegExp(
  String.raw`(?:${field('(?:[a-z\\d]{1,20}[-_]){0,4}resets?(?:[-_]?at)?')}|limit reached\||\bresets? (?:at|on)? ?)(1\d{9})(\d{3})?\b`,
  'i',
)
const httpDate = /\b(?:retry|reset)\b.{0,20}?\b(?:[a-z]{3}, )?(\d{1,2} [a-z]{3} \d{4} \d\d:\d\d:\d\d GMT)/i
const iso =
  /(?:\breset|\btry again|\bretry|\bnext available|quotaResetTimeStamp)[^\n]{0,24}?\b(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d:?\d\d)/i

/** What machines say to machines: fields and headers in JSON or as text, epoch numbers, dates of HTTP and ISO 8601. */
export function stampIn(text: string, now: number): number | undefined {
  const stamp = epoch.exec(text)
  if (stamp) return Number(stamp[1]) * 1000 + Number(stamp[2] ?? 0)
  const waits = [
    Number(millisecondsLater.exec(text)?.[1] ?? 0),
    Number(secondsLater.exec(text)?.[1] ?? 0) * 1000,
    lengthOf(lengthLater.exec(text)?.[1] ?? ''),
  ]
  const wait = waits.find((ms) => ms > 0)
  return wait === undefined ? dateIn(text) : now + wait
}

function dateIn(text: string): number | undefined {
  const [, day = '', zone = ''] = iso.exec(text) ?? []
  const date = day === '' ? (httpDate.exec(text)?.[1] ?? '') : day.replace(' ', 'T') + zone.replace(/utc/i, 'Z')
  const at = Date.parse(date)
  return Number.isNaN(at) ? undefined : at
}
