import { afterCues } from './reset-time-cue.ts'

const amount = String.raw`(?:\d+(?:\.\d+)? ?|an? )`
const duration = new RegExp(
  String.raw`^:? ?(?:in|after|for)?:? ?(?:~ ?|about |approximately |another |at least )?((?:${amount}[a-z]+(?:,? and |, ?| )?){1,5})`,
  'i',
)

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: minuteMs,
  h: 60 * minuteMs,
  d: dayMs,
  w: 7 * dayMs,
}

/** "in 3 hours 20 minutes" after a word about coming back. */
export function durationIn(text: string, now: number): number | undefined {
  for (const rest of afterCues(text)) {
    if (/^ (?:in|after) less than (?:a|1) minute\b/i.test(rest)) return now + minuteMs
    const length = lengthOf(duration.exec(rest)?.[1] ?? '')
    if (length > 0) return now + length
  }
  return undefined
}

/** "3 hours 20 minutes", "2h 5m", "57.1s", "an hour" in milliseconds; 0 for what is no time, such as "3 attempts". */
export function lengthOf(text: string): number {
  let length = 0
  for (const [, many = '', word = ''] of text.matchAll(/(\d+(?:\.\d+)? ?|\ban? )([a-z]+)/gi)) {
    const unit =
      /^(ms|w|d|h|m|s)(?:$|(?<=w)(?:ee)?ks?$|(?<=d)ays?$|(?<=h)(?:ou)?rs?$|(?<=m)in(?:ute)?s?$|(?<=s)ec(?:ond)?s?$)/i
        .exec(word)?.[1]
        ?.toLowerCase()
    if (unit === undefined) break
    length += (/^a/i.test(many) ? 1 : Number(many)) * (unitMs[unit] ?? 0)
  }
  return length
}
