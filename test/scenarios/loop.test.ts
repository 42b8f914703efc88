import { expect, test } from 'vitest'
import type { Recorded } from '../../src/event.ts'
import type { Journal } from '../../src/journal.ts'
import { MemoryJournal } from '../../src/journals/memory.ts'
import { evolve, newState, spent } from '../../src/state.ts'
import { FakeClock } from './fake-clock.ts'
import { crash, done, eventsOf, fails, fakeWorld, gate, passing, reopened, run, work, type Step } from './fake-world.ts'

test('a claim of done is not done until the gates pass', async () => {
  let tries = 0
  const tests = gate('tests', async () => ({ passed: ++tries > 1, evidence: `try ${tries}` }))
  const state = await run(await fakeWorld({ steps: { claude: [work, done, done] }, gates: [tests] }))
  expect(state.finished?.outcome).toBe('completed')
  expect(state.iterations).toBe(3)
  expect(state.verdicts['tests']).toEqual({ passed: true, evidence: 'try 2' })
})

test('all gates judge a claim, so that one prompt carries everything they found', async () => {
  const asked: string[] = []
  const red = (name: string) => gate(name, async () => ({ passed: asked.push(name) > 2, evidence: '' }))
  const world = await fakeWorld({ steps: { claude: [done, done] }, gates: [red('lint'), red('tests')] })
  expect((await run(world)).finished?.outcome).toBe('completed')
  expect(asked).toEqual(['lint', 'tests', 'lint', 'tests'])
})

test('without gates the word of the agent is taken, and the reason says so', async () => {
  const state = await run(await fakeWorld({ steps: { claude: [done] } }))
  expect(state.finished).toEqual({ outcome: 'completed', reason: 'the agent said so; no gate was given to prove it' })
})

test('falls back while the preferred agent is rate-limited, and returns to it after', async () => {
  const clock = new FakeClock()
  const limited = fails({ kind: 'rate-limited', message: '429', retryAt: clock.now().at + 2500 })
  const world = await fakeWorld({ clock, steps: { claude: [limited, work, done], codex: [work, work, work] } })
  await run(world)
  expect(world.ran).toEqual(['claude', 'codex', 'codex', 'codex', 'claude', 'claude'])
})

test('a reported reset time is waited for exactly, and costs no iteration and no failure', async () => {
  const clock = new FakeClock()
  const retryAt = clock.now().at + 5 * 3_600_000
  const steps = { claude: [fails({ kind: 'rate-limited', message: 'limit', retryAt }), done] }
  const world = await fakeWorld({ clock, steps, max: { iterations: 1, runtimeMs: 60_000 }, maxFailures: 1 })
  const state = await run(world)
  expect(state.finished?.outcome).toBe('completed')
  expect(state.countedIterations).toBe(1)
  expect(state.activeMs).toBeLessThan(5000)
  const begun = (await eventsOf(world)).filter((event) => event.type === 'iteration.started') as Recorded[]
  expect(begun[1]?.at).toBeGreaterThanOrEqual(retryAt)
  expect(begun[1]?.at).toBeLessThan(retryAt + 2000)
})

test('a wait that is too long ends the run as a limit, also when many short ones add up to it', async () => {
  const clock = new FakeClock()
  const far = fails({ kind: 'rate-limited', message: 'limit', retryAt: clock.now().at + 7 * 3_600_000 })
  expect((await run(await fakeWorld({ clock, steps: { claude: [far] } }))).finished).toMatchObject({ outcome: 'limit' })

  const again = Array.from({ length: 5000 }, () => fails({ kind: 'overloaded', message: '529' }))
  const state = await run(await fakeWorld({ steps: { claude: again }, maxWaitMs: 3_600_000 }))
  expect(state.finished?.outcome).toBe('limit')
  expect(state.iterations).toBeLessThan(100)
  expect(state.consecutiveFailures).toBe(0)
})

test('backs off with a jitter that a replay repeats, opens the circuit, then gives up', async () => {
  const waits = async () => {
    const world = await fakeWorld({ steps: { claude: [crash, crash, crash, crash, crash, crash] } })
    expect((await run(world)).finished?.outcome).toBe('failed')
    const events = (await eventsOf(world)) as Recorded[]
    return events.flatMap((event) => (event.type === 'wait.started' ? [event.until - event.at] : []))
  }
  const first = await waits()
  expect(first).toEqual(await waits())
  expect(first.map((ms) => Math.floor(ms / 1000))).toEqual([1, 2, 300, 300])
})

test('stops when no agent can ever run, and says why for each', async () => {
  const steps = {
    claude: [fails({ kind: 'unauthorized', message: 'log in' })],
    codex: [fails({ kind: 'not-installed', message: 'ENOENT' })],
  }
  const state = await run(await fakeWorld({ steps }))
  expect(state.finished?.reason).toBe('no agent can run (claude: log in; codex: ENOENT)')
})

test('a cost limit stops the agent in mid-iteration', async () => {
  const world = await fakeWorld({ steps: { claude: [{ usd: [1, 1, 1, 1, 1, 1] }] }, max: { costUsd: 3 } })
  const state = await run(world)
  expect(state.finished).toEqual({ outcome: 'limit', reason: 'cost: $3.00 of $3.00' })
  expect(state.spending.cost.usd).toBe(3)
  expect(state.health['claude']?.failures, 'our stop is not the agent failing').toBe(0)
})

test('a limit stops at the reading that breaks it, however fast readings come', async () => {
  const flood: Step = { usd: Array.from({ length: 100 }, () => 0.25), instant: true }
  const world = await fakeWorld({ steps: { claude: [flood] }, max: { costUsd: 2 } })
  expect((await run(world)).spending.cost.usd).toBe(2)
})

test('every cent is written at once, smaller readings together', async () => {
  const written = async (usd: number, readings = 50) => {
    const world = await fakeWorld({
      steps: { claude: [{ usd: Array.from({ length: readings }, () => usd), instant: true }] },
      max: { costUsd: 1_000_000 },
    })
    await run(world)
    return (await eventsOf(world)).filter(({ type }) => type === 'iteration.usage').length
  }
  expect(await written(0.01)).toBeGreaterThanOrEqual(50)
  expect(await written(0.0001)).toBeLessThan(5)
  expect(await written(0.01, 3000), 'of much, only what is a hundredth more').toBeLessThan(500)
})

test('a runtime limit stops an agent that says nothing', async () => {
  const state = await run(
    await fakeWorld({ steps: { claude: [{ usd: [], silentMs: 3_600_000 }] }, max: { runtimeMs: 60_000 } }),
  )
  expect(state.finished?.outcome).toBe('limit')
  expect(state.activeMs).toBeLessThan(62_000)
})

test('most of a limit is warned of once', async () => {
  const world = await fakeWorld({
    steps: { claude: [{ usd: [1, 1, 1, 1, 0.1, 0.1, 0.1] }, done] },
    max: { costUsd: 20, tokens: 500 },
  })
  await run(world)
  const warnings = (await eventsOf(world)).flatMap((event) => (event.type === 'limit.warned' ? [event.limit] : []))
  expect(warnings).toEqual(['tokens'])
})

test('the last allowed iteration runs to its end', async () => {
  const state = await run(
    await fakeWorld({ steps: { claude: [work, { usd: [1, 1, 1] }, work] }, max: { iterations: 2 } }),
  )
  expect(state.iterations).toBe(2)
  expect(state.spending.cost.usd).toBe(4)
})

test('an agent that asks for a human ends the run as blocked', async () => {
  const state = await run(
    await fakeWorld({ steps: { claude: [{ usd: [1], message: 'Hm.\nTASK_BLOCKED: which database?' }] } }),
  )
  expect(state.finished).toEqual({ outcome: 'blocked', reason: 'which database?' })
})

test('no progress ends as stalled after one more try, and a random id in the words hides nothing', async () => {
  const same = (id: string): Step => ({ usd: [1], message: `Nothing to do. Trace 9f${id}c4d5-e6`, tree: 'same' })
  const state = await run(await fakeWorld({ steps: { claude: ['0a1', '1b2', '2c3', '3d4', '4e5', '5f6'].map(same) } }))
  expect(state.finished?.outcome).toBe('stalled')
  expect(state.iterations).toBe(4)
})

test('going round in a circle is no progress either', async () => {
  const steps = { claude: Array.from({ length: 20 }, (_, i): Step => ({ usd: [1], tree: i % 2 ? 'a' : 'b' })) }
  const state = await run(await fakeWorld({ steps }))
  expect(state.finished?.outcome).toBe('stalled')
  expect(state.iterations).toBeLessThanOrEqual(6)
})

test('an iteration that changes files is progress, whatever it says', async () => {
  const steps = { claude: [...Array.from({ length: 30 }, (_, i): Step => ({ usd: [0], tree: `${i}` })), done] }
  expect((await run(await fakeWorld({ steps }))).finished?.outcome).toBe('completed')
})

test('a pause comes between two iterations, and reopening goes on', async () => {
  const journal = new MemoryJournal()
  const pause = { output: () => void first.recorder.record({ type: 'run.pause-requested' }) }
  const first = await fakeWorld({ journal, steps: { claude: [{ usd: [1, 1] }, work] }, views: [pause] })
  const state = await run(first)
  expect(state.finished?.outcome).toBe('paused')
  expect(state.iterations).toBe(1)
  expect(state.spending.cost.usd, 'the iteration ran to its end').toBe(2)
  const second = await fakeWorld({ journal, steps: { claude: [done] } })
  expect((await run(second, undefined, reopened)).finished?.outcome).toBe('completed')
})

test('crash at every event, resume, and end the same with no money forgotten', async () => {
  const steps = () => ({ claude: [{ usd: [1, 1, 1] }, fails({ kind: 'crashed', message: 'x' }, [1, 1]), done] })
  const whole = await fakeWorld({ steps: steps(), gates: [passing] })
  await run(whole)
  const events = await eventsOf(whole)
  expect(events.length).toBeGreaterThan(15)
  for (let k = 0; k <= events.length; k++) {
    const clock = new FakeClock()
    const journal = new MemoryJournal()
    let billed = 0
    const bill = (usd: number) => {
      billed += usd
    }
    const first = await fakeWorld({
      clock,
      journal: dyingAfter(k, journal),
      steps: steps(),
      gates: [passing],
      billed: bill,
    })
    await run(first).catch((error: unknown) => expect(String(error)).toContain('power cut'))
    const acknowledged = spent((await journal.read()).events.reduce(evolve, newState)).cost.usd
    clock.restart(86_400_000)
    const second = await fakeWorld({ clock, journal, steps: { claude: [done] }, gates: [passing], billed: bill })
    const state = await run(second)
    expect(state.finished?.outcome, `crash after event ${k}`).toBe('completed')
    const recorded = (await journal.read()).events
    expect(recorded.reduce(evolve, newState)).toEqual(state)
    expect(spent(state).cost.usd).toBeGreaterThanOrEqual(acknowledged)
    const forgotten = billed - spent(state).cost.usd
    expect(forgotten, `at most the reading in flight is lost (crash at ${k})`).toBeLessThanOrEqual(1)
    expect(forgotten).toBeGreaterThanOrEqual(0)
    expect(state.activeMs, 'a day asleep is not a day of running').toBeLessThan(60_000)
    const started = recorded.filter(({ type }) => type === 'iteration.started').length
    const ended = recorded.filter(
      ({ type }) => type === 'iteration.finished' || type === 'iteration.interrupted',
    ).length
    expect(ended, 'every agent start has exactly one record').toBe(started)
    expect(recorded.filter(({ type }) => type === 'run.finished')).toHaveLength(1)
  }
})

function dyingAfter(k: number, journal: MemoryJournal): Journal {
  return {
    read: () => journal.read(),
    append: (event, seq, now) => (seq > k ? Promise.reject(new Error('power cut')) : journal.append(event, seq, now)),
    close: () => journal.close(),
  }
}

test('a claim that was not judged before the crash is judged first after it, and no agent is paid again', async () => {
  const journal = new MemoryJournal()
  const dying = gate('tests', () => Promise.reject(new Error('power cut')))
  await expect(run(await fakeWorld({ journal, steps: { claude: [done] }, gates: [dying] }))).rejects.toThrow(
    'power cut',
  )
  const second = await fakeWorld({ journal, steps: { claude: [] }, gates: [passing], max: { iterations: 1 } })
  expect((await run(second)).finished?.outcome).toBe('completed')
  expect(second.ran).toEqual([])
})

test('a failed check refuses the run before any agent starts', async () => {
  const check = gate('prompt', async () => ({ passed: false, evidence: 'PROMPT.md is not UTF-8' }))
  const world = await fakeWorld({ steps: { claude: [done] }, checks: [check] })
  expect((await run(world)).finished).toEqual({ outcome: 'refused', reason: 'PROMPT.md is not UTF-8' })
  expect(world.ran).toEqual([])
})

test('a finished run stays finished when delivered twice, and goes on when reopened with a raised limit', async () => {
  const journal = new MemoryJournal()
  await run(await fakeWorld({ journal, steps: { claude: [work, work] }, max: { iterations: 1 } }))
  const before = (await journal.read()).events.length
  const again = await fakeWorld({ journal, steps: { claude: [work] }, max: { iterations: 1 } })
  expect((await run(again)).finished?.outcome).toBe('limit')
  expect(again.ran).toEqual([])
  expect((await journal.read()).events).toHaveLength(before)
  const third = await fakeWorld({ journal, steps: { claude: [done] }, max: { iterations: 5 } })
  const state = await run(third, undefined, reopened)
  expect(state.finished?.outcome).toBe('completed')
  expect(state.iterations).toBe(2)
  expect(state.spending.cost.usd, 'what was spent before still counts').toBe(2)
})

test('reopening with the same limit ends at once: a limit is not reset', async () => {
  const journal = new MemoryJournal()
  await run(await fakeWorld({ journal, steps: { claude: [{ usd: [3] }] }, max: { costUsd: 3 } }))
  const again = await fakeWorld({ journal, steps: { claude: [done] }, max: { costUsd: 3 } })
  expect((await run(again, undefined, reopened)).finished?.outcome).toBe('limit')
  expect(again.ran).toEqual([])
})

test('reopening a failed run gives its agents a fresh chance', async () => {
  const journal = new MemoryJournal()
  await run(await fakeWorld({ journal, steps: { claude: [crash, crash, crash, crash, crash] } }))
  const state = await run(await fakeWorld({ journal, steps: { claude: [done] } }), undefined, reopened)
  expect(state.finished?.outcome).toBe('completed')
})

test('ctrl-c during a gate keeps the claim for later', async () => {
  const ctrlC = new AbortController()
  const slow = gate('tests', async () => {
    ctrlC.abort('SIGINT')
    return { passed: false, evidence: 'killed' }
  })
  const state = await run(await fakeWorld({ steps: { claude: [done] }, gates: [slow] }), ctrlC.signal)
  expect(state.finished).toEqual({ outcome: 'cancelled', reason: 'SIGINT' })
  expect(state.claim).toBe(1)
  expect(state.verdicts).toEqual({})
})

test('ctrl-c during a check is a cancellation, not a refusal', async () => {
  const ctrlC = new AbortController()
  const check = gate('prompt', async () => {
    ctrlC.abort('SIGINT')
    return { passed: false, evidence: '' }
  })
  expect(
    (await run(await fakeWorld({ steps: { claude: [done] }, checks: [check] }), ctrlC.signal)).finished?.outcome,
  ).toBe('cancelled')
})

test('ctrl-c ends a wait at once', async () => {
  const ctrlC = new AbortController()
  const clock = new FakeClock()
  const limited = fails({ kind: 'rate-limited', message: '429', retryAt: clock.now().at + 3_600_000 })
  const view = {
    event: ({ type }: Recorded) => {
      if (type === 'wait.started') setImmediate(() => ctrlC.abort('SIGTERM'))
    },
  }
  const state = await run(await fakeWorld({ clock, steps: { claude: [limited] }, views: [view] }), ctrlC.signal)
  expect(state.finished).toEqual({ outcome: 'cancelled', reason: 'SIGTERM' })
})

test('a lost workspace ends the run as failed', async () => {
  const gone = fails({ kind: 'workspace-lost', message: '/w is gone' })
  const state = await run(await fakeWorld({ steps: { claude: [gone], codex: [done] } }))
  expect(state.finished).toEqual({ outcome: 'failed', reason: '/w is gone' })
})

test('a journal that can no longer be written stops a silent agent, and the run', async () => {
  const journal = dyingAfter(4, new MemoryJournal()) // run.started, iteration.started, agent.spawned, one reading
  // The second reading is too small and comes too soon after the first to be written: the tick writes it.
  const world = await fakeWorld({
    journal,
    steps: { claude: [{ usd: [0.001, 0.001], instant: true, afterwardsMs: 1e9 }] },
  })
  await expect(run(world)).rejects.toThrow('power cut')
  expect(world.ran).toEqual(['claude'])
})

test('an agent that works well between two limits is never given up for waiting', async () => {
  const clock = new FakeClock()
  const limitedAgain = (): Step => fails({ kind: 'rate-limited', message: 'limit' }, [1, 1, 1])
  const steps = { claude: [...Array.from({ length: 60 }, limitedAgain), done] }
  const state = await run(await fakeWorld({ clock, steps, maxWaitMs: 10 * 60_000 }))
  expect(state.finished?.outcome).toBe('completed')
})
