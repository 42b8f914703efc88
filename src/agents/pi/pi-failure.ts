import { isProviderLimit, type Exit, type Failure } from '../../agent.ts'
import { apiFailure } from '../failures/api-error.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn } from '../failures/failure-text.ts'
import { text, type Fields } from '../reading/fields.ts'

/** What a process's output says about how it went, apart from its words. */
export interface PiEnd {
  /** It said that nothing more would come. */
  readonly settled: boolean
  /** The last answer of the model's. */
  readonly last: Fields | undefined
  /** The retry that is under way, in words. */
  readonly retry: string | undefined
}

/** How it failed, or `undefined` for a success: a last answer that ended on its own, the final event and a clean exit. */
export function piFailure({ settled, last, retry }: PiEnd, exit: Exit): Failure | undefined {
  if (exit.signal !== null || exit.code === null) return killed(last, retry, exit)
  if (last?.['stopReason'] === 'error') return failedCall(last, exit)
  if (exit.code !== 0) return badExit(exit)
  if (!last) return nothingDone(exit)
  if (!settled) return { kind: 'crashed', message: `it ended before it had settled${after(retry)}` }
  return unfinished(text(last['stopReason']))
}

/** Ended while it waited out a limit: what ended it did not know why it was so quiet. */
function killed(last: Fields | undefined, retry: string | undefined, exit: Exit): Failure {
  const message = `it was ended by ${exit.signal ?? 'a signal'}${after(retry)}`
  const waitedFor = retry !== undefined && last?.['stopReason'] === 'error' ? failedCall(last, exit) : undefined
  return waitedFor && isProviderLimit(waitedFor.kind) ? { ...waitedFor, message } : { kind: 'crashed', message }
}

function failedCall(last: Fields, exit: Exit): Failure {
  return apiFailure(text(last['errorMessage']) ?? 'a call of the model failed', exit.at)
}

function badExit({ code, stderr }: Exit): Failure {
  const said = lastLines(stderr)
  const end = `it exited with code ${code ?? '?'}`
  const message = said ? `${end}: ${oneLine(said, 500)}` : end
  return { kind: failureKindIn(said) ?? noLogin(said) ?? 'crashed', message }
}

/** It exits with 0 when it was asked nothing, too. */
function nothingDone({ stderr }: Exit): Failure {
  const said = oneLine(lastLines(stderr), 500)
  const message = 'it ended without an answer of the model'
  return { kind: noLogin(said) ?? 'crashed', message: said ? `${message}: ${said}` : message }
}

/** Its own sentence for a provider that it has no key for. */
function noLogin(said: string): 'unauthorized' | undefined {
  return /\bno (?:models available|api keys? (?:found|available|set))\b|\buse \/login\b/i.test(said)
    ? 'unauthorized'
    : undefined
}

function unfinished(reason: string | undefined): Failure | undefined {
  if (reason === 'stop' || reason === 'toolUse') return undefined
  if (reason === 'length') return { kind: 'crashed', message: 'the answer was cut off by the output token limit' }
  if (reason === 'aborted') return { kind: 'crashed', message: 'it was interrupted' }
  return { kind: 'crashed', message: `the last answer did not end on its own (${reason ?? 'no reason told'})` }
}

function after(retry: string | undefined): string {
  return retry === undefined ? '' : `: it was retrying after ${retry}`
}
