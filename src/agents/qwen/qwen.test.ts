import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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
import { qwen } from './qwen.ts'

const version = 'qwen/0.24.4'
const request = (name: string) => (name === 'resumed' ? { extraArgs: ['--continue'] } : {})
const replay = (name: string) => replayed(qwen, version, name, request(name))

/** A cache that took something in is not told: what it took counts as input. */
const nothing = '0 0 0 0 reported; $0 reported'
const oneCall = '1300 800 0 34 reported; $0.002934 priced'
const threeCalls = '1710 5400 0 70 reported; $0.005652 priced'

/** How each recorded run of the real CLI ended: success or kind of failure, account, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  auth: ['unauthorized', nothing, '401 Incorrect API key provided'],
  context: ['context-overflow', nothing, '400 Your input exceeds the context window of this model.'],
  context_stream: ['context-overflow', nothing, 'Your input exceeds the context window of this model.'],
  disconnect: ['success', oneCall, 'Second try complete.'],
  max_tokens: ['success', '6500 4000 0 170 reported; $0.01467 priced', 'This answer was cut by the output token limit'],
  max_tool_calls: [
    'stopped',
    '1650 2900 0 55 reported; $0.004509 priced',
    'Run aborted: tool-call budget of 1 exceeded',
  ],
  max_turns: ['stopped', oneCall, 'Reached max session turns for this session.'],
  max_wall: ['stopped', oneCall, 'Run aborted: wall-clock budget of 5s exceeded'],
  no_auth_type: ['unauthorized', nothing, 'No auth type is selected.'],
  no_key: ['unauthorized', nothing, 'Missing API key for OpenAI-compatible auth.'],
  no_perms: ['crashed', nothing, '400 fake model: no tool for'],
  overloaded: ['crashed', nothing, 'it was waiting: Retrying in 60s (attempt 1/10): [API Error: 503'],
  plain: ['crashed', nothing, 'it exited with code 0 without a result'],
  quota: ['quota-exhausted', nothing, '429 You exceeded your current quota'],
  rate_limit: ['rate-limited', nothing, '429 Rate limit reached for gpt-5'],
  rate_limit_long: ['crashed', nothing, 'it was ended by SIGKILL'],
  rate_limit_once: ['success', oneCall, 'Hello after a retry.'],
  // Of a resumed session only what this process spent counts, though the CLI's own total goes on.
  resumed: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
  server: ['overloaded', nothing, '500 The server had an error while processing your request.'],
  sigint_tool: ['crashed', oneCall, 'it was ended by SIGINT'],
  sigkill_tool: ['crashed', oneCall, 'it was ended by SIGKILL'],
  stdin_empty: ['crashed', nothing, 'it exited with code 1 without a result: No input provided via stdin.'],
  // An agent in the background shows in the result alone.
  subagent: ['success', '2480 6000 0 87 reported; $0.007407 priced', 'All done. TASK_COMPLETE'],
  text: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  usage_limit: ['rate-limited', nothing, '429 The usage limit has been reached'],
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
    const { outputs, sessionId } = replay('write')
    expect(outputs[0]).toEqual({ type: 'session', id: sessionId, model: 'qwen3-coder-plus', version: '0.24.4' })
    expect(outputs).toContainEqual({ type: 'tool', name: 'write_file', detail: '/workspace/hello.txt' })
    expect(outputs).toContainEqual({ type: 'tool-result', ok: true, detail: 'hi' })
    expect(outputs.filter(({ type }) => type === 'ended')).toHaveLength(1)
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
      oneCall,
      '1650 2900 0 55 reported; $0.004509 priced',
      threeCalls,
      threeCalls,
    ])
    expect(readings.map(({ context }) => context)).toEqual([2134, 2471, 2575, 2575])
  })

  test('that retried says so, with the reason', () => {
    const retries = replay('overloaded').outputs.flatMap((output) => (output.type === 'retry' ? [output.message] : []))
    expect(retries).toEqual([
      'attempt 1 of 10, in 60 s',
      'asking again',
      expect.stringMatching(/^Retrying in 60s .*503 The server is currently overloaded/),
    ])
  })

  test('that a limit ended says when to come back, if it was told', () => {
    expect(replay('rate_limit').failure?.retryAt).toBe(replayedAt + 2000)
    expect(replay('usage_limit').failure?.retryAt).toBeUndefined()
  })
})

const done = { type: 'result', subtype: 'success', is_error: false, result: 'TASK_COMPLETE' }
const json = (...events: readonly object[]) => events.map((event) => JSON.stringify(event))

describe('success needs', () => {
  test('a result that says so and a clean exit', () => {
    expect(replayLines(qwen, json(done)).failure).toBeUndefined()
  })

  test.each([
    ['no result', [], {}],
    ['exit 1', [done], { code: 1 }],
    ['death by signal', [done], { code: null, signal: 'SIGKILL' }],
    ['is_error', [{ ...done, is_error: true }], {}],
    ['another subtype', [{ ...done, subtype: 'error_during_execution' }], {}],
  ] as const)('more than %s', (_, events, exit) => {
    expect(replayLines(qwen, json(...events), exit).failure?.kind).toBe('crashed')
  })

  test('nothing from words about limits in the work itself', () => {
    const prose = '[API Error: 429 Rate limit reached]'
    const tool = { type: 'user', message: { content: [{ type: 'tool_result', is_error: true, content: prose }] } }
    expect(replayLines(qwen, json(tool, { ...done, result: prose })).failure).toBeUndefined()
  })

  test('something written, where permission to write was denied', () => {
    const denied = { ...done, permission_denials: [{ tool_name: 'write_file', tool_use_id: 'a' }] }
    const asked = { type: 'assistant', message: { content: [{ type: 'tool_use', id: 'b', name: 'edit', input: {} }] } }
    const wrote = { type: 'user', message: { content: [{ type: 'tool_result', tool_use_id: 'b', is_error: false }] } }
    expect(replayLines(qwen, json(denied)).failure?.kind).toBe('permission-denied')
    expect(replayLines(qwen, json(asked, wrote, denied)).failure).toBeUndefined()
  })
})

describe('spending', () => {
  const call = (id: string, usage: object, parent: string | null = null) => ({
    type: 'assistant',
    parent_tool_use_id: parent,
    message: { id, model: 'qwen3-coder-plus', content: [], usage },
  })

  test('of a sub-agent counts, and only the conversation fills the context', () => {
    const lines = json(call('a', { input_tokens: 100, output_tokens: 10 }), call('b', { input_tokens: 900 }, 'call_1'))
    const { usage, outputs } = replayLines(qwen, lines)
    expect([usage.input, usage.output]).toEqual([1000, 10])
    expect(outputs.findLast((output) => output.type === 'usage')).toMatchObject({ context: 110 })
  })

  test('of repeated lines is counted once', () => {
    const lines = recorded(version, 'write', 'stdout').split('\n').slice(0, -2)
    expect(
      account(
        replayLines(
          qwen,
          lines.flatMap((line) => [line, line]),
        ),
      ),
    ).toBe(threeCalls)
  })

  test('of a model without a price is never free', () => {
    const lines = json({ ...done, usage: { input_tokens: 1000, output_tokens: 1000 } })
    expect(replayLines(qwen, lines, {}, { model: 'my-model' }).cost).toEqual({ usd: 0.09, basis: 'estimated' })
  })
})

describe("the CLI's own record of a session", () => {
  const session = { workspace: '/workspace', startedAt: 0, home: '/home/user', env: {}, prices: listPrice }
  const folder = new URL(`../../../test/fixtures/transcripts/${version}/`, import.meta.url)
  const lines = (name: string) => readFileSync(new URL(`${name}.session.jsonl`, folder), 'utf8').split('\n')
  const read = (name: string, startedAt = 0) => {
    const reader = qwen.sessionRecord?.reader({ ...session, startedAt })
    const outputs = [...lines(name), ...lines(name)].flatMap((line) => reader?.line(line) ?? [])
    return { outputs, spending: reader?.spending(), waitingFor: reader?.waitingFor?.() }
  }

  test.each([
    ['write', threeCalls],
    ['sigkill_tool', oneCall],
    ['subagent', '2480 6000 0 87 reported; $0.007407 priced'],
    ['resumed', '3010 6200 0 104 reported; $0.008586 priced'],
  ])('of %s tells what was spent, repeated lines once', (name, spent) => {
    const { spending } = read(name)
    expect(spending && account(spending)).toBe(spent)
  })

  test('tells of reasoning, the context and its window', () => {
    const { outputs, spending } = read('write')
    expect(spending?.usage.reasoning).toBe(12)
    expect(outputs).toContainEqual({ type: 'session', contextWindow: 1_000_000 })
    expect(outputs.findLast((output) => output.type === 'usage')).toMatchObject({ context: 2575 })
  })

  test('counts nothing of an earlier process', () => {
    const [first] = lines('resumed')
      .filter((line) => line.includes('"type":"user"'))
      .slice(-1)
    const startedAt = Date.parse(/"timestamp":"([^"]*)"/.exec(first ?? '')?.[1] ?? '')
    const { spending } = read('resumed', startedAt)
    expect(spending && account(spending)).toBe(threeCalls)
  })

  test('of a long wait for the provider tells when it will be over, and that nothing was spent', () => {
    const { outputs, spending, waitingFor } = read('rate_limit_long')
    expect(spending).toBeUndefined()
    expect(waitingFor?.kind).toBe('rate-limited')
    expect(read('write').waitingFor).toBeUndefined()
    const told = outputs.flatMap((output) => (output.type === 'limited' ? [output.failure] : []))
    expect(told).toEqual([expect.objectContaining({ kind: 'rate-limited', retryAt: expect.any(Number) })])
  })

  test('is found by its id, where the environment says', () => {
    const at = (env: Record<string, string>) => qwen.sessionRecord?.find({ ...session, id: 'abc', env })
    expect(at({})).toMatchObject({ folder: '/home/user/.qwen/projects', depth: 2 })
    expect(at({ QWEN_HOME: '/q' })?.folder).toBe('/q/projects')
    expect(at({ QWEN_HOME: '/q', QWEN_RUNTIME_DIR: '/r' })?.folder).toBe('/r/projects')
    expect(at({})?.matches('/home/user/.qwen/projects/-workspace/chats/abc.jsonl')).toBe(true)
    expect(at({})?.matches('/home/user/.qwen/projects/-workspace/subagents/abc.jsonl')).toBe(false)
  })
})

describe('the command', () => {
  const command = qwen.command(
    agentRequest({ program: '/bin/qwen', prompt: 'p', scratch: '/scratch', model: 'm', extraArgs: ['--x', 'y z'] }),
  )

  test('gets the prompt on stdin, permission to work, and a model', () => {
    expect([command.file, ...command.args].join(' ')).toBe('/bin/qwen -o stream-json --approval-mode yolo -m m --x y z')
    expect(command.stdin).toBe('p')
  })

  test('leaves permission to the operator, where he names it', () => {
    const { args } = qwen.command(agentRequest({ extraArgs: ['--approval-mode', 'plan'] }))
    expect(args.join(' ')).toBe('-o stream-json --approval-mode plan')
  })

  test('turns hidden agents and long retries off, below all settings of the user', () => {
    const path = command.env['QWEN_CODE_SYSTEM_DEFAULTS_PATH'] ?? ''
    expect(JSON.parse(command.inputFiles?.[path] ?? '')).toMatchObject({
      memory: { enableManagedAutoMemory: false },
      model: { generationConfig: { maxRetries: 0 } },
    })
    expect(path).toMatch(/^\/scratch\//)
  })

  test('names the model to the choice of a provider, if one is named', () => {
    expect(command.env['QWEN_MODEL']).toBe('m')
    expect(Object.keys(qwen.command(agentRequest()).env)).not.toContain('QWEN_MODEL')
  })
})

test('no line, however mangled, makes it throw or lose count', () => {
  const lines = ['write', 'subagent', 'overloaded', 'auth'].flatMap((name) =>
    recorded(version, name, 'stdout').split('\n'),
  )
  const mangled = fc
    .tuple(fc.constantFrom(...lines), fc.nat(), fc.string(), fc.nat(20))
    .map(([line, at, junk, cut]) => {
      const start = at % (line.length + 1)
      return line.slice(0, start) + junk + line.slice(start + cut)
    })
  const any = fc.oneof(mangled, fc.json(), fc.string(), fc.constantFrom(...lines))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), fc.constantFrom(0, 1, null), (some, code) => {
      const { usage, cost, message } = replayLines(qwen, some, { code, signal: code === null ? 'SIGTERM' : null })
      expect(typeof message).toBe('string')
      for (const amount of [usage.input, usage.cacheRead, usage.output, cost.usd])
        expect(amount).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 200 },
  )
})
