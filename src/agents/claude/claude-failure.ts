import type { Exit, Failure, FailureKind } from '../../agent.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn, failureKindOf } from '../failures/failure-text.ts'
import { count, fields, items, text, type Fields } from '../reading/fields.ts'
import { resetTime } from '../failures/reset-time.ts'

/** What a process's output says about how it went, apart from its words. */
export interface ClaudeEnd {
  /** The `result` event. Without one the process did not end, it was ended. */
  readonly result: Fields | undefined
  /** The last `assistant` event that stood for an error of the API's. */
  readonly apiError: Fields | undefined
  /** `rate_limit_info` of the last limit that rejected a request. */
  readonly limit: Fields | undefined
  /** The last `system/api_retry`, in words. */
  readonly retry: string | undefined
  /** Permission to write was asked for and denied, and nothing was written. */
  readonly couldNotWrite: boolean
}

/**
 * How it failed, or `undefined` for a success: a result that says so and a clean exit, both. The kind is read from
 * structured fields first, then from the final error text; prose and tool output are never looked at.
 */
export function claudeFailure(end: ClaudeEnd, exit: Exit): Failure | undefined {
  if (!end.result) return unfinished(end, exit)
  if (!saysSuccess(end.result)) return reported(end, end.result, exit)
  if (exit.code !== 0) return { kind: 'crashed', message: `it reported success, then ${endOf(exit)}` }
  if (!end.couldNotWrite) return undefined
  return {
    kind: 'permission-denied',
    message: `permission to write was denied: ${denials(end.result)}`,
  }
}

/** `subtype` is "success" for errors of the API's too. */
function saysSuccess(result: Fields): boolean {
  return result['subtype'] === 'success' && result['is_error'] !== true
}

function unfinished({ retry, apiError }: ClaudeEnd, exit: Exit): Failure {
  const stderr = lastLines(exit.stderr)
  const said = stderr || textOf(apiError) || (retry && `it was retrying after ${retry}`)
  const kind = exit.code !== null && exit.code !== 0 ? failureKindIn(stderr) : undefined
  const message = `${endOf(exit)} without a result`
  return { kind: kind ?? 'crashed', message: said ? `${message}: ${oneLine(said, 500)}` : message }
}

function reported(end: ClaudeEnd, result: Fields, exit: Exit): Failure {
  const said = text(result['result']) ?? items(result['errors']).map(String).join('; ')
  const kind = kindOf(end, result, said)
  const retryAt = kind === 'rate-limited' ? resetsAt(end, said, exit.at) : undefined
  return { kind, message: reasonOf(result, said) || endOf(exit), ...(retryAt !== undefined && { retryAt }) }
}

function reasonOf(result: Fields, said: string): string {
  const reason = text(result['terminal_reason']) ?? text(result['subtype']) ?? ''
  // Its own words for an interruption are a diagnostic for its developers.
  return reason.startsWith('aborted') ? `it was interrupted (${reason})` : oneLine(said, 500) || reason
}

function kindOf(end: ClaudeEnd, result: Fields, said: string): FailureKind {
  const reason = text(result['terminal_reason']) ?? ''
  const subtype = text(result['subtype']) ?? ''
  // Limits that the operator or ralph itself gave it: they say nothing about the agent.
  if (reason === 'budget_exhausted' || subtype === 'error_max_budget_usd') return 'stopped'
  if (reason === 'max_turns' || subtype === 'error_max_turns') return 'stopped'
  if (reason === 'prompt_too_long') return 'context-overflow'
  if (errorName(end) === 'billing_error') return 'quota-exhausted'
  const inWords = failureKindIn(said)
  if (isLimit(end, result)) return inWords === 'quota-exhausted' && !end.limit ? inWords : 'rate-limited'
  const status = count(result['api_error_status']) ?? count(end.apiError?.['api_error_status'])
  // 403 is also used for "no credit" and 400 for everything: there the words know more.
  if (status !== undefined && status < 429 && inWords) return inWords
  return failureKindOf(status) ?? errorNames[errorName(end)] ?? inWords ?? 'crashed'
}

function isLimit({ limit, apiError }: ClaudeEnd, result: Fields): boolean {
  if (result['api_error'] === 'usage_limit_reached' || apiError?.['api_error'] === 'usage_limit_reached') return true
  return limit !== undefined || result['api_error_status'] === 429
}

/** `error` of the `assistant` event: the CLI's own name for what happened. */
function errorName({ apiError }: ClaudeEnd): string {
  return text(apiError?.['error']) ?? ''
}

const errorNames: Readonly<Record<string, FailureKind>> = {
  authentication_failed: 'unauthorized',
  rate_limit: 'rate-limited',
  overloaded: 'overloaded',
  server_error: 'overloaded',
}

/** Later than `now`, or not at all: a time gone by would have us ask again at once, for ever. */
function resetsAt({ limit, apiError }: ClaudeEnd, said: string, now: number): number | undefined {
  const info = limit ?? fields(fields(apiError?.['api_error_params'])['rate_limit_info'])
  const seconds = count(info['resetsAt'])
  const told = seconds === undefined ? undefined : seconds * 1000
  return told !== undefined && told > now ? told : resetTime(said, now)
}

function denials(result: Fields): string {
  return items(result['permission_denials'])
    .map((denial) => text(fields(denial)['tool_name']) ?? '?')
    .slice(0, 5)
    .join(', ')
}

function endOf({ code, signal }: Exit): string {
  if (signal !== null) return `it was ended by ${signal}`
  return `it exited with code ${code ?? '?'}`
}

function textOf(event: Fields | undefined): string | undefined {
  const blocks = items(fields(event?.['message'])['content'])
  return text(fields(blocks[0])['text'])
}
