import { isProviderLimit, type Exit, type Failure, type FailureKind } from '../../agent.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn, failureKindOf } from '../failures/failure-text.ts'
import { count, fields, text, type Fields } from '../reading/fields.ts'
import { resetTime } from '../failures/reset-time.ts'

/** What a process's output says about how it went, apart from its words. */
export interface CopilotEnd {
  /** The `result` event. Without one the process did not end, it was ended. */
  readonly result: Fields | undefined
  /** The last `session.error` of the main conversation. */
  readonly error: Fields | undefined
  /** `data` of the last `model.call_failure`: what the provider itself said. */
  readonly callFailure: Fields | undefined
  /** Why it stopped in the middle of its work. */
  readonly aborted: string | undefined
  /** It was not allowed to write, and wrote nothing. */
  readonly couldNotWrite: boolean
}

/** How it failed, or `undefined` for a success: a result that says so and a clean exit, both. */
export function copilotFailure(end: CopilotEnd, exit: Exit): Failure | undefined {
  if (end.aborted !== undefined) return { kind: 'crashed', message: `it was interrupted (${end.aborted})` }
  if (!end.result) return unfinished(end, exit)
  if (end.result['exitCode'] !== 0) return end.error ? reported(end, end.error, exit) : unexplained(exit)
  if (exit.code !== 0) return { kind: 'crashed', message: `it reported success, then ${endOf(exit)}` }
  if (!end.couldNotWrite) return undefined
  return { kind: 'permission-denied', message: 'permission to write was denied, and nothing was written' }
}

function unfinished(end: CopilotEnd, exit: Exit): Failure {
  if (end.error) return reported(end, end.error, exit)
  const { kind, message } = unexplained(exit)
  if (kind !== 'crashed' || exit.stderr.trim() !== '' || !end.callFailure) return { kind, message }
  return { kind, message: `${endOf(exit)} while it tried again after: ${oneLine(wordsOf(end.callFailure), 400)}` }
}

function unexplained(exit: Exit): Failure {
  const said = lastLines(exit.stderr, 8)
  const message = said ? `${endOf(exit)}: ${oneLine(said, 500)}` : `${endOf(exit)} without a result`
  if (exit.code === null || exit.code === 0) return { kind: 'crashed', message }
  return { kind: notLoggedIn.test(said) ? 'unauthorized' : (failureKindIn(said) ?? 'crashed'), message }
}

const notLoggedIn = /\bno authentication information found\b/i

function reported({ callFailure }: CopilotEnd, event: Fields, exit: Exit): Failure {
  const data = fields(event['data'])
  const said = text(data['message']) ?? wordsOf(callFailure ?? {})
  const kind = kindOf(data, callFailure ?? {}, said)
  const at = Date.parse(text(event['timestamp']) ?? '')
  const told = isProviderLimit(kind) ? resetTime(said, Number.isNaN(at) ? exit.at : at) : undefined
  const retryAt = told !== undefined && told > exit.at ? told : undefined
  return { kind, message: oneLine(said, 500) || endOf(exit), ...(retryAt !== undefined && { retryAt }) }
}

const kindsOfError: Readonly<Record<string, FailureKind>> = {
  authentication: 'unauthorized',
  authorization: 'unauthorized',
  policy: 'unauthorized',
  quota: 'quota-exhausted',
  rate_limit: 'rate-limited',
  context_limit: 'context-overflow',
}

/** Type `query` is all the rest: there the provider's own answer knows more than the CLI's words. */
function kindOf(data: Fields, callFailure: Fields, said: string): FailureKind {
  const inWords = failureKindIn(said) ?? failureKindIn(wordsOf(callFailure))
  const named = kindsOfError[text(data['errorType']) ?? '']
  // An empty account is told with the status of a rate limit.
  if (named === 'rate-limited' && inWords === 'quota-exhausted') return inWords
  const status = count(data['statusCode']) ?? count(callFailure['statusCode'])
  return named ?? inWords ?? failureKindOf(status) ?? 'crashed'
}

/** `errorMessage` is the provider's answer, mostly as JSON. */
export function wordsOf(callFailure: Fields): string {
  return text(callFailure['errorMessage']) ?? ''
}

function endOf({ code, signal }: Exit): string {
  return signal === null ? `it exited with code ${code ?? '?'}` : `it was ended by ${signal}`
}
