import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { account } from '../../../test/support/transcripts.ts'
import type { AgentOutput, Session } from '../../agent.ts'
import { geminiSession } from './gemini-session.ts'
import { listPrice } from '../prices/prices.ts'

const session: Session = {
  id: 'b3608d5b-2507-4875-9a57-eb1b517f6d51',
  workspace: '/workspace',
  startedAt: Date.parse('2026-11-21T13:40:00Z'),
  home: '/home/user',
  env: {},
  prices: listPrice,
}

const folder = new URL('../../../test/fixtures/transcripts/gemini/0.61.0/', import.meta.url)
const linesOf = (name: string) => readFileSync(new URL(`${name}.session.jsonl`, folder), 'utf8').split('\n')

function read(lines: readonly string[], more: Partial<Session> = {}) {
  const reader = geminiSession.reader({ ...session, ...more })
  const outputs: readonly AgentOutput[] = lines.flatMap((line) => reader.line(line))
  const spending = reader.spending()
  return { outputs, spent: spending ? account(spending) : 'nothing', models: spending?.models }
}

describe('the record of a session', () => {
  test.each([
    ['write', '1710 5400 0 82 reported; $0.0036325 priced'],
    ['sigkill_tool', '1300 800 0 41 reported; $0.002135 priced'],
    // Cut off in mid-answer: only the call before it was through.
    ['sigterm_stream', '1300 800 0 41 reported; $0.002135 priced'],
    ['context_after_work', '1000 0 0 50 reported; $0.00175 priced'],
  ])('of %s tells exactly what was spent', (name, spent) => {
    expect(read(linesOf(name)).spent).toBe(spent)
  })

  test('tells it while it grows, and how full the context is', () => {
    const readings = read(linesOf('write')).outputs.flatMap((output) => (output.type === 'usage' ? [output] : []))
    expect(readings.map(account)).toEqual([
      '1300 800 0 41 reported; $0.002135 priced',
      '1650 2900 0 65 reported; $0.003075 priced',
      '1710 5400 0 82 reported; $0.0036325 priced',
    ])
    expect(readings.map(({ context }) => context)).toEqual([2141, 2474, 2577])
  })

  test('counts a call once, however many lines it has', () => {
    const lines = linesOf('write')
    expect(read([...lines, ...lines]).spent).toBe(read(lines).spent)
  })

  test('leaves out what an earlier process spent', () => {
    expect(read(linesOf('write'), { startedAt: Date.parse('2026-11-21T13:50:00Z') }).spent).toBe('nothing')
  })

  test('knows the model of each call, and prices a long call as one', () => {
    const call = (id: string, model: string, input: number) =>
      JSON.stringify({ id, timestamp: '2026-11-21T13:41:00Z', type: 'gemini', model, tokens: { input, output: 0 } })
    const { spent, models } = read([call('a', 'gemini-2.5-pro', 400_000), call('b', 'gemini-2.5-flash', 100_000)])
    expect(models?.map(({ model }) => model)).toEqual(['gemini-2.5-pro', 'gemini-2.5-flash'])
    expect(spent).toBe('500000 0 0 0 reported; $1.03 priced')
  })

  test('tells once of a conversation that was compressed', () => {
    const message = (id: string, text: string) => ({
      id,
      timestamp: '2026-11-21T13:41:00Z',
      type: 'user',
      content: [{ text }],
    })
    const set = (...messages: readonly object[]) => JSON.stringify({ $set: { messages } })
    const snapshot = message('a', '<state_snapshot>All that was.</state_snapshot>')
    const { outputs } = read([
      set(message('x', 'begin')),
      JSON.stringify(message('y', 'what is a <state_snapshot>?')),
      set(snapshot),
      set(snapshot, message('b', 'go on')),
    ])
    expect(outputs).toEqual([{ type: 'compacted' }])
  })

  test('is found by its id in the home that the user chose', () => {
    const place = geminiSession.find(session)
    expect([place.folder, place.depth]).toEqual(['/home/user/.gemini/tmp', 2])
    expect(place.matches(`${place.folder}/project/chats/session-2026-11-21T13-40-b3608d5b.jsonl`)).toBe(true)
    expect(place.matches(`${place.folder}/project/chats/session-2026-11-21T13-40-c3608d5b.jsonl`)).toBe(false)
    expect(place.matches(`${place.folder}/project/logs/x-b3608d5b.jsonl`)).toBe(false)
    expect(geminiSession.find({ ...session, env: { GEMINI_CLI_HOME: '/g' } }).folder).toBe('/g/.gemini/tmp')
  })

  test("of a session without an id might be anybody's", () => {
    const { id: _, ...unknown } = session
    expect(geminiSession.find(unknown).matches('/home/user/.gemini/tmp/x/chats/session-b3608d5b.jsonl')).toBe(false)
  })

  test('that is damaged tells less, and never throws', () => {
    const any = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...linesOf('write')))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (lines) => {
        expect(read(lines).outputs.length).toBeLessThanOrEqual(3)
      }),
      { numRuns: 200 },
    )
  })
})
