import { fields, items, type Fields } from '../../../src/agents/reading/fields.ts'
import { epochSeconds, newId, pieces, type Reply, type WireFormat } from './format.ts'
import { openaiRefusal } from './openai-errors.ts'
import type { Tokens } from './scenario.ts'

/** OpenAI's Responses API: `POST …/responses`. */
export const responses: WireFormat = {
  name: 'responses',
  told: (tokens) => tokens,
  body: (reply) => response(reply, outputItems(reply)),
  events: responseEvents,
  refusal: openaiRefusal,
  streamedError(body) {
    const { code, message } = fields(body['error'])
    const failed = {
      id: newId('resp_'),
      object: 'response',
      status: 'failed',
      error: { code, message },
      usage: null,
    }
    return `event: response.failed\ndata: ${JSON.stringify({ type: 'response.failed', response: failed })}\n\n`
  },
}

/** Tokens in OpenAI's words: `input_tokens` includes what caches served and kept. */
export function openaiTokens({ input, cacheRead, cacheWrite, output, reasoning }: Tokens) {
  const all = input + cacheRead + cacheWrite
  return {
    input_tokens: all,
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: all + output,
  }
}

function outputItems({ thinking, text, calls }: Reply): readonly Fields[] {
  return [...(thinking ? [reasoningItem(thinking)] : []), ...(text ? [messageItem(text)] : []), ...calls.map(callItem)]
}

function reasoningItem(thinking: string): Fields {
  const summary = [{ type: 'summary_text', text: thinking }]
  return { type: 'reasoning', id: newId('rs_'), summary, encrypted_content: 'ZmFrZQ==' }
}

function messageItem(text: string): Fields {
  const content = [{ type: 'output_text', text, annotations: [], logprobs: [] }]
  return { type: 'message', id: newId('msg_'), status: 'completed', role: 'assistant', content }
}

function callItem({ id, name, namespace, custom, input }: Reply['calls'][number]): Fields {
  const call = { status: 'completed', call_id: id, name }
  if (custom) return { type: 'custom_tool_call', id: newId('ctc_'), ...call, input }
  const where = namespace === undefined ? {} : { namespace }
  return { type: 'function_call', id: newId('fc_'), ...call, ...where, arguments: JSON.stringify(input) }
}

function response(reply: Reply, output: readonly Fields[]): Fields {
  return {
    id: reply.id,
    object: 'response',
    created_at: epochSeconds(),
    ...(reply.stop === 'max_tokens'
      ? { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
      : { status: 'completed', incomplete_details: null }),
    model: reply.model,
    output,
    error: null,
    parallel_tool_calls: true,
    usage: openaiTokens(reply.tokens),
  }
}

function responseEvents(reply: Reply): readonly string[] {
  const output = outputItems(reply)
  const started = { ...response(reply, []), status: 'in_progress', incomplete_details: null, usage: null }
  const last = reply.stop === 'max_tokens' ? 'response.incomplete' : 'response.completed'
  const events: readonly (readonly [string, Fields])[] = [
    ['response.created', { response: started }],
    ['response.in_progress', { response: started }],
    ...output.flatMap(itemEvents),
    [last, { response: response(reply, output) }],
  ]
  return events.map(([type, data], sequence_number) => {
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, ...data })}\n\n`
  })
}

type NamedEvent = readonly [string, Fields]

function itemEvents(item: Fields, output_index: number): readonly NamedEvent[] {
  const at = { item_id: item['id'], output_index }
  return [...contentEvents(item, at), ['response.output_item.done', { output_index, item }]]
}

interface Place {
  readonly item_id: unknown
  readonly output_index: number
}

function contentEvents(item: Fields, at: Place): readonly NamedEvent[] {
  switch (item['type']) {
    case 'message':
      return messageEvents(item, at)
    case 'function_call':
      return callEvents(item, at, 'arguments', 'response.function_call_arguments')
    case 'custom_tool_call':
      return callEvents(item, at, 'input', 'response.custom_tool_call_input')
    default:
      return reasoningEvents(item, at)
  }
}

function messageEvents(item: Fields, at: Place): readonly NamedEvent[] {
  const part = fields(items(item['content'])[0])
  const text = String(part['text'])
  const place = { ...at, content_index: 0 }
  return [
    added({ ...item, status: 'in_progress', content: [] }, at),
    ['response.content_part.added', { ...place, part: { ...part, text: '' } }],
    ...pieces(text).map((delta): NamedEvent => ['response.output_text.delta', { ...place, delta, logprobs: [] }]),
    ['response.output_text.done', { ...place, text, logprobs: [] }],
    ['response.content_part.done', { ...place, part }],
  ]
}

function callEvents(item: Fields, at: Place, key: 'arguments' | 'input', name: string): readonly NamedEvent[] {
  const whole = String(item[key])
  return [
    added({ ...item, status: 'in_progress', [key]: '' }, at),
    ...pieces(whole).map((delta): NamedEvent => [`${name}.delta`, { ...at, delta }]),
    [`${name}.done`, { ...at, [key]: whole }],
  ]
}

function reasoningEvents(item: Fields, at: Place): readonly NamedEvent[] {
  const part = fields(items(item['summary'])[0])
  const { text } = part
  const place = { ...at, summary_index: 0 }
  return [
    added({ ...item, summary: [] }, at),
    ['response.reasoning_summary_part.added', { ...place, part: { ...part, text: '' } }],
    ['response.reasoning_summary_text.delta', { ...place, delta: text }],
    ['response.reasoning_summary_text.done', { ...place, text }],
    ['response.reasoning_summary_part.done', { ...place, part }],
  ]
}

function added(item: Fields, { output_index }: Place): NamedEvent {
  return ['response.output_item.added', { output_index, item }]
}
