import {
  isProviderLimit,
  type AgentOutput,
  type AgentRequest,
  type AgentResult,
  type Exit,
  type OutputParser,
} from '../../agent.ts'
import { addSpending, contextTokens, type Spending } from '../../usage.ts'
import { costOf } from '../../price.ts'
import { apiFailure } from '../failures/api-error.ts'
import { oneLine } from '../reading/excerpt.ts'
import { count, fields, items, objectIn, text, type Fields } from '../reading/fields.ts'
import { piFailure } from './pi-failure.ts'
import { modelOf, PiMeter } from './pi-meter.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/**
 * Reads `pi -p --mode json`: one JSON object a line.
 *
 *   session                                the first line: id, cwd
 *   message_start, message_end             message: role, content, model, usage, stopReason, errorMessage
 *   message_update                         a piece of a message that is being written
 *   tool_execution_start, _end             toolCallId, toolName, args; result, isError
 *   auto_retry_start                       attempt, maxAttempts, delayMs, errorMessage
 *   summarization_retry_scheduled          the same, for a compaction
 *   compaction_end                         result: usage
 *   entry_appended                         entry: type "usage": calls outside of the conversation
 *   agent_settled                          the end: nothing more will come
 *
 * `turn_end` and `agent_end` repeat messages and are left out, as is all that is not listed. A message is counted at
 * its end. `stopReason` of the last answer is how it went: the process exits with 0 after every failure.
 */
export class PiParser implements OutputParser {
  readonly #meter: PiMeter
  readonly #request: AgentRequest
  #session: string | undefined
  #model: string | undefined
  #settled = false
  #retry: string | undefined
  /** The answer that is being written. */
  #pending: Fields | undefined
  #written = 0
  #last: Fields | undefined
  #lastText = ''
  #context: number | undefined

  constructor(request: AgentRequest) {
    this.#request = request
    this.#meter = new PiMeter(request.prices)
  }

  line(line: string): readonly AgentOutput[] {
    // Nearly all lines are pieces. Of a piece only its length matters, and that only if the answer is cut off.
    if (line.startsWith(piece)) return this.#piece(line)
    const event = objectIn(line)
    if (!event) return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
    return this.#event(event)
  }

  end(exit: Exit): AgentResult {
    const { models } = this.#meter
    const failure = piFailure({ settled: this.#settled, last: this.#last, retry: this.#retry }, exit)
    return {
      ...this.#final(),
      message: this.#lastText,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(models && !this.#pending && { models }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  #event(event: Fields): readonly AgentOutput[] {
    switch (event['type']) {
      case 'session':
        this.#session = text(event['id'])
        return this.#session === undefined ? [] : [{ type: 'session', id: this.#session }]
      case 'message_start':
        return this.#started(fields(event['message']))
      case 'message_end':
        return this.#ended(fields(event['message']))
      case 'tool_execution_start':
        return [{ type: 'tool', name: text(event['toolName']) ?? 'tool', detail: toolDetail(event['args']) }]
      case 'tool_execution_end':
        return [toolResult(event)]
      case 'auto_retry_start':
      case 'summarization_retry_scheduled':
        return this.#retrying(event)
      case 'compaction_end':
        return this.#compacted(event['result'])
      case 'entry_appended':
        return this.#appended(fields(event['entry']))
      case 'agent_settled':
        this.#settled = true
        return [{ type: 'ended' }]
      default:
        return []
    }
  }

  #started(message: Fields): readonly AgentOutput[] {
    if (message['role'] !== 'assistant') return []
    this.#settled = false
    this.#pending = message['stopReason'] === 'pending' ? message : undefined
    this.#written = 0
    return [...this.#named(modelOf(message)), ...(this.#pending ? [this.#usage()] : [])]
  }

  #named(model: string | undefined): readonly AgentOutput[] {
    if (model === undefined || this.#model !== undefined) return []
    this.#model = model
    return [{ type: 'session', ...(this.#session !== undefined && { id: this.#session }), model }]
  }

  #ended(message: Fields): readonly AgentOutput[] {
    if (message['role'] === 'toolResult') return this.#spent(message['usage'], this.#model)
    if (message['role'] !== 'assistant') return []
    this.#pending = undefined
    this.#last = message
    if (message['stopReason'] !== 'error') this.#retry = undefined
    const named = this.#named(modelOf(message))
    const blocks = items(message['content']).map(fields)
    for (const block of blocks) if (block['type'] === 'text') this.#lastText = text(block['text']) ?? this.#lastText
    const { usage } = this.#meter.spendingOf(message['usage'], undefined)
    if (contextTokens(usage) > 0) this.#context = contextTokens(usage)
    return [...named, ...blocks.flatMap(said), ...this.#spent(message['usage'], modelOf(message))]
  }

  #retrying(event: Fields): readonly AgentOutput[] {
    const what = oneLine(text(event['errorMessage']) ?? 'an error', 300)
    this.#retry = `${what}, attempt ${count(event['attempt']) ?? '?'} of ${count(event['maxAttempts']) ?? '?'}`
    const wait = this.#longWait(text(event['errorMessage']) ?? '', count(event['delayMs']) ?? 0)
    return [{ type: 'retry', message: this.#retry }, ...(wait ? [wait] : [])]
  }

  /** It asks again within seconds, unless its settings say otherwise; a limit that tells a later time is not over by then. */
  #longWait(error: string, delayMs: number): AgentOutput | undefined {
    const at = count(this.#last?.['timestamp'])
    const { retryAt: told, ...failure } = apiFailure(error, at ?? 0)
    if (!isProviderLimit(failure.kind)) return undefined
    const waitMs = Math.max(delayMs, told === undefined || at === undefined ? 0 : told - at)
    if (waitMs <= longestOwnWaitMs) return undefined
    return { type: 'limited', failure: { ...failure, ...(at !== undefined && { retryAt: at + waitMs }) } }
  }

  #compacted(result: unknown): readonly AgentOutput[] {
    const told = fields(result)
    if (result !== told) return []
    const left = count(told['estimatedTokensAfter'])
    if (left !== undefined) this.#context = left
    return [{ type: 'compacted' }, ...this.#spent(told['usage'], this.#model)]
  }

  #appended(entry: Fields): readonly AgentOutput[] {
    return entry['type'] === 'usage' ? this.#spent(entry['usage'], text(entry['model'])) : []
  }

  #spent(usage: unknown, model: string | undefined): readonly AgentOutput[] {
    return this.#meter.add(usage, model) ? [this.#usage()] : []
  }

  #piece(line: string): readonly AgentOutput[] {
    const start = line.indexOf('"delta":"')
    // Older versions repeat the whole message after each piece: what is long there is not the piece.
    if (start !== -1 && !line.includes('"partial":', start)) this.#written += Math.max(0, line.length - start - frame)
    return []
  }

  #usage(): AgentOutput {
    const spent = this.#pending ? addSpending(this.#meter.sum, this.#begun(this.#pending)) : this.#meter.sum
    return { type: 'usage', ...spent, ...(this.#context !== undefined && { context: this.#context }) }
  }

  #begun(message: Fields): Spending {
    return this.#meter.spendingOf(message['usage'], modelOf(message))
  }

  /** Of an answer that was cut off its input is known, and its output guessed from the part that was seen. */
  #final(): Spending {
    if (!this.#pending) return this.#meter.sum
    const begun = this.#begun(this.#pending)
    const output = Math.ceil(this.#written / charactersPerToken)
    if (output <= begun.usage.output) return addSpending(this.#meter.sum, begun)
    const usage = { ...begun.usage, output, basis: 'estimated' } as const
    const cost = costOf(usage, this.#request.prices(modelOf(this.#pending)))
    return addSpending(this.#meter.sum, { usage, cost })
  }
}

/** A longer wait is ralph's. */
const longestOwnWaitMs = 60_000

const piece = '{"type":"message_update"'

/** `"delta":"` and what closes the line. */
const frame = 12

/** English and code both come to about this much. */
const charactersPerToken = 4

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096

function said(block: Fields): readonly AgentOutput[] {
  const words = text(block['text'])
  const thought = text(block['thinking'])
  if (block['type'] === 'text' && words !== undefined) return [{ type: 'text', text: words }]
  if (block['type'] === 'thinking' && thought !== undefined) return [{ type: 'thinking', text: thought }]
  return []
}

function toolResult(event: Fields): AgentOutput {
  const detail = resultDetail(fields(event['result'])['content'])
  return { type: 'tool-result', ok: event['isError'] !== true, detail }
}
