import { expect, test } from 'vitest'
import type { RunEvent } from '../event.ts'
import { MemoryJournal } from '../journals/memory.ts'
import { Recorder } from '../recorder.ts'
import { newState } from '../state.ts'
import { Haste } from './haste.ts'

const never = new AbortController().signal
const started: RunEvent = {
  type: 'run.started',
  schema: 1,
  version: '1',
  runId: '20260101-000000-00000000',
  workspace: '/w',
  settings: {},
  containment: { sandbox: 'none', network: 'open' },
}

/** A run that has come so far, and an exit that is only noted. */
async function runWith(...events: readonly RunEvent[]) {
  const journal = new MemoryJournal()
  const clock = { now: () => ({ at: 0, up: 0 }), sleepUntil: async () => undefined }
  const recorder = new Recorder({ journal, views: [], clock, state: newState, onViewError: () => undefined })
  for (const event of events) await recorder.record(event)
  let leave: (code: number) => void = () => undefined
  const left = new Promise<number>((resolve) => (leave = resolve))
  const haste = new Haste({ runId: '20260101-000000-00000000', journal, sandbox: undefined }, recorder, leave)
  return { haste, left, ends: () => journal.events.slice(events.length) }
}

test('who insists gets out at once, and the record says how the run ended', async () => {
  const prompt = { tokens: 1, bytes: 1, sha256: '0', cut: [] }
  const iteration: RunEvent = { type: 'iteration.started', iteration: 1, agent: 'claude', prompt }
  const { haste, left, ends } = await runWith(started, iteration)
  haste.make('SIGTERM')
  haste.make('SIGTERM')
  expect(await left).toBe(143)
  expect(ends()).toMatchObject([
    { type: 'iteration.interrupted', iteration: 1 },
    { type: 'run.finished', outcome: 'cancelled', reason: 'SIGTERM' },
  ])
})

test('a usual way that takes too long is left', async () => {
  const { haste, left, ends } = await runWith(started)
  haste.make('SIGINT')
  expect(await left).toBe(130)
  expect(ends()).toMatchObject([{ type: 'run.finished', outcome: 'cancelled', reason: 'SIGINT' }])
})

test('of a run that never began there is no record', async () => {
  const { haste, left, ends } = await runWith()
  haste.make('SIGHUP')
  haste.make('SIGHUP')
  expect(await left).toBe(129)
  expect(ends()).toEqual([])
})

test('a run that had ended keeps its outcome', async () => {
  const { haste, left, ends } = await runWith(started, { type: 'run.finished', outcome: 'completed', reason: 'done' })
  haste.make('SIGINT')
  haste.make('SIGINT')
  expect(await left).toBe(0)
  expect(ends()).toEqual([])
})

test('at its end it leaves, whatever still works', async () => {
  const { haste, left } = await runWith(started, { type: 'run.finished', outcome: 'cancelled', reason: 'SIGQUIT' })
  await haste.leave()
  haste.make('SIGQUIT')
  await haste.leave()
  expect(await left).toBe(131)
})

test('no snapshot is waited for, neither one that is being made nor another', async () => {
  const { haste } = await runWith(started)
  let asked = 0
  const workspace = haste.shortened({
    snapshot: () => {
      asked++
      return new Promise(() => undefined)
    },
  })
  const made = workspace.snapshot('claim', newState, never)
  haste.make('SIGINT')
  expect(await made).toBe(undefined)
  expect(await workspace.snapshot('end', newState, never)).toBe(undefined)
  expect(asked).toBe(1)
})
