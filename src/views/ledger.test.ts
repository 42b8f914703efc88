import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Recorded, RunEvent } from '../event.ts'
import { evolve, newState, spent } from '../state.ts'
import { addSpending, noSpending, type Basis, type ModelSpending, type Spending } from '../usage.ts'
import { ledgerOf, type LedgerLine } from './ledger.ts'
import { RunReport } from './run-report.ts'

const spending = (tokens: number, usd: number, basis: Basis = 'reported'): Spending => ({
  usage: { input: tokens, cacheRead: 0, cacheWrite: 0, output: tokens, basis },
  cost: { usd, basis },
})
const share = (model: string, ...parts: Parameters<typeof spending>): ModelSpending => ({
  model,
  ...spending(...parts),
})
const begin = (iteration: number, agent = 'claude', model?: string): RunEvent => ({
  type: 'iteration.started',
  iteration,
  agent,
  prompt: { tokens: 1, bytes: 1, sha256: '', cut: [] },
  ...(model !== undefined && { model }),
})
const end = (iteration: number, more: Partial<Extract<RunEvent, { type: 'iteration.finished' }>> = {}): RunEvent => ({
  type: 'iteration.finished',
  iteration,
  summary: '',
  ...spending(10, 1),
  ...more,
})
const recorded = (events: readonly RunEvent[]): readonly Recorded[] =>
  events.map((event, index) => ({ ...event, seq: index + 1, at: 1000 * index, up: 1000 * index }))
const lines = (...events: readonly RunEvent[]) => [...ledgerOf(recorded(events))]
const sum = (list: readonly Spending[]) => list.reduce<Spending>(addSpending, noSpending)

describe('the model of a line', () => {
  const identified: RunEvent = { type: 'agent.identified', iteration: 1, model: 'said' }
  test.each([
    ['the one that the result names', [begin(1, 'claude', 'asked'), identified, end(1, { model: 'told' })], 'told'],
    ['the one that the agent said it is', [begin(1, 'claude', 'asked'), identified, end(1)], 'said'],
    ['the one it was asked to use', [begin(1, 'claude', 'asked'), end(1)], 'asked'],
    ['unknown when nobody named one', [begin(1), end(1)], 'unknown'],
  ] as const)('is %s', (_, events, model) => {
    expect(lines(...events)).toMatchObject([{ iteration: 1, agent: 'claude', model, ...spending(10, 1) }])
  })
})

describe('an iteration with several models', () => {
  test('has a line for each', () => {
    const models = [share('large', 8, 0.9), share('small', 2, 0.1)]
    expect(lines(begin(1), end(1, { model: 'large', models }))).toMatchObject(models)
  })

  test('gives what nobody accounts for to the one that we know of', () => {
    const models = [share('small', 2, 0.1)]
    expect(lines(begin(1), end(1, { model: 'large', models }))).toMatchObject([
      share('small', 2, 0.1),
      { model: 'large', usage: { input: 8 }, cost: { usd: 0.9 } },
    ])
  })

  test.each([
    ['more than the whole', [share('small', 11, 0.1)]],
    ['surer or less sure than the whole', [share('small', 10, 1, 'estimated')]],
  ])('is not split by shares that are %s', (_, models) => {
    expect(lines(begin(1), end(1, { model: 'large', models }))).toMatchObject([share('large', 10, 1)])
  })

  test('has one line for a model that is named twice', () => {
    const models = [share('large', 5, 0.5), share('large', 5, 0.5)]
    expect(lines(begin(1), end(1, { models }))).toMatchObject([share('large', 10, 1)])
  })
})

test('lines say how their iteration ended', () => {
  const failure = { kind: 'crashed', message: 'exit 1' } as const
  expect(
    lines(
      begin(1),
      end(1),
      begin(2),
      end(2, { failure }),
      begin(3),
      { type: 'iteration.interrupted', iteration: 3 },
      begin(4),
    ),
  ).toMatchObject([
    { iteration: 1, failure: null, interrupted: false },
    { iteration: 2, failure: 'crashed', interrupted: false },
    { iteration: 3, failure: null, interrupted: true },
    { iteration: 4, failure: null, interrupted: false },
  ])
})

test('an interrupted iteration keeps its readings, and what was found of it later', () => {
  const reading: RunEvent = { type: 'iteration.usage', iteration: 1, ...spending(5, 0.5, 'estimated') }
  const found = { ...spending(9, 0.8), models: [share('a', 4, 0.4), share('b', 5, 0.4)] }
  expect(lines(begin(1), reading, { type: 'iteration.interrupted', iteration: 1 })).toMatchObject([
    { ...spending(5, 0.5, 'estimated'), interrupted: true },
  ])
  expect(lines(begin(1), reading, { type: 'iteration.interrupted', iteration: 1, found })).toMatchObject(found.models)
})

describe('whatever happens, in whatever order', () => {
  const tokens = fc.nat(1000)
  const basis = fc.constantFrom<Basis>('reported', 'priced', 'estimated')
  const anySpending: fc.Arbitrary<Spending> = fc.record({
    usage: fc.record({
      input: tokens,
      cacheRead: tokens,
      cacheWrite: tokens,
      output: tokens,
      reasoning: fc.integer({ min: 1, max: 9 }),
      basis,
    }),
    cost: fc.record({ usd: fc.nat(10_000).map((parts) => parts / 1000), basis }),
  })
  const model = fc.constantFrom('a', 'b', '__proto__', 'unknown')
  const shares = fc.array(
    fc.tuple(model, anySpending).map(([name, one]) => ({ model: name, ...one })),
    { maxLength: 3 },
  )
  /** Shares that add up, that leave something over, or that have nothing to do with the whole. */
  const withShares = fc
    .tuple(anySpending, shares, fc.constantFrom('exact', 'over', 'any'))
    .map(([one, models, kind]) => ({
      ...(kind === 'any' || models.length === 0 ? one : kind === 'exact' ? sum(models) : sum([...models, one])),
      models,
    }))
  const iteration = fc.constant(1)
  const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
    fc
      .tuple(fc.nat(9), fc.constantFrom('claude', 'codex'), fc.option(model, { nil: undefined }))
      .map((parts) => begin(...parts)),
    fc.tuple(model).map(([name]): RunEvent => ({ type: 'agent.identified', iteration: 1, model: name })),
    anySpending.map((one): RunEvent => ({ type: 'iteration.usage', iteration: 1, ...one })),
    withShares.map((one): RunEvent => end(1, one)),
    withShares.map((found): RunEvent => ({ type: 'iteration.interrupted', iteration: 1, found })),
    fc.record({ type: fc.constant('iteration.interrupted' as const), iteration }),
    fc.constant<RunEvent>({ type: 'run.reopened', by: 'me' }),
  )
  const anyRun = fc.array(anyEvent, { maxLength: 40 }).map(recorded)

  /** Tokens and bases to the last one; dollars added up in another order differ in their last digits. */
  const expectSame = (one: Spending, other: Spending) => {
    expect(one.usage).toEqual(other.usage)
    expect(one.cost.basis).toBe(other.cost.basis)
    expect(one.cost.usd).toBeCloseTo(other.cost.usd, 6)
  }

  test('all lines add up to what the state has counted', () => {
    fc.assert(
      fc.property(anyRun, (events) => {
        const list: readonly LedgerLine[] = [...ledgerOf(events)]
        expectSame(sum(list), spent(events.reduce(evolve, newState)))
      }),
      { numRuns: 300 },
    )
  })

  test('so do the sums by agent and model that a report shows', () => {
    fc.assert(
      fc.property(anyRun, (events) => {
        const report = new RunReport(1)
        for (const event of events) report.add(event)
        expectSame(sum(report.ledger()), spent(events.reduce(evolve, newState)))
      }),
    )
  })
})
