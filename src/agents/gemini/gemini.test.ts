import { describe, expect, test } from 'vitest'
import { agentRequest } from '../../../test/support/request.ts'
import {
  account,
  casesOf,
  replay as replayOf,
  replayedAt,
  replayLines,
  type Replay,
} from '../../../test/support/transcripts.ts'
import type { AgentRequest, Exit } from '../../agent.ts'
import { gemini } from './gemini.ts'

const version = 'gemini/0.61.0'
const replay = (name: string): Replay => replayOf(gemini, version, name)
const run = (events: readonly object[], exit: Partial<Exit> = {}, request: Partial<AgentRequest> = {}): Replay =>
  replayLines(
    gemini,
    events.map((event) => JSON.stringify(event)),
    exit,
    request,
  )

const nothing = '0 0 0 0 reported; $0 reported'
const oneCall = '1300 800 0 41 reported; $0.002135 priced'
const threeCalls = '1710 5400 0 82 reported; $0.0036325 priced'
const retrying = 'it was ended by SIGKILL: it was retrying: Attempt'

/** How each recorded run of the real CLI ended: success or kind of failure, account, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  auth: ['unauthorized', nothing, 'API key not valid. Please pass a valid API key.'],
  context: ['context-overflow', nothing, 'The input token count (1200000) exceeds the maximum number of tokens'],
  context_after_work: [
    'context-overflow',
    '1000 0 0 50 reported; $0.00175 priced',
    'The input token count (1200000) exceeds the maximum number of tokens',
  ],
  // Its exit code is 0.
  context_stream: ['crashed', nothing, 'Model stream ended without a finish reason.'],
  denied_default: [
    'permission-denied',
    '1540 5400 0 82 reported; $0.00342 priced',
    'permission to write was denied: write_file, run_shell_command',
  ],
  denied_plan: [
    'permission-denied',
    '1540 5400 0 82 reported; $0.00342 priced',
    'permission to write was denied: write_file, run_shell_command',
  ],
  disconnect: ['success', oneCall, 'Second try complete.'],
  gateway: ['unauthorized', nothing, 'Invalid auth method selected.'],
  // It takes an answer that was cut off for one.
  max_tokens: ['success', oneCall, 'This answer was cut by the output token limit'],
  network: ['overloaded', nothing, 'exception TypeError: fetch failed sending request'],
  overflow: ['context-overflow', nothing, 'it stopped without an answer'],
  overloaded: ['overloaded', nothing, `${retrying} 5 failed with status 503`],
  plain: ['crashed', nothing, 'it exited with code 0 without a result'],
  quota: ['quota-exhausted', nothing, 'Billing is not enabled for this project.'],
  rate_limit: ['rate-limited', nothing, 'You exceeded your current quota'],
  rate_limit_long: ['rate-limited', nothing, 'You exceeded your current quota'],
  rate_limit_once: ['success', oneCall, 'Hello after a retry.'],
  // Of a resumed session it tells what this process spent.
  resume2: ['success', '55 33 0 27 reported; $0.0003429 priced', 'It was 42.'],
  sigint_tool: ['crashed', 'guess', 'it exited with code 0 without a result'],
  sigkill_tool: ['crashed', 'guess', 'it was ended by SIGKILL'],
  sigterm_group: ['crashed', 'guess', 'it exited with code 0 without a result'],
  sigterm_stream: ['crashed', 'guess', 'it exited with code 0 without a result'],
  stdin_empty: ['crashed', nothing, 'No input provided via stdin.'],
  stdin_held: ['crashed', nothing, 'it was ended by SIGKILL'],
  text: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  usage_limit: ['rate-limited', nothing, 'You have exhausted your daily quota on this model.'],
  write: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
}

describe('a recorded run of the real CLI', () => {
  test.each(Object.entries(endings))('%s ends as it did', (name, [kind, spent, words]) => {
    const { failure, message, charged } = replayOf(gemini, version, name, { prompt: 'Say hello.' })
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
    if (spent === 'guess') expect(charged.usage.basis).toBe('estimated')
    else expect(account(charged)).toBe(spent)
  })

  test('is not forgotten: each has an ending written down here', () => {
    expect(Object.keys(endings).toSorted()).toEqual(casesOf(version))
  })

  test('that a limit ended says when to come back, if that was told', () => {
    expect(replay('rate_limit_long').failure?.retryAt).toBe(replayedAt + 3_600_000)
    expect(replay('usage_limit').failure?.retryAt).toBeUndefined()
  })

  test('tells of its retries, though they are on stderr only, and leaves noise out', () => {
    const said = replay('rate_limit_once').outputs.filter(({ type }) => type === 'retry' || type === 'stderr')
    expect(said).toEqual([
      {
        type: 'retry',
        message:
          'Attempt 1 failed: You exceeded your current quota, please check your plan and billing details. Please retry in 1s.',
      },
      { type: 'stderr', text: 'Suggested retry after 1s.. Retrying after 5639ms...' },
    ])
    expect(replay('rate_limit').outputs.filter(({ type }) => type === 'retry')).toHaveLength(10)
  })

  test('tells of its session, words, tools and end', () => {
    const { outputs, sessionId, model, models, usage, cost } = replay('write')
    expect(outputs.map((output) => (output.type === 'usage' ? { type: 'usage' } : output))).toEqual([
      { type: 'session', id: sessionId, model },
      { type: 'text', text: 'I will write the file.' },
      { type: 'tool', name: 'write_file', detail: '/workspace/hello.txt' },
      { type: 'tool-result', ok: true, detail: '' },
      { type: 'text', text: 'Now I check it.' },
      { type: 'tool', name: 'run_shell_command', detail: 'cat hello.txt && echo from-bash > bash.txt' },
      { type: 'tool-result', ok: true, detail: 'hi' },
      { type: 'text', text: 'Done: hello.txt and bash.txt exist. TASK_COMPLETE' },
      { type: 'usage' },
      { type: 'ended' },
    ])
    expect(usage.reasoning).toBe(12)
    expect(models).toEqual([{ model: 'gemini-2.5-pro', usage, cost }])
  })
})

const init = { type: 'init', session_id: 's', model: 'gemini-2.5-pro' }
const said = (content: string) => ({ type: 'message', role: 'assistant', content, delta: true })
const tool = (id: string, name = 'write_file') => ({ type: 'tool_use', tool_name: name, tool_id: id, parameters: {} })
const ran = (id: string, type?: string) => ({
  type: 'tool_result',
  tool_id: id,
  status: type === undefined ? 'success' : 'error',
  ...(type !== undefined && { error: { type, message: 'no' } }),
})
const success = { type: 'result', status: 'success', stats: { models: {} } }
const failed = (message: string, code = 173) =>
  run([init, { type: 'result', status: 'error', error: { type: 'unknown', message }, stats: {} }], { code }).failure

describe('the message', () => {
  test('is all that was said after the last tool, and lines are shown whole', () => {
    const { message, outputs } = run([
      init,
      said('First. TASK_COMPLETE'),
      tool('a'),
      ran('a'),
      said('All is do'),
      said('ne.\n\nTASK_COM'),
      said('PLETE'),
      success,
    ])
    expect(message).toBe('All is done.\n\nTASK_COMPLETE')
    expect(outputs.flatMap((output) => (output.type === 'text' ? [output.text] : []))).toEqual([
      'First. TASK_COMPLETE',
      'All is done.\n',
      'TASK_COMPLETE',
    ])
  })
})

describe('success needs', () => {
  test.each([
    ['no result', [init, said('TASK_COMPLETE')], {}, 'crashed'],
    ['a bad exit', [init, said('TASK_COMPLETE'), success], { code: 1 }, 'crashed'],
    ['death by signal', [init, said('TASK_COMPLETE'), success], { code: null, signal: 'SIGKILL' }, 'crashed'],
    ['another status', [init, said('TASK_COMPLETE'), { ...success, status: 'error' }], {}, 'crashed'],
    ['no answer', [init, said('I begin.'), tool('a'), ran('a'), success], {}, 'context-overflow'],
    [
      'a loop without an answer',
      [init, tool('a'), ran('a'), { type: 'error', severity: 'warning', message: 'Loop detected' }, success],
      {},
      'crashed',
    ],
    ['the stop of a hook', [init, tool('a'), ran('a', 'stop_execution'), success], {}, 'stopped'],
  ] as const)('more than %s', (_, events, exit, kind) => {
    expect(run(events, exit).failure?.kind).toBe(kind)
  })

  test('no look at words about limits in the work itself', () => {
    const prose = '[API Error: 429 Too Many Requests. You exceeded your current quota.]'
    expect(run([init, said(prose), success]).failure).toBeUndefined()
    expect(run([init, said(prose)], { code: 1 }).failure?.kind).toBe('crashed')
  })
})

describe('the kind of a failure', () => {
  const google = (code: number, message: string) => `[API Error: ${JSON.stringify({ error: { code, message } })}]`

  test.each([
    ['You have exhausted your capacity on this model. Your quota will reset after 2h5m.', 'rate-limited'],
    ['You exceeded your current quota, please check your plan and billing details.', 'rate-limited'],
    [
      'You exceeded your current quota, please check your plan and billing details.\n* Quota exceeded for metric: generate_content_free_tier_requests, limit: 0, model: gemini-3-pro',
      'quota-exhausted',
    ],
    [
      '* Quota exceeded for metric: generate_content_free_tier_requests, limit: 50\nPlease retry in 40s.',
      'rate-limited',
    ],
    ['Your prepayment credits are depleted. Please go to AI Studio to manage your billing.', 'quota-exhausted'],
    ['Your project has exceeded its monthly spending cap.', 'quota-exhausted'],
  ])('of 429: %s', (message, kind) => {
    expect(failed(`[API Error: ${message}]\nPlease wait and try again later.`)?.kind).toBe(kind)
    expect(failed(google(429, message))?.kind).toBe(kind)
  })

  test.each([
    [google(503, 'The model is overloaded. Please try again later.'), 247, 'overloaded'],
    [google(500, 'Internal error encountered.'), 244, 'overloaded'],
    ['[API Error: Something went wrong]', 247, 'overloaded'],
    ['[API Error: Something went wrong]', 145, 'unauthorized'],
    [google(403, 'The caller does not have permission'), 147, 'unauthorized'],
    [google(400, 'API key expired. Please renew the API key.'), 144, 'unauthorized'],
    [google(400, 'User location is not supported for the API use.'), 144, 'crashed'],
    [google(404, 'models/x is not found'), 148, 'crashed'],
    ['Reached max session turns for this session.', 53, 'stopped'],
    ['No space left on device', 54, 'crashed'],
  ])('%s, exit %i', (message, code, kind) => {
    expect(failed(message, code)?.kind).toBe(kind)
  })

  test('is read from the innermost of nested errors', () => {
    const inner = JSON.stringify({ error: { code: 400, message: 'API key not valid. Please pass a valid API key.' } })
    const message = google(400, inner)
    expect(failed(message, 144)).toEqual({
      kind: 'unauthorized',
      message: 'API key not valid. Please pass a valid API key.',
    })
  })

  test('a time to come back is taken from the words', () => {
    const words = 'You have exhausted your capacity on this model. Your quota will reset after 2h5m.'
    expect(failed(`[API Error: ${words}]`)?.retryAt).toBe(replayedAt + 125 * 60_000)
  })

  test('of one that was ended while it waited is what it waited for', () => {
    const retry = 'Attempt 2 failed: You exceeded your current quota, please check your plan. Please retry in 2s.'
    const killed = { code: null, signal: 'SIGKILL', stderr: retry }
    expect(run([init], killed).failure?.kind).toBe('rate-limited')
    expect(run([init], { code: 0, stderr: retry }).failure?.kind).toBe('rate-limited')
    const parser = gemini.parser(agentRequest())
    parser.stderr?.(retry)
    parser.line(JSON.stringify(said('It answers.')))
    expect(parser.end({ ...killed, at: replayedAt }).failure?.kind).toBe('crashed')
  })

  test('a denial that the operator meant, or that did not keep it from writing, is none', () => {
    const denied = [init, tool('a'), ran('a', 'policy_violation'), said('Done.'), success]
    expect(run(denied, { stderr: 'YOLO mode is enabled. All tool calls …' }).failure).toBeUndefined()
    expect(run(denied).failure?.kind).toBe('permission-denied')
    const wrote = [init, tool('a'), ran('a', 'policy_violation'), tool('b'), ran('b'), said('Done.'), success]
    expect(run(wrote).failure).toBeUndefined()
  })
})

describe('spending', () => {
  const stats = (models: object) => ({ ...success, stats: { models } })

  test('of several models adds up, thoughts are output, and what a cache served is no input', () => {
    const { usage, models } = run([
      init,
      said('Done.'),
      stats({
        'gemini-2.5-pro': { total_tokens: 150, input_tokens: 100, cached: 40, output_tokens: 30 },
        'gemini-2.5-flash': { total_tokens: 11, input_tokens: 10, cached: 0, output_tokens: 1 },
        unused: { total_tokens: 0, input_tokens: 0, cached: 0, output_tokens: 0 },
      }),
    ])
    expect(usage).toEqual({ input: 70, cacheRead: 40, cacheWrite: 0, output: 51, reasoning: 20, basis: 'reported' })
    expect(models?.map(({ model }) => model)).toEqual(['gemini-2.5-pro', 'gemini-2.5-flash'])
  })

  test('of many short calls is not priced as one long call', () => {
    const work = ['a', 'b', 'c'].flatMap((id) => [tool(id), ran(id)])
    const sum = stats({ 'gemini-2.5-pro': { total_tokens: 400_000, input_tokens: 400_000, output_tokens: 0 } })
    expect(run([init, ...work, said('Done.'), sum]).cost.usd).toBeCloseTo(0.5, 6)
    expect(run([init, said('Done.'), sum]).cost.usd).toBeCloseTo(1, 6)
  })

  test('without a result is guessed, and the guess is corrected by what others reported', () => {
    const lines = [init, said('x'.repeat(4000))]
    const guess = run(lines, { code: null, signal: 'SIGKILL' }, { prompt: 'p'.repeat(4000) }).usage
    const corrected = run(
      lines,
      { code: null, signal: 'SIGKILL' },
      { prompt: 'p'.repeat(4000), estimateFactor: 3 },
    ).usage
    expect(guess.basis).toBe('estimated')
    expect(guess.input).toBeGreaterThan(0)
    expect(corrected.output).toBe(guess.output * 3)
  })
})

describe('the command', () => {
  test('gets the prompt on stdin, permission to work, and one flag for each wish', () => {
    const { args, stdin, env } = gemini.command(agentRequest({ prompt: 'p', model: 'pro', extraArgs: ['--x', 'y z'] }))
    expect(args).toEqual(['-o', 'stream-json', '--approval-mode', 'yolo', '--skip-trust', '-m', 'pro', '--x', 'y z'])
    const asked = gemini.command(agentRequest({ extraArgs: ['--approval-mode', 'plan'] }))
    expect(asked.args.filter((arg) => arg === '--approval-mode')).toHaveLength(1)
    expect(stdin).toBe('p')
    expect(env['GEMINI_CLI_NO_RELAUNCH']).toBe('true')
  })
})

test('it is left to get over three refusals by itself; from the fourth on the waiting is ralph’s', () => {
  const parser = gemini.parser(agentRequest())
  const told = (line: string) =>
    parser.stderr?.(line).map((output) => (output.type === 'limited' ? output.failure.kind : output.type))
  expect(told('Attempt 3 failed with status 503. Retrying with backoff... Error: overloaded')).toEqual(['retry'])
  expect(told('Attempt 4 failed with status 503. Retrying with backoff... Error: overloaded')).toEqual([
    'retry',
    'overloaded',
  ])
  expect(told('Attempt 4 failed with status 429. Retrying with backoff...')).toEqual(['retry', 'rate-limited'])
  expect(told('Attempt 4 failed: fetch failed. Retrying after 5140ms...')).not.toContain('rate-limited')
})

test('a pause that a refusal names is ralph’s to wait out; a short one is its own once it has work in its memory', () => {
  const pause = 'Suggested retry after 20s.. Retrying after 21326ms...'
  const refused = 'Attempt 1 failed: You exceeded your current quota. Please retry in 20s.'
  const told = (...lines: readonly string[]) => {
    const parser = gemini.parser(agentRequest())
    for (const line of lines) parser.line(line)
    parser.stderr?.(refused)
    return parser.stderr?.(pause)
  }
  expect(told()).toContainEqual({
    type: 'limited',
    afterMs: 21_326,
    failure: { kind: 'rate-limited', message: refused },
  })
  const worked = '{"type":"tool_use","tool_name":"read_file","tool_id":"1","parameters":{}}'
  expect(told(worked)?.map(({ type }) => type)).toEqual(['stderr'])
})
