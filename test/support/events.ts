import fc from 'fast-check'
import type { Recorded, RunEvent } from '../../src/event.ts'
import type { Cost, Usage } from '../../src/usage.ts'

const count = fc.nat(100_000)
const usage: fc.Arbitrary<Usage> = fc.record({
  input: count,
  cacheRead: count,
  cacheWrite: count,
  output: count,
  basis: fc.constant('reported' as const),
})
const cost: fc.Arbitrary<Cost> = fc.record({
  usd: count.map((parts) => parts / 64),
  basis: fc.constant('reported' as const),
})
const iteration = fc.integer({ min: 1, max: 9 })
const agent = fc.constantFrom('claude', 'codex', '__proto__')
const words = fc.string({ maxLength: 40 })
const failure = fc.record({
  kind: fc.constantFrom('crashed' as const, 'stopped' as const, 'rate-limited' as const, 'unauthorized' as const),
  message: words,
})
const prompt = fc.record({ tokens: count, bytes: count, sha256: words, cut: fc.array(words, { maxLength: 2 }) })

/** Any event at all, in no sensible order: laws must hold for those too. */
export const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({
    type: fc.constant('run.started' as const),
    schema: fc.constant(1 as const),
    version: words,
    runId: words,
    workspace: words,
    settings: fc.constant({}),
  }),
  fc.record({ type: fc.constant('run.resumed' as const), host: words }),
  fc.record({ type: fc.constant('run.reopened' as const), by: words }),
  fc.record({ type: fc.constant('run.pause-requested' as const) }),
  fc.record({
    type: fc.constant('run.finished' as const),
    outcome: fc.constantFrom('completed' as const, 'limit' as const),
    reason: words,
  }),
  fc.record({ type: fc.constant('limit.warned' as const), limit: words, reason: words }),
  fc.record({ type: fc.constant('wait.started' as const), until: count, reason: words, provider: fc.boolean() }),
  fc.record({ type: fc.constant('iteration.started' as const), iteration, agent, prompt }),
  fc.record({ type: fc.constant('iteration.usage' as const), iteration, usage, cost }),
  fc.record({ type: fc.constant('iteration.finished' as const), iteration, usage, cost, summary: words }),
  fc.record({ type: fc.constant('iteration.finished' as const), iteration, usage, cost, summary: words, failure }),
  fc.record({
    type: fc.constant('iteration.finished' as const),
    iteration,
    usage,
    cost,
    summary: words,
    claim: fc.constant({ kind: 'done' as const }),
  }),
  fc.record({ type: fc.constant('iteration.interrupted' as const), iteration }),
  fc.record({ type: fc.constant('work.observed' as const), iteration, signature: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ type: fc.constant('checkpoint.created' as const), iteration, commit: words }),
  fc.record({
    type: fc.constant('gate.finished' as const),
    iteration,
    gate: words,
    durationMs: count,
    passed: fc.boolean(),
    evidence: words,
  }),
  fc.record({ type: fc.constant('claim.judged' as const), iteration, accepted: fc.boolean() }),
)

/** A numbered history whose clock runs on, except that a new process starts its own. */
export const anyHistory: fc.Arbitrary<readonly Recorded[]> = fc
  .array(fc.tuple(anyEvent, fc.nat(10_000)), { maxLength: 60 })
  .map((list) => {
    let at = 1_000_000
    return list.map(([event, ms], index) => ({ ...event, seq: index + 1, at: (at += ms), up: at - 1_000_000 }))
  })
