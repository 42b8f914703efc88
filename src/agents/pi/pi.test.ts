import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SessionReader } from '../../agent.ts'
import { agentRequest } from '../../../test/support/request.ts'
import {
  account,
  casesOf,
  recorded,
  replay as replayed,
  replayedAt,
  replayLines,
} from '../../../test/support/transcripts.ts'
import { listPrice } from '../prices/prices.ts'
import { pi } from './pi.ts'

const version = 'pi/0.87.1'
const replay = (name: string) => replayed(pi, version, name)

const nothing = '0 0 0 0 reported; $0 reported'
const oneCall = '1200 800 100 34 reported; $0.004725 reported'
const threeCalls = '1540 5400 170 70 reported; $0.0079275 reported'

/** How each recorded run of the real CLI ended: success or kind of failure, account, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  auth: ['unauthorized', nothing, '401 invalid x-api-key'],
  bad_model: ['crashed', nothing, 'it exited with code 1: Error: Model "nonsense/x" not found'],
  // The call that wrote the summary costs too.
  compaction: ['success', '1005200 3000 150 120 reported; $3.0188625 reported', 'Done after compaction. TASK_COMPLETE'],
  context: ['context-overflow', nothing, '400 prompt is too long: 215423 tokens > 200000 maximum'],
  context_stream: ['context-overflow', nothing, 'prompt is too long: 215423 tokens > 200000 maximum'],
  disconnect: ['success', oneCall, 'Second try complete.'],
  max_tokens: ['crashed', oneCall, 'the answer was cut off by the output token limit'],
  no_key: ['unauthorized', nothing, 'it exited with code 1: No API key found for anthropic.'],
  overloaded: ['overloaded', nothing, '529 Overloaded'],
  quota: ['quota-exhausted', nothing, '400 Your credit balance is too low'],
  rate_limit_long: ['rate-limited', nothing, "429 This request would exceed your organization's rate limit"],
  rate_limit_once: ['success', oneCall, 'Hello after a retry.'],
  // Of a resumed session only what this process spent is told.
  resumed: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
  server: ['overloaded', nothing, '500 Internal server error'],
  sigint_tool: ['crashed', oneCall, 'it was ended by SIGINT'],
  // The last call was never counted: its input is known, its output guessed from the part that was seen.
  sigkill_stream: ['crashed', '1500 2900 150 58 estimated; $0.0068025 estimated', 'it was ended by SIGKILL'],
  sigterm_tool: ['crashed', oneCall, 'it exited with code 143'],
  stdin_empty: ['crashed', nothing, 'it ended without an answer of the model'],
  text: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  usage_limit: ['rate-limited', nothing, "429 This request would exceed your account's rate limit"],
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

  test('tells of its session, tools and end, and shows each sentence once', () => {
    const { outputs, sessionId, model } = replay('write')
    expect(outputs[0]).toEqual({ type: 'session', id: sessionId })
    expect(outputs).toContainEqual({ type: 'session', id: sessionId, model: 'claude-sonnet-4-5' })
    expect(model).toBe('claude-sonnet-4-5')
    expect(outputs).toContainEqual({ type: 'tool', name: 'write', detail: '/workspace/hello.txt' })
    expect(outputs).toContainEqual({ type: 'tool-result', ok: true, detail: 'hi' })
    expect(outputs.at(-1)).toEqual({ type: 'ended' })
    const said = outputs.flatMap((output) => (output.type === 'text' ? [output.text] : []))
    expect(said).toEqual([
      'I will write the file.',
      'Now I check it.',
      'Done: hello.txt and bash.txt exist. TASK_COMPLETE',
    ])
  })

  test('is counted while it runs', () => {
    const readings = replay('write').outputs.flatMap((output) => (output.type === 'usage' ? [output] : []))
    expect(readings.map(account)).toEqual([
      '1200 800 100 1 reported; $0.00423 reported',
      oneCall,
      '1500 2900 150 35 reported; $0.0064575 reported',
      '1500 2900 150 55 reported; $0.0067575 reported',
      '1540 5400 170 56 reported; $0.0077175 reported',
      threeCalls,
    ])
    expect(readings.at(-1)?.context).toBe(2575)
  })

  test('that made its context smaller says so', () => {
    const { outputs } = replay('compaction')
    expect(outputs.filter(({ type }) => type === 'compacted')).toHaveLength(1)
  })

  test('that retried says so each time', () => {
    const retries = replay('rate_limit_long').outputs.filter(({ type }) => type === 'retry')
    expect(retries).toHaveLength(3)
    expect(retries[0]).toMatchObject({ message: expect.stringMatching(/^429 .*, attempt 1 of 3$/) })
  })
})

const json = (...events: readonly object[]) => events.map((event) => JSON.stringify(event))
const usage = { input: 10, output: 5, cacheRead: 0, cacheWrite: 0, cost: { total: 0.5 } }
const answer = (more: object = {}) => ({
  type: 'message_end',
  message: {
    role: 'assistant',
    model: 'm',
    content: [{ type: 'text', text: 'TASK_COMPLETE' }],
    usage,
    stopReason: 'stop',
    ...more,
  },
})
const settled = { type: 'agent_settled' }
const failed = (errorMessage: string) =>
  replayLines(pi, json(answer({ stopReason: 'error', errorMessage }), settled)).failure

describe('success needs', () => {
  test('a last answer that ended on its own, the final event and a clean exit', () => {
    expect(replayLines(pi, json(answer(), settled)).failure).toBeUndefined()
  })

  test.each([
    ['no final event', [answer()], {}],
    ['no answer', [settled], {}],
    ['exit 1', [answer(), settled], { code: 1 }],
    ['death by signal', [answer(), settled], { code: null, signal: 'SIGKILL' }],
    ['an interruption', [answer({ stopReason: 'aborted' }), settled], {}],
    ['another reason', [answer({ stopReason: 'deferred' }), settled], {}],
  ] as const)('more than %s', (_, events, exit) => {
    expect(replayLines(pi, json(...events), exit).failure?.kind).toBe('crashed')
  })

  test('nothing from words about limits in the work itself', () => {
    const prose = '429 {"error":{"message":"You have hit your usage limit"}}'
    const tool = { type: 'tool_execution_end', isError: true, result: { content: [{ type: 'text', text: prose }] } }
    const said = answer({ content: [{ type: 'text', text: prose }] })
    expect(replayLines(pi, json(tool, said, settled)).failure).toBeUndefined()
  })

  test('no errors before it that a retry got over', () => {
    const lines = json(answer({ stopReason: 'error', errorMessage: '529 {}' }), answer(), settled)
    expect(replayLines(pi, lines).failure).toBeUndefined()
  })
})

describe('the kind of a failure', () => {
  test.each([
    ['403 {"error":{"message":"forbidden"}}', 'unauthorized'],
    ['400 {"error":{"message":"Your credit balance is too low"}}', 'quota-exhausted'],
    [
      '429 {"error":{"message":"You exceeded your current quota, please check your plan and billing details."}}',
      'quota-exhausted',
    ],
    ['503 status code (no body)', 'overloaded'],
    ['Connection error.', 'overloaded'],
    ['terminated', 'overloaded'],
    ['400 {"error":{"message":"tools.0: unknown field"}}', 'crashed'],
    ['No idea', 'crashed'],
  ])('%s', (said, kind) => {
    expect(failed(said)?.kind).toBe(kind)
  })

  test('a limit that tells its time is waited out until then', () => {
    expect(failed('You have hit your ChatGPT usage limit (plus plan). Try again in ~53 min.')).toMatchObject({
      kind: 'rate-limited',
      retryAt: replayedAt + 53 * 60_000,
    })
  })
})

describe('a retry', () => {
  const at = Date.parse('2026-11-21T12:00:00Z')
  const retry = (errorMessage: string, delayMs = 2000) =>
    json(answer({ stopReason: 'error', errorMessage, timestamp: at }), {
      type: 'auto_retry_start',
      attempt: 1,
      maxAttempts: 3,
      delayMs,
      errorMessage,
    })
  const killed = { code: null, signal: 'SIGTERM' }
  const limit = '429 {"error":{"message":"Rate limit reached. Please try again in 3600s."}}'

  test('after a limit that tells a time an hour away is left to ralph', () => {
    const isLimited = (...args: Parameters<typeof retry>) =>
      replayLines(pi, retry(...args), killed).outputs.find(({ type }) => type === 'limited')
    expect(isLimited(limit)).toMatchObject({ failure: { kind: 'rate-limited', retryAt: at + 3_600_000 } })
    expect(isLimited('529 Overloaded', 600_000)).toMatchObject({
      failure: { kind: 'overloaded', retryAt: at + 600_000 },
    })
    expect(isLimited('429 {"error":{"message":"Please try again in 20s."}}')).toBeUndefined()
    expect(isLimited('terminated')).toBeUndefined()
  })

  test('that was cut off tells of its limit; one that succeeded does not', () => {
    expect(replayLines(pi, retry(limit), killed).failure?.kind).toBe('rate-limited')
    const over = [...retry(limit), ...json(answer())]
    expect(replayLines(pi, over, killed).failure).toEqual({ kind: 'crashed', message: 'it was ended by SIGTERM' })
  })
})

describe('spending', () => {
  test('without a price of its own is never free', () => {
    const free = answer({ model: 'my-model', usage: { input: 1000, output: 1000, cost: { total: 0 } } })
    expect(replayLines(pi, json(free, settled)).cost).toEqual({ usd: 0.09, basis: 'estimated' })
  })

  test('of tools and of calls outside of the conversation counts', () => {
    const tool = { type: 'message_end', message: { role: 'toolResult', usage } }
    const warm = { type: 'entry_appended', entry: { type: 'usage', kind: 'cache_warm', model: 'n', usage } }
    const { cost, models } = replayLines(pi, json(answer(), tool, warm, settled))
    expect(cost.usd).toBe(1.5)
    expect(models?.map(({ model, cost: { usd } }) => [model, usd])).toEqual([
      ['m', 1],
      ['n', 0.5],
    ])
  })

  test('of an answer that was cut off is estimated from what was seen of it', () => {
    const start = {
      type: 'message_start',
      message: {
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        stopReason: 'pending',
        usage: { input: 10, output: 1 },
      },
    }
    const delta = `{"type":"message_update","usage":{},"assistantMessageEvent":{"type":"text_delta","contentIndex":0,"delta":"12345678"}}`
    const lines = [...json(start), ...Array.from({ length: 100 }, () => delta)]
    const { usage: told, cost } = replayLines(pi, lines, { code: null, signal: 'SIGKILL' })
    expect(told).toEqual({ input: 10, cacheRead: 0, cacheWrite: 0, output: 200, basis: 'estimated' })
    expect(cost).toEqual({ usd: expect.closeTo(0.00303, 6), basis: 'estimated' })
  })
})

const folder = new URL('../../../test/fixtures/transcripts/pi/0.87.1/', import.meta.url)
const sessionLines = (name: string) => readFileSync(new URL(`${name}.session.jsonl`, folder), 'utf8').split('\n')

describe("the CLI's own record of a session", () => {
  const session = { workspace: '/workspace', startedAt: 0, home: '/home/user', env: {}, prices: listPrice }
  const read = (reader: SessionReader, name: string) => {
    for (const line of sessionLines(name)) reader.line(line)
    return reader.spending()
  }
  const readerOf = (more: object = {}) => pi.sessionRecord?.reader({ ...session, ...more })

  test.each([
    ['write', threeCalls],
    ['compaction', '1005200 3000 150 120 reported; $3.0188625 reported'],
    ['sigkill_stream', oneCall],
    ['resumed', '2740 6200 270 104 reported; $0.0126525 reported'],
  ])('of %s tells what was spent', (name, spent) => {
    const reader = readerOf()
    const found = reader && read(reader, name)
    expect(found && account(found)).toBe(spent)
  })

  test('counts nothing of an earlier process, and repeated lines once', () => {
    const reader = readerOf({ startedAt: Date.parse('2026-11-21T13:41:34.500Z') })
    if (reader) read(reader, 'resumed')
    const found = reader && read(reader, 'resumed')
    expect(found && account(found)).toBe(threeCalls)
  })

  test('that tells nothing is nothing', () => {
    expect(readerOf()?.spending()).toBeUndefined()
  })

  test('is found by its id, where the environment says', () => {
    const at = (env: Record<string, string>) => pi.sessionRecord?.find({ ...session, id: 'abc', env })
    expect(at({})).toMatchObject({ folder: '/home/user/.pi/agent/sessions', depth: 1 })
    expect(at({ PI_CODING_AGENT_DIR: '/pi' })?.folder).toBe('/pi/sessions')
    expect(at({ PI_CODING_AGENT_SESSION_DIR: '/s' })?.folder).toBe('/s')
    expect(at({})?.matches('/x/--workspace--/2026-11-21T13-31-09-786Z_abc.jsonl')).toBe(true)
    expect(at({})?.matches('/x/--workspace--/2026-11-21T13-31-09-786Z_abcd.jsonl')).toBe(false)
  })
})

test('the command gets the prompt on stdin and a model by its name or with its provider', () => {
  const { file, args, stdin } = pi.command(
    agentRequest({ program: '/bin/pi', prompt: 'p', model: 'anthropic/claude-sonnet-4-5', extraArgs: ['--x', 'y z'] }),
  )
  expect([file, ...args]).toEqual([
    '/bin/pi',
    '-p',
    '--mode',
    'json',
    '--model',
    'anthropic/claude-sonnet-4-5',
    '--x',
    'y z',
  ])
  expect(stdin).toBe('p')
})

test('no line, however mangled, makes it throw or lose count', () => {
  const lines = ['write', 'compaction', 'rate_limit_long'].flatMap((name) =>
    recorded(version, name, 'stdout').split('\n'),
  )
  const mangled = fc
    .tuple(fc.constantFrom(...lines), fc.nat(), fc.string(), fc.nat(20))
    .map(([line, where, junk, cut]) => {
      const start = where % (line.length + 1)
      return line.slice(0, start) + junk + line.slice(start + cut)
    })
  const any = fc.oneof(mangled, fc.json(), fc.string(), fc.constantFrom(...lines))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), fc.constantFrom(0, 1, null), (some, code) => {
      const { usage: told, cost, message } = replayLines(pi, some, { code, signal: code === null ? 'SIGTERM' : null })
      expect(typeof message).toBe('string')
      for (const amount of [told.input, told.cacheRead, told.cacheWrite, told.output, cost.usd])
        expect(amount).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 200 },
  )
})
