import type { Exit, Failure } from '../../agent.ts'
import { apiFailure } from '../failures/api-error.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn } from '../failures/failure-text.ts'
import { fields, text, type Fields } from '../reading/fields.ts'

/** What a process's output says about how it went, apart from its words. */
export interface QwenEnd {
  /** The `result` event. Without one the process did not end, it was ended, or gave up. */
  readonly result: Fields | undefined
  /** The last retry that gave a reason. */
  readonly retry: string | undefined
  /** Permission to write was asked for and denied, and nothing was written. */
  readonly couldNotWrite: boolean
}

/** How it failed, or `undefined` for a success: a result that says so and a clean exit, both. */
export function qwenFailure({ result, retry, couldNotWrite }: QwenEnd, exit: Exit): Failure | undefined {
  if (exit.signal !== null || exit.code === null)
    return { kind: 'crashed', message: `it was ended by ${exit.signal ?? 'a signal'}${after(retry)}` }
  if (!result) return withoutResult(exit, retry)
  if (result['subtype'] !== 'success' || result['is_error'] === true) return reported(result, exit)
  if (exit.code !== 0) return { kind: 'crashed', message: `it reported success, then ${endOf(exit)}` }
  return couldNotWrite ? { kind: 'permission-denied', message: 'permission to write was denied' } : undefined
}

/** Limits that the operator gave it: of turns; of time and tool calls. They say nothing about the agent. */
const limitCodes: ReadonlySet<number | null> = new Set([53, 55])

function withoutResult(exit: Exit, retry: string | undefined): Failure {
  const said = lastLines(exit.stderr)
  if (limitCodes.has(exit.code)) return { kind: 'stopped', message: oneLine(lastLines(said, 1), 500) || endOf(exit) }
  const kind = exit.code === 0 ? undefined : (failureKindIn(said) ?? noLogin(said))
  const message = `${endOf(exit)} without a result`
  return { kind: kind ?? 'crashed', message: said ? `${message}: ${oneLine(said, 500)}` : `${message}${after(retry)}` }
}

function reported(result: Fields, exit: Exit): Failure {
  const told = text(fields(result['error'])['message']) ?? text(result['result'])
  if (told === undefined) return { kind: 'crashed', message: text(result['subtype']) ?? endOf(exit) }
  const failure = apiFailure(/^\[API Error: ([^]*)\]/.exec(told)?.[1] ?? told, exit.at)
  return failure.kind === 'crashed' ? { ...failure, kind: noLogin(told) ?? 'crashed' } : failure
}

/** Its own sentences for a provider that was not chosen, or has no key. */
function noLogin(said: string): 'unauthorized' | undefined {
  return /\bno auth type is selected\b|\bmissing api key\b|\bplease (?:configure|set) an auth/i.test(said)
    ? 'unauthorized'
    : undefined
}

function after(retry: string | undefined): string {
  return retry === undefined ? '' : `: it was waiting: ${retry}`
}

function endOf({ code }: Exit): string {
  return `it exited with code ${code ?? '?'}`
}
