import { expect, test } from 'vitest'
import type { AgentOutput } from '../agent.ts'
import type { Recorded, RunEvent } from '../event.ts'
import { dateTime, timeOfDay } from '../platform/text/format.ts'
import { evolve, newState } from '../state.ts'
import type { View } from '../view.ts'
import { jsonView, missedOutputs } from './json.ts'
import { LiveBlock } from './live-block.ts'
import { plainView } from './plain.ts'
import { prettyView } from './pretty.ts'

const start = 1_795_204_000_000
const limits = { iterations: 10, runtimeMs: 3_600_000, tokens: 1_000_000, costUsd: 5, contextWindow: 200_000 }
const spending = (usd: number, basis: 'reported' | 'priced' = 'reported') => ({
  usage: { input: 40_000, cacheRead: 900_000, cacheWrite: 4000, output: 1200, basis: 'reported' as const },
  cost: { usd, basis },
})

function stage(columns = 80) {
  const world = {
    text: '',
    now: start,
    timer: undefined as (() => void) | undefined,
    sink: {
      backlog: 0,
      closed: false,
      write: (text: string) => {
        world.text += text
        return true
      },
      close: async () => {},
    },
    clock: { now: () => ({ at: world.now, up: world.now - start }), sleepUntil: async () => {} },
    terminal: { columns: () => columns, rows: () => 30, onResize: () => () => undefined },
    later: (_ms: number, act: () => void) => {
      world.timer = act
      return () => (world.timer = undefined)
    },
    /** Draws the next frame at a later moment; the answer is what it wrote. */
    frame: (ms: number) => {
      world.now += ms
      world.text = ''
      const act = world.timer
      world.timer = undefined
      act?.()
      return world.text
    },
  }
  let state = newState
  return {
    ...world,
    text: () => world.text,
    frame: world.frame,
    clearedText: () => (world.text = ''),
    play: (view: View, ...events: readonly (RunEvent | { readonly output: AgentOutput })[]) => {
      for (const each of events) {
        if ('output' in each) {
          view.output?.(each.output, state)
          continue
        }
        world.now += 1000
        const event = { ...each, seq: state.seq + 1, at: world.now, up: world.now - start } as Recorded
        state = evolve(state, event)
        view.event?.(event, state)
      }
    },
  }
}

const prompt = { tokens: 4200, bytes: 16_000, sha256: '', cut: [] }
const run: readonly (RunEvent | { readonly output: AgentOutput })[] = [
  { type: 'run.started', schema: 1, version: '1.0.0', runId: 'r1', workspace: '/w', settings: {} },
  { type: 'iteration.started', iteration: 1, agent: 'claude', prompt },
  { output: { type: 'tool', name: 'Edit', detail: 'src/a.ts' } },
  { type: 'iteration.usage', iteration: 1, context: 150_000, ...spending(0.1) },
  {
    type: 'iteration.finished',
    iteration: 1,
    summary: 'Did it.\nAll of it.',
    claim: { kind: 'done' },
    ...spending(0.31, 'priced'),
  },
  { type: 'checkpoint.created', iteration: 1, commit: '0123456789abcdef' },
  { type: 'gate.finished', iteration: 1, gate: 'npm test', passed: false, durationMs: 3200, evidence: 'one\ntwo\n' },
  { type: 'claim.judged', iteration: 1, accepted: false },
  { type: 'limit.warned', limit: 'cost', reason: 'cost: $4.00 of $5.00' },
  { type: 'wait.started', until: start + 69_000, reason: 'claude: usage limit', provider: true },
]
const end: RunEvent = { type: 'run.finished', outcome: 'limit', reason: 'cost: $5.01 of $5.00' }

test('plain: a line for each fact, with its time', () => {
  const { sink, clock, play, text } = stage()
  play(plainView({ sink, clock, limits }), ...run)
  const time = (index: number) => dateTime(start + index * 1000)
  expect(text().split('\n')).toEqual([
    `${time(1)}  run r1 started in /w`,
    `${time(2)}  iteration 1 of 10 started: claude, prompt of 4.2k tokens`,
    `${time(4)}  iteration 1 ended after 2s: 45.2k tokens, ~$0.31, says it is done`,
    '    “Did it.”',
    `${time(5)}  checkpoint 0123456789 after iteration 1`,
    `${time(6)}  gate failed: npm test (3.2s)`,
    '    one',
    '    two',
    `${time(7)}  the claim is refuted: the next iteration gets what the gates found`,
    `${time(8)}  warning, close to a limit: cost: $4.00 of $5.00`,
    `${time(9)}  waiting until ${timeOfDay(start + 69_000)} (1m): claude: usage limit`,
    '',
  ])
})

test('plain: the end says what was spent, how it is known, and how to go on', () => {
  const { sink, clock, play, text } = stage()
  play(plainView({ sink, clock, limits, quiet: true }), ...run, end)
  expect(text()).toContain('stopped at a limit: cost: $5.01 of $5.00\n')
  expect(text()).toContain('  tokens      45,200 of 1M\n')
  expect(text()).toContain('cache read 900k (not counted)')
  expect(text()).toContain('  cost        ~$0.31 of $5.00\n              ~ priced: reported tokens times list prices\n')
  expect(text()).toContain('ralph resume r1 --max-cost 10  (go on with a higher limit)')
  expect(text()).not.toContain('iteration 1 ended')
})

test('plain: what the agent prints is shown with --verbose only', () => {
  for (const verbose of [false, true]) {
    const { sink, clock, play, text } = stage()
    play(plainView({ sink, clock, limits, verbose }), ...run)
    expect(text().includes('Edit: src/a.ts')).toBe(verbose)
  }
})

test('json: every event is one object a line, with its run', () => {
  const { sink, clock, play, text } = stage()
  play(jsonView({ sink, clock }), ...run, end)
  const objects = text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(objects.map(({ type }) => type)).toEqual([...run, end].flatMap((each) => ('type' in each ? [each.type] : [])))
  expect(text().split('\n')[1]).toMatch(
    /^\{"seq":2,"at":\d+,"type":"iteration.started","runId":"r1","iteration":1,"agent":"claude"/,
  )
  expect(objects.every(({ runId }) => runId === 'r1')).toBe(true)
})

test('json: with --verbose also what the agent prints; what was left out is said in JSON too', () => {
  const { sink, clock, play, text } = stage()
  play(jsonView({ sink, clock, verbose: true }), ...run)
  const outputs = text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string })
    .filter(({ type }) => type === 'output')
  expect(outputs).toEqual([
    {
      type: 'output',
      at: start + 2000,
      runId: 'r1',
      iteration: 1,
      output: { type: 'tool', name: 'Edit', detail: 'src/a.ts' },
    },
  ])
  expect(JSON.parse(missedOutputs(17))).toEqual({ type: 'missed', outputs: 17 })
})

test('pretty: shows what the agent does, the budgets, and counts a wait down to the second', () => {
  const { sink, clock, terminal, later, play, frame } = stage()
  const view = prettyView({ sink, clock, terminal, later, limits, colour: false })
  play(view, ...run.slice(0, 4))
  const working = frame(0)
  expect(working).toContain('› Edit src/a.ts')
  expect(working).toMatch(/claude {2}iteration 1 {2}1s {2}Edit src\/a\.ts/)
  expect(working).toMatch(/cost +█░+ +2% +\$0\.10 of \$5\.00/)
  expect(working).toMatch(/context +█+░+ +75% +150k of 200k/)
  play(view, ...run.slice(4))
  expect(frame(0)).toContain('waiting 1:00 until')
  expect(frame(1000)).toContain('waiting 0:59 until')
  expect(frame(58_500)).toContain('waiting 0:01 until')
})

test('pretty: an unchanged screen is not written again', () => {
  const { sink, clock, terminal, later, play, frame } = stage()
  play(prettyView({ sink, clock, terminal, later, limits, colour: false }), ...run)
  expect(frame(0)).not.toBe('')
  expect(frame(0)).toBe('')
})

test('pretty: the end leaves a summary with the command to go on, and no live block under it', () => {
  const { sink, clock, terminal, later, play, frame, text } = stage()
  const view = prettyView({ sink, clock, terminal, later, limits, colour: false })
  play(view, ...run)
  frame(0)
  play(view, end)
  expect(text()).toContain('╭─ stopped at a limit ─')
  expect(text()).toContain('ralph resume r1 --max-cost 10')
  expect(text().endsWith('╯\n\x1b[2K\n\x1b[J\x1b[?2026l')).toBe(true)
})

test('a live block moves up over its own rows, also after the terminal got narrower and wrapped them', () => {
  const block = new LiveBlock()
  expect(block.frame([], ['a', 'b'], 10)).toBe('\x1b[?2026h\r\x1b[2Ka\n\x1b[2Kb\n\x1b[J\x1b[?2026l')
  expect(block.frame([], ['a', 'c'], 10)).toBe('\x1b[?2026h\x1b[1A\x1b[2Kc\r\x1b[1B\x1b[?2026l')
  expect(block.frame([], ['a', 'c'], 10)).toBe('')
  expect(block.frame(['x'], ['12345678'], 10)).toBe('\x1b[?2026h\r\x1b[2A\x1b[2Kx\n\x1b[2K12345678\n\x1b[J\x1b[?2026l')
  expect(block.frame([], ['1'], 4)).toContain('\r\x1b[2A')
  expect(block.frame([], [], 4)).toBe('\x1b[?2026h\r\x1b[1A\x1b[J\x1b[?2026l')
})
