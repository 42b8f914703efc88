import type { AgentOutput, AgentRequest, AgentResult, Exit, OutputParser } from '../../agent.ts'
import { estimateTokens } from '../../platform/text/tokens.ts'
import { contextTokens, noSpending } from '../../usage.ts'
import { claudeFailure } from './claude-failure.ts'
import { ClaudeMeter, mainThread, type Reading } from './claude-meter.ts'
import { estimatedSpending } from '../estimate.ts'
import { addTold, isWhole, spendingOf, type ToldSpending } from './claude-result.ts'
import { claudeWindows } from './claude-windows.ts'
import { ClaudeWrites } from './claude-writes.ts'
import { count, fields, items, objectIn, text, type Fields } from '../reading/fields.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/**
 * Reads `claude -p --output-format stream-json --verbose [--include-partial-messages]`: one JSON object a line.
 *
 *   system/init            session_id, model, claude_code_version, permissionMode
 *   system/api_retry       attempt, max_retries, retry_delay_ms, error_status, error
 *   system/compact_boundary   the conversation was replaced by a summary of it
 *   assistant              message.content: one block (text, thinking, tool_use) an event; model "<synthetic>" = an error
 *   user                   message.content: tool_result blocks
 *   stream_event           event: what the API streams; only with --include-partial-messages
 *   rate_limit_event       rate_limit_info: status "allowed", "allowed_warning" or "rejected", resetsAt in seconds, …
 *   result                 the end: subtype, is_error, terminal_reason, result, errors, usage, model_usage_since_last_result, …
 *
 * `parent_tool_use_id` names the sub-agent that an event belongs to. `type` need not be the first key. What is not
 * listed is left out; a line that is no JSON object is text. Text comes from `assistant` events only: the stream's
 * deltas would show it twice, and serve for counting.
 */
export class ClaudeParser implements OutputParser {
  readonly #meter: ClaudeMeter
  #session: string | undefined
  #model: string | undefined
  /** Nobody is asked for permission: a denial is a rule of the operator's, and meant. */
  #unrestricted = false
  #lastText = ''
  #retry: string | undefined
  #apiError: Fields | undefined
  #limit: Fields | undefined
  #result: Fields | undefined
  #reported: ToldSpending = { ...noSpending, models: [] }
  readonly #writes = new ClaudeWrites()
  readonly #request: AgentRequest

  constructor(request: AgentRequest) {
    this.#request = request
    this.#meter = new ClaudeMeter(request.prices)
  }

  line(line: string): readonly AgentOutput[] {
    if (line.startsWith(blockEvent)) return this.#streamedBlock(line)
    const event = objectIn(line)
    if (!event) return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
    switch (event['type']) {
      case 'system':
        return this.#system(event)
      case 'assistant':
        return this.#assistant(event)
      case 'user':
        return this.#user(event)
      case 'stream_event':
        return this.#streamed(event)
      case 'rate_limit_event':
        return this.#rateLimit(fields(event['rate_limit_info']))
      case 'result':
        return this.#end(event)
      default:
        return []
    }
  }

  end(exit: Exit): AgentResult {
    const failure = claudeFailure(
      {
        result: this.#result,
        apiError: this.#apiError,
        limit: this.#limit,
        retry: this.#retry,
        couldNotWrite: !this.#unrestricted && this.#writes.wereDenied(this.#result),
      },
      exit,
    )
    return {
      ...this.#spending(),
      message: text(this.#result?.['result']) ?? this.#lastText,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(isWhole(this.#reported) && { models: this.#reported.models }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  #system(event: Fields): readonly AgentOutput[] {
    if (event['subtype'] === 'init') return this.#init(event)
    if (event['subtype'] === 'compact_boundary') return [{ type: 'compacted' }]
    if (event['subtype'] !== 'api_retry') return []
    const status = count(event['error_status'])
    const what = [status, text(event['error'])].filter((part) => part !== undefined).join(' ')
    this.#retry = `${what || 'unknown error'}, attempt ${count(event['attempt']) ?? '?'} of ${count(event['max_retries']) ?? '?'}`
    return [{ type: 'retry', message: this.#retry }]
  }

  #init(event: Fields): readonly AgentOutput[] {
    const id = text(event['session_id'])
    const model = text(event['model'])
    const version = text(event['claude_code_version'])
    this.#session = id ?? this.#session
    this.#model = model ?? this.#model
    this.#unrestricted = event['permissionMode'] === 'bypassPermissions'
    return [{ type: 'session', ...(id && { id }), ...(model && { model }), ...(version && { version }) }]
  }

  #assistant(event: Fields): readonly AgentOutput[] {
    const message = fields(event['message'])
    if (message['model'] === '<synthetic>') {
      if (event['error'] !== undefined || event['is_api_error_message'] === true) this.#apiError = event
      return [] // the result repeats its text
    }
    const thread = threadOf(event)
    const blocks = blocksOf(message)
    if (thread === mainThread) this.#remember(blocks)
    const outputs = blocks.flatMap((block) => this.#block(block))
    const written = blocks.reduce((sum, block) => sum + lengthOf(block), 0)
    return this.#meter.answered(thread, message, written) ? [...outputs, usageOutput(this.#meter.reading())] : outputs
  }

  #remember(blocks: readonly Fields[]): void {
    for (const block of blocks) if (block['type'] === 'text') this.#lastText = text(block['text']) ?? this.#lastText
  }

  #block(block: Fields): readonly AgentOutput[] {
    const said = text(block['text'])
    const thought = text(block['thinking'])
    if (block['type'] === 'text') return said === undefined ? [] : [{ type: 'text', text: said }]
    if (block['type'] === 'thinking') return thought === undefined ? [] : [{ type: 'thinking', text: thought }]
    if (block['type'] !== 'tool_use' && block['type'] !== 'server_tool_use') return []
    const name = text(block['name']) ?? 'tool'
    this.#writes.asked(text(block['id']), name)
    return [{ type: 'tool', name, detail: toolDetail(block['input']) }]
  }

  #user(event: Fields): readonly AgentOutput[] {
    return blocksOf(fields(event['message'])).flatMap((block) => {
      if (block['type'] !== 'tool_result') return []
      const ok = block['is_error'] !== true
      this.#writes.answered(text(block['tool_use_id']), ok)
      return [{ type: 'tool-result', ok, detail: resultDetail(block['content']) }]
    })
  }

  #streamed(event: Fields): readonly AgentOutput[] {
    const streamed = fields(event['event'])
    const thread = threadOf(event)
    if (streamed['type'] === 'message_start') this.#meter.started(thread, fields(streamed['message']))
    else if (streamed['type'] === 'message_delta') this.#meter.counted(thread, streamed['usage'])
    else return []
    return [usageOutput(this.#meter.reading())]
  }

  /**
   * Nearly all lines of a stream are pieces of blocks. They are not parsed: of a piece only its length matters, and
   * that only if the answer is cut off. (A line with another order of keys is merely parsed for nothing.)
   */
  #streamedBlock(line: string): readonly AgentOutput[] {
    const start = line.indexOf('"delta":{"type":"')
    if (start === -1 || !line.includes('"parent_tool_use_id":null')) return []
    const end = line.indexOf('"}}', start)
    this.#meter.wrote(mainThread, Math.max(0, end - start - deltaFrame))
    return []
  }

  #rateLimit(info: Fields): readonly AgentOutput[] {
    this.#limit = info['status'] === 'rejected' ? info : undefined
    return claudeWindows(info)
  }

  #end(event: Fields): readonly AgentOutput[] {
    this.#result = event
    this.#reported = addTold(this.#reported, spendingOf(event, this.#request.prices))
    const contextWindow = this.#contextWindow(event)
    return [
      ...(contextWindow === undefined ? [] : [{ type: 'session', contextWindow } as const]),
      usageOutput(this.#spending()),
      // Turns that wait in its queue come before the end.
      ...((count(event['queued_turn_count']) ?? 0) > 0 ? [] : [{ type: 'ended' } as const]),
    ]
  }

  /** It had begun, and died before it told anything: what it asked by then is not known, and not nothing. */
  #orGuessed(counted: Reading): Reading {
    const isKnown = this.#result !== undefined || this.#session === undefined || contextTokens(counted.usage) > 0
    const { prompt, prices } = this.#request
    return isKnown ? counted : estimatedSpending(estimateTokens(prompt), 0, prices(this.#model))
  }

  #contextWindow(result: Fields): number | undefined {
    const models = fields(result['modelUsage'])
    return count(fields(models[this.#model ?? ''])['contextWindow'])
  }

  /** What the result reported, if it did; else what was counted on the way. */
  #spending(): Reading {
    const counted = this.#result ? this.#meter.reading() : this.#meter.final()
    if (contextTokens(this.#reported.usage) === 0) return this.#orGuessed(counted)
    const { usage, cost } = this.#reported
    return { usage, cost, ...(counted.context !== undefined && { context: counted.context }) }
  }
}

/** `content_block_start`, `content_block_delta`, `content_block_stop`. */
const blockEvent = '{"type":"stream_event","event":{"type":"content_block_'

/** `"delta":{"type":"text_delta","text":"`, give or take. */
const deltaFrame = 37

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096

function threadOf(event: Fields): string {
  return text(event['parent_tool_use_id']) ?? mainThread
}

function blocksOf(message: Fields): readonly Fields[] {
  const { content } = message
  return typeof content === 'string' ? [{ type: 'text', text: content }] : items(content).map(fields)
}

/** Characters the model wrote for a block. */
function lengthOf(block: Fields): number {
  const said = text(block['text']) ?? text(block['thinking'])
  if (said !== undefined) return said.length
  return block['input'] === undefined ? 0 : JSON.stringify(block['input']).length
}

function usageOutput({ usage, cost, context }: Reading): AgentOutput {
  return { type: 'usage', usage, cost, ...(context !== undefined && { context }) }
}
