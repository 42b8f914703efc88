import type { Exit, Failure, FailureKind } from '../../agent.ts'
import { apiFailure } from '../failures/api-error.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn, failureKindOf } from '../failures/failure-text.ts'
import { count, fields, objectIn, text, type Fields } from '../reading/fields.ts'
import { resetTime } from '../failures/reset-time.ts'

/** What a process's output says about how it went, apart from its words. */
export interface GeminiEnd {
  /** The `result` event. Without one the process did not end, it was ended. */
  readonly result: Fields | undefined
  /** The last `error` event, whatever its severity. */
  readonly error: string | undefined
  /** The last attempt that failed and was followed by another one, in words. */
  readonly retry: string | undefined
  /** Something was said after the last tool. */
  readonly hasAnswer: boolean
  /** A hook of the user's told it to stop. */
  readonly wasStopped: boolean
  /** Tools to write with that it was denied, while nothing was written. */
  readonly denied: readonly string[]
}

/**
 * How it failed, or `undefined` for a success: a result that says so, a clean exit and an answer, all three. The exit
 * code alone says nothing: it is 0 after SIGTERM, and after a stream of the model's that broke off.
 */
export function geminiFailure(end: GeminiEnd, exit: Exit): Failure | undefined {
  if (exit.signal !== null || exit.code === null)
    return { kind: kindOfWait(end), message: `it was ended by ${exit.signal ?? 'a signal'}${waiting(end)}` }
  if (!end.result) return unfinished(end, exit)
  if (end.result['status'] !== 'success') return reported(end, end.result, exit)
  if (exit.code !== 0) return { kind: 'crashed', message: `it reported success, then ${endOf(exit)}` }
  if (end.denied.length > 0)
    return { kind: 'permission-denied', message: `permission to write was denied: ${end.denied.join(', ')}` }
  return end.hasAnswer ? undefined : withoutAnswer(end)
}

/** Kinds of its own exit codes. Others that are not small are the status of the provider's answer, less 256. */
const ownCodes: Readonly<Record<number, FailureKind>> = {
  41: 'unauthorized',
  42: 'crashed', // no input
  44: 'crashed', // no sandbox
  52: 'crashed', // settings it can't use
  53: 'stopped', // the operator's limit of turns
  54: 'crashed', // a tool it can't go on without
  55: 'crashed', // a folder that is not trusted
  130: 'crashed', // interrupted
}

function statusIn(exit: Exit): number | undefined {
  return exit.code !== null && exit.code >= 400 - 256 && exit.code < 256 ? exit.code + 256 : undefined
}

function unfinished(end: GeminiEnd, exit: Exit): Failure {
  const said = lastLines(exit.stderr)
  const own = ownCodes[exit.code ?? 0]
  if (own === 'unauthorized' || own === 'stopped') return { kind: own, message: oneLine(said, 500) || endOf(exit) }
  const kind = exit.code === 0 ? kindOfWait(end) : failureKindIn(said)
  const message = `${endOf(exit)} without a result`
  const reason = exit.code !== 0 && said ? `: ${oneLine(said, 500)}` : waiting(end)
  return { kind: kind ?? 'crashed', message: `${message}${reason}` }
}

function reported(end: GeminiEnd, result: Fields, exit: Exit): Failure {
  const said = text(fields(result['error'])['message'])
  if (said === undefined)
    return { kind: 'crashed', message: end.error ?? `it reported ${text(result['status']) ?? 'nothing'}` }
  const own = ownCodes[exit.code ?? 0]
  if (own) return { kind: own, message: oneLine(said, 500) }
  return providerFailure(said.replace(/^\[API Error: ([^]*)\](?:\n[^]*)?$/, '$1'), exit)
}

/** Of an error of the provider's, be it a sentence or JSON, which may have JSON of its own as its message. */
function providerFailure(said: string, exit: Exit): Failure {
  const { sentence, code } = innermost(said)
  const status = code ?? statusIn(exit)
  const message = oneLine(sentence, 500)
  if (status === 429) return limit(message, said, exit.at)
  const failure = apiFailure(status === undefined ? said : `${status} ${said}`, exit.at)
  return { ...failure, message }
}

function innermost(said: string, depth = 3): { readonly sentence: string; readonly code: number | undefined } {
  const error = fields(objectIn(said.trim())?.['error'])
  const message = text(error['message'])
  if (message === undefined) return { sentence: said, code: undefined }
  const within = depth > 0 ? innermost(message, depth - 1) : { sentence: message, code: undefined }
  return { sentence: within.sentence, code: within.code ?? count(error['code']) }
}

/** Google says "check your plan and billing details" of every limit, those of a minute included. */
const always = /,? ?please check your plan and billing details/gi

/** The plan has none of this model at all, or what was bought is used up. */
const onlyMoneyHelps =
  /\blimit: ?0(?![\d.])|\bspend(?:ing)? cap\b|\bprepa(?:id|yment)\b|\bG1_CREDITS\b|\bcredits? balance\b/i

function limit(message: string, said: string, now: number): Failure {
  const rest = said.replace(always, '').replace(/\byou exceeded your current quota/gi, '')
  if (onlyMoneyHelps.test(rest) || failureKindIn(rest) === 'quota-exhausted')
    return { kind: 'quota-exhausted', message }
  const retryAt = resetTime(said, now)
  return { kind: 'rate-limited', message, ...(retryAt !== undefined && { retryAt }) }
}

/**
 * A success in which nothing was said. It does so without a word when its next request would not fit into the
 * context window.
 */
function withoutAnswer({ error, wasStopped }: GeminiEnd): Failure {
  if (wasStopped) return { kind: 'stopped', message: 'a hook stopped it' }
  if (error !== undefined) return { kind: 'crashed', message: `it stopped without an answer: ${oneLine(error, 500)}` }
  return {
    kind: 'context-overflow',
    message: 'it stopped without an answer, as it does when the next request would not fit into its context window',
  }
}

/** Of one that was ended while it waited for its provider. */
/** What it is waiting for while it asks again by itself. */
export function kindOfWait({ retry = '' }: Pick<GeminiEnd, 'retry'>): FailureKind {
  const status = /^Attempt \d+ failed with status (\d{3})\b/.exec(retry)?.[1]
  return failureKindOf(status === undefined ? undefined : Number(status)) ?? failureKindIn(retry) ?? 'crashed'
}

function waiting({ retry }: GeminiEnd): string {
  return retry === undefined ? '' : `: it was retrying: ${retry}`
}

function endOf({ code }: Exit): string {
  return `it exited with code ${code ?? '?'}`
}
