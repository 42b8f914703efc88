import type { Failure, FailureKind } from '../../agent.ts'
import { oneLine } from '../reading/excerpt.ts'
import { failureKindIn, failureKindOf } from './failure-text.ts'
import { fields, objectIn, text } from '../reading/fields.ts'
import { resetTime } from './reset-time.ts'

/**
 * What a provider's error says, in the words of its SDK: `429 {"error":{"message":"…"}}`, `401 Incorrect API key …`,
 * `Connection error.` Only for the error that a CLI gave as the reason of its bad ending. `now`: epoch milliseconds.
 */
export function apiFailure(said: string, now: number): Failure {
  const kind = kindOf(said)
  const retryAt = kind === 'rate-limited' ? resetTime(said, now) : undefined
  return { kind, message: oneLine(sentenceOf(said), 500), ...(retryAt !== undefined && { retryAt }) }
}

function kindOf(said: string): FailureKind {
  const told = /^\s*([45]\d\d)\b/.exec(said)?.[1]
  const status = told === undefined ? undefined : Number(told)
  const inWords = failureKindIn(said)
  if (status === 429) return inWords === 'quota-exhausted' ? inWords : 'rate-limited'
  // 403 is also used for "no credit" and 400 for everything: there the words know more.
  if (status !== undefined && status < 500 && inWords) return inWords
  return failureKindOf(status) ?? inWords ?? (neverArrived.test(said) ? 'overloaded' : 'crashed')
}

/** What SDKs and runtimes say of a provider they could not talk to, or not to the end. */
const neverArrived =
  /^(?:connection error\.?|request timed out\.?|fetch failed|terminated|premature close|socket hang up)$|\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)\b/i

/** The `message` in the JSON that follows a status; the whole text if there is none. */
function sentenceOf(said: string): string {
  const start = said.indexOf('{')
  const body = start === -1 ? undefined : objectIn(said.slice(start).trim())
  const message = text(fields(body?.['error'])['message']) ?? text(body?.['message'])
  return message === undefined ? said : `${said.slice(0, start).trim()} ${message}`.trim()
}
