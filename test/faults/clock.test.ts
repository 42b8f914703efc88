import { expect, test, vi } from 'vitest'
import type { Failure } from '../../src/agent.ts'
import type { RunEvent } from '../../src/event.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { readyAt } from '../../src/policies/ready-at.ts'
import { limits } from '../../src/policies/limits.ts'
import { evolve, newState } from '../../src/state.ts'

/** A machine whose wall clock anyone may set, and the clock of a ralph that starts on it. */
function machine() {
  const time = { wall: 1_800_000_000_000, awake: 0 }
  const pass = (ms: number) => {
    time.wall += ms
    time.awake += ms
  }
  const start = () => systemClock({ wall: () => time.wall, awake: () => time.awake, sinceBoot: () => time.awake })
  return { time, pass, start }
}

const steps = [
  ['two hours ahead', 7_200_000],
  ['two hours back', -7_200_000],
] as const
const minute = { runtimeMs: 60_000, iterations: 100, tokens: 1e9, costUsd: 1e9 }
const crash: Failure = { kind: 'crashed', message: '' }
const recovery = { firstDelayMs: 2000, maxDelayMs: 300_000, breakAfter: 3, restMs: 300_000, maxWaitMs: 21_600_000 }

/** What a ralph with this clock records, one event after the other. */
function recorder(clock: ReturnType<typeof systemClock>, from = newState) {
  let state = from
  return (event: RunEvent) => (state = evolve(state, { ...event, ...clock.now(), seq: state.seq + 1 }))
}

const started: RunEvent = { type: 'run.started', schema: 1, version: '', runId: 'r', workspace: '/w', settings: {} }
const stops = (state: typeof newState, clock: ReturnType<typeof systemClock>) =>
  limits(minute)(state, clock.now()).some(({ kind }) => kind === 'stop')

test.each(steps)('the runtime limit comes on time though the clock is set %s', (_name, stepMs) => {
  const { time, pass, start } = machine()
  const clock = start()
  const state = recorder(clock)(started)
  time.wall += stepMs
  pass(59_000)
  expect(stops(state, clock)).toBe(false)
  pass(1000)
  expect(stops(state, clock)).toBe(true)
})

test.each(steps)('the runtime limit spans a resume before which the clock was set %s', (_name, stepMs) => {
  const { time, pass, start } = machine()
  const record = recorder(start())
  record(started)
  pass(40_000)
  const died = record({ type: 'run.pause-requested' })
  time.wall += stepMs
  const clock = start()
  const state = recorder(clock, died)({ type: 'run.resumed', host: 'h' })
  pass(19_000)
  expect(stops(state, clock)).toBe(false)
  pass(1000)
  expect(stops(state, clock)).toBe(true)
})

test.each(steps)('a wait is neither cut short nor prolonged when the clock is set %s', async (_name, stepMs) => {
  vi.useFakeTimers()
  try {
    const { time, pass, start } = machine()
    const clock = start()
    let isOver = false
    const waiting = clock.sleepUntil(clock.now().at + 60_000, new AbortController().signal).then(() => (isOver = true))
    const second = async () => {
      pass(1000)
      await vi.advanceTimersByTimeAsync(1000)
    }
    await second()
    time.wall += stepMs
    for (let i = 2; i < 60; i++) await second()
    expect(isOver).toBe(false)
    await second()
    await waiting
  } finally {
    vi.useRealTimers()
  }
})

test.each(steps)('no agent rests longer than it should after the clock was set %s', (_name, stepMs) => {
  const { time, start } = machine()
  const failedAt = start().now().at
  const state = {
    ...newState,
    runId: 'r',
    health: { a: { failures: 1, failedAt, failedIteration: 1, failure: crash } },
  }
  time.wall += stepMs
  const now = start().now()
  expect(readyAt(state, 'a', { recovery, now, hasOthers: false }) - now.at).toBeLessThanOrEqual(2500)
})
