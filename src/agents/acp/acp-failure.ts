import type { Exit, Failure, FailureKind } from '../../agent.ts'
import { errorCodes } from './acp-rpc.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn, failureKindOf } from '../failures/failure-text.ts'
import { count, fields, objectIn, text, type Fields } from '../reading/fields.ts'
import { resetTime } from '../failures/reset-time.ts'

/** How a session ended, apart from its words. */
export interface AcpEnd {
  /** The request of ours that was never answered. */
  readonly unanswered: string | undefined
  /** The answer to the prompt. */
  readonly response: Fields | undefined
  /** What one of our requests was answered with, and which. */
  readonly error: Fields | undefined
  readonly refused: string | undefined
  /** An error that answers nothing: the agent could not read us. */
  readonly stray: Fields | undefined
  /** What the agent said in the place of its model, as the reason of its end. */
  readonly trouble: string | undefined
  /** Not a word, no tool, no tokens: nobody has worked. */
  readonly isEmpty: boolean
  /** Ways to log in that it offers. */
  readonly logins: readonly string[]
  /** Permission was asked for and could only be denied, and nothing was written. */
  readonly couldNotWrite: boolean
  /** ralph asked it to stop. */
  readonly wasStopped: boolean
}

/** How it failed, or `undefined` for a success: a turn that ended by itself, after work, and a clean exit. */
export function acpFailure(end: AcpEnd, exit: Exit): Failure | undefined {
  if (end.refused !== undefined) return { kind: 'crashed', message: end.refused }
  if (end.error) return errorFailure(end, end.error, exit.at)
  if (!end.response) return unfinished(end, exit)
  const reason = text(end.response['stopReason']) ?? 'none'
  if (reason !== 'end_turn') return stopFailure(reason, end.wasStopped)
  if (end.trouble !== undefined) return troubleFailure(inner(end.trouble), exit.at)
  if (end.isEmpty) return { kind: 'crashed', message: 'it ended its turn without a word, a tool call or a token' }
  if (exit.code !== 0) return { kind: 'crashed', message: `it ended its turn, then ${endOf(exit)}` }
  if (!end.couldNotWrite) return undefined
  return { kind: 'permission-denied', message: 'it asked for permission to work and offered no way to give it' }
}

function troubleFailure(said: string, at: number): Failure {
  return failureOf(said, at, failureKindIn(said) ?? failureKindOf(statusIn(said)))
}

const stopReasons: Readonly<Record<string, Failure>> = {
  max_tokens: { kind: 'crashed', message: 'the answer reached the maximum of output tokens (max_tokens)' },
  max_turn_requests: { kind: 'stopped', message: 'it reached its own limit of model calls (max_turn_requests)' },
  refusal: { kind: 'crashed', message: 'the model refused to go on (refusal)' },
}

function stopFailure(reason: string, wasStopped: boolean): Failure {
  if (reason === 'cancelled' && wasStopped) return { kind: 'stopped', message: 'its turn was cancelled' }
  if (reason === 'cancelled') return { kind: 'crashed', message: 'it cancelled its turn itself' }
  const known = Object.hasOwn(stopReasons, reason) ? stopReasons[reason] : undefined
  return (
    known ?? { kind: 'crashed', message: `its turn ended for a reason ralph does not know: ${oneLine(reason, 60)}` }
  )
}

function unfinished({ unanswered, stray, wasStopped }: AcpEnd, exit: Exit): Failure {
  const stderr = lastLines(exit.stderr)
  const said = stderr || (stray && saidIn(stray))
  const isBad = exit.code !== null && exit.code !== 0
  const kind = (isBad ? failureKindIn(stderr) : undefined) ?? 'crashed'
  const when = unanswered === undefined ? 'before its turn began' : `before it answered ${unanswered}`
  if (wasStopped) return { kind: 'stopped', message: `it was stopped ${when}` }
  const message = `${endOf(exit)} ${when}`
  return failureOf(said ? `${message}: ${said}` : message, exit.at, kind)
}

function errorFailure(end: AcpEnd, error: Fields, at: number): Failure {
  const said = saidIn(error)
  if (error['code'] !== errorCodes.authenticationRequired) return failureOf(said, at, kindOf(error, said))
  const kind = failureKindIn(said) ?? 'unauthorized'
  const details = [
    ...(end.trouble === undefined ? [] : [oneLine(end.trouble, 200)]),
    ...(end.logins.length === 0 ? [] : [`it offers: ${end.logins.join(', ')}`]),
  ]
  return failureOf([said, ...details].join('; '), at, kind)
}

function failureOf(said: string, at: number, kind: FailureKind = 'crashed'): Failure {
  const retryAt = kind === 'rate-limited' ? resetTime(said, at) : undefined
  return { kind, message: oneLine(said, 500), ...(retryAt !== undefined && { retryAt }) }
}

/** Names of claude-agent-acp. `invalid_request` says nothing. */
const errorKinds: Readonly<Record<string, FailureKind>> = {
  authentication_failed: 'unauthorized',
  oauth_org_not_allowed: 'unauthorized',
  billing_error: 'quota-exhausted',
  account_on_hold: 'quota-exhausted',
  rate_limit: 'rate-limited',
  overloaded: 'overloaded',
  server_error: 'overloaded',
}

function kindOf(error: Fields, said: string): FailureKind | undefined {
  const data = fields(error['data'])
  const inWords = failureKindIn(said)
  const named = text(data['errorKind']) ?? ''
  // Limits of an account's money are told with the names and numbers of those that go by.
  if (inWords === 'quota-exhausted') return inWords
  if (Object.hasOwn(errorKinds, named)) return errorKinds[named]
  const status = httpStatus(error['code']) ?? httpStatus(data['statusCode']) ?? httpStatus(data['status'])
  return inWords ?? failureKindOf(status ?? statusIn(said))
}

/** "401 Incorrect API key …", "Last error: 503 …". */
function statusIn(said: string): number | undefined {
  return httpStatus(Number(/(?:^|\berror: )(\d{3})\b/i.exec(said)?.[1]))
}

function httpStatus(value: unknown): number | undefined {
  const status = count(value)
  return status !== undefined && status >= 400 && status < 600 ? status : undefined
}

/** What an error says, without what says nothing: "Internal error". Gemini CLI's message is JSON again. */
function saidIn(error: Fields): string {
  const message = inner(text(error['message']) ?? '')
  const { data } = error
  const more = text(data) ?? text(fields(data)['message']) ?? text(fields(data)['details']) ?? ''
  const plain = message.replace(/^internal error(?:: )?/i, '')
  const parts = [...new Set([plain, inner(more)])].filter((part) => part !== '')
  return parts.join(': ') || message || `error ${typeof error['code'] === 'number' ? error['code'] : 'without words'}`
}

function inner(said: string): string {
  return text(fields(objectIn(said)?.['error'])['message']) ?? said
}

function endOf({ code, signal }: Exit): string {
  if (signal !== null) return `it was ended by ${signal}`
  return `it exited with code ${code ?? '?'}`
}
