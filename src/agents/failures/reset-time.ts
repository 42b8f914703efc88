import { plainText } from './failure-text-plain.ts'
import { clockTimeIn } from './reset-time-clock.ts'
import { durationIn } from './reset-time-duration.ts'
import { stampIn } from './reset-time-stamp.ts'

/**
 * When an error text says to come back, in epoch milliseconds after `now`; `undefined` if it doesn't say.
 * Read from sentences about resetting and retrying, and from the fields that providers use for it. Seen so far:
 *
 *   "resets_at":1777936568 · "retryDelay":"57s" · "quotaResetTimeStamp":"2026-12-03T07:45:40Z" · retry-after: 3600
 *   retry-after: Wed, 21 Oct 2026 07:28:00 GMT · usage limit reached|1795204066 · resets at 2026-11-23T09:00:00Z
 *   try again in 3 hours 20 minutes · retry in 3600s · reset after 4h28m20s · resets in 2h 5m · wait 58 hours before
 *   resets 7:47pm (UTC) · resets 2pm (America/Toronto) · resets at 10:57 PM GMT-3 · try again at Nov 25th, 2026 3:15 AM
 *   resets Nov 23, 9am · resets Mon 9am · resets 19:47 UTC · reset on November 23, 2026 at 2:00 AM · reset on 12/01
 *
 * A time of day without a zone is this machine's: CLIs print it for the person in front of them.
 */
export function resetTime(text: string, now: number): number | undefined {
  const said = plainText(text)
  const found = stampIn(said, now) ?? durationIn(said, now) ?? clockTimeIn(said, now)
  return found !== undefined && found > now && found < now + yearMs ? found : undefined
}

const yearMs = 366 * 24 * 3_600_000
