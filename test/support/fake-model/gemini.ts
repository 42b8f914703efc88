import type { Fields } from '../../../src/agents/reading/fields.ts'
import { pieces, type ErrorReply, type Reply, type RetryTime, type WireFormat } from './format.ts'
import type { Refusal, Tokens } from './scenario.ts'

/** Google's Gemini API: `POST …:generateContent` and `…:streamGenerateContent`. */
export const gemini: WireFormat = {
  name: 'gemini',
  // It has no word for tokens that a cache keeps, and tells thoughts beside the output.
  told: (tokens) => ({
    ...tokens,
    input: tokens.input + tokens.cacheWrite,
    cacheWrite: 0,
    output: tokens.output + tokens.reasoning,
  }),
  body: (reply) => ({
    ...candidate(reply, [...textParts(reply), ...callParts(reply)], finish(reply)),
    usageMetadata: usage(reply.tokens),
  }),
  events,
  refusal,
  streamedError: (body) => `data: ${JSON.stringify(body)}\n\n`,
}

function usage({ input, cacheRead, cacheWrite, output, reasoning }: Tokens): Fields {
  const promptTokenCount = input + cacheRead + cacheWrite
  return {
    promptTokenCount,
    candidatesTokenCount: output,
    totalTokenCount: promptTokenCount + output + reasoning,
    ...(cacheRead > 0 && { cachedContentTokenCount: cacheRead }),
    ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
  }
}

function candidate({ model, id }: Reply, parts: readonly Fields[], more: Fields = {}): Fields {
  const candidates = [{ content: { role: 'model', parts }, index: 0, ...more }]
  return { candidates, modelVersion: model, responseId: id }
}

function textParts({ text }: Reply): readonly Fields[] {
  return text ? [{ text }] : []
}

function callParts({ calls }: Reply): readonly Fields[] {
  return calls.map(({ id, name, input }) => ({ functionCall: { id, name, args: input } }))
}

function finish({ stop }: Reply): Fields {
  return { finishReason: stop === 'max_tokens' ? 'MAX_TOKENS' : 'STOP' }
}

function events(reply: Reply): readonly string[] {
  const event = (data: Fields) => `data: ${JSON.stringify(data)}\n\n`
  const last = reply.calls.length > 0 ? callParts(reply) : [{ text: '' }]
  return [
    ...(reply.thinking ? [event(candidate(reply, [{ text: reply.thinking, thought: true }]))] : []),
    ...pieces(reply.text ?? '').map((text) => event(candidate(reply, [{ text }]))),
    event({ ...candidate(reply, last, finish(reply)), usageMetadata: usage(reply.tokens) }),
  ]
}

function refusal(kind: Refusal, { afterSeconds }: RetryTime): ErrorReply {
  switch (kind) {
    case 'rate_limit':
      return problem(
        429,
        'RESOURCE_EXHAUSTED',
        `You exceeded your current quota, please check your plan and billing details. Please retry in ${afterSeconds}s.`,
        [
          quotaFailure('GenerateRequestsPerMinutePerProjectPerModel', '5'),
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${afterSeconds}s` },
        ],
      )
    case 'usage_limit': {
      const words = 'You exceeded your current quota, please check your plan and billing details.'
      return problem(429, 'RESOURCE_EXHAUSTED', words, [
        quotaFailure('GenerateRequestsPerDayPerProjectPerModel', '100'),
      ])
    }
    case 'overloaded':
      return problem(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.')
    case 'auth':
      return problem(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [invalidKey])
    case 'server':
      return problem(500, 'INTERNAL', 'An internal error has occurred.')
    case 'context': {
      const words = 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'
      return problem(400, 'INVALID_ARGUMENT', words)
    }
    case 'quota':
      return problem(403, 'PERMISSION_DENIED', 'Billing is not enabled for this project.')
  }
}

const invalidKey: Fields = {
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason: 'API_KEY_INVALID',
  domain: 'googleapis.com',
  metadata: { service: 'generativelanguage.googleapis.com' },
}

function quotaFailure(quotaId: string, quotaValue: string): Fields {
  const quotaMetric = 'generativelanguage.googleapis.com/generate_content_requests'
  return { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaMetric, quotaId, quotaValue }] }
}

function problem(code: number, status: string, message: string, details: readonly Fields[] = []): ErrorReply {
  return { status: code, headers: {}, body: { error: { code, message, status, details } } }
}
