import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/event.ts'
import { MemoryJournal } from '../../src/journals/memory.ts'
import { compactionLoop, contextFull } from '../../src/policies/context.ts'
import { escalated } from '../../src/policies/escalate.ts'
import { reserve } from '../../src/policies/reserve.ts'
import { unknownPrice } from '../../src/policies/unknown-price.ts'
import { windowShare } from '../../src/policies/window-share.ts'
import { spent } from '../../src/state.ts'
import { noUsage } from '../../src/usage.ts'
import { FakeClock } from './fake-clock.ts'
import {
  done,
  eventsOf,
  fails,
  fakeWorld,
  gate,
  reopened,
  run,
  started,
  work,
  type FakeWorld,
  type Step,
} from './fake-world.ts'

async function startsOf(world: FakeWorld) {
  return (await eventsOf(world)).flatMap((event) => (event.type === 'iteration.started' ? [event] : []))
}

const max = { tokens: 1e9, costUsd: 5 }
const two: Step = { usd: [1, 1] }

test('an iteration that would probably be cut off by the cost limit is not started, and the reason says why', async () => {
  const world = await fakeWorld({ steps: { claude: [two, two, two] }, max, policies: [reserve(max)] })
  const state = await run(world)
  expect(world.ran).toHaveLength(2)
  expect(state.finished).toEqual({
    outcome: 'limit',
    reason: 'cost: $4.00 of $5.00; the $1.00 left would not do for an iteration, which here takes about $2.00',
  })
})

test('the first iteration is started whatever is left, and so is the first after somebody raised a limit', async () => {
  const journal = new MemoryJournal()
  const small = { tokens: 1e9, costUsd: 1.2 }
  const first = await fakeWorld({ journal, steps: { claude: [work] }, max: small, policies: [reserve(small)] })
  expect((await run(first)).finished?.outcome).toBe('limit')
  expect(first.ran).toHaveLength(1)
  const more = { tokens: 1e9, costUsd: 1.5 }
  const again = await fakeWorld({
    journal,
    steps: { claude: [{ ...done, usd: [0.4] }] },
    max: more,
    policies: [reserve(more)],
  })
  expect((await run(again, undefined, reopened)).finished?.outcome).toBe('completed')
})

test('an iteration whose context is nearly full is ended, and the next begins fresh without a failure', async () => {
  const policies = [contextFull({ windowOf: () => 1000, threshold: 0.8 })]
  const filling: Step = { usd: [1, 1, 1, 1], context: [100, 500, 810, 900] }
  const world = await fakeWorld({ steps: { claude: [filling, done] }, policies })
  const state = await run(world)
  expect(state.finished?.outcome).toBe('completed')
  expect(spent(state).cost.usd).toBe(4)
  expect(state.consecutiveFailures).toBe(0)
  expect(state.history[0]?.failure).toEqual({
    kind: 'stopped',
    message: 'its context is 81 % full (810 of 1k tokens): the next iteration begins fresh',
  })
})

test('an iteration that starts out nearly full is let run: beginning afresh would not help it', async () => {
  const policies = [contextFull({ windowOf: () => 1000, threshold: 0.8 })]
  const world = await fakeWorld({ steps: { claude: [{ usd: [1, 1], context: [790, 850] }, done] }, policies })
  expect((await run(world)).history[0]?.failure).toBeUndefined()
})

test('a CLI that compacts its context again and again is stopped, and gets a smaller prompt', async () => {
  const loop: Step = { usd: [1], tells: [{ type: 'compacted' }, { type: 'compacted' }, { type: 'compacted' }] }
  const world = await fakeWorld({ steps: { claude: [loop, done] }, policies: [compactionLoop] })
  const state = await run(world)
  expect(state.history[0]?.failure?.kind).toBe('context-overflow')
  expect(state.finished?.outcome).toBe('completed')
})

test('after two overflows in a row the other agent takes over, and the preferred one comes back after its rest', async () => {
  const overflow = fails({ kind: 'context-overflow', message: 'prompt is too long' })
  const slow: Step = { usd: [1], silentMs: 200_000 }
  const steps = { claude: [overflow, overflow, done], codex: [slow, slow, slow] }
  const world = await fakeWorld({ steps })
  expect((await run(world)).finished?.outcome).toBe('completed')
  expect(world.ran).toEqual(['claude', 'claude', 'codex', 'codex', 'claude'])
})

test('two overflows of the only agent end the run with that reason', async () => {
  const overflow = fails({ kind: 'context-overflow', message: 'prompt is too long' })
  const state = await run(await fakeWorld({ steps: { claude: [overflow, overflow, done] } }))
  expect(state.finished).toEqual({
    outcome: 'failed',
    reason: 'no agent can run (claude: prompt too long)'.replace('prompt too', 'prompt is too'),
  })
})

test('at the allowed share of its window an agent makes room for the next, and comes back when the window resets', async () => {
  const clock = new FakeClock()
  const resetsAt = clock.now().at + 600_000
  const near: Step = { usd: [1, 1], tells: [{ type: 'window', name: 'five_hour', percent: 91.4, resetsAt }] }
  const slow: Step = { usd: [1], silentMs: 400_000 }
  const world = await fakeWorld({
    clock,
    steps: { claude: [near, done], codex: [slow, slow] },
    policies: [windowShare(90)],
    maxWindowPercent: 90,
  })
  expect((await run(world)).finished?.outcome).toBe('completed')
  expect(world.ran).toEqual(['claude', 'codex', 'codex', 'claude'])
  const [, second] = await startsOf(world)
  expect(second?.reason).toBe('claude: 91 % of its five_hour window is used, of 90 % allowed')
})

test('an agent that ended just as its window was used up is not chosen before the window resets', async () => {
  const clock = new FakeClock()
  const resetsAt = clock.now().at + 600_000
  const last: Step = { usd: [1], tells: [{ type: 'window', name: 'weekly', percent: 95, resetsAt }] }
  const world = await fakeWorld({ clock, steps: { claude: [last, done] }, maxWindowPercent: 90 })
  expect((await run(world)).finished?.outcome).toBe('completed')
  const [, second] = await eventsOf(world).then((events) =>
    events.flatMap((event) => (event.type === 'wait.started' ? [event.until, event.provider] : [])),
  )
  expect(second).toBe(true)
  expect(clock.now().at).toBeGreaterThanOrEqual(resetsAt)
})

test('a claim that is rejected again and again brings in the next step of the escalation', async () => {
  let tries = 0
  const gates = [gate('tests', async () => ({ passed: ++tries > 4, evidence: 'red' }))]
  const order = escalated({
    usual: [{ agent: 'claude', model: 'haiku' }],
    steps: [{ agent: 'claude', model: 'opus' }, { agent: 'codex' }],
    returns: false,
  })
  const world = await fakeWorld({ steps: { claude: [done, done, done, done], codex: [done] }, gates, order })
  expect((await run(world)).finished?.outcome).toBe('completed')
  expect(world.ran).toEqual(['claude:haiku', 'claude:haiku', 'claude:opus', 'claude:opus', 'codex'])
  expect((await startsOf(world)).map(({ model, reason }) => [model, reason?.slice(0, 21)])).toEqual([
    ['haiku', undefined],
    ['haiku', undefined],
    ['opus', 'escalated, step 1 of '],
    ['opus', 'escalated, step 1 of '],
    [undefined, 'escalated, step 2 of '],
  ])
})

test('an iteration that changes nothing escalates too, before the run is given up as stalled', async () => {
  const still: Step = { usd: [1], tree: 'same', message: 'nothing to do' }
  const order = escalated({ usual: [{ agent: 'small' }], steps: [{ agent: 'big' }], returns: false })
  const world = await fakeWorld({ steps: { small: [still, still, still], big: [done] }, order })
  expect((await run(world)).finished?.outcome).toBe('completed')
  expect(world.ran).toEqual(['small', 'small', 'big'])
})

test('with a return, the usual agent is back after three iterations without trouble; without, it stays away', async () => {
  const still: Step = { usd: [1], tree: 'same', message: 'nothing to do' }
  const ran = async (returns: boolean) => {
    const order = escalated({ usual: [{ agent: 'small' }], steps: [{ agent: 'big' }], returns })
    const steps = { small: [still, still, work, done], big: [work, work, work, done] }
    const world = await fakeWorld({ steps, order })
    await run(world)
    return world.ran.join(' ')
  }
  expect(await ran(true)).toBe('small small big big big small small')
  expect(await ran(false)).toBe('small small big big big big')
})

test('a model whose price nobody knows ends a run whose cost must be limited, and the reason names the way out', async () => {
  const secret: Step = { usd: [1, 1], tells: [{ type: 'session', id: 's', model: 'my-model' }] }
  const world = await fakeWorld({ steps: { codex: [secret] }, policies: [unknownPrice(() => false)] })
  expect((await run(world)).finished).toMatchObject({
    outcome: 'refused',
    reason: expect.stringMatching(/price of my-model is not known.*--price my-model=IN\/OUT.*--allow-unknown-cost/),
  })
})

test("what an agent's own record tells of an interrupted iteration completes its account, and never counts twice", async () => {
  const events: readonly RunEvent[] = [
    started,
    { type: 'iteration.started', iteration: 1, agent: 'claude', prompt: { tokens: 1, bytes: 1, sha256: '', cut: [] } },
    { type: 'agent.identified', iteration: 1, sessionId: 's1' },
    { type: 'iteration.usage', iteration: 1, usage: { ...noUsage, input: 100 }, cost: { usd: 1, basis: 'reported' } },
  ]
  const journal = new MemoryJournal(events.map((event, index) => ({ ...event, seq: index + 1, at: 0, up: 0 })))
  const next = await fakeWorld({
    journal,
    steps: { claude: [done] },
    recover: async ({ sessionId }) =>
      sessionId === 's1'
        ? { usage: { ...noUsage, input: 900, output: 300 }, cost: { usd: 4, basis: 'reported' } }
        : undefined,
  })
  const state = await run(next)
  expect(state.spending.cost.usd).toBe(5)
  expect(state.spending.usage.input).toBe(1000)
})
