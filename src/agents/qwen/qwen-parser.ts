import type { AgentOutput, AgentRequest, AgentResult, Exit, OutputParser } from '../../agent.ts'
import { oneLine } from '../reading/excerpt.ts'
import { count, fields, items, objectIn, text, type Fields } from '../reading/fields.ts'
import { qwenFailure } from './qwen-failure.ts'
import { QwenMeter, usageIn } from './qwen-meter.ts'
import { QwenWrites } from './qwen-writes.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/**
 * Reads `qwen -o stream-json`: one JSON object a line, in the manner of Claude Code.
 *
 *   system/init        session_id, model, qwen_code_version
 *   system/retry       data: attempt, maxRetries, delayMs; without them it asks again at once
 *   assistant          message: one block (text, thinking, tool_use) an event; usage is 0 but in the last one of a call
 *   user               message.content: tool_result blocks
 *   result             the end: subtype, is_error, result or error.message, usage, permission_denials
 *
 * `parent_tool_use_id` names the sub-agent that an event belongs to; one that works in the background has none, and
 * shows in the usage of the result alone, or in the record of the session. What is not listed is left out. On stderr
 * it gives the reason of a retry: "Retrying in 60s (attempt 1/10): [API Error: 429 …]".
 */
export class QwenParser implements OutputParser {
  readonly #meter: QwenMeter
  /** Its result counts what earlier processes of the session spent too. */
  readonly #resumed: boolean
  readonly #writes = new QwenWrites()
  readonly #seen = new Set<string>()
  #session: string | undefined
  #model: string | undefined
  #lastText = ''
  #retry: string | undefined
  #result: Fields | undefined

  constructor({ prices, model, extraArgs }: AgentRequest) {
    this.#meter = new QwenMeter(prices)
    this.#model = model
    this.#resumed = extraArgs.some((arg) => /^(?:-c|-r|--continue|--resume)(?:=|$)/.test(arg))
  }

  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    if (!event) return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
    switch (event['type']) {
      case 'system':
        return this.#system(event)
      case 'assistant':
        return this.#assistant(event)
      case 'user':
        return this.#user(event)
      case 'result':
        return this.#end(event)
      default:
        return []
    }
  }

  stderr(line: string): readonly AgentOutput[] {
    if (line.startsWith('Retrying provider attempt')) return [] // system/retry says the same
    if (!/^Retrying in \d/.test(line)) return [{ type: 'stderr', text: line }]
    this.#retry = oneLine(line, 300)
    return [{ type: 'retry', message: this.#retry }]
  }

  end(exit: Exit): AgentResult {
    const end = { result: this.#result, retry: this.#retry, couldNotWrite: this.#writes.wereDenied(this.#result) }
    const failure = qwenFailure(end, exit)
    return {
      ...this.#meter.sum(this.#model),
      message: text(this.#result?.['result']) ?? this.#lastText,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  #system(event: Fields): readonly AgentOutput[] {
    if (event['subtype'] === 'retry') return [{ type: 'retry', message: retryIn(fields(event['data'])) }]
    if (event['subtype'] !== 'init') return []
    const id = text(event['session_id'])
    const model = text(event['model'])
    const version = text(event['qwen_code_version'])
    this.#session = id ?? this.#session
    this.#model = model ?? this.#model
    return [{ type: 'session', ...(id && { id }), ...(model && { model }), ...(version && { version }) }]
  }

  #assistant(event: Fields): readonly AgentOutput[] {
    const message = fields(event['message'])
    const isMain = text(event['parent_tool_use_id']) === undefined
    const blocks = items(message['content']).map(fields)
    if (isMain) for (const block of blocks) this.#remember(block)
    const outputs = blocks.flatMap((block) => this.#block(block))
    return this.#counted(message, isMain) ? [...outputs, this.#usage()] : outputs
  }

  #remember(block: Fields): void {
    if (block['type'] === 'text') this.#lastText = text(block['text']) ?? this.#lastText
  }

  #counted(message: Fields, isMain: boolean): boolean {
    const id = text(message['id'])
    if (id !== undefined && this.#seen.has(id)) return false
    if (id !== undefined) this.#seen.add(id)
    return this.#meter.add(usageIn(message['usage']), text(message['model']) ?? this.#model, isMain)
  }

  #block(block: Fields): readonly AgentOutput[] {
    const said = text(block['text'])
    const thought = text(block['thinking'])
    if (block['type'] === 'text') return said === undefined ? [] : [{ type: 'text', text: said }]
    if (block['type'] === 'thinking') return thought === undefined ? [] : [{ type: 'thinking', text: thought }]
    if (block['type'] !== 'tool_use') return []
    const name = text(block['name']) ?? 'tool'
    this.#writes.asked(text(block['id']), name)
    return [{ type: 'tool', name, detail: toolDetail(block['input']) }]
  }

  #user(event: Fields): readonly AgentOutput[] {
    return items(fields(event['message'])['content'])
      .map(fields)
      .flatMap((block) => {
        if (block['type'] !== 'tool_result') return []
        const ok = block['is_error'] !== true
        this.#writes.answered(text(block['tool_use_id']), ok)
        return [{ type: 'tool-result', ok, detail: resultDetail(block['content']) } as const]
      })
  }

  #end(event: Fields): readonly AgentOutput[] {
    this.#result = event
    if (!this.#resumed) this.#meter.toldTotal(event['usage'])
    return [this.#usage(), { type: 'ended' }]
  }

  #usage(): AgentOutput {
    const { context } = this.#meter
    return { type: 'usage', ...this.#meter.sum(this.#model), ...(context !== undefined && { context }) }
  }
}

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096

function retryIn(data: Fields): string {
  const delayMs = count(data['delayMs'])
  const attempt = count(data['attempt'])
  if (attempt === undefined) return 'asking again'
  const delay = delayMs === undefined ? '' : `, in ${Math.round(delayMs / 1000)} s`
  return `attempt ${attempt} of ${count(data['maxRetries']) ?? '?'}${delay}`
}
