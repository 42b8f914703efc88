import { fields, type Fields } from '../../../src/agents/reading/fields.ts'
import { epochSeconds, pieces, type Reply, type WireFormat } from './format.ts'
import { openaiRefusal } from './openai-errors.ts'
import { openaiTokens } from './responses.ts'
import type { Tokens } from './scenario.ts'

/** OpenAI's Chat Completions API: `POST …/chat/completions`. */
export const chat: WireFormat = {
  name: 'chat',
  // It has no word for tokens that a cache keeps: they are input.
  told: (tokens) => ({ ...tokens, input: tokens.input + tokens.cacheWrite, cacheWrite: 0 }),
  body: completion,
  events: chunks,
  refusal: openaiRefusal,
  streamedError: (body) => `data: ${JSON.stringify(body)}\n\n`,
}

function usage(tokens: Tokens): Fields {
  const { input_tokens, output_tokens, output_tokens_details, total_tokens } = openaiTokens(tokens)
  return {
    prompt_tokens: input_tokens,
    completion_tokens: output_tokens,
    total_tokens,
    prompt_tokens_details: { cached_tokens: tokens.cacheRead },
    completion_tokens_details: output_tokens_details,
  }
}

function finishReason({ stop, calls }: Reply): string {
  if (stop === 'max_tokens') return 'length'
  return calls.length > 0 ? 'tool_calls' : 'stop'
}

function head({ id, model }: Reply, object: string): Fields {
  return { id, object, created: epochSeconds(), model }
}

function completion(reply: Reply): Fields {
  const calls = reply.calls.map((call) => ({ id: call.id, type: 'function', function: functionOf(call) }))
  const message = { role: 'assistant', content: reply.text ?? null, ...(calls.length > 0 && { tool_calls: calls }) }
  const choices = [{ index: 0, message, finish_reason: finishReason(reply) }]
  return { ...head(reply, 'chat.completion'), choices, usage: usage(reply.tokens) }
}

function functionOf({ name, input }: Reply['calls'][number]): Fields {
  return { name, arguments: JSON.stringify(input) }
}

function chunks(reply: Reply, request: Fields): readonly string[] {
  const chunk = (choices: readonly Fields[], more: Fields = {}) =>
    `data: ${JSON.stringify({ ...head(reply, 'chat.completion.chunk'), choices, ...more })}\n\n`
  const delta = (part: Fields, finish_reason: string | null = null) => chunk([{ index: 0, delta: part, finish_reason }])
  const wantsUsage = fields(request['stream_options'])['include_usage'] === true
  return [
    delta({ role: 'assistant', content: '' }),
    ...(reply.thinking ? [delta({ reasoning_content: reply.thinking })] : []),
    ...pieces(reply.text ?? '').map((content) => delta({ content })),
    ...reply.calls.flatMap(callParts).map((call) => delta({ tool_calls: [call] })),
    delta({}, finishReason(reply)),
    ...(wantsUsage ? [chunk([], { usage: usage(reply.tokens) })] : []),
    'data: [DONE]\n\n',
  ]
}

function callParts({ id, name, input }: Reply['calls'][number], index: number): readonly Fields[] {
  const first = { index, id, type: 'function', function: { name, arguments: '' } }
  return [first, ...pieces(JSON.stringify(input)).map((part) => ({ index, function: { arguments: part } }))]
}
