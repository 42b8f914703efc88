import { describe, expect, test } from 'vitest'
import { agentRequest } from '../../../test/support/request.ts'
import { account, casesOf, recorded, replay, replayLines } from '../../../test/support/transcripts.ts'
import { errorIn, logEntry } from './opencode-log.ts'
import { opencode } from './opencode.ts'

const version = 'opencode/1.18.33'
const nothing = '0 0 0 0 reported; $0 reported'
const oneCall = '1200 800 100 34 reported; $0.004725 reported'
const threeCalls = '1540 5400 170 70 reported; $0.0079275 reported'

/** How each recorded run of the real CLI ended: success or kind of failure, account, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  auth: ['unauthorized', nothing, 'invalid x-api-key'],
  bad_option: ['crashed', nothing, 'it exited with code 1: '],
  compacted: ['success', '192100 0 0 80 reported; $0.5775 reported', 'All done. TASK_COMPLETE'],
  // Ended by ralph: it would have gone on for ever.
  context: ['context-overflow', '2000 0 0 100 reported; $0.0075 reported', 'prompt is too long: 215423 tokens'],
  // It exits with 1, since there was an error; but it got over it.
  context_once: ['success', '3100 0 0 80 reported; $0.0105 reported', 'All done. TASK_COMPLETE'],
  denied: ['permission-denied', threeCalls, 'a permission rule denied every edit'],
  disconnect: ['success', oneCall, 'Second try complete.'],
  killed: ['crashed', '1200 2934 100 37 estimated; $0.0054102 estimated', 'it was ended by SIGKILL'],
  max_tokens: ['crashed', oneCall, 'the answer was cut off'],
  no_model: ['crashed', nothing, 'ProviderModelNotFoundError: Model not found: anthropic/no-such-model.'],
  openai: ['success', '1200 800 100 34 reported; $0.00371 reported', 'Hello.'],
  overloaded: ['overloaded', nothing, 'Overloaded'],
  quota: ['quota-exhausted', nothing, 'Your credit balance is too low'],
  rate_limit: ['rate-limited', nothing, "This request would exceed your organization's rate limit"],
  rate_limit_long: [
    'rate-limited',
    nothing,
    'it was ended by SIGKILL, and it was waiting to ask again after: This request',
  ],
  server: ['overloaded', nothing, 'Internal server error'],
  // Two of four calls are a sub-agent's: they are not told, and guessed to be like the others.
  subagent: ['success', '4200 0 0 60 estimated; $0.0135 estimated', 'All done. TASK_COMPLETE'],
  text: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  usage_limit: ['rate-limited', nothing, "it was waiting to ask again after: This request would exceed your account's"],
  write: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
}

describe('a recorded run of the real CLI', () => {
  test.each(Object.entries(endings))('%s ends as it did', (name, [kind, spent, words]) => {
    const { failure, message, charged } = replay(opencode, version, name)
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
    expect(account(charged)).toBe(spent)
  })

  test('is not forgotten: each has an ending written down here', () => {
    expect(Object.keys(endings).toSorted()).toEqual(casesOf(version))
  })

  test('tells of its session, model, tools and end', () => {
    const { outputs, sessionId, model } = replay(opencode, version, 'write')
    expect(sessionId).toMatch(/^ses_/)
    expect(model).toBe('anthropic/claude-sonnet-4-5')
    expect(outputs).toContainEqual({ type: 'session', id: sessionId })
    expect(outputs).toContainEqual({ type: 'tool', name: 'write', detail: '/workspace/hello.txt' })
    expect(outputs).toContainEqual({ type: 'tool-result', ok: true, detail: 'hi' })
    expect(outputs.at(-1)).toEqual({ type: 'ended' })
  })

  test('is counted while it runs, with what its window holds', () => {
    const readings = replay(opencode, version, 'write').outputs.filter((output) => output.type === 'usage')
    expect(readings.map(account)).toEqual([oneCall, '1500 2900 150 55 reported; $0.0067575 reported', threeCalls])
    expect(readings.map(({ context }) => context)).toEqual([2134, 2471, 2575])
  })

  test('that compacts says so each time, and shows none of the words that were put into its mouth', () => {
    const { outputs } = replay(opencode, version, 'context')
    expect(outputs.filter(({ type }) => type === 'compacted')).toHaveLength(2)
    expect(JSON.stringify(outputs)).not.toContain('large media attachments')
  })

  test('that a limit stopped says when to come back', () => {
    expect(replay(opencode, version, 'rate_limit').failure?.retryAt).toBeGreaterThan(Date.parse('2026-11-21'))
    expect(replay(opencode, version, 'rate_limit').outputs).toContainEqual({
      type: 'retry',
      message: "This request would exceed your organization's rate limit of 50,000 input tokens per minute",
    })
  })

  test('that waits out a usage limit is ended by ralph; one that waits for a minute is not', () => {
    const isLimited = (name: string) => replay(opencode, version, name).outputs.some(({ type }) => type === 'limited')
    expect([isLimited('usage_limit'), isLimited('rate_limit_long')]).toEqual([true, false])
  })

  test('without the log is read all the same', () => {
    const lines = recorded(version, 'write', 'stdout').split('\n')
    const { failure, message, charged } = replayLines(opencode, lines)
    expect(failure).toBeUndefined()
    expect(message).toBe('Done: hello.txt and bash.txt exist. TASK_COMPLETE')
    expect(account(charged)).toBe(threeCalls)
  })
})

const tokens = (input: number, output: number) => ({ input, output, reasoning: 0, cache: { read: 0, write: 0 } })
const finish = (part: object) => JSON.stringify({ type: 'step_finish', sessionID: 's', part })
const said = (text: string, messageID = 'm') =>
  JSON.stringify({ type: 'text', sessionID: 's', part: { messageID, text } })
const start = JSON.stringify({ type: 'step_start', sessionID: 's', part: {} })
const done = [start, said('TASK_COMPLETE'), finish({ reason: 'stop', tokens: tokens(10, 10), cost: 0.1 })]
const error = (name: string, data: object, timestamp = 0) =>
  JSON.stringify({ type: 'error', timestamp, sessionID: 's', error: { name, data } })
const log = (words: string) => `timestamp=2026-11-20T18:47:46.000Z level=ERROR run=1 ${words}`

describe('success needs', () => {
  test('a last step with which the model was done, and a clean exit', () => {
    expect(replayLines(opencode, done).failure).toBeUndefined()
    expect(replayLines(opencode, done).message).toBe('TASK_COMPLETE')
  })

  test.each([
    ['no step', [said('TASK_COMPLETE')], {}],
    ['a step under way', [...done, start], {}],
    ['a tool whose result nobody saw', [finish({ reason: 'tool-calls' })], {}],
    ['an answer that was filtered', [finish({ reason: 'content-filter' })], {}],
    ['exit 1', done, { code: 1 }],
    ['death by signal', done, { code: null, signal: 'SIGKILL' }],
    ['an error', [...done, error('UnknownError', { message: 'boom' })], {}],
  ] as const)('more than %s', (_, lines, exit) => {
    expect(replayLines(opencode, lines, exit).failure?.kind).toBe('crashed')
  })

  test('nothing from words about limits in the work itself', () => {
    const prose = '429 Too Many Requests. Your credit balance is too low. Overloaded'
    expect(replayLines(opencode, [said(prose), ...done.slice(2)]).failure).toBeUndefined()
    expect(replayLines(opencode, [start, said(prose)], { code: 1 }).failure?.kind).toBe('crashed')
  })
})

test("words that the CLI puts into a conversation are not the agent's", () => {
  const synthetic = { messageID: 'm', text: 'TASK_COMPLETE', synthetic: true }
  const line = JSON.stringify({ type: 'text', sessionID: 's', part: synthetic })
  expect(replayLines(opencode, [line])).toMatchObject({ message: '', outputs: [{ type: 'session', id: 's' }] })
})

test('only the main conversation tells the model: no title, no summary, no sub-agent', () => {
  const asked = (model: string, more: string) =>
    `timestamp=2026-11-20T18:47:46.000Z level=INFO run=1 message=stream providerID=p modelID=${model} ${more}`
  const lines = [
    asked('haiku', 'session.id=s small=true agent=title mode=primary'),
    asked('sonnet', 'session.id=s small=false agent=build mode=primary'),
    asked('opus', 'session.id=s small=false agent=compaction mode=primary'),
    asked('fable', 'session.id=t small=false agent=general mode=subagent'),
  ]
  const parser = opencode.parser(agentRequest())
  parser.line(start)
  expect(lines.flatMap((line) => parser.stderr?.(line) ?? [])).toEqual([{ type: 'session', model: 'p/sonnet' }])
})

describe('the kind of a failure', () => {
  const kindOf = (name: string, data: object) => replayLines(opencode, [error(name, data)], { code: 1 }).failure?.kind

  test.each([
    ['ContextOverflowError', { message: 'too long' }, 'context-overflow'],
    ['ProviderAuthError', { message: 'no key' }, 'unauthorized'],
    ['APIError', { message: 'Forbidden', statusCode: 403 }, 'unauthorized'],
    ['APIError', { message: 'insufficient_quota', statusCode: 429 }, 'quota-exhausted'],
    ['APIError', { message: 'slow down', statusCode: 429 }, 'rate-limited'],
    ['APIError', { message: 'Bad gateway', statusCode: 502 }, 'overloaded'],
    ['APIError', { message: 'Cannot connect to API', isRetryable: true }, 'overloaded'],
    ['APIError', { message: 'Bad request', statusCode: 400 }, 'crashed'],
    ['MessageAbortedError', { message: 'aborted' }, 'crashed'],
  ])('%s %o', (name, data, kind) => {
    expect(kindOf(name, data)).toBe(kind)
  })

  test('what its own server hides is in the log', () => {
    const hidden = error('UnknownError', { message: 'Unexpected server error. Check server logs for details.' })
    const parser = opencode.parser(agentRequest())
    parser.line(hidden)
    parser.stderr?.(log('message=failed error="Model not found: x/y."'))
    const { failure } = parser.end({ code: 1, signal: null, stderr: '', at: 0 })
    expect(failure).toEqual({ kind: 'crashed', message: 'Model not found: x/y.' })
  })
})

describe('when to come back', () => {
  const at = Date.parse('2026-11-20T18:47:46Z')
  const retryAt = (responseHeaders: object, more: object = {}) =>
    replayLines(opencode, [error('APIError', { message: 'limit', statusCode: 429, responseHeaders, ...more }, at)], {
      code: 1,
    }).failure?.retryAt

  test.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, {}, at + 1500],
    [{ 'retry-after': '3600' }, {}, at + 3_600_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 19:47:46 GMT' }, {}, at + 3_600_000],
    [{ 'anthropic-ratelimit-unified-reset': String(at / 1000 + 60) }, {}, at + 60_000],
    [{}, { responseBody: JSON.stringify({ error: { resets_at: at / 1000 + 60 } }) }, at + 60_000],
    [{}, { message: 'Please try again in 20s.' }, at + 20_000],
    [{ 'retry-after': '0' }, {}, undefined],
    [{}, {}, undefined],
  ])('%o %o', (headers, more, expected) => {
    expect(retryAt(headers, more)).toBe(expected)
  })

  test('a wait of minutes is its own business, one of an hour is not', () => {
    const outputs = (words: string) =>
      opencode.parser(agentRequest()).stderr?.(log(`message="stream error" error.error="AI_APICallError: ${words}"`))
    const types = (words: string) => outputs(words)?.map(({ type }) => type)
    expect(types('Rate limit reached for gpt-5. Please try again in 20s.')).toEqual(['retry'])
    expect(types('Rate limit reached for gpt-5. Please try again in 3600s.')).toEqual(['retry', 'limited'])
    expect(types('The usage limit has been reached')).toEqual(['retry', 'limited'])
    expect(types('invalid x-api-key')).toEqual([])
    expect(outputs('Rate limit reached for gpt-5. Please try again in 3600s.')?.at(-1)).toMatchObject({
      failure: { kind: 'rate-limited', retryAt: Date.parse('2026-11-20T19:47:46Z') },
    })
  })
})

describe('spending', () => {
  test('that it has no price for is never free', () => {
    const unpriced = finish({ reason: 'stop', tokens: tokens(1000, 1000), cost: 0 })
    expect(account(replayLines(opencode, [unpriced], {}, { model: 'anthropic/claude-sonnet-4-5' }))).toBe(
      '1000 0 0 1000 reported; $0.018 priced',
    )
    expect(replayLines(opencode, [unpriced], {}, { model: 'local/llama' }).cost.basis).toBe('estimated')
  })

  test('of reasoning is a part of the output', () => {
    const part = { reason: 'stop', tokens: { ...tokens(10, 27), reasoning: 7 }, cost: 1 }
    expect(replayLines(opencode, [finish(part)]).usage).toMatchObject({ output: 34, reasoning: 7 })
  })

  test('of a first answer that was cut off is guessed from the prompt and what was seen', () => {
    const { usage, cost } = replayLines(
      opencode,
      [start, said('x'.repeat(400))],
      { code: null, signal: 'SIGKILL' },
      { prompt: 'word '.repeat(100), model: 'anthropic/claude-sonnet-4-5' },
    )
    expect(usage).toMatchObject({ output: 100, basis: 'estimated' })
    expect(usage.input).toBeGreaterThan(50)
    expect(cost.basis).toBe('estimated')
  })
})

describe('the command', () => {
  const args = (wanted: Parameters<typeof agentRequest>[0]) => opencode.command(agentRequest(wanted)).args.join(' ')

  test('gets the prompt on stdin, permission to work, the folder, and a title so that it asks no model for one', () => {
    const { stdin, env } = opencode.command(agentRequest({ prompt: 'Do it.' }))
    expect(stdin).toBe('Do it.')
    expect(args({ model: 'openai/gpt-5.5', extraArgs: ['--variant', 'high'] })).toBe(
      'run --format json --auto --thinking --print-logs --dir /workspace --title ralph --model openai/gpt-5.5 --variant high',
    )
    expect(Object.keys(env)).not.toContain('OPENCODE_CONFIG_CONTENT')
  })

  test('gives no option twice that the operator gave: it would become a list', () => {
    expect(args({ extraArgs: ['--title=mine', '--dir', '/else'] })).toBe(
      'run --format json --auto --thinking --print-logs --title=mine --dir /else',
    )
  })
})

describe('a log entry', () => {
  test('is read with its quoted values', () => {
    const entry = logEntry(log(String.raw`message="stream error" a.b=c error.error="AI_APICallError: say \"no\"\nnow"`))
    expect(entry?.get('message')).toBe('stream error')
    expect(entry?.get('a.b')).toBe('c')
    expect(entry && errorIn(entry)).toBe('say "no"\nnow')
  })

  test('is nothing else', () => {
    expect(logEntry('Error: it broke')).toBeUndefined()
    expect(opencode.parser(agentRequest()).stderr?.('Error: it broke')).toEqual([
      { type: 'stderr', text: 'Error: it broke' },
    ])
  })
})
