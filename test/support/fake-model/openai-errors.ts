import type { ErrorReply, RetryTime } from './format.ts'
import type { Refusal } from './scenario.ts'

/** How OpenAI's APIs refuse, both alike. */
export function openaiRefusal(kind: Refusal, { afterSeconds, resetsAt }: RetryTime): ErrorReply {
  const wait = { 'retry-after': String(afterSeconds) }
  switch (kind) {
    case 'rate_limit':
      return problem(429, 'tokens', 'rate_limit_exceeded', rateLimit(afterSeconds), {
        ...wait,
        'x-ratelimit-reset-tokens': `${afterSeconds}s`,
      })
    case 'usage_limit': {
      const message = 'The usage limit has been reached'
      const when = { resets_at: resetsAt, resets_in_seconds: afterSeconds }
      return {
        status: 429,
        headers: {},
        body: { error: { type: 'usage_limit_reached', message, plan_type: 'pro', ...when } },
      }
    }
    case 'overloaded': {
      const message = 'The server is currently overloaded. Please try again later.'
      return problem(503, 'service_unavailable_error', 'server_is_overloaded', message, wait)
    }
    case 'auth':
      return problem(
        401,
        'invalid_request_error',
        'invalid_api_key',
        'Incorrect API key provided: sk-test-dummy. You can find your API key at https://platform.openai.com/account/api-keys.',
      )
    case 'server':
      return problem(
        500,
        'server_error',
        null,
        'The server had an error while processing your request. Sorry about that!',
      )
    case 'context':
      return problem(
        400,
        'invalid_request_error',
        'context_length_exceeded',
        'Your input exceeds the context window of this model. Please adjust your input and try again.',
      )
    case 'quota':
      return problem(
        429,
        'insufficient_quota',
        'insufficient_quota',
        'You exceeded your current quota, please check your plan and billing details.',
      )
  }
}

function rateLimit(seconds: number): string {
  return `Rate limit reached for gpt-5 in organization org-fake on tokens per min (TPM): Limit 30000, Used 30000, Requested 1000. Please try again in ${seconds}s.`
}

function problem(
  status: number,
  type: string,
  code: string | null,
  message: string,
  headers: ErrorReply['headers'] = {},
): ErrorReply {
  return { status, headers, body: { error: { message, type, param: null, code } } }
}
