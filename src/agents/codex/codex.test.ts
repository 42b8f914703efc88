import { describe, expect, test } from 'vitest'
import { account, casesOf, replay, replayedAt, replayLines } from '../../../test/support/transcripts.ts'
import { agentRequest } from '../../../test/support/request.ts'
import { codex } from './codex.ts'

const version = 'codex/0.169.0'
const model = 'gpt-6-sol'

const nothing = '0 0 0 0 reported; $0 reported'
const oneCall = '1200 800 100 34 reported; $0.00315 priced'
const threeCalls = '1540 5400 170 70 reported; $0.005285 priced'

/** What the words it was asked and has written come to, when nothing was reported. */
const guess = (input: number, output: number, usd: number) => `${input} 0 0 ${output} estimated; $${usd} estimated`

/** How each recorded run of the real CLI ended: success or kind of failure, account, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  auth: ['unauthorized', nothing, 'unexpected status 401 Unauthorized: Incorrect API key provided'],
  auth_fast: ['unauthorized', nothing, 'unexpected status 401 Unauthorized: Incorrect API key provided'],
  builtin: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  // With the log of its waits, as are the others that wait.
  builtin_wait: ['rate-limited', nothing, 'asked again in 3600 s: exceeded retry limit'],
  compact: ['success', '9900 8000 0 91 reported; $0.02231 priced', 'Done. TASK_COMPLETE'],
  context: ['context-overflow', nothing, 'Codex ran out of room in the model'],
  context_after_work: ['context-overflow', guess(4, 6, 0.000068), 'Codex ran out of room in the model'],
  context_stream: ['context-overflow', nothing, 'Codex ran out of room in the model'],
  disconnect: ['success', oneCall, 'Second try complete.'],
  disconnect_fast: ['overloaded', nothing, 'stream disconnected before completion: error sending request'],
  killed: ['crashed', guess(4, 28, 0.000288), 'it was ended by SIGTERM without a result'],
  long_wait: ['rate-limited', nothing, 'asked again in 3600 s: exceeded retry limit'],
  // Of a request that it repeats by itself, the log alone tells.
  long_wait_server: ['overloaded', nothing, 'the provider wants to be asked again in 3600 s'],
  max_tokens: ['crashed', guess(4, 9, 0.000098), 'Incomplete response returned, reason: max_output_tokens'],
  no_network: ['overloaded', guess(4, 0, 0.000008), 'Reconnecting... waiting for network (Connection failed'],
  no_perms: ['permission-denied', threeCalls, "codex's sandbox is read-only"],
  overloaded: ['overloaded', nothing, 'Selected model is at capacity'],
  plain: ['crashed', nothing, 'it exited with code 0 without a result'],
  prompt_too_long: ['crashed', nothing, 'Input exceeds the maximum length of 1048576 characters'],
  quota: ['quota-exhausted', nothing, 'Quota exceeded'],
  rate_fast: ['rate-limited', nothing, 'exceeded retry limit, last status: 429'],
  rate_limit: ['rate-limited', nothing, 'exceeded retry limit, last status: 429'],
  // It would have slept for an hour, and was killed.
  rate_limit_long: [
    'rate-limited',
    guess(4, 0, 0.000008),
    'without a result: Reconnecting... 1/5 (exceeded retry limit',
  ],
  rate_limit_once: ['success', oneCall, 'Hello after a retry.'],
  server: ['overloaded', nothing, 'currently experiencing high demand'],
  sigint_stream: ['crashed', guess(4, 6, 0.000068), 'it exited with code 1 without a result'],
  sigint_tool: ['crashed', guess(4, 34, 0.000348), 'it exited with code 1 without a result'],
  sigterm_tool: ['crashed', guess(4, 34, 0.000348), 'it was ended by SIGTERM without a result'],
  stdin_empty: ['crashed', nothing, 'No prompt provided via stdin.'],
  subscription: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
  text: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  unknown_model: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  usage_limit: ['rate-limited', nothing, 'You’ve hit your usage limit.'],
  write: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
}

describe('a recorded run of the real CLI', () => {
  test.each(Object.entries(endings))('%s ends as it did', (name, [kind, spent, words]) => {
    const { failure, message, charged } = replay(codex, version, name, { model, prompt: 'Do the task.' })
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
    expect(account(charged)).toBe(spent)
  })

  test('is not forgotten: each has an ending written down here', () => {
    expect(Object.keys(endings).toSorted()).toEqual(casesOf(version))
  })

  test('of an older version reads the same', () => {
    const { failure, message, charged, outputs } = replay(codex, 'codex/0.47.0', 'write', { model: 'gpt-5.1-codex' })
    expect(failure).toBeUndefined()
    expect(message).toContain('TASK_COMPLETE')
    expect(account(charged)).toBe('1710 5400 0 70 reported; $0.0035125 priced')
    expect(outputs.filter(({ type }) => type === 'tool-result')).toHaveLength(2)
  })

  test('shows what was said and done, once, and names its session', () => {
    const { outputs, sessionId } = replay(codex, version, 'write', { model })
    expect(outputs).toEqual([
      { type: 'session', id: sessionId, model },
      { type: 'text', text: 'I will write the file.' },
      { type: 'tool', name: 'patch', detail: '/workspace/hello.txt' },
      { type: 'tool-result', ok: true, detail: '' },
      { type: 'text', text: 'Now I check it.' },
      { type: 'tool', name: 'shell', detail: "/bin/bash -lc 'cat hello.txt && echo from-bash > bash.txt'" },
      { type: 'tool-result', ok: true, detail: 'hi' },
      { type: 'text', text: 'Done: hello.txt and bash.txt exist. TASK_COMPLETE' },
      { type: 'ended' },
    ])
  })

  test('tells of its retries, and a retry is no failure', () => {
    const { outputs, failure } = replay(codex, version, 'builtin')
    expect(outputs.filter(({ type }) => type === 'retry')).toHaveLength(4)
    expect(failure).toBeUndefined()
  })

  test('names the time at which a usage limit resets, in the clock of this machine', () => {
    const { failure } = replay(codex, version, 'usage_limit')
    const resetsAt = new Date(replayedAt)
    resetsAt.setHours(19, 22, 0, 0)
    const isPast = resetsAt.getTime() <= replayedAt
    expect(failure?.retryAt).toBe(resetsAt.getTime() + (isPast ? 24 * 3_600_000 : 0))
  })
})

describe('a wait', () => {
  const waits = (name: string) => replay(codex, version, name).outputs.filter(({ type }) => type === 'limited')

  test('of an hour is left to ralph, which is told when it ends', () => {
    const asked = Date.parse('2026-11-21T14:43:40.777Z')
    const [failure] = waits('long_wait').map((output) => output.type === 'limited' && output.failure)
    expect(failure).toMatchObject({
      kind: 'rate-limited',
      message:
        'the provider wants to be asked again in 3600 s: exceeded retry limit, last status: 429 Too Many Requests',
    })
    expect(failure).toHaveProperty('retryAt', expect.closeTo(asked + 3_600_000, -3))
    expect(waits('builtin_wait')[0]).toMatchObject({ failure: { kind: 'rate-limited' } })
  })

  test('of a request that is repeated by itself is the provider having no capacity', () => {
    expect(waits('long_wait_server')).toMatchObject([{ failure: { kind: 'overloaded', retryAt: expect.any(Number) } }])
  })

  test('for the network is left to ralph at the fourth time in a row', () => {
    const waiting = failed('Reconnecting... waiting for network (Connection failed: error sending request)')[2] ?? ''
    const types = (lines: readonly string[]) => replayLines(codex, lines).outputs.map(({ type }) => type)
    expect(types([waiting, waiting, waiting])).not.toContain('limited')
    expect(types([waiting, waiting, waiting, '{"type":"turn.started"}', waiting])).not.toContain('limited')
    expect(types([waiting, waiting, waiting, waiting])).toContain('limited')
    expect(waits('no_network')[0]).toMatchObject({ failure: { kind: 'overloaded' } })
  })

  test('of seconds is no more than a retry, and the log of it is not shown', () => {
    const { outputs } = replay(codex, version, 'no_network')
    const said = outputs.flatMap((output) => (output.type === 'retry' ? [output.message] : []))
    expect(said).toContain('the provider did not answer; codex asks again in 0.2 s')
    expect(outputs.filter(({ type }) => type === 'stderr')).toEqual([])
    const ofBuiltin = replay(codex, version, 'builtin_wait').outputs.flatMap((output) =>
      output.type === 'stderr' ? [output.text] : [],
    )
    expect(ofBuiltin.filter((line) => !line.includes('WebSocket'))).toEqual([])
  })

  test('does not hide what else stderr says', () => {
    const stderr = '2026-11-21T14:55:19.184169Z ERROR codex_api: failed\nplain words'
    const { outputs } = replayLines(codex, [], { stderr })
    expect(outputs).toHaveLength(2)
  })
})

const failed = (message: string) => [
  '{"type":"thread.started","thread_id":"t"}',
  '{"type":"turn.started"}',
  JSON.stringify({ type: 'error', message }),
  JSON.stringify({ type: 'turn.failed', error: { message } }),
]

const completed = '{"type":"turn.completed","usage":{"input_tokens":10,"cached_input_tokens":0,"output_tokens":1}}'

describe('the reason of a failed turn', () => {
  test.each([
    [
      'unauthorized',
      'Your access token could not be refreshed because your refresh token has expired. Please log out and sign in again.',
    ],
    ['unauthorized', 'Missing environment variable: `OPENAI_API_KEY`.'],
    ['quota-exhausted', 'Your workspace is out of credits. Ask your workspace owner to refill in order to continue.'],
    ['quota-exhausted', 'You hit your spend cap set in your workspace. Increase your spend cap to continue.'],
    ['quota-exhausted', 'To use Codex with your ChatGPT plan, upgrade to Plus: https://chatgpt.com/explore/plus.'],
    ['quota-exhausted', 'unexpected status 402 Payment Required: Unknown error'],
    [
      'rate-limited',
      "You've hit your usage limit for gpt-6-astra. Switch to another model now, or try again at Nov 25th, 2026 3:15 AM.",
    ],
    [
      'rate-limited',
      'stream disconnected before completion: Rate limit reached for gpt-6-sol in organization org-x on tokens per min (TPM): Limit 30000. Please try again in 17.2s.',
    ],
    ['overloaded', 'exceeded retry limit, last status: 520 <unknown status code>'],
    ['overloaded', 'Connection failed: error sending request'],
    ['overloaded', 'stream disconnected before completion: stream closed before response.completed'],
    ['crashed', 'stream disconnected before completion: Incomplete response returned, reason: max_output_tokens'],
    ['crashed', "unexpected status 400 Bad Request: The requested model 'gpt-9' does not exist."],
    ['stopped', 'budget reached'],
  ])('%s: %s', (kind, message) => {
    expect(replayLines(codex, failed(message), { code: 1 }).failure).toMatchObject({ kind, message })
  })

  test('says when to come back', () => {
    const message = 'stream disconnected before completion: Rate limit reached for gpt-6-sol. Please try again in 17s.'
    expect(replayLines(codex, failed(message), { code: 1 }).failure?.retryAt).toBe(replayedAt + 17_000)
  })

  test('is the limit it waited out when it was killed, but not one that was over by then', () => {
    const killed = { code: null, signal: 'SIGTERM' }
    const retry = failed('Reconnecting... 1/5 (exceeded retry limit, last status: 429 Too Many Requests)').slice(0, 3)
    const said = JSON.stringify({ type: 'item.completed', item: { type: 'agent_message', text: 'Going on.' } })
    expect(replayLines(codex, retry, killed).failure?.kind).toBe('rate-limited')
    expect(replayLines(codex, [...retry, said], killed).failure?.kind).toBe('crashed')
  })

  test('is never looked for in what the agent said', () => {
    const lines = [
      JSON.stringify({ type: 'item.completed', item: { type: 'agent_message', text: '429 Too Many Requests' } }),
      completed,
    ]
    expect(replayLines(codex, lines).failure).toBeUndefined()
    expect(replayLines(codex, lines.slice(0, 1), { code: 1 }).failure?.kind).toBe('crashed')
  })
})

describe('success', () => {
  test('needs a clean exit too', () => {
    expect(replayLines(codex, [completed], { code: 1 }).failure?.kind).toBe('crashed')
    expect(replayLines(codex, [completed], { code: null, signal: 'SIGTERM' }).failure?.kind).toBe('crashed')
  })

  test('is not undone by a warning', () => {
    const warning = '{"type":"item.completed","item":{"id":"0","type":"error","message":"Model metadata not found."}}'
    const { failure, outputs } = replayLines(codex, [warning, completed])
    expect(failure).toBeUndefined()
    expect(outputs[0]).toEqual({ type: 'stderr', text: 'Model metadata not found.' })
  })

  test('is none if everything it wanted to do was declined', () => {
    const item = { id: 'a', type: 'command_execution', command: 'touch x', aggregated_output: '', status: 'declined' }
    const declined = JSON.stringify({ type: 'item.completed', item })
    const ran = JSON.stringify({
      type: 'item.completed',
      item: { ...item, id: 'b', status: 'completed', exit_code: 0 },
    })
    const { failure, outputs } = replayLines(codex, [declined, completed])
    expect(failure?.kind).toBe('permission-denied')
    expect(outputs.slice(0, 2)).toEqual([
      { type: 'tool', name: 'shell', detail: 'touch x' },
      { type: 'tool-result', ok: false, detail: 'declined' },
    ])
    expect(replayLines(codex, [declined, ran, completed]).failure).toBeUndefined()
  })
})

describe('the account', () => {
  test('charges a long run of short calls at the rates of short calls', () => {
    const lines = [
      '{"type":"turn.completed","usage":{"input_tokens":1000000,"cached_input_tokens":0,"output_tokens":0}}',
    ]
    expect(replayLines(codex, lines, {}, { model }).cost).toEqual({ usd: 2, basis: 'priced' })
  })

  test('of a model that nobody named is a guess, though its tokens are not', () => {
    const { usage, cost } = replayLines(codex, [completed])
    expect([usage.basis, cost.basis]).toEqual(['reported', 'estimated'])
  })
})

describe('the command', () => {
  const argsOf = (...extraArgs: readonly string[]) => codex.command(agentRequest({ prompt: 'p', extraArgs })).args
  const bypass = '--dangerously-bypass-approvals-and-sandbox'

  test('reads the prompt from stdin, and takes a model', () => {
    const { args, stdin } = codex.command(agentRequest({ prompt: 'the task', model }))
    expect(args.join(' ')).toBe(
      `exec --json --skip-git-repo-check ${bypass} --model gpt-6-sol --config check_for_update_on_startup=false -`,
    )
    expect(stdin).toBe('the task')
  })

  test.each([
    [['--sandbox', 'read-only']],
    [['--sandbox=workspace-write']],
    [['-s', 'workspace-write']],
    [['-c', 'sandbox_mode="read-only"']],
    [['--config=sandbox_mode=read-only']],
    [[bypass]],
  ])('leaves the sandbox to an operator who names one: %j', (extraArgs) => {
    expect(argsOf(...extraArgs).filter((arg) => arg === bypass)).toHaveLength(extraArgs[0] === bypass ? 1 : 0)
  })

  test.each([[['--search']], [['-c', 'model_reasoning_effort="high"']], [['--strict-config']]])(
    'is not sandboxed by other arguments: %j',
    (extraArgs) => {
      expect(argsOf(...extraArgs)).toContain(bypass)
    },
  )
})
