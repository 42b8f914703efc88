import { isProviderLimit, type AgentOutput, type Failure } from '../../agent.ts'
import { oneLine } from '../reading/excerpt.ts'
import { lengthOf } from '../failures/reset-time-duration.ts'
import { codexErrorKind } from './codex-failure.ts'

/*
 * codex's log on stderr. Of a wait for its provider only this log tells how long it is; nothing else does, neither the
 * events nor the session record nor the databases in its home. It sleeps an hour if it is told to.
 *
 *   <ISO time>  WARN codex_core::responses_retry: stream disconnected - retrying sampling request (1/5 in 3599.99s)...
 *       turn_id=… retries=1 max_retries=5 sampling_error=exceeded retry limit, last status: 429 Too Many Requests
 *   <ISO time>  WARN codex_core::responses_retry: stream connection failed; waiting to retry turn_id=… error=… retry_delay=5s
 *   <ISO time> TRACE codex_otel.trace_safe: event.name="codex.retry" retry.attempt=1 retry.delay_ms=3599996
 *       retry.layer="http" retry.operation="request"
 *
 * The third follows the others (layer "stream"), and stands alone for a request that is repeated by itself, after a 5xx
 * or a broken connection (layer "http"). An error's text may go on over further lines, which are no entries.
 */

/**
 * `RUST_LOG` under which codex tells of its waits: its own default, `error`, and the two entries above. No words of
 * the conversation and no credentials are in them.
 */
export const logOfWaits = 'error,codex_core::responses_retry=warn,codex_otel.trace_safe[{retry.delay_ms}]=trace'

/** A longer wait is ralph's: it knows what else there is to do, and tells people. */
const longestOwnWaitMs = 60_000

/** Reads the log, and keeps its entries about retries from being shown. */
export class CodexLog {
  /** The long wait that is under way. */
  wait: Failure | undefined
  #error = ''
  /** The lines that follow belong to an entry about a retry. */
  #isInEntry = false

  /** What a line says; `undefined` for a line that is about something else. */
  line(line: string): readonly AgentOutput[] | undefined {
    const [, time, said] = entry.exec(line) ?? []
    if (time === undefined || said === undefined) return this.#continued(line)
    this.#isInEntry = true
    const at = Date.parse(time)
    const delayMs = Number(/ retry\.delay_ms=(\d+)/.exec(said)?.[1] ?? Number.NaN)
    if (!Number.isNaN(delayMs)) return this.#retry(said, delayMs, at)
    this.#error = / (?:sampling_|compact_)?error=(.*?)(?: retry_delay=\S+)?$/s.exec(said)?.[1] ?? this.#error
    return this.#long(lengthOf(/\(\d+\/\d+ in ([\d.]+m?s)\)/.exec(said)?.[1] ?? ''), at)
  }

  #continued(line: string): readonly AgentOutput[] | undefined {
    if (anyEntry.test(line)) this.#isInEntry = false
    return this.#isInEntry ? [] : undefined
  }

  #retry(said: string, delayMs: number, at: number): readonly AgentOutput[] {
    const isOfRequest = said.includes('retry.layer="http"')
    // The reason that was told before is not this one's.
    if (isOfRequest) this.#error = ''
    const long = this.#long(delayMs, at)
    // Of the others the events tell.
    if (delayMs > longestOwnWaitMs || !isOfRequest) return long
    return [{ type: 'retry', message: `the provider did not answer; codex asks again in ${inSeconds(delayMs)}` }]
  }

  #long(delayMs: number, at: number): readonly AgentOutput[] {
    if (delayMs <= longestOwnWaitMs) return []
    const isTold = this.wait !== undefined
    this.wait ??= waitOf(this.#error, delayMs, at)
    return isTold ? [] : [{ type: 'limited', failure: this.wait }]
  }
}

/** What stderr says apart from retries. */
export function withoutRetries(stderr: string): string {
  const log = new CodexLog()
  const lines = stderr.split('\n')
  return lines.filter((line) => log.line(line) === undefined).join('\n')
}

/** A request that codex repeats by itself had a 5xx or no answer: it never repeats one that had a 429. */
function waitOf(error: string, delayMs: number, at: number): Failure {
  const told = codexErrorKind(error)
  const kind = told !== undefined && isProviderLimit(told) ? told : 'overloaded'
  const reason = error === '' ? '' : `: ${oneLine(error, 400)}`
  const message = `the provider wants to be asked again in ${inSeconds(delayMs)}${reason}`
  return { kind, message, ...(!Number.isNaN(at) && { retryAt: at + delayMs }) }
}

function inSeconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`
}

// With the flag s: an error may end with a carriage return.
const anyEntry = /^\d{4}-\d\d-\d\dT\S+Z +(?:ERROR|WARN|INFO|DEBUG|TRACE) /
const entry =
  /^(\d{4}-\d\d-\d\dT\S+Z) +(?:WARN|TRACE) .{0,2000}?(?:codex_core::responses_retry: |codex_otel\.trace_safe: event\.name="codex\.retry")(.*)$/s
