import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { agentRequest } from '../../../test/support/request.ts'
import {
  account,
  casesOf,
  recordedExit,
  recorded,
  replay,
  replayedAt,
  replayLines,
} from '../../../test/support/transcripts.ts'
import type { Session } from '../../agent.ts'
import { copilotSessions } from './copilot-session.ts'
import { copilot } from './copilot.ts'
import { listPrice } from '../prices/prices.ts'

const version = 'copilot/1.0.102'
const folder = new URL(`../../../test/fixtures/transcripts/${version}/`, import.meta.url)
const nothing = '0 0 0 0 reported; $0 reported'
const oneCall = '1200 800 100 34 reported; $0.00396 priced'
const threeCalls = '1540 5400 170 70 reported; $0.006675 priced'

/** How each recorded run of the real CLI ended: success or kind of failure, account, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  anthropic: [
    'success',
    '1540 5400 170 70 reported; $0.0079275 priced',
    'Done: hello.txt and bash.txt exist. TASK_COMPLETE',
  ],
  auth: ['unauthorized', nothing, 'Authentication failed with provider'],
  bad_option: ['crashed', nothing, 'it exited with code 1: '],
  // The call that wrote the summary is missing in the file of the totals.
  compacted: ['success', '4100 0 0 50 reported; $0.011 priced', 'All done. TASK_COMPLETE'],
  context: ['context-overflow', nothing, 'The provider rejected the prompt as too long'],
  denied: ['permission-denied', threeCalls, 'permission to write was denied'],
  disconnect: ['success', oneCall, 'Second try complete.'],
  killed: ['crashed', '3 0 0 28 estimated; $0.0004275 estimated', 'it was ended by SIGKILL'],
  no_login: ['unauthorized', nothing, 'it exited with code 1: Error: No authentication information found.'],
  overloaded: ['overloaded', nothing, 'Failed to get response from the AI model'],
  quota: ['quota-exhausted', nothing, 'Failed to get response from the AI model'],
  rate_limit: ['rate-limited', nothing, 'Failed to get response from the AI model'],
  rate_limit_long: ['rate-limited', nothing, '429 Rate limit reached for gpt-5'],
  server: ['overloaded', nothing, 'Failed to get response from the AI model'],
  subagent: ['success', '13100 30 0 330 reported; $0.0377075 priced', 'All done. TASK_COMPLETE'],
  // It says that it ended well.
  terminated: ['crashed', '1500 2900 150 55 reported; $0.005675 priced', 'it was interrupted (user_initiated)'],
  text: ['success', oneCall, 'Hello from the fake model. TASK_COMPLETE'],
  usage_limit: ['rate-limited', nothing, 'Failed to get response from the AI model'],
  write: ['success', threeCalls, 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'],
}

function fileOf(name: string, ending: string): string | undefined {
  try {
    return readFileSync(new URL(`${name}.${ending}`, folder), 'utf8')
  } catch {
    return undefined
  }
}

function run(name: string, extraArgs: readonly string[] = []) {
  const lines = recorded(version, name, 'stdout').split('\n')
  const usage = fileOf(name, 'usage.json')
  const exit = {
    ...recordedExit(version, name),
    ...(usage !== undefined && { files: { '/scratch/usage.json': usage } }),
  }
  return replayLines(copilot, lines, exit, { prompt: 'Say hello.', extraArgs })
}

describe('a recorded run of the real CLI', () => {
  test.each(Object.entries(endings))('%s ends as it did', (name, [kind, spent, words]) => {
    const { failure, message, charged } = run(name)
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
    expect(account(charged)).toBe(spent)
  })

  test('is not forgotten: each has an ending written down here', () => {
    expect(Object.keys(endings).toSorted()).toEqual(casesOf(version))
  })

  test('tells of its model, tools, session and end', () => {
    const { outputs, sessionId, model } = run('write')
    expect(outputs[0]).toEqual({ type: 'session', model })
    expect(outputs).toContainEqual({ type: 'tool', name: 'bash', detail: 'cat hello.txt && echo from-bash > bash.txt' })
    expect(outputs).toContainEqual({ type: 'tool-result', ok: true, detail: 'Added 1 file(s): /workspace/hello.txt' })
    expect(outputs.slice(-2)).toEqual([{ type: 'session', id: sessionId }, { type: 'ended' }])
  })

  test('shows each sentence once', () => {
    const said = run('write').outputs.flatMap((output) => (output.type === 'text' ? [output.text] : []))
    expect(said).toEqual([
      'I will write the file.',
      'Now I check it.',
      'Done: hello.txt and bash.txt exist. TASK_COMPLETE',
    ])
  })

  test('that tries again says why', () => {
    const retries = run('rate_limit').outputs.flatMap((output) => (output.type === 'retry' ? [output.message] : []))
    expect(retries).toHaveLength(5)
    expect(retries[0]).toContain('429 rate_limit: ')
    expect(retries[0]).toContain('Rate limit reached for gpt-5')
  })

  test('that a limit stopped says when to come back', () => {
    const said = /"timestamp":"([^"]*)"[^\n]*\n?$/.exec(
      recorded(version, 'rate_limit_long', 'stdout')
        .split('\n')
        .find((line) => line.includes('"session.error"')) ?? '',
    )?.[1]
    expect(run('rate_limit_long').failure?.retryAt).toBe(Date.parse(said ?? '') + 3_600_000)
  })

  test('that went on with an old session is not charged for what was before', () => {
    expect(run('write', ['--resume=abc']).usage.basis).toBe('estimated')
  })
})

function session(wanted: Partial<Session> = {}): Session {
  return { workspace: '/workspace', startedAt: 0, home: '/home/user', env: {}, prices: listPrice, ...wanted }
}

function read(name: string, wanted: Partial<Session> = {}) {
  const reader = copilotSessions.reader(session(wanted))
  const lines = (fileOf(name, 'session.jsonl') ?? '').split('\n')
  const outputs = lines.flatMap((line) => reader.line(line))
  return { reader, lines, outputs, spending: reader.spending() }
}

describe("a session's own file", () => {
  test.each([
    ['write', threeCalls],
    // Killed: the file is all there is.
    ['killed', '1500 2900 150 55 reported; $0.005675 priced'],
    ['subagent', '13100 30 0 330 reported; $0.0377075 priced'],
    ['compacted', '4200 0 0 70 reported; $0.01155 priced'],
  ])('tells what %s spent', (name, spent) => {
    const { spending } = read(name)
    expect(spending && account(spending)).toBe(spent)
    expect(spending?.models?.map(({ model }) => model)).toEqual(['gpt-5.4'])
  })

  test('tells it call by call, with what the window of the main conversation holds', () => {
    const readings = read('subagent').outputs.filter((output) => output.type === 'usage')
    expect(readings.map(({ usage }) => usage.output)).toEqual([10, 110, 310, 330])
    expect(readings.map(({ context }) => context)).toEqual([1010, undefined, undefined, 1120])
  })

  test('tells the session, the model, the version and the window', () => {
    const { outputs } = read('write')
    expect(outputs[0]).toMatchObject({ type: 'session', model: 'gpt-5.4', version: '1.0.102' })
    expect(outputs).toContainEqual({ type: 'session', contextWindow: 922_000 })
  })

  test('tells of a shortened conversation', () => {
    expect(read('compacted').outputs.filter(({ type }) => type === 'compacted')).toHaveLength(1)
  })

  test('of repeated lines counts once', () => {
    const { reader, lines, spending } = read('write')
    for (const line of lines) reader.line(line)
    expect(reader.spending()).toEqual(spending)
  })

  test('says nothing of earlier processes, nor of one that works elsewhere', () => {
    expect(read('write', { startedAt: Date.parse('2027-01-01') }).spending).toBeUndefined()
    expect(read('write', { workspace: '/elsewhere' }).spending).toBeUndefined()
  })

  test('is looked for by its id, or among all', () => {
    const all = copilotSessions.find(session())
    expect(all.folder).toBe('/home/user/.copilot/session-state')
    expect(all.matches(`${all.folder}/abc/events.jsonl`)).toBe(true)
    expect(all.matches(`${all.folder}/abc/other.jsonl`)).toBe(false)
    const one = copilotSessions.find(session({ id: 'abc', env: { COPILOT_HOME: '/c' } }))
    expect(one.folder).toBe('/c/session-state')
    expect([
      one.matches('/c/session-state/abc/events.jsonl'),
      one.matches('/c/session-state/def/events.jsonl'),
    ]).toEqual([true, false])
  })
})

const result = { type: 'result', sessionId: 's', exitCode: 0 }
const message = { type: 'assistant.message', data: { content: 'TASK_COMPLETE' } }
const failed = (data: object) => ({ type: 'session.error', timestamp: new Date(replayedAt).toISOString(), data })
const json = (...events: readonly object[]) => events.map((event) => JSON.stringify(event))

describe('success needs', () => {
  test('a result that says so and a clean exit', () => {
    const { failure, message: said } = replayLines(copilot, json(message, result))
    expect(failure).toBeUndefined()
    expect(said).toBe('TASK_COMPLETE')
  })

  test.each([
    ['no result', [message], {}],
    ['exit 1', [message, result], { code: 1 }],
    ['death by signal', [message, result], { code: null, signal: 'SIGKILL' }],
    ['a result that says otherwise', [message, { ...result, exitCode: 1 }], {}],
  ] as const)('more than %s', (_, events, exit) => {
    expect(replayLines(copilot, json(...events), exit).failure?.kind).toBe('crashed')
  })

  test("nothing from a sub-agent's words and errors", () => {
    const aside = { ...message, agentId: 'a', data: { content: 'I could not.' } }
    const lines = json(message, aside, { ...failed({ errorType: 'query', message: 'no' }), agentId: 'a' }, result)
    expect(replayLines(copilot, lines)).toMatchObject({ message: 'TASK_COMPLETE' })
    expect(replayLines(copilot, lines).failure).toBeUndefined()
  })
})

describe('the kind of a failure', () => {
  test.each([
    [{ errorType: 'authorization', message: 'no' }, 'unauthorized'],
    [{ errorType: 'quota', errorCode: 'quota_exceeded', message: 'no' }, 'quota-exhausted'],
    [{ errorType: 'rate_limit', message: 'insufficient_quota' }, 'quota-exhausted'],
    [{ errorType: 'rate_limit', errorCode: 'user_weekly_rate_limited', message: 'no' }, 'rate-limited'],
    [{ errorType: 'context_limit', message: 'no' }, 'context-overflow'],
    [{ errorType: 'query', message: 'no', statusCode: 503 }, 'overloaded'],
    [{ errorType: 'query', message: 'no', statusCode: 400 }, 'crashed'],
    [{ errorType: 'query', message: 'no' }, 'crashed'],
  ])('%o', (data, kind) => {
    const { failure } = replayLines(copilot, json(failed(data), { ...result, exitCode: 1 }), { code: 1 })
    expect(failure).toMatchObject({ kind, message: data.message })
  })
})

test("where the CLI has no word for a failure, the provider's own answer has", () => {
  const answer = { type: 'model.call_failure', data: { errorMessage: '{"code":"context_length_exceeded"}' } }
  const gaveUp = failed({ errorType: 'query', message: 'It did not work.' })
  const { failure } = replayLines(copilot, json(answer, gaveUp, { ...result, exitCode: 1 }), { code: 1 })
  expect(failure?.kind).toBe('context-overflow')
})

describe('the command', () => {
  test('gets the prompt on stdin, all permissions, and a file for the totals', () => {
    const wanted = { prompt: 'Do it.', model: 'gpt-5.5', sessionId: 'new-1', extraArgs: ['--effort', 'high'] }
    const request = agentRequest(wanted)
    const { args, stdin, resultFiles, sessionId } = copilot.command(request)
    expect(args.join(' ')).toBe(
      '--output-format json --allow-all --no-ask-user --no-auto-update --usage-output-file /scratch/usage.json --session-id=new-1 --model gpt-5.5 --effort high',
    )
    expect([stdin, resultFiles, sessionId]).toEqual(['Do it.', ['/scratch/usage.json'], 'new-1'])
    const again = copilot.command(agentRequest({ extraArgs: ['--resume=old'] }))
    expect([again.sessionId, again.args.join(' ')]).toEqual([undefined, expect.not.stringContaining('--session-id')])
  })
})

test('a usage limit that names its end is ralph’s to wait out, at the first refusal', () => {
  const { outputs } = replay(copilot, 'copilot/1.0.102', 'usage_limit')
  expect(outputs.find(({ type }) => type === 'limited')).toEqual({
    type: 'limited',
    failure: { kind: 'rate-limited', message: 'The usage limit has been reached', retryAt: 1_795_273_565_000 },
  })
  expect(replay(copilot, 'copilot/1.0.102', 'rate_limit').outputs.some(({ type }) => type === 'limited')).toBe(false)
})
