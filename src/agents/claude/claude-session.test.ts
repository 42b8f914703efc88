import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { account } from '../../../test/support/transcripts.ts'
import type { Session } from '../../agent.ts'
import { claudeSession } from './claude-session.ts'
import { listPrice } from '../prices/prices.ts'

const session: Session = {
  id: '28f15a03-4102-480d-939c-607e7621024b',
  workspace: '/workspace',
  startedAt: Date.parse('2026-11-21T13:00:00Z'),
  home: '/home/user',
  env: {},
  prices: listPrice,
}

function read(lines: readonly string[], more: Partial<Session> = {}) {
  const reader = claudeSession.reader({ ...session, ...more })
  for (const line of lines) reader.line(line)
  return reader.spending()
}

const folder = new URL('../../../test/fixtures/transcripts/claude/2.1.329/', import.meta.url)
const linesOf = (name: string) => readFileSync(new URL(`${name}.session.jsonl`, folder), 'utf8').split('\n')

function told(name: string, more: Partial<Session> = {}): string {
  const spending = read(linesOf(name), more)
  return spending ? account(spending) : 'nothing'
}

describe('the record of a session', () => {
  test.each([
    ['sigkill_tool', '1200 800 100 34 reported; $0.004725 priced'],
    // Cut off in mid-answer: what that call came to nobody knows.
    ['sigkill_stream', '1200 800 100 34 estimated; $0.004725 estimated'],
    ['window_warning', '1540 5400 170 70 reported; $0.0079275 priced'],
    ['compact', '9000 0 0 34 estimated; $0.02751 estimated'],
  ])('of %s tells what was spent, and whether that is all', (name, spent) => {
    expect(told(name)).toBe(spent)
  })

  test('counts a call once, however many lines it has', () => {
    const lines = linesOf('window_warning')
    expect(read([...lines, ...lines])).toEqual(read(lines))
  })

  test('takes the largest reading of a call, wherever it stands', () => {
    const line = (output: number) =>
      JSON.stringify({
        type: 'assistant',
        timestamp: '2026-11-21T13:45:00Z',
        message: { id: 'a', model: 'claude-sonnet-4-5', usage: { input_tokens: 10, output_tokens: output } },
      })
    expect(read([line(1), line(50), line(1)])?.usage.output).toBe(50)
  })

  test('leaves out what an earlier process spent', () => {
    expect(told('window_warning', { startedAt: Date.parse('2026-11-21T15:00:00Z') })).toBe('nothing')
    expect(told('compact', { startedAt: Date.parse('2026-11-21T14:00:30Z') })).toBe('nothing')
  })

  test('knows the model of each call', () => {
    expect(read(linesOf('window_warning'))?.models?.map(({ model }) => model)).toEqual(['claude-sonnet-4-5'])
  })

  test('is found by its id below the folder that the user chose', () => {
    const place = claudeSession.find(session)
    expect(place.folder).toBe('/home/user/.claude/projects')
    expect(place.matches(`${place.folder}/-workspace/${session.id}.jsonl`)).toBe(true)
    expect(place.matches(`${place.folder}/-workspace/x${session.id}.jsonl`)).toBe(false)
    expect(claudeSession.find({ ...session, env: { CLAUDE_CONFIG_DIR: '/c' } }).folder).toBe('/c/projects')
  })

  test("of a session without an id might be anybody's", () => {
    const { id: _, ...unknown } = session
    expect(claudeSession.find(unknown).matches('/home/user/.claude/projects/-workspace/x.jsonl')).toBe(false)
  })

  test('that is damaged tells less, and never throws', () => {
    const any = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...linesOf('window_warning')))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (lines) => {
        const spending = read(lines)
        expect(spending?.cost.usd ?? 0).toBeLessThanOrEqual(0.00793)
      }),
      { numRuns: 200 },
    )
  })
})
