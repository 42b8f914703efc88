import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { account } from '../../../test/support/transcripts.ts'
import type { AgentOutput, Session } from '../../agent.ts'
import { codexSession } from './codex-session.ts'
import { listPrice } from '../prices/prices.ts'

const folder = new URL('../../../test/fixtures/transcripts/codex/', import.meta.url)

const session: Session = {
  id: '01a1fe58-3e11-79a3-bc53-264ec06d634c',
  workspace: '/workspace',
  startedAt: Date.parse('2026-11-21T13:30:00Z'),
  home: '/home/user',
  env: {},
  prices: listPrice,
}

function linesOf(name: string): readonly string[] {
  return readFileSync(new URL(`${name}.session.jsonl`, folder), 'utf8').split('\n')
}

function read(lines: readonly string[], wanted: Partial<Session> = {}) {
  const reader = codexSession.reader({ ...session, ...wanted })
  const outputs = lines.flatMap((line) => reader.line(line))
  return { outputs, spending: reader.spending() }
}

function readings(outputs: readonly AgentOutput[]): readonly string[] {
  return outputs.flatMap((output) => (output.type === 'usage' ? [`${account(output)}; ${output.context}`] : []))
}

describe('a recorded session', () => {
  test('tells what was spent after each call, and how full the window is', () => {
    const { outputs, spending } = read(linesOf('0.169.0/subscription'))
    expect(readings(outputs)).toEqual([
      '1200 800 100 34 reported; $0.00315 priced; 2134',
      '1500 2900 150 55 reported; $0.004505 priced; 2471',
      '1540 5400 170 70 reported; $0.005285 priced; 2575',
    ])
    expect(spending?.usage.reasoning).toBe(12)
  })

  test('of an older version does too', () => {
    const { outputs } = read(linesOf('0.47.0/write'))
    expect(readings(outputs)).toEqual([
      '1300 800 0 34 reported; $0.002065 priced; 2134',
      '1650 2900 0 55 reported; $0.002975 priced; 2471',
      '1710 5400 0 70 reported; $0.0035125 priced; 2575',
    ])
  })

  test('that was killed amid a tool holds the call which asked for the tool', () => {
    const { spending } = read(linesOf('0.169.0/killed'))
    expect(spending && account(spending)).toBe('1500 2900 150 55 reported; $0.004505 priced')
  })

  test('names version, model and the size of the window, each once', () => {
    const { outputs, spending } = read(linesOf('0.169.0/subscription'))
    expect(outputs.filter(({ type }) => type === 'session')).toEqual([
      { type: 'session', version: '0.169.0' },
      { type: 'session', contextWindow: 258_400 },
      { type: 'session', model: 'gpt-6-sol' },
    ])
    expect(spending?.models?.map(({ model }) => model)).toEqual(['gpt-6-sol'])
  })

  test('tells which share of its windows a subscription has used', () => {
    const { outputs } = read(linesOf('0.169.0/subscription'))
    expect(outputs.filter(({ type }) => type === 'window').slice(-2)).toEqual([
      { type: 'window', name: 'five_hour', percent: 83.5, resetsAt: expect.any(Number) },
      { type: 'window', name: 'seven_day', percent: 12, resetsAt: expect.any(Number) },
    ])
  })

  test('tells of a compaction, counts what the summary cost, and then the smaller context', () => {
    const { outputs } = read(linesOf('0.169.0/compact'))
    const told = outputs.flatMap((output) => (output.type === 'compacted' ? ['compacted'] : readings([output])))
    expect(told.map((line) => line.replace(/;.*; /, '; '))).toEqual([
      '9000 0 0 10 reported; 9010',
      '9500 8000 0 80 reported; 8570',
      'compacted',
      expect.stringMatching(/^9500 8000 0 80 reported; \d+$/),
      '9900 8000 0 91 reported; 411',
    ])
  })

  test('loses nothing of it when the context overflows, though the sum starts again', () => {
    const { spending } = read(linesOf('0.169.0/context_after_work'))
    expect(spending && account(spending)).toBe('1000 0 0 50 reported; $0.0025 priced')
  })

  test('of an answer that was cut off holds what it took', () => {
    expect(readings(read(linesOf('0.169.0/max_tokens')).outputs)).toEqual([
      '1200 800 100 34 reported; $0.00315 priced; 2134',
    ])
  })

  test.each(['0.169.0/subscription', '0.169.0/compact', '0.47.0/write'])('%s read twice counts once', (name) => {
    const lines = linesOf(name)
    expect(read(lines.flatMap((line) => [line, line])).spending).toEqual(read(lines).spending)
  })
})

describe('what an earlier process spent in the same session', () => {
  test.each(['0.169.0/subscription', '0.47.0/write'])('is left out: %s', (name) => {
    const lines = linesOf(name)
    const last = lines.findLastIndex((line) => line.includes('"token_count"'))
    const secondCall = JSON.parse(lines[last] ?? '{}').timestamp
    const earlier = lines.map((line, at) =>
      at >= last - 1 ? line : line.replace('"timestamp":"2026-11-21', '"timestamp":"2026-11-20'),
    )
    const { spending } = read(earlier, { startedAt: Date.parse(secondCall) - 1000 })
    expect(spending && spending.usage.output).toBe(15)
  })

  test('is nothing of ours even if it is all there is', () => {
    const { outputs, spending } = read(linesOf('0.169.0/subscription'), { startedAt: Date.parse('2026-12-01') })
    expect(spending).toBeUndefined()
    expect(outputs.every(({ type }) => type === 'session')).toBe(true)
  })
})

test('a record of something else tells nothing, and never throws', () => {
  const lines = ['', 'token_count', '{"token_count', '[]', '{"type":"event_msg","payload":{"type":"token_count"}}']
  const odd =
    '{"type":"token_usage_record","payload":{"usage":{"input_tokens":-1,"output_tokens":"x"},"response_id":7}}'
  expect(read([...lines, odd])).toEqual({ outputs: [], spending: undefined })
})

describe('the file of a session', () => {
  const path =
    '/home/user/.codex/sessions/2026/11/21/rollout-2026-11-21T13-42-38-01a1fe58-3e11-79a3-bc53-264ec06d634c.jsonl'

  test('is found by its id, below the home', () => {
    const found = codexSession.find(session)
    expect([found.folder, found.depth]).toEqual(['/home/user/.codex/sessions', 3])
    expect(found.matches(path)).toBe(true)
    expect(found.matches(path.replace('634c', '634d'))).toBe(false)
  })

  test('is found where CODEX_HOME says', () => {
    expect(codexSession.find({ ...session, env: { CODEX_HOME: '/elsewhere' } }).folder).toBe('/elsewhere/sessions')
  })

  test("is nobody's without an id", () => {
    const { id: _, ...unknown } = session
    expect(codexSession.find(unknown).matches(path)).toBe(false)
  })
})
