import { expect, test } from 'vitest'
import { failureKindIn } from './failure-text.ts'

test.each([
  ["You've hit your limit · resets 2pm (America/Toronto)", 'rate-limited'],
  ["You've hit your session limit · resets 8:20pm (Europe/Istanbul)", 'rate-limited'],
  ["You're out of extra usage · resets 11:30am (Asia/Colombo)", 'rate-limited'],
  ['Claude usage limit reached. Your limit will reset at 9am (America/Chicago).', 'rate-limited'],
  ['Claude AI usage limit reached|1795204066', 'rate-limited'],
  ['Weekly limit reached', 'rate-limited'],
  ["API Error: Request rejected (429) · This request would exceed your account's rate limit.", 'rate-limited'],
  ['You’ve hit your usage limit. Visit https://x.test or try again at 7:22 PM.', 'rate-limited'],
  ['exceeded retry limit, last status: 429 Too Many Requests', 'rate-limited'],
  ['{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}', 'rate-limited'],
  ["You've hit your org's monthly usage limit", 'quota-exhausted'],
  ["You've hit your individual spend limit", 'quota-exhausted'],
  ['Your usage allocation has been disabled by your admin', 'quota-exhausted'],
  ['Credit balance is too low', 'quota-exhausted'],
  ['429 insufficient_quota: You exceeded your current quota', 'quota-exhausted'],
  ['Quota exceeded. Check your plan and billing details.', 'quota-exhausted'],
  ['API Error: 401 authentication_error: OAuth token has expired', 'unauthorized'],
  ['Not logged in · Please run /login', 'unauthorized'],
  ['Invalid API key · Fix external API key', 'unauthorized'],
  ['API key not valid. Please pass a valid API key.', 'unauthorized'],
  ['unexpected status 401 Unauthorized', 'unauthorized'],
  ['API Error: 403', 'unauthorized'],
  ['API Error: 529 {"type":"error","error":{"type":"overloaded_error"}}', 'overloaded'],
  ['API Error: 500', 'overloaded'],
  ['API Error: 504 Gateway Timeout', 'overloaded'],
  ['API Error: Connection error.', 'overloaded'],
  ['503 Service Unavailable', 'overloaded'],
  ['The model is overloaded. Please try again later.', 'overloaded'],
  ['Prompt is too long · the request is ~215423 tokens', 'context-overflow'],
  ['Codex ran out of room in the model’s context window.', 'context-overflow'],
  ["This model's maximum context length is 200000 tokens", 'context-overflow'],
])('%s is %s', (text, kind) => {
  expect(failureKindIn(text)).toBe(kind)
})

test.each([
  '',
  'import { Ratelimit } from "@upstash/ratelimit"',
  'SyntaxError: unexpected token at line 429',
  'src/limits.ts:529:1 error',
  'implemented the rate limiter',
  'the rate limit middleware is done',
  'write failed: disk quota exceeded',
  'Error: EDQUOT: quota exceeded, write',
  'expected 401 to equal 200',
  'FAIL limits.test.ts > returns 503 when overloaded',
  'operator overloaded twice',
  'the function takes too many arguments',
  'context window manager not found',
  'login page: password reset in 3 steps',
])('%j is of no known kind', (text) => {
  expect(failureKindIn(text)).toBeUndefined()
})

test('a long hostile text is read in no time', () => {
  const started = performance.now()
  for (const piece of ['hit your ', 'quota exceeded ', 'high demand ', 'rate limit', "your'’ -"])
    failureKindIn(piece.repeat(20_000))
  expect(performance.now() - started).toBeLessThan(250)
})
