import {
  isProviderLimit,
  type AgentOutput,
  type AgentRequest,
  type AgentResult,
  type Exit,
  type OutputParser,
} from '../../agent.ts'
import type { ModelSpending, Spending } from '../../usage.ts'
import { GrowingEstimate, correctedSpending } from '../estimate.ts'
import { oneLine } from '../reading/excerpt.ts'
import { fields, objectIn, text, type Fields } from '../reading/fields.ts'
import { geminiFailure, kindOfWait } from './gemini-failure.ts'
import { spendingPerModel, sumOf } from './gemini-usage.ts'
import { GeminiWrites } from './gemini-writes.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/**
 * Reads `gemini -o stream-json`: one JSON object a line.
 *
 *   init          session_id, model
 *   message       role, content: of the assistant in pieces, which break anywhere
 *   tool_use      tool_name, tool_id, parameters
 *   tool_result   tool_id, status "success" or "error", output, error: type, message
 *   error         severity "warning" or "error", message
 *   result        the end: status, error: message, stats: models: by name, input_tokens (all of it), cached,
 *                 output_tokens (without thoughts), total_tokens
 *
 * A line that is no JSON object is text. Of its own retries, ten at most within four minutes, it tells on stderr only:
 * "Attempt 1 failed: … Retrying after 5140ms...", "Attempt 2 failed with status 503. Retrying with backoff... …".
 */
export class GeminiParser implements OutputParser {
  #session: string | undefined
  #model: string | undefined
  /** Everything said since the last tool: at the end, the answer. */
  #answer = ''
  /** The part of it that has not been told yet: an unfinished line. */
  #unsaid = ''
  #calls = 0
  #isInCall = false
  #error: string | undefined
  #retry: string | undefined
  #wasStopped = false
  /** Nobody is asked for permission: a denial is a rule of the operator's, and meant. */
  #unrestricted = false
  #result: Fields | undefined
  #models: readonly ModelSpending[] = []
  readonly #written = new GrowingEstimate()
  readonly #writes = new GeminiWrites()
  readonly #request: AgentRequest

  constructor(request: AgentRequest) {
    this.#request = request
  }

  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    if (!event) return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
    switch (event['type']) {
      case 'init':
        return this.#init(event)
      case 'message':
        return event['role'] === 'assistant' ? this.#said(text(event['content']) ?? '') : []
      case 'tool_use':
        return this.#tool(event)
      case 'tool_result':
        return this.#toolResult(event)
      case 'error':
        this.#error = text(event['message'])
        return this.#error === undefined ? [] : [{ type: 'stderr', text: this.#error }]
      case 'result':
        return this.#end(event)
      default:
        return []
    }
  }

  stderr(line: string): readonly AgentOutput[] {
    if (line.startsWith('YOLO mode is enabled')) this.#unrestricted = true
    const delayMs = /^Suggested retry after .{0,40}\bRetrying after (\d+)ms\b/.exec(line)?.[1]
    if (delayMs !== undefined && this.#retry !== undefined) return this.#waits(line, Number(delayMs))
    const attempt = /^Attempt (\d+) failed\b/.exec(line)?.[1]
    if (attempt !== undefined) return this.#retries(line, Number(attempt))
    return noise.test(line) ? [] : [{ type: 'stderr', text: line }]
  }

  /** "Suggested retry after 20s.. Retrying after 21326ms..." after a refusal: it sleeps as long. */
  #waits(line: string, afterMs: number): readonly AgentOutput[] {
    const told: AgentOutput = { type: 'stderr', text: line }
    const kind = kindOfWait({ retry: this.#retry })
    const hasWorked = this.#calls > 0 || this.#isInCall
    if (kind !== 'rate-limited' || afterMs < (hasWorked ? longestOwnWaitMs : shortestWaitMs)) return [told]
    return [told, { type: 'limited', failure: { kind, message: this.#retry ?? '' }, afterMs }]
  }

  #retries(line: string, attempt: number): readonly AgentOutput[] {
    this.#retry = oneLine(line)
    const retry: AgentOutput = { type: 'retry', message: this.#retry }
    const kind = kindOfWait({ retry: this.#retry })
    if (attempt < enoughAttempts || !isProviderLimit(kind)) return [retry]
    return [retry, { type: 'limited', failure: { kind, message: this.#retry } }]
  }

  end(exit: Exit): AgentResult {
    const failure = geminiFailure(
      {
        result: this.#result,
        error: this.#error,
        retry: this.#retry,
        hasAnswer: this.#answer.trim() !== '',
        wasStopped: this.#wasStopped,
        denied: this.#unrestricted ? [] : this.#writes.denied,
      },
      exit,
    )
    return {
      ...this.#spending(),
      message: this.#answer,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(this.#models.length > 0 && { models: this.#models }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  #init(event: Fields): readonly AgentOutput[] {
    const id = text(event['session_id'])
    const model = text(event['model'])
    this.#session = id ?? this.#session
    this.#model = model ?? this.#model
    return [{ type: 'session', ...(id && { id }), ...(model && { model }) }]
  }

  #said(piece: string): readonly AgentOutput[] {
    this.#called()
    this.#answer += piece
    this.#written.add(piece)
    this.#unsaid += piece
    const end = this.#unsaid.lastIndexOf('\n')
    if (end === -1) return []
    const lines = this.#unsaid.slice(0, end)
    this.#unsaid = this.#unsaid.slice(end + 1)
    return textOutput(lines)
  }

  /** What is left of a text when something else follows. */
  #rest(): readonly AgentOutput[] {
    const rest = this.#unsaid
    this.#unsaid = ''
    return textOutput(rest)
  }

  #tool(event: Fields): readonly AgentOutput[] {
    this.#called()
    const said = this.#rest()
    const name = text(event['tool_name']) ?? 'tool'
    this.#answer = ''
    this.#written.add(JSON.stringify(event['parameters'] ?? ''))
    this.#writes.asked(text(event['tool_id']), name)
    return [...said, { type: 'tool', name, detail: toolDetail(event['parameters']) }]
  }

  #toolResult(event: Fields): readonly AgentOutput[] {
    this.#isInCall = false
    const ok = event['status'] !== 'error'
    const error = fields(event['error'])
    this.#wasStopped = error['type'] === 'stop_execution'
    this.#writes.answered(text(event['tool_id']), ok, text(error['type']))
    const detail = resultDetail(event['output']) || oneLine(text(error['message']) ?? '')
    return [...this.#rest(), { type: 'tool-result', ok, detail }]
  }

  /** Nothing marks a call: one begins with the first it says, and after each round of tools. */
  #called(): void {
    if (!this.#isInCall) this.#calls++
    this.#retry = undefined
    this.#isInCall = true
  }

  #end(event: Fields): readonly AgentOutput[] {
    this.#result = event
    this.#models = spendingPerModel(fields(event['stats']), this.#calls, this.#request.prices)
    const { usage, cost } = sumOf(this.#models)
    return [...this.#rest(), { type: 'usage', usage, cost }, { type: 'ended' }]
  }

  /** Without a result the record of its session tells what was spent; a guess, in case there is none. */
  #spending(): Spending {
    const wasRefused = this.#retry !== undefined && this.#calls === 0
    if (this.#result || this.#session === undefined || wasRefused) return sumOf(this.#models)
    const { prompt, prices, estimateFactor } = this.#request
    const guess = { prompt: estimateOf(prompt), factor: estimateFactor }
    return correctedSpending(this.#written.tokens, prices(this.#model), guess)
  }
}

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096

/** What it says of its terminal and itself at every start, and the rest of an error that the result tells. */
const noise =
  /^(?:Warning: (?:Basic terminal|256-color)|YOLO mode is enabled|\[STARTUP\]|Ripgrep is not available|Loaded cached credentials| {4}at |$)/

function textOutput(said: string): readonly AgentOutput[] {
  return said.trim() === '' ? [] : [{ type: 'text', text: said }]
}

function estimateOf(prompt: string): number {
  const estimate = new GrowingEstimate()
  estimate.add(prompt)
  return estimate.tokens
}

/** With work in its memory it is better let wait itself, for so long; without, a pause is no matter of its own. */
const longestOwnWaitMs = 60_000
const shortestWaitMs = 5000

/** It gets over a hiccup by itself, without losing what it was at. Beyond that the waiting is ralph's. */
const enoughAttempts = 4
