import {
  isProviderLimit,
  type AgentOutput,
  type AgentRequest,
  type AgentResult,
  type Exit,
  type OutputParser,
} from '../../agent.ts'
import { estimateTokens } from '../../platform/text/tokens.ts'
import { oneLine } from '../reading/excerpt.ts'
import { failureKindIn } from '../failures/failure-text.ts'
import { fields, objectIn, text, type Fields } from '../reading/fields.ts'
import { opencodeFailure } from './opencode-failure.ts'
import { errorIn, logEntry, type LogEntry } from './opencode-log.ts'
import { OpencodeMeter, type OpencodeReading } from './opencode-meter.ts'
import { resetTime } from '../failures/reset-time.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/**
 * Reads `opencode run --format json --print-logs`: one JSON object a line, of the main session only.
 *
 *   step_start     a call of the model begins to answer
 *   text           part.text, whole; `synthetic` = not the model's words; `metadata.compaction_continue` = it compacted
 *   reasoning      part.text, with --thinking
 *   tool_use       part: tool, state: status "completed" or "error", input, output, error, title; only once it is finished
 *   step_finish    part: reason, cost in dollars, tokens: input (uncached), output (without reasoning), reasoning, cache
 *   error          error: name, data: message, statusCode, isRetryable, responseHeaders, responseBody
 *
 * Every line carries sessionID and timestamp. There is no final event, and no model: that is in the log on stderr, along
 * with what else the events keep to themselves:
 *
 *   stream            a request to a model: providerID, modelID, session.id, small, agent, mode
 *   "stream error"    the request failed, and may be tried again: error.error
 *   "exiting loop"    the session's work is over: session.id
 *   created           a session: id, parentID, version
 */
export class OpencodeParser implements OutputParser {
  readonly #request: AgentRequest
  readonly #meter = new OpencodeMeter()
  #session: string | undefined
  #model: string | undefined
  #said: { readonly messageId: unknown; readonly text: string } = { messageId: undefined, text: '' }
  #error: Fields | undefined
  #recovered = false
  #lastReason: string | undefined
  #waitingFor: string | undefined
  #logged: string | undefined
  #wrote = false
  #wasDenied = false

  constructor(request: AgentRequest) {
    this.#request = request
    this.#model = request.model
  }

  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    if (!event) return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
    return [...this.#identified(text(event['sessionID'])), ...this.#event(event, fields(event['part']))]
  }

  stderr(line: string): readonly AgentOutput[] {
    const entry = logEntry(line)
    return entry ? this.#logEntry(entry) : [{ type: 'stderr', text: line }]
  }

  end(exit: Exit): AgentResult {
    const failure = opencodeFailure(
      {
        error: this.#error,
        recovered: this.#recovered,
        lastReason: this.#lastReason,
        waitingFor: this.#waitingFor,
        logged: this.#logged,
        couldNotWrite: this.#wasDenied && !this.#wrote,
      },
      exit,
    )
    const { usage, cost } = this.#meter.final(this.#price(), estimateTokens(this.#request.prompt))
    return {
      usage,
      cost,
      message: this.#said.text,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  #identified(id: string | undefined): readonly AgentOutput[] {
    if (id === undefined || id === this.#session) return []
    this.#session = id
    return [{ type: 'session', id }]
  }

  #event(event: Fields, part: Fields): readonly AgentOutput[] {
    switch (event['type']) {
      case 'step_start':
        this.#meter.began()
        this.#waitingFor = undefined
        this.#lastReason = undefined
        return []
      case 'text':
        return this.#text(part)
      case 'reasoning':
        return this.#reasoning(text(part['text']) ?? '')
      case 'tool_use':
        return this.#tool(part)
      case 'step_finish':
        this.#lastReason = text(part['reason']) ?? 'unknown'
        this.#meter.finished(part, this.#price())
        return [usageOutput(this.#meter.reading())]
      case 'error':
        this.#error = event
        this.#waitingFor = undefined
        return []
      default:
        return []
    }
  }

  #text(part: Fields): readonly AgentOutput[] {
    if (fields(part['metadata'])['compaction_continue'] === true) return this.#compacted()
    const said = text(part['text'])
    if (said === undefined || part['synthetic'] === true) return []
    const { messageId, text: before } = this.#said
    const isSame = messageId === part['messageID'] && before !== ''
    this.#said = { messageId: part['messageID'], text: isSame ? `${before}\n${said}` : said }
    this.#meter.wrote(said.length)
    return [{ type: 'text', text: said }]
  }

  /** What was said last is the summary of the conversation: it is nobody's final message. */
  #compacted(): readonly AgentOutput[] {
    this.#said = { messageId: undefined, text: '' }
    this.#lastReason = undefined
    if (fields(this.#error?.['error'])['name'] === 'ContextOverflowError') {
      this.#error = undefined
      this.#recovered = true
    }
    return [{ type: 'compacted' }]
  }

  #reasoning(thought: string): readonly AgentOutput[] {
    this.#meter.wrote(thought.length)
    return thought === '' ? [] : [{ type: 'thinking', text: thought }]
  }

  #tool(part: Fields): readonly AgentOutput[] {
    const name = text(part['tool']) ?? 'tool'
    const state = fields(part['state'])
    const error = text(state['error'])
    const ok = state['status'] !== 'error'
    if (ok && (editors.has(name) || name === 'bash')) this.#wrote = true
    if (!ok && editors.has(name) && error?.startsWith(denial)) this.#wasDenied = true
    if (state['input'] !== undefined) this.#meter.wrote(JSON.stringify(state['input']).length)
    return [
      { type: 'tool', name, detail: toolDetail(state['input']) },
      { type: 'tool-result', ok, detail: ok ? resultDetail(state['output']) : oneLine(error ?? '') },
    ]
  }

  #logEntry(entry: LogEntry): readonly AgentOutput[] {
    const message = entry.get('message')
    if (message === 'stream') return this.#asked(entry)
    if (message === 'stream error')
      return this.#refused(errorIn(entry) ?? 'an error', Date.parse(entry.get('timestamp') ?? ''))
    if (message === 'created') return this.#created(entry)
    if (message === 'exiting loop') return this.#isOver(entry) ? [{ type: 'ended' }] : []
    this.#logged = errorIn(entry) ?? this.#logged
    return []
  }

  /** What lingers after it: language servers, and tools that were left running. */
  #isOver(entry: LogEntry): boolean {
    return this.#session !== undefined && entry.get('session.id') === this.#session
  }

  #created(entry: LogEntry): readonly AgentOutput[] {
    const id = entry.get('id')
    const isSubAgent = (entry.get('parentID') ?? 'undefined') !== 'undefined'
    if (id === undefined || isSubAgent || (this.#session ?? id) !== id) return []
    this.#session = id
    const version = entry.get('version')
    return [{ type: 'session', id, ...(version !== undefined && { version }) }]
  }

  #asked(entry: LogEntry): readonly AgentOutput[] {
    if (entry.get('small') === 'true') return [] // a title
    const session = entry.get('session.id')
    if (this.#session !== undefined && session !== this.#session) {
      this.#meter.unseen()
      const reading = this.#meter.reading()
      return reading.context === undefined ? [] : [usageOutput(reading)]
    }
    const model = `${entry.get('providerID') ?? '?'}/${entry.get('modelID') ?? '?'}`
    if (entry.get('agent') === 'compaction' || model === this.#model) return []
    this.#model = model
    return [{ type: 'session', model }]
  }

  /**
   * It waits for as long as the provider says and doesn't tell anyone, an hour if need be. A minute is its business;
   * a usage limit is waited out by ralph, which knows what else there is to do. What a header said is in no log: after
   * such a wait has made it look idle, `end` tells of the refusal.
   */
  #refused(said: string, at: number): readonly AgentOutput[] {
    const kind = failureKindIn(said)
    if (kind !== undefined && !isProviderLimit(kind)) return []
    this.#waitingFor = said
    const retry: AgentOutput = { type: 'retry', message: oneLine(said) }
    const resetsAt = resetTime(said, at)
    const isLong = resetsAt === undefined ? usageLimit.test(said) : resetsAt - at > longestWaitMs
    if (!isLong) return [retry]
    const failure = { kind: kind ?? 'rate-limited', message: oneLine(said, 500) } as const
    return [retry, { type: 'limited', failure: { ...failure, ...(resetsAt !== undefined && { retryAt: resetsAt }) } }]
  }

  #price() {
    return this.#request.prices(this.#model)
  }
}

const editors = new Set(['write', 'edit', 'multiedit', 'patch', 'apply_patch'])

/** What it answers a tool that a rule of the configuration denies. */
const denial = 'The user has specified a rule which prevents you from using this specific tool call'

const longestWaitMs = 5 * 60_000

/** Limits of an account, not of a minute. */
const usageLimit = /\busage limit\b|\bfree usage exceeded\b|\baccount['’]s rate limit\b/i

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096

function usageOutput({ usage, cost, context }: OpencodeReading): AgentOutput {
  return { type: 'usage', usage, cost, ...(context !== undefined && { context }) }
}
