import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  account,
  casesOf,
  recorded as recordedOf,
  replay as replayOf,
  replayLines,
  type Replay,
} from '../../../test/support/transcripts.ts'
import type { AgentRequest, Exit } from '../../agent.ts'
import { addCost, addSpending, noSpending, type Spending } from '../../usage.ts'
import { claude } from './claude.ts'
import { listPrice } from '../prices/prices.ts'

const version = 'claude/2.1.329'
const replay = (name: string): Replay => replayOf(claude, version, name)
const recorded = (name: string, ending: 'stdout') => recordedOf(version, name, ending)
const run = (lines: readonly string[], exit: Partial<Exit> = {}): Replay => replayLines(claude, lines, exit)

const nothing = '0 0 0 0 reported; $0 reported'
const oneCall = '1200 800 100 34 reported; $0.004725 reported'
const threeCalls = '1540 5400 170 70 reported; $0.0079275 reported'

/** How each recorded run of the real CLI ended: success or kind of failure, account, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  auth: [
    'crashed',
    nothing,
    'it was ended by SIGKILL without a result: it was retrying after 401 authentication_failed, attempt 7 of 10',
  ],
  auth_fast: ['unauthorized', nothing, 'Invalid API key · Fix external API key'],
  budget: ['stopped', '1500 2900 150 55 reported; $0.0067575 reported', 'Reached maximum budget ($0.005)'],
  compact: ['success', '500 9000 0 60 reported; $0.0051 reported', ''],
  context: ['context-overflow', nothing, 'Prompt is too long · the request is ~215423 tokens'],
  context_after_work: ['context-overflow', '1000 0 0 50 reported; $0.00375 reported', 'Prompt is too long'],
  context_stream: ['context-overflow', nothing, 'Prompt is too long · the request is ~215423 tokens'],
  disconnect: ['success', oneCall, 'Second try complete.'],
  json: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
  max_tokens: ['crashed', '4800 3200 400 136 reported; $0.0189 reported', 'exceeded the 32000 output token maximum'],
  max_turns: ['stopped', oneCall, 'Reached maximum number of turns (1)'],
  no_perms: ['permission-denied', threeCalls, 'permission to write was denied: Write, Bash'],
  no_sandbox_env: ['crashed', nothing, 'cannot be used with root/sudo privileges'],
  oauth_limit: ['rate-limited', nothing, "You've hit your 5-hour limit · resets 7:47pm (UTC)"],
  overloaded: ['crashed', nothing, 'it was retrying after 529 overloaded, attempt 8 of 10'],
  partial: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
  plain: ['crashed', nothing, 'it exited with code 0 without a result'],
  quota: ['quota-exhausted', nothing, 'Credit balance is too low'],
  rate_fast: ['rate-limited', nothing, 'Request rejected (429)'],
  rate_limit: ['crashed', nothing, 'it was retrying after 429 rate_limit, attempt 8 of 10'],
  rate_limit_long: ['rate-limited', nothing, 'Request rejected (429)'],
  rate_limit_once: ['success', oneCall, 'Hello after a retry.'],
  resume1: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  // Of a resumed session only what this process spent counts, though the CLI's own totals go on.
  resume2: ['success', '11 33 44 22 reported; $0.0005379 reported', 'It was 42.'],
  resume3: ['success', '11 33 44 22 reported; $0.0005379 reported', 'It was 42.'],
  session_id: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  // Ended from outside: exit 0, and the last call was never counted.
  sigint_stream: [
    'crashed',
    '1500 2900 150 56 estimated; $0.0067725 estimated',
    'it exited with code 0 without a result',
  ],
  sigint_tool: ['crashed', oneCall, 'it was interrupted (aborted_tools)'],
  sigkill_stream: [
    'crashed',
    '1500 2900 150 190 estimated; $0.0087825 estimated',
    'it was ended by SIGKILL without a result',
  ],
  sigkill_tool: ['crashed', '1200 800 100 34 reported; $0.004725 priced', 'it was ended by SIGKILL without a result'],
  sigterm_group: [
    'crashed',
    '1200 800 100 25 estimated; $0.00459 estimated',
    'it exited with code 143 without a result',
  ],
  sigterm_stream: [
    'crashed',
    '1200 800 100 20 estimated; $0.004515 estimated',
    'it exited with code 143 without a result',
  ],
  sigterm_tool: [
    'crashed',
    '1200 800 100 25 estimated; $0.00459 estimated',
    'it exited with code 143 without a result',
  ],
  stdin_empty: ['crashed', nothing, 'Input must be provided either through stdin'],
  stdin_held: ['crashed', nothing, 'it was ended by SIGKILL without a result'],
  // Its second result repeats the sums of the first.
  subagent: ['success', '1590 8000 200 86 reported; $0.00921 reported', 'All done. TASK_COMPLETE'],
  text: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  usage_limit: ['rate-limited', nothing, 'Request rejected (429)'],
  window_warning: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
  write: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
}

describe('a recorded run of the real CLI', () => {
  test.each(Object.entries(endings))('%s ends as it did', (name, [kind, spent, words]) => {
    const { failure, message, charged } = replay(name)
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
    expect(account(charged)).toBe(spent)
  })

  test('is not forgotten: each has an ending written down here', () => {
    expect(Object.keys(endings).toSorted()).toEqual(casesOf(version))
  })

  test('of an older version, which tells of no sums since the last result, is counted as well', () => {
    const old = replayOf(claude, 'claude/2.1.197', 'write')
    expect(old.failure).toBeUndefined()
    expect(account(old.charged)).toBe(threeCalls)
  })

  test('shows each sentence once, with and without partial messages', () => {
    const said = (name: string) =>
      replay(name).outputs.flatMap((output) => (output.type === 'text' ? [output.text] : []))
    const sentences = ['I will write the file.', 'Now I check it.', 'Done: hello.txt and bash.txt exist. TASK_COMPLETE']
    expect(said('write')).toEqual(sentences)
    expect(said('partial')).toEqual(sentences)
  })

  test('with partial messages is counted exactly while it runs', () => {
    const { outputs } = replay('partial')
    const readings = outputs.flatMap((output) => (output.type === 'usage' ? [output] : []))
    expect(readings.map(account)).toEqual([
      '1200 800 100 1 reported; $0.00423 priced',
      '1200 800 100 34 reported; $0.004725 priced',
      '1500 2900 150 35 reported; $0.0064575 priced',
      '1500 2900 150 55 reported; $0.0067575 priced',
      '1540 5400 170 56 reported; $0.0077175 priced',
      '1540 5400 170 70 reported; $0.0079275 priced',
      threeCalls,
    ])
    expect(readings.map(({ context }) => context)).toEqual([2101, 2134, 2451, 2471, 2561, 2575, 2575])
  })

  test('that a usage limit ended says when to come back', () => {
    expect(replay('oauth_limit').failure?.retryAt).toBe(1_795_204_066_000)
    expect(replay('rate_limit_long').failure?.retryAt).toBeUndefined()
  })

  test('tells of its tools, retries, session and end', () => {
    const { outputs, sessionId, model } = replay('write')
    expect(outputs).toContainEqual({ type: 'tool', name: 'Write', detail: 'hello.txt' })
    expect(outputs).toContainEqual({ type: 'tool', name: 'Bash', detail: 'cat hello.txt && echo from-bash > bash.txt' })
    expect(outputs).toContainEqual({ type: 'tool-result', ok: true, detail: 'hi' })
    expect(outputs[0]).toEqual({ type: 'session', id: sessionId, model, version: '2.1.329' })
    expect(outputs).toContainEqual({ type: 'session', contextWindow: 200_000 })
    expect(outputs.at(-1)).toEqual({ type: 'ended' })
    expect(replay('auth_fast').outputs).toContainEqual({
      type: 'retry',
      message: '401 authentication_failed, attempt 1 of 1',
    })
  })
})

describe('the windows of a subscription', () => {
  const window = (info: object) =>
    run(json({ type: 'rate_limit_event', rate_limit_info: info })).outputs.filter(({ type }) => type === 'window')

  test('are told while there is room in them', () => {
    expect(replay('window_warning').outputs.filter(({ type }) => type === 'window')).toEqual([
      { type: 'window', name: 'five_hour', percent: 83, resetsAt: 1_795_275_930_000 },
      { type: 'window', name: 'seven_day', percent: 40, resetsAt: 1_795_568_730_000 },
    ])
    expect(replay('window_warning').failure).toBeUndefined()
  })

  test('that are closed are used up', () => {
    expect(replay('oauth_limit').outputs).toContainEqual({
      type: 'window',
      name: 'five_hour',
      percent: 100,
      resetsAt: 1_795_204_066_000,
    })
  })

  test('are known by one window alone, too', () => {
    expect(window({ status: 'allowed_warning', rateLimitType: 'seven_day', utilization: 0.915 })).toEqual([
      { type: 'window', name: 'seven_day', percent: 91.5 },
    ])
    expect(window({ status: 'allowed', resetsAt: 5 })).toEqual([])
  })
})

test('a conversation that was replaced by its summary is told of', () => {
  expect(replay('compact').outputs).toContainEqual({ type: 'compacted' })
})

const done = { type: 'result', subtype: 'success', is_error: false, result: 'TASK_COMPLETE', total_cost_usd: 0.01 }
const json = (...events: readonly object[]) => events.map((event) => JSON.stringify(event))
const failed = (result: string, more: object = {}) =>
  run(json({ ...done, is_error: true, result, ...more }), { code: 1 }).failure

describe('success needs', () => {
  test('a result that says so and a clean exit', () => {
    expect(run(json(done)).failure).toBeUndefined()
    expect(run(json(done)).message).toBe('TASK_COMPLETE')
  })

  test.each([
    ['no result', [], {}],
    ['exit 1', [done], { code: 1 }],
    ['death by signal', [done], { code: null, signal: 'SIGKILL' }],
    ['is_error', [{ ...done, is_error: true }], {}],
    ['another subtype', [{ ...done, subtype: 'error_during_execution' }], {}],
    ['no subtype', [{ type: 'result', result: 'TASK_COMPLETE' }], {}],
  ] as const)('more than %s', (_, events, exit) => {
    expect(run(json(...events), exit).failure?.kind).toBe('crashed')
  })

  test('nothing from words about limits in the work itself', () => {
    const prose = "You've hit your 5-hour limit · resets 7:47pm (UTC). API Error: 529 overloaded_error"
    const lines = json(
      { type: 'assistant', message: { id: 'a', content: [{ type: 'text', text: prose }] } },
      { type: 'user', message: { content: [{ type: 'tool_result', content: prose, is_error: true }] } },
      { type: 'rate_limit_event', rate_limit_info: { status: 'allowed_warning', resetsAt: 1_795_204_066 } },
      { ...done, result: prose },
    )
    expect(run(lines).failure).toBeUndefined()
    expect(run(lines.slice(0, 3), { code: 1 }).failure?.kind).toBe('crashed')
  })
})

describe('the kind of a failure', () => {
  test.each([
    ["You've hit your limit · resets 2pm (America/Toronto)", {}, 'rate-limited'],
    ["You're out of extra usage · resets 11:30am (Asia/Colombo)", {}, 'rate-limited'],
    ['Weekly limit reached', {}, 'rate-limited'],
    ['Claude AI usage limit reached|1795204066', {}, 'rate-limited'],
    ["You've hit your org's monthly usage limit", { api_error_status: 429 }, 'quota-exhausted'],
    ["You've hit your individual spend limit", {}, 'quota-exhausted'],
    ['Your usage allocation has been disabled by your admin', { api_error_status: 403 }, 'quota-exhausted'],
    ['API Error: 529 {"type":"error","error":{"type":"overloaded_error"}}', {}, 'overloaded'],
    ['API Error: 500 Internal server error', { api_error_status: 500 }, 'overloaded'],
    ['API Error: 503', {}, 'overloaded'],
    ['API Error: 401 authentication_error: OAuth token has expired', {}, 'unauthorized'],
    ['Not logged in · Please run /login', {}, 'unauthorized'],
    ['forbidden', { api_error_status: 403 }, 'unauthorized'],
    ['Prompt is too long', {}, 'context-overflow'],
    ['line 429 of @upstash/ratelimit: disk quota exceeded', {}, 'crashed'],
    ['I implemented the rate limiter', {}, 'crashed'],
  ])('%s', (said, more, kind) => {
    expect(failed(said, more)?.kind).toBe(kind)
  })

  test('a limit without a time of its own takes the one in its words', () => {
    expect(failed('Weekly limit reached · resets Nov 23, 9am (UTC)')?.retryAt).toBe(Date.parse('2026-11-23T09:00:00Z'))
  })

  test('a limit that is only near is not what failed', () => {
    const near = { type: 'rate_limit_event', rate_limit_info: { status: 'allowed_warning', resetsAt: 1_795_204_066 } }
    const lines = json(near, { ...done, is_error: true, result: 'API Error: 500', api_error_status: 500 })
    expect(run(lines, { code: 1 }).failure).toEqual({ kind: 'overloaded', message: 'API Error: 500' })
  })

  test('a reset time that has gone by is none', () => {
    const lines = json(
      { type: 'rate_limit_event', rate_limit_info: { status: 'rejected', resetsAt: 1_695_204_066 } },
      { ...done, is_error: true, result: 'limit', api_error: 'usage_limit_reached' },
    )
    expect(run(lines, { code: 1 }).failure).toEqual({ kind: 'rate-limited', message: 'limit' })
  })

  test('a denial that the operator meant is none', () => {
    const init = { type: 'system', subtype: 'init', permissionMode: 'bypassPermissions' }
    const denied = { ...done, permission_denials: [{ tool_name: 'Write' }] }
    expect(run(json(init, denied)).failure).toBeUndefined()
    expect(run(json({ ...init, permissionMode: 'default' }, denied)).failure?.kind).toBe('permission-denied')
  })
})

describe('spending', () => {
  const call = (id: string, thread: string | null, usage: object) => ({
    type: 'stream_event',
    parent_tool_use_id: thread,
    event: { type: 'message_start', message: { id, model: 'claude-sonnet-4-5', usage } },
  })
  const counted = (thread: string | null, output: number) => ({
    type: 'stream_event',
    parent_tool_use_id: thread,
    event: { type: 'message_delta', usage: { output_tokens: output } },
  })

  test('counts a sub-agent once, and only the main conversation as context', () => {
    const lines = json(
      call('m1', null, { input_tokens: 100, output_tokens: 1 }),
      call('s1', 'toolu_1', { input_tokens: 1000, output_tokens: 1 }),
      counted('toolu_1', 50),
      counted(null, 20),
      {
        type: 'assistant',
        parent_tool_use_id: null,
        message: { id: 'm1', usage: { input_tokens: 100, output_tokens: 1 }, content: [] },
      },
      {
        type: 'assistant',
        parent_tool_use_id: 'toolu_2',
        message: { id: 's2', usage: { input_tokens: 7 }, content: [{ type: 'text', text: '12345678' }] },
      },
      {
        type: 'assistant',
        parent_tool_use_id: 'toolu_2',
        message: { id: 's2', usage: { input_tokens: 7 }, content: [{ type: 'text', text: '1234' }] },
      },
    )
    const { usage, outputs } = run(lines)
    expect(usage).toMatchObject({ input: 1107, output: 73, basis: 'estimated' })
    expect(outputs.findLast((output) => output.type === 'usage')).toMatchObject({ context: 120 })
  })

  test('of an answer that was cut off is estimated from what was seen of it', () => {
    const piece = (value: string) =>
      `{"type":"stream_event","event":{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${value}"}},"session_id":"s","parent_tool_use_id":null}`
    const lines = [
      ...json(call('m1', null, { input_tokens: 10, output_tokens: 1 })),
      ...Array.from({ length: 100 }, () => piece('12345678')),
    ]
    const { usage, cost } = run(lines, { code: null, signal: 'SIGKILL' })
    expect(usage).toEqual({ input: 10, cacheRead: 0, cacheWrite: 0, output: 200, basis: 'estimated' })
    expect(cost).toEqual({ usd: expect.closeTo(0.00303, 6), basis: 'estimated' })
  })

  test('of repeated lines is counted once', () => {
    const lines = recorded('partial', 'stdout').split('\n').slice(0, -2)
    expect(account(run(lines.flatMap((line) => [line, line])))).toBe(account(run(lines)))
  })

  test('of several results in one process adds up', () => {
    const turn = { ...done, model_usage_since_last_result: { m: { inputTokens: 5, outputTokens: 5, costUSD: 0.5 } } }
    const { usage, cost, outputs } = run(json({ ...turn, queued_turn_count: 1 }, turn))
    expect([usage.input, usage.output, cost.usd]).toEqual([10, 10, 1])
    expect(outputs.filter(({ type }) => type === 'ended')).toHaveLength(1)
  })

  test('per model adds up to the whole, or is not told', () => {
    const turn = {
      ...done,
      model_usage_since_last_result: {
        big: { inputTokens: 5, outputTokens: 5, costUSD: 0.5 },
        small: { inputTokens: 1, outputTokens: 1, costUSD: 0.1 },
      },
    }
    const { usage, cost, models } = run(json(turn, turn))
    expect(models?.map(({ model, usage: part }) => [model, part.input])).toEqual([
      ['big', 10],
      ['small', 2],
    ])
    expect(models?.reduce<Spending>(addSpending, noSpending)).toEqual({ usage, cost })
    expect(run(json(turn, { ...done, usage: { input_tokens: 3 } })).models).toBeUndefined()
    expect(replay('sigterm_tool').models).toBeUndefined()
  })

  test('of a result that says nothing was spent since the last is nothing', () => {
    const repeated = { ...done, model_usage_since_last_result: {}, usage: { input_tokens: 7 }, total_cost_usd: 3 }
    expect(account(run(json(repeated)))).toBe(nothing)
  })

  test('that the CLI has no price for is never free', () => {
    const free = {
      ...done,
      total_cost_usd: 0,
      modelUsage: { 'my-model': { inputTokens: 1000, outputTokens: 1000, costUSD: 0 } },
    }
    expect(run(json(free)).cost).toEqual({ usd: 0.09, basis: 'estimated' })
    expect(addCost(run(json(free)).cost, noSpending.cost).usd).toBeGreaterThan(0)
  })
})

describe('the command', () => {
  const request: AgentRequest = {
    program: '/bin/claude',
    prompt: 'p'.repeat(3_000_000),
    promptFile: '/p',
    scratch: '/scratch',
    prices: listPrice,
    workspace: '/workspace',
    sessionId: 's-1',
    extraArgs: [],
  }

  test('gets the prompt on stdin, permission to work, and one flag for each wish', () => {
    const { file, args, stdin } = claude.command({
      ...request,
      model: 'opus',
      budgetUsd: 1.23456,
      extraArgs: ['--x', 'y z'],
    })
    expect(file).toBe('/bin/claude')
    expect(args.join(' ')).toBe(
      '-p --output-format stream-json --verbose --include-partial-messages --dangerously-skip-permissions --model opus --max-budget-usd 1.2346 --x y z',
    )
    expect(stdin).toBe(request.prompt)
    const planned = claude.command({ ...request, extraArgs: ['--permission-mode', 'plan'] })
    expect(planned.args).not.toContain('--dangerously-skip-permissions')
  })

  test('claims a sandbox as root only, where the CLI insists on one', () => {
    expect(claude.command(request).env['IS_SANDBOX']).toBe(process.getuid?.() === 0 ? '1' : undefined)
  })
})

test('no line, however mangled, makes it throw or lose count', () => {
  const lines = ['partial', 'write', 'oauth_limit', 'no_perms', 'sigint_tool'].flatMap((name) =>
    recorded(name, 'stdout').split('\n'),
  )
  const mangled = fc
    .tuple(fc.constantFrom(...lines), fc.nat(), fc.string(), fc.nat(20))
    .map(([line, where, junk, cut]) => {
      const start = where % (line.length + 1)
      return line.slice(0, start) + junk + line.slice(start + cut)
    })
  const typed = fc
    .record(
      {
        type: fc.constantFrom('system', 'assistant', 'user', 'stream_event', 'rate_limit_event', 'result'),
        subtype: fc.constantFrom('init', 'api_retry', 'success', 1),
        message: fc.jsonValue(),
        event: fc.record({
          type: fc.constantFrom('message_start', 'message_delta'),
          message: fc.jsonValue(),
          usage: fc.jsonValue(),
        }),
        usage: fc.jsonValue(),
        modelUsage: fc.jsonValue(),
        permission_denials: fc.jsonValue(),
        errors: fc.jsonValue(),
        rate_limit_info: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((event) => JSON.stringify(event))
  const any = fc.oneof(mangled, typed, fc.json(), fc.string(), fc.constantFrom(...lines))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), fc.constantFrom(0, 1, null), (some, code) => {
      const { usage, cost, message } = run(some, { code, signal: code === null ? 'SIGTERM' : null })
      expect(typeof message).toBe('string')
      for (const amount of [usage.input, usage.cacheRead, usage.cacheWrite, usage.output, cost.usd])
        expect(amount).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 300 },
  )
})

test('what is cached for an hour costs more than what is cached for five minutes, live too', () => {
  const costWith = (creation: object) => {
    const message = {
      id: 'm',
      model: 'claude-sonnet-4-5',
      usage: { input_tokens: 0, cache_creation_input_tokens: 1000, cache_creation: creation, output_tokens: 0 },
    }
    const started = { type: 'stream_event', parent_tool_use_id: null, event: { type: 'message_start', message } }
    return run(json({ type: 'system', subtype: 'init', session_id: 's' }, started)).outputs.flatMap((output) =>
      output.type === 'usage' ? [output.cost.usd] : [],
    )[0]
  }
  expect(costWith({ ephemeral_5m_input_tokens: 1000 })).toBeCloseTo(0.00375, 9)
  expect(costWith({ ephemeral_1h_input_tokens: 1000 })).toBeCloseTo(0.006, 9)
  expect(costWith({ ephemeral_5m_input_tokens: 400, ephemeral_1h_input_tokens: 600 })).toBeCloseTo(0.0051, 9)
})
