import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCost, addUsage, laterSpending, noCost, noUsage, type Basis, type Cost, type Usage } from './usage.ts'

const basis = fc.constantFrom<Basis>('reported', 'priced', 'estimated')
const count = fc.oneof(fc.constant(0), fc.nat(1_000_000))
const usage: fc.Arbitrary<Usage> = fc.record({
  input: count,
  cacheRead: count,
  cacheWrite: count,
  output: count,
  basis,
})
// Whole 64ths, so that sums of dollars are exact enough to compare.
const cost: fc.Arbitrary<Cost> = fc.record({ usd: count.map((parts) => parts / 64), basis })

test('adding usages is associative, commutative and has nothing as its zero', () => {
  fc.assert(
    fc.property(usage, usage, usage, (a, b, c) => {
      expect(addUsage(addUsage(a, b), c)).toEqual(addUsage(a, addUsage(b, c)))
      expect(addUsage(a, b)).toEqual(addUsage(b, a))
      expect(addUsage(a, noUsage)).toEqual(a)
    }),
  )
})

test('adding costs is associative, commutative, and never more certain than its weakest part', () => {
  fc.assert(
    fc.property(cost, cost, cost, (a, b, c) => {
      expect(addCost(addCost(a, b), c)).toEqual(addCost(a, addCost(b, c)))
      expect(addCost(a, b)).toEqual(addCost(b, a))
      expect(addCost(a, noCost)).toEqual(a)
    }),
  )
})

test('readings on one basis never shrink what was spent, in whatever order they come', () => {
  const readings = fc.array(
    fc.record({
      usage: usage.map((u) => ({ ...u, basis: 'reported' as const })),
      cost: cost.map((c) => ({ ...c, basis: 'reported' as const })),
    }),
  )
  fc.assert(
    fc.property(readings, (list) => {
      let before = { usage: noUsage, cost: noCost }
      for (const reading of list) {
        const next = laterSpending(before, reading)
        expect(next.cost.usd).toBeGreaterThanOrEqual(before.cost.usd)
        expect(next.usage.output).toBeGreaterThanOrEqual(before.usage.output)
        before = next
      }
      expect(before.cost.usd).toBe(Math.max(0, ...list.map((reading) => reading.cost.usd)))
    }),
  )
})

test('a reported figure replaces a guess, a guess never replaces a report', () => {
  const guess = {
    usage: { ...noUsage, input: 900, basis: 'estimated' as const },
    cost: { usd: 2, basis: 'priced' as const },
  }
  const report = { usage: { ...noUsage, input: 700 }, cost: { usd: 1.5, basis: 'reported' as const } }
  const start = { usage: { ...noUsage, basis: 'estimated' as const }, cost: { usd: 0, basis: 'estimated' as const } }
  expect(laterSpending(laterSpending(start, guess), report)).toEqual(report)
  expect(
    laterSpending(report, { ...guess, usage: { ...guess.usage, input: 100 }, cost: { usd: 1, basis: 'estimated' } }),
  ).toEqual(report)
})
