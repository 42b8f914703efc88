import { isProviderLimit, type Exit, type Failure, type FailureKind } from '../../agent.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn, failureKindOf } from '../failures/failure-text.ts'
import { count, fields, objectIn, text, type Fields } from '../reading/fields.ts'
import { errorIn, logEntry } from './opencode-log.ts'
import { resetTime } from '../failures/reset-time.ts'

/** What a process's output says about how it went, apart from its words. */
export interface OpencodeEnd {
  /** The last `error` event, unless it was got over. */
  readonly error: Fields | undefined
  /** It got over an error, which makes it exit with 1 all the same. */
  readonly recovered: boolean
  /** `reason` of the last step, or nothing while a step is under way. */
  readonly lastReason: string | undefined
  /** What the provider last said to a request that is to be tried again. */
  readonly waitingFor: string | undefined
  /** What the log last told of an error: more than some `error` events do. */
  readonly logged: string | undefined
  /** Files were to be written, a rule denied it, and nothing was written. */
  readonly couldNotWrite: boolean
}

/** How it failed, or `undefined` for a success: the last step says that the model was done, and the exit is clean. */
export function opencodeFailure(end: OpencodeEnd, exit: Exit): Failure | undefined {
  if (end.error) return reported(end, end.error, exit)
  const isClean = exit.signal === null && (exit.code === 0 || (exit.code === 1 && end.recovered))
  if (!isClean || end.lastReason === undefined) return unfinished(end, exit)
  const unfit = unfitReasons[end.lastReason]
  if (unfit !== undefined) return { kind: 'crashed', message: unfit }
  if (end.couldNotWrite) return { kind: 'permission-denied', message: 'a permission rule denied every edit' }
  return undefined
}

/** Reasons of a last step with which nothing is done. All others are names for a model that had no more to say. */
const unfitReasons: Readonly<Record<string, string>> = {
  length: "the answer was cut off: it reached the model's maximum of output tokens",
  'content-filter': "the provider's content filter cut the answer off",
  'tool-calls': 'it ended before the model saw the result of its last tool',
  error: 'the last answer ended with an error',
}

function unfinished({ waitingFor }: OpencodeEnd, exit: Exit): Failure {
  const end = exit.signal === null ? `it exited with code ${exit.code ?? '?'}` : `it was ended by ${exit.signal}`
  if (waitingFor !== undefined) {
    const kind = failureKindIn(waitingFor)
    const retryAt = kind === 'rate-limited' ? resetTime(waitingFor, exit.at) : undefined
    const waited = `it was waiting to ask again after: ${oneLine(waitingFor, 400)}`
    const message = exit.code === 0 ? waited : `${end}, and ${waited}`
    return { kind: kind ?? 'crashed', message, ...(retryAt !== undefined && { retryAt }) }
  }
  const said = lastLines(exit.stderr.split('\n').flatMap(wordsOf).join('\n'))
  const kind = exit.code !== null && exit.code !== 0 ? failureKindIn(said) : undefined
  return {
    kind: kind ?? 'crashed',
    message: said ? `${end}: ${oneLine(said, 400)}` : `${end} in the middle of its work`,
  }
}

/** What a line of stderr says of an error. */
function wordsOf(line: string): readonly string[] {
  const entry = logEntry(line)
  const said = entry ? errorIn(entry) : line
  return said === undefined ? [] : [said]
}

function reported(end: OpencodeEnd, event: Fields, exit: Exit): Failure {
  const error = fields(event['error'])
  const data = fields(error['data'])
  const message = text(data['message']) ?? text(error['name']) ?? 'it reported an error'
  // Of what happened in its own server it tells the client nothing.
  const said = error['name'] === 'UnknownError' ? (end.logged ?? message) : message
  const kind = kindOf(text(error['name']), data, said)
  const told = isProviderLimit(kind) ? retryTime(data, said, count(event['timestamp']) ?? exit.at) : undefined
  const retryAt = told !== undefined && told > exit.at ? told : undefined
  return { kind, message: oneLine(said, 500), ...(retryAt !== undefined && { retryAt }) }
}

function kindOf(name: string | undefined, data: Fields, said: string): FailureKind {
  if (name === 'ContextOverflowError') return 'context-overflow'
  if (name === 'ProviderAuthError') return 'unauthorized'
  const status = count(data['statusCode'])
  const inWords = failureKindIn(said)
  // 403 is also used for "no credit", 400 for everything, and 429 for an empty account: there the words know more.
  if (inWords && (status === undefined || status < 429 || inWords === 'quota-exhausted')) return inWords
  // Without a status there was no answer: the line is down, or the provider is.
  if (status === undefined && data['isRetryable'] === true) return 'overloaded'
  return failureKindOf(status) ?? 'crashed'
}

/** `retry-after` counts from `at`, the moment at which the answer came. */
function retryTime(data: Fields, said: string, at: number): number | undefined {
  const headers = fields(data['responseHeaders'])
  const milliseconds = number(headers['retry-after-ms'])
  if (milliseconds !== undefined) return at + milliseconds
  const after = number(headers['retry-after'])
  if (after !== undefined) return at + after * 1000
  const date = Date.parse(text(headers['retry-after']) ?? '')
  if (!Number.isNaN(date)) return date
  return resetsAt(headers, objectIn(text(data['responseBody']) ?? '')) ?? resetTime(said, at)
}

/** Anthropic's header and OpenAI's body, both in seconds. */
function resetsAt(headers: Fields, body: Fields | undefined): number | undefined {
  const seconds = number(headers['anthropic-ratelimit-unified-reset']) ?? count(fields(body?.['error'])['resets_at'])
  return seconds === undefined ? undefined : seconds * 1000
}

function number(value: unknown): number | undefined {
  const digits = text(value)
  return digits !== undefined && /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : undefined
}
