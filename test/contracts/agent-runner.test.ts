import { makeCleaning } from '../../src/platform/text/clean.ts'
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AgentOutput } from '../../src/agent.ts'
import { commandAgent } from '../../src/agents/command.ts'
import { ralphFormat } from '../../src/agents/ralph-format.ts'
import { listPrice } from '../../src/agents/prices/prices.ts'
import { agentRunner } from '../../src/app/agent-runner.ts'
import type { AgentRunner, AgentWatch } from '../../src/iteration.ts'
import { systemClock } from '../../src/platform/clock.ts'
import type { Prompt } from '../../src/prompt.ts'
import { fakeWorld, type Step } from '../scenarios/fake-world.ts'

/** Plays a step as a program that prints the ralph format. */
const player = `
const { usd, message = 'worked', failure, silentMs = 0 } = JSON.parse(process.argv[2])
const say = (object) => console.log(JSON.stringify(object))
setTimeout(() => {
  let spent = 0
  for (const one of usd) {
    spent += one
    say({ type: 'usage', usage: { input: spent * 100, output: spent * 100 }, cost: { usd: spent } })
  }
  say({ type: 'result', message, failure })
}, silentMs)
`

function realRunner(step: Step): AgentRunner {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')))
  const script = join(folder, 'player.cjs')
  writeFileSync(script, player)
  const adapter = commandAgent(`node ${script} '${JSON.stringify(step)}'`, ralphFormat)
  return agentRunner({
    agents: new Map([['claude', { adapter, program: process.execPath }]]),
    workspace: folder,
    runId: `contract-${Math.random()}`,
    env: process.env,
    clock: systemClock(),
    clean: (text) => text,
    promise: 'TASK_COMPLETE',
    prices: listPrice,
    estimateFactor: () => 1,
    guard: undefined,
    cleaning: makeCleaning(),
    sandbox: undefined,
    passEnv: [],
    allowRead: [],
    tampering: { begin: () => () => [] },
    extraArgs: [],
    promptFile: join(folder, 'prompt'),
    scratch: join(folder, 'scratch'),
    timeoutMs: 60_000,
    idleMs: 60_000,
    taskText: () => '',
    budgetUsd: () => 1,
  })
}

const fakeRunner = async (step: Step): Promise<AgentRunner> => (await fakeWorld({ steps: { claude: [step] } })).agents

const prompt: Prompt = { text: 'Do it.', facts: { tokens: 1, bytes: 6, sha256: '', cut: [] } }

function watch(seen: AgentOutput[] = [], other: Partial<AgentWatch> = {}): AgentWatch {
  const { signal } = new AbortController()
  return {
    signal,
    spawned: async () => undefined,
    noticed: async () => undefined,
    output: (output) => void seen.push(output),
    ...other,
  }
}

describe.each([
  ['the real runner', async (step: Step) => realRunner(step)],
  ['the fake runner', fakeRunner],
])('%s', (_name, make) => {
  test('ends with what was spent, said and claimed', async () => {
    const end = await (
      await make({ usd: [1, 2], message: 'Done.\n\nTASK_COMPLETE' })
    ).run({ agent: 'claude', iteration: 1, prompt }, watch())
    expect(end).toMatchObject({
      summary: 'Done.\n\nTASK_COMPLETE',
      claim: { kind: 'done' },
      cost: { usd: 3, basis: 'reported' },
    })
    expect(end.failure).toBeUndefined()
  })

  test('tells of every reading as a running total, in order', async () => {
    const seen: AgentOutput[] = []
    await (await make({ usd: [1, 2, 3] })).run({ agent: 'claude', iteration: 1, prompt }, watch(seen))
    expect(seen.flatMap((output) => (output.type === 'usage' ? [output.cost.usd] : []))).toEqual([1, 3, 6])
  })

  test('a failure is an ending like another, and claims nothing', async () => {
    const step: Step = { usd: [1], message: 'TASK_COMPLETE', failure: { kind: 'overloaded', message: '529' } }
    const end = await (await make(step)).run({ agent: 'claude', iteration: 1, prompt }, watch())
    expect(end).toMatchObject({ failure: { kind: 'overloaded' }, cost: { usd: 1 } })
    expect(end.claim).toBeUndefined()
  })

  test('an abort stops a silent agent, and says so', async () => {
    const stop = new AbortController()
    const spawned = async () => stop.abort('cost: $1 of $1')
    const end = await (
      await make({ usd: [1], silentMs: 3_600_000 })
    ).run({ agent: 'claude', iteration: 1, prompt }, watch([], { signal: stop.signal, spawned }))
    expect(end.failure).toMatchObject({ kind: 'stopped', message: expect.stringContaining('cost: $1 of $1') })
  })

  test('a reading that cannot be recorded ends the run with that error', async () => {
    const failing = watch([], { output: () => Promise.reject(new Error('the disk is full')) })
    await expect((await make({ usd: [1] })).run({ agent: 'claude', iteration: 1, prompt }, failing)).rejects.toThrow(
      'the disk is full',
    )
  })
})
