import { expect, test } from 'vitest'
import type { Failure } from '../agent.ts'
import { newState, type RunState } from '../state.ts'
import { noSpending, noUsage } from '../usage.ts'
import { chooseAgent } from './choose-agent.ts'
import { readyAt as readyIn, type Recovery } from './ready-at.ts'
import { failureLimit } from './failures.ts'
import { limits } from './limits.ts'
import { blocked, paused } from './requests.ts'
import { stalled } from './stalled.ts'

const recovery: Recovery = {
  firstDelayMs: 2000,
  maxDelayMs: 300_000,
  breakAfter: 3,
  restMs: 300_000,
  maxWaitMs: 21_600_000,
}
const now = { at: 1_000_000, up: 5000 }
const max = { iterations: 10, runtimeMs: 60_000, tokens: 1000, costUsd: 5 }

const readyAt = (state: RunState, agent: string, wanted: Recovery, moment: typeof now) =>
  readyIn(state, agent, { recovery: wanted, now: moment, hasOthers: false })

function failed(failure: Failure, failures = 1, failedAt = now.at): RunState {
  return { ...newState, runId: 'r', health: { claude: { failures, failedAt, failedIteration: 1, failure } } }
}

test('delays double, with at most a quarter of jitter, up to their cap', () => {
  const patient = { ...recovery, breakAfter: 100 }
  const delays = [1, 2, 3, 4, 9, 40].map(
    (n) => readyAt(failed({ kind: 'crashed', message: '' }, n), 'claude', patient, now) - now.at,
  )
  const wanted = [2000, 4000, 8000, 16_000, 300_000, 300_000]
  for (const [i, delay] of delays.entries()) {
    expect(delay).toBeGreaterThanOrEqual(wanted[i] ?? 0)
    expect(delay).toBeLessThanOrEqual((wanted[i] ?? 0) * 1.25)
  }
})

test.each(['unauthorized', 'not-installed', 'quota-exhausted', 'permission-denied'] as const)(
  '%s is not tried again',
  (kind) => {
    expect(readyAt(failed({ kind, message: '' }), 'claude', recovery, now)).toBe(Infinity)
  },
)

test('a reset time that did not help is followed by a growing delay, not by a storm of tries', () => {
  const limited = (failures: number) => failed({ kind: 'rate-limited', message: '', retryAt: now.at }, failures)
  expect(readyAt(limited(1), 'claude', recovery, now)).toBe(now.at + 1000)
  expect(readyAt(limited(4), 'claude', recovery, now)).toBeGreaterThanOrEqual(now.at + 8000)
})

test('a wall clock that went back does not keep an agent waiting', () => {
  const tomorrow = now.at + 86_400_000
  expect(readyAt(failed({ kind: 'crashed', message: '' }, 1, tomorrow), 'claude', recovery, now)).toBeLessThanOrEqual(
    now.at,
  )
})

test('of several agents that all wait, the earliest is waited for', () => {
  const failure: Failure = { kind: 'rate-limited', message: 'limit', retryAt: now.at + 9000 }
  const state = {
    ...failed(failure),
    health: {
      ...failed(failure).health,
      codex: { failures: 1, failedAt: now.at, failedIteration: 2, failure: { kind: 'crashed', message: 'exit 1' } },
    },
  } satisfies RunState
  expect(chooseAgent({ order: () => [{ agent: 'claude' }, { agent: 'codex' }], recovery })(state, now)).toMatchObject({
    kind: 'wait',
    provider: false,
    reason: 'codex: exit 1',
  })
})

test('limits count what was spent in ended and current iterations together', () => {
  const half = { usage: noUsage, cost: { usd: 2.5, basis: 'reported' as const } }
  const current = {
    iteration: 2,
    agent: 'claude',
    startedAt: 0,
    compactions: [],
    spending: half,
    prompt: { tokens: 0, bytes: 0, sha256: '', cut: [] },
  }
  expect(limits(max)({ ...newState, spending: half, current }, now)).toContainEqual({
    kind: 'stop',
    outcome: 'limit',
    reason: 'cost: $5.00 of $5.00',
  })
})

test('cache reads do not count as tokens', () => {
  const usage = { ...noUsage, cacheRead: 1e9, input: 10 }
  expect(
    limits(max)({ ...newState, spending: { usage, cost: { usd: 0, basis: 'reported' } } }, { at: 0, up: 0 }),
  ).toEqual([])
})

test('running time goes on between events, but not during a wait for a provider', () => {
  const state = { ...newState, activeMs: 59_000, up: 0 }
  const stopped = limits(max)(state, { at: 0, up: 1000 })
  expect(stopped).toEqual([{ kind: 'stop', outcome: 'limit', reason: 'runtime: 1m of 1m' }])
  const waiting = { until: 1, reason: '', provider: true }
  expect(limits(max)({ ...state, waiting, warned: ['runtime'] }, { at: 0, up: 1_000_000 })).toEqual([])
})

test('a pause and a stall wait for the end of the iteration', () => {
  const current = {
    iteration: 2,
    agent: 'claude',
    startedAt: 0,
    compactions: [],
    spending: { usage: noUsage, cost: { usd: 0, basis: 'reported' as const } },
    prompt: { tokens: 0, bytes: 0, sha256: '', cut: [] },
  }
  const state = { ...newState, current, pauseRequested: true, signatures: ['a', 'a', 'a', 'a', 'a'] }
  expect([...paused(state, now), ...stalled(state, now)]).toEqual([])
  const { current: _ended, ...between } = state
  expect(paused(between, now)).toMatchObject([{ outcome: 'paused' }])
  expect(stalled(between, now)).toMatchObject([{ outcome: 'stalled' }])
})

test('failures in a row and a blocked agent end the run with their reason', () => {
  const history = [
    {
      iteration: 1,
      agent: 'claude',
      spending: noSpending,
      summary: '',
      promptCut: [],
      failure: { kind: 'crashed' as const, message: 'exit 9' },
    },
  ]
  expect(failureLimit(3)({ ...newState, consecutiveFailures: 3, history }, now)).toMatchObject([
    { outcome: 'failed', reason: '3 failed iterations in a row; the last: exit 9' },
  ])
  expect(blocked({ ...newState, blocked: 'need a key' }, now)).toEqual([
    { kind: 'stop', outcome: 'blocked', reason: 'need a key' },
  ])
})
