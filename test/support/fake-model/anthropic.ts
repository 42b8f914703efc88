import { fields, type Fields } from '../../../src/agents/reading/fields.ts'
import { newId, pieces, type ErrorReply, type Reply, type RetryTime, type WireFormat } from './format.ts'
import type { Refusal, Tokens } from './scenario.ts'

/** Anthropic's Messages API: `POST …/messages`. */
export const anthropic: WireFormat = {
  name: 'anthropic',
  told: (tokens) => ({ ...tokens, reasoning: 0 }),
  body: message,
  events: messageEvents,
  refusal,
  streamedError: (body) => `event: error\ndata: ${JSON.stringify(body)}\n\n`,
}

function content({ thinking, text, calls }: Reply): readonly Fields[] {
  return [
    ...(thinking ? [{ type: 'thinking', thinking, signature: 'ZmFrZQ==' }] : []),
    ...(text ? [{ type: 'text', text }] : []),
    ...calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
  ]
}

function usage(tokens: Tokens): Fields {
  return {
    input_tokens: tokens.input,
    cache_creation_input_tokens: tokens.cacheWrite,
    cache_read_input_tokens: tokens.cacheRead,
    output_tokens: tokens.output,
    service_tier: 'standard',
  }
}

function stopReason({ stop, calls }: Reply): string {
  return stop ?? (calls.length > 0 ? 'tool_use' : 'end_turn')
}

function message(reply: Reply): Fields {
  return {
    id: reply.id,
    type: 'message',
    role: 'assistant',
    model: reply.model,
    content: content(reply),
    stop_reason: stopReason(reply),
    stop_sequence: null,
    usage: usage(reply.tokens),
  }
}

function messageEvents(reply: Reply): readonly string[] {
  // The real API knows no output yet when it starts, and says 1.
  const started = {
    ...message(reply),
    content: [],
    stop_reason: null,
    usage: { ...usage(reply.tokens), output_tokens: 1 },
  }
  return [
    event('message_start', { message: started }),
    ...content(reply).flatMap(blockEvents),
    event('message_delta', {
      delta: { stop_reason: stopReason(reply), stop_sequence: null },
      usage: usage(reply.tokens),
    }),
    event('message_stop', {}),
  ]
}

function blockEvents(block: Fields, index: number): readonly string[] {
  const [empty, deltas] = streamed(block)
  return [
    event('content_block_start', { index, content_block: empty }),
    ...deltas.map((delta) => event('content_block_delta', { index, delta })),
    event('content_block_stop', { index }),
  ]
}

/** A block as it starts, and the pieces that make it whole. */
function streamed(block: Fields): readonly [Fields, readonly Fields[]] {
  switch (block['type']) {
    case 'text':
      return [{ ...block, text: '' }, pieces(String(block['text'])).map((text) => ({ type: 'text_delta', text }))]
    case 'thinking': {
      const { signature } = block
      const thoughts = pieces(String(block['thinking'])).map((thinking) => ({ type: 'thinking_delta', thinking }))
      return [{ ...block, thinking: '', signature: '' }, [...thoughts, { type: 'signature_delta', signature }]]
    }
    default: {
      const json = pieces(JSON.stringify(fields(block['input'])))
      return [{ ...block, input: {} }, json.map((partial_json) => ({ type: 'input_json_delta', partial_json }))]
    }
  }
}

function event(type: string, data: Fields): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`
}

function refusal(kind: Refusal, { afterSeconds, resetsAt }: RetryTime): ErrorReply {
  const wait = { 'retry-after': String(afterSeconds) }
  switch (kind) {
    case 'rate_limit':
      return problem(
        429,
        'rate_limit_error',
        "This request would exceed your organization's rate limit of 50,000 input tokens per minute",
        { ...wait, 'anthropic-ratelimit-requests-reset': new Date(resetsAt * 1000).toISOString() },
      )
    case 'usage_limit':
      return problem(
        429,
        'rate_limit_error',
        "This request would exceed your account's rate limit. Please try again later.",
        {
          ...wait,
          'anthropic-ratelimit-unified-status': 'rejected',
          'anthropic-ratelimit-unified-reset': String(resetsAt),
          'anthropic-ratelimit-unified-representative-claim': 'five_hour',
          'x-should-retry': 'false',
        },
      )
    case 'overloaded':
      return problem(529, 'overloaded_error', 'Overloaded', wait)
    case 'auth':
      return problem(401, 'authentication_error', 'invalid x-api-key')
    case 'server':
      return problem(500, 'api_error', 'Internal server error')
    case 'context':
      return problem(400, 'invalid_request_error', 'prompt is too long: 215423 tokens > 200000 maximum')
    case 'quota':
      return problem(
        400,
        'invalid_request_error',
        'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      )
  }
}

function problem(status: number, type: string, words: string, headers: ErrorReply['headers'] = {}): ErrorReply {
  return { status, headers, body: { type: 'error', error: { type, message: words }, request_id: newId('req_') } }
}
