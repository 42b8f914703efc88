import type { Exit, Failure, FailureKind } from '../../agent.ts'
import { lastLines, oneLine } from '../reading/excerpt.ts'
import { failureKindIn, failureKindOf } from '../failures/failure-text.ts'
import { resetTime } from '../failures/reset-time.ts'

/** What a process's output says about how it went, apart from its words. */
export interface CodexEnd {
  /** The turn was completed: the one sign of success. */
  readonly completed: boolean
  /** Why the turn failed: of `turn.failed`, or of an `error` event that announced no retry. */
  readonly error: string | undefined
  /** The last retry it announced, if nothing came after it. */
  readonly retry: string | undefined
  /** The long wait it was in, and how long it was to be. */
  readonly wait: Failure | undefined
  /** It was refused to write, and wrote nothing. */
  readonly couldNotWrite: boolean
}

/**
 * How it failed, or `undefined` for a success: a completed turn and a clean exit, both. The kind is read from the
 * final error text; codex tells no code or status apart from it.
 */
export function codexFailure(
  { completed, error, retry, wait, couldNotWrite }: CodexEnd,
  exit: Exit,
): Failure | undefined {
  if (error !== undefined) return reported(error, exit)
  if (!completed) return wait ?? unfinished(retry, exit)
  if (exit.code !== 0) return { kind: 'crashed', message: `it reported success, then ${endOf(exit)}` }
  if (!couldNotWrite) return undefined
  return { kind: 'permission-denied', message: "it was refused to write: codex's sandbox is read-only" }
}

function reported(error: string, { at }: Exit): Failure {
  const kind = codexErrorKind(error) ?? 'crashed'
  const retryAt = kind === 'rate-limited' ? resetTime(error, at) : undefined
  return { kind, message: oneLine(error, 500), ...(retryAt !== undefined && { retryAt }) }
}

function unfinished(retry: string | undefined, exit: Exit): Failure {
  const stderr = lastLines(exit.stderr)
  const said = retry ?? stderr
  // Ended while it waited out a limit: what ended it did not know why it was so quiet.
  const reason = retry?.replace(announcement, '') ?? (exit.code === null || exit.code === 0 ? '' : stderr)
  const kind = codexErrorKind(reason)
  const message = `${endOf(exit)} without a result`
  return { kind: kind ?? 'crashed', message: said ? `${message}: ${oneLine(said, 500)}` : message }
}

/** "Reconnecting... 1/5 (why)", "Reconnecting... waiting for network (why)". */
const announcement = /^reconnecting\b[^(\n]{0,40}\(/i

/** What kind of failure an error text of codex's tells of. */
export function codexErrorKind(said: string): FailureKind | undefined {
  return signs.find(({ sign }) => sign.test(said))?.kind ?? failureKindIn(said) ?? failureKindOf(statusIn(said))
}

/** Sentences of codex's own. */
const signs: readonly { readonly kind: FailureKind; readonly sign: RegExp }[] = [
  // Of an answer that was too long or was censored, told as a disconnected stream by some versions: no wait helps.
  { kind: 'crashed', sign: /\bincomplete response returned\b/i },
  { kind: 'unauthorized', sign: /\bsign(?:ing)? in again\b|^missing environment variable\b/i },
  { kind: 'quota-exhausted', sign: /\byou hit your spend cap\b|\bupgrade to plus: https:/i },
  {
    kind: 'overloaded',
    sign: /^(?:selected model is at capacity|we['’]re currently experiencing high demand|policy-restricted capacity)\b/i,
  },
  // The provider can't be reached: nothing the agent did.
  { kind: 'overloaded', sign: /^(?:connection failed:|request timed out|error while reading the server response)/i },
  // A budget of tokens that the operator gave codex.
  { kind: 'stopped', sign: /^budget reached\b/i },
]

function statusIn(said: string): number | undefined {
  const status = /\b(?:unexpected|last) status:? (\d{3})\b/.exec(said)?.[1]
  return status === undefined ? undefined : Number(status)
}

function endOf({ code, signal }: Exit): string {
  if (signal !== null) return `it was ended by ${signal}`
  return `it exited with code ${code ?? '?'}`
}
