import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Recorded } from '../event.ts'
import { newState, type RunState } from '../state.ts'
import { noSpending } from '../usage.ts'
import { outputLogView, outputText } from './output-log.ts'
import { listOutputs, readOutput } from './output-parts.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ralph-output-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const during = (iteration: number): RunState => ({
  ...newState,
  current: {
    iteration,
    agent: 'claude',
    startedAt: 0,
    prompt: { tokens: 0, bytes: 0, sha256: '', cut: [] },
    compactions: [],
    spending: noSpending,
  },
})
const finished = (iteration: number): Recorded => ({
  type: 'iteration.finished',
  iteration,
  summary: '',
  ...noSpending,
  seq: 1,
  at: 1,
  up: 1,
})
const text = (line: string) => ({ type: 'text', text: line }) as const
const whole = (iteration: number, from = 0) =>
  [...readOutput(folder, iteration, from)].map((piece) => piece.text).join('')

test('what an agent printed is read back, iteration by iteration', async () => {
  const view = outputLogView(folder)
  view.output?.(text('hello'), during(1))
  view.output?.({ type: 'tool', name: 'Bash', detail: 'ls' }, during(1))
  view.event?.(finished(1), newState)
  view.output?.(text('later\n'), during(2))
  await view.close?.()
  expect(whole(1)).toBe('hello\n> Bash ls\n')
  expect(whole(2)).toBe('later\n')
  expect(whole(3)).toBe('')
  expect(listOutputs(folder)).toEqual([1, 2])
  expect(statSync(join(folder, 'output', '1.log')).mode & 0o777).toBe(0o600)
})

test.each([
  [text('a\nb'), 'a\nb\n'],
  [text(''), ''],
  [{ type: 'thinking', text: 'a\nb\n' }, '~ a\n~ b\n'],
  [{ type: 'tool', name: 'Read', detail: '' }, '> Read\n'],
  [{ type: 'tool-result', ok: true, detail: 'fine' }, '  fine\n'],
  [{ type: 'tool-result', ok: false, detail: '' }, '! failed\n'],
  [{ type: 'stderr', text: 'oh' }, 'stderr: oh\n'],
  [{ type: 'retry', message: 'in 5 s' }, 'retry: in 5 s\n'],
  [{ type: 'usage', ...noSpending }, ''],
  [{ type: 'ended' }, ''],
] as const)('%j is written as %j', (output, expected) => {
  expect(outputText(output)).toBe(expected)
})

test('a reader can go on where it ended, while the agent still prints', () => {
  const view = outputLogView(folder)
  view.output?.(text('ä'), during(1))
  view.event?.({ type: 'run.pause-requested', seq: 1, at: 1, up: 1 }, during(1))
  const [first] = readOutput(folder, 1)
  expect(first).toEqual({ text: 'ä\n', end: 3 })
  view.output?.(text('b'), during(1))
  view.event?.({ type: 'run.pause-requested', seq: 2, at: 1, up: 1 }, during(1))
  expect(whole(1, first?.end)).toBe('b\n')
})

test('a line shows up within a second though nothing else happens', async () => {
  outputLogView(folder).output?.(text('still here'), during(1))
  await expect.poll(() => whole(1), { timeout: 2000 }).toBe('still here\n')
})

test('of endless output the beginning and the end are kept, on at most 20 MB, and the gap is told', async () => {
  const view = outputLogView(folder)
  const state = during(7)
  const line = 'x'.repeat(9_999)
  for (let i = 0; i < 5_000; i++) view.output?.(text(i === 0 ? 'FIRST' : `${line.slice(String(i).length)}${i}`), state)
  view.output?.(text('TAIL-OK'), state)
  await view.close?.()
  const bytes = readdirSync(join(folder, 'output')).map((name) => statSync(join(folder, 'output', name)).size)
  expect(bytes.reduce((a, b) => a + b)).toBeLessThanOrEqual(20 * 1024 * 1024)
  const read = whole(7)
  expect(read.startsWith('FIRST\n')).toBe(true)
  expect(read.endsWith('4999\nTAIL-OK\n')).toBe(true)
  const [gap, missing] = /\n\[ralph: (\d+) bytes left out here\]\n/.exec(read) ?? []
  expect(read.length - (gap?.length ?? 0) + 1 + Number(missing)).toBe('FIRST\nTAIL-OK\n'.length + 4_999 * 10_000)
})

test('a link where the log belongs is not followed, and the failure is told', () => {
  const view = outputLogView(folder)
  view.output?.(text('a'), during(1))
  view.event?.(finished(1), newState)
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'output', '2.log'))
  view.output?.(text('b'), during(2))
  expect(() => view.event?.(finished(2), newState)).toThrow(/link/)
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false)
})
