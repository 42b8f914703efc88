import { createHash } from 'node:crypto'
import type { AgentOutput, Failure } from '../../src/agent.ts'
import { claimIn } from '../../src/claim.ts'
import type { IterationEnd, RunEvent } from '../../src/event.ts'
import type { Gate } from '../../src/gate.ts'
import type { AgentRunner, AgentWatch } from '../../src/iteration.ts'
import { replay, type Journal } from '../../src/journal.ts'
import { MemoryJournal } from '../../src/journals/memory.ts'
import { runLoop, type Opening, type World } from '../../src/loop.ts'
import { chooseAgent, type Preference } from '../../src/policies/choose-agent.ts'
import { failureLimit } from '../../src/policies/failures.ts'
import { limits, type Limits } from '../../src/policies/limits.ts'
import { blocked, paused } from '../../src/policies/requests.ts'
import { stalled } from '../../src/policies/stalled.ts'
import type { Policy } from '../../src/policy.ts'
import { Recorder } from '../../src/recorder.ts'
import type { RunState } from '../../src/state.ts'
import type { Cost, Usage } from '../../src/usage.ts'
import type { View } from '../../src/view.ts'
import { FakeClock } from './fake-clock.ts'

/** What a scripted agent does in one iteration: dollars as they are spent, one second apart, then an ending. */
export interface Step {
  readonly usd: readonly number[]
  readonly message?: string
  readonly failure?: Failure
  /** Says and spends nothing for so long. */
  readonly silentMs?: number
  /** All readings within one millisecond. */
  readonly instant?: boolean
  /** Silence after its last reading. */
  readonly afterwardsMs?: number
  /** The work tree after it; by default every iteration changes something. */
  readonly tree?: string
  /** What it tells beside its spending, before it. */
  readonly tells?: readonly AgentOutput[]
  /** Tokens in its window at each reading. */
  readonly context?: readonly number[]
}

export const work: Step = { usd: [1] }
export const done: Step = { usd: [1], message: 'All done.\n\nTASK_COMPLETE' }
export const fails = (failure: Failure, usd: readonly number[] = [0]): Step => ({ usd, failure })
export const crash = fails({ kind: 'crashed', message: 'exit 1' })

export interface Script {
  readonly steps: Record<string, Step[]>
  readonly journal?: Journal
  readonly clock?: FakeClock
  readonly max?: Partial<Limits>
  readonly maxFailures?: number
  readonly maxWaitMs?: number
  readonly gates?: readonly Gate[]
  readonly checks?: readonly Gate[]
  readonly views?: readonly View[]
  /** More rules than every world has. */
  readonly policies?: readonly Policy[]
  /** Who is preferred; the agents of `steps` in their order unless told. */
  readonly order?: Preference['order']
  readonly maxWindowPercent?: number
  /** What an agent's own record tells after ralph died. */
  readonly recover?: AgentRunner['recover']
  /** Hears of every cent as the provider would bill it, recorded or not. */
  readonly billed?: (usd: number) => void
}

export interface FakeWorld extends World {
  readonly ran: string[]
  readonly clock: FakeClock
  readonly journal: Journal
}

const plenty: Limits = { iterations: 1000, runtimeMs: 1e9, tokens: 1e9, costUsd: 1e6 }
const usage = (usd: number): Usage => ({
  input: usd * 100,
  cacheRead: 0,
  cacheWrite: 0,
  output: usd * 100,
  basis: 'reported',
})
const cost = (usd: number): Cost => ({ usd, basis: 'reported' })

/** A world over the script's journal, as a process that starts now would see it. */
export async function fakeWorld(script: Script): Promise<FakeWorld> {
  const clock = script.clock ?? new FakeClock()
  const journal = script.journal ?? new MemoryJournal()
  const names = Object.keys(script.steps)
  const recovery = {
    firstDelayMs: 1000,
    maxDelayMs: 60_000,
    breakAfter: 3,
    restMs: 300_000,
    maxWaitMs: script.maxWaitMs ?? 6 * 3_600_000,
  }
  const ran: string[] = []
  let tree = 'empty'
  let changes = 0
  return {
    ran,
    clock,
    journal,
    recorder: new Recorder({
      journal,
      clock,
      state: replay(await journal.read()),
      views: script.views ?? [],
      onViewError: (error) => {
        throw error
      },
    }),
    rules: {
      policies: [
        blocked,
        paused,
        limits({ ...plenty, ...script.max }),
        failureLimit(script.maxFailures ?? 5),
        stalled,
        ...(script.policies ?? []),
      ],
      chooseAgent: chooseAgent({
        order: script.order ?? (() => names.map((agent) => ({ agent }))),
        recovery,
        ...(script.maxWindowPercent !== undefined && { maxWindowPercent: script.maxWindowPercent }),
      }),
    },
    checks: script.checks ?? [],
    gates: script.gates ?? [],
    prompts: { compose: async () => ({ text: 'do it', facts: { tokens: 10, bytes: 5, sha256: '', cut: [] } }) },
    agents: {
      ...(script.recover && { recover: script.recover }),
      async run({ agent, model }, watch) {
        ran.push(model === undefined ? agent : `${agent}:${model}`)
        const step = script.steps[agent]?.shift() ?? done
        await watch.spawned(ran.length, '0')
        tree = step.tree ?? `${tree}${++changes}`
        return play(step, { clock, watch, billed: script.billed })
      },
    },
    workspace: {
      snapshot: async (reason, state) => ({
        fingerprint: tree,
        ...((reason === 'iteration' || reason === 'claim') && { commit: `commit-${state.iterations}` }),
      }),
    },
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
  }
}

interface Stage {
  readonly clock: FakeClock
  readonly watch: AgentWatch
  readonly billed: Script['billed']
}

async function play(step: Step, { clock, watch, billed }: Stage): Promise<IterationEnd> {
  let usd = 0
  const end = (failure?: Failure): IterationEnd => {
    const summary = step.message ?? 'worked'
    const claim = failure ? undefined : claimIn(summary, 'TASK_COMPLETE')
    return { summary, usage: usage(usd), cost: cost(usd), ...(failure && { failure }), ...(claim && { claim }) }
  }
  const stopped = () => {
    const why: unknown = watch.signal.reason
    return end(isFailure(why) ? why : { kind: 'stopped', message: String(why) })
  }
  if (step.silentMs) await clock.sleepUntil(clock.now().at + step.silentMs, watch.signal)
  for (const output of step.tells ?? []) await watch.output(output)
  for (const [index, spend] of step.usd.entries()) {
    if (watch.signal.aborted) return stopped()
    if (!step.instant) clock.pass(1000)
    usd += spend
    billed?.(spend)
    const context = step.context?.[index]
    const reading = { usage: usage(usd), cost: cost(usd), ...(context !== undefined && { context }) }
    await watch.output({ type: 'usage', ...reading })
  }
  if (step.afterwardsMs) await clock.sleepUntil(clock.now().at + step.afterwardsMs, watch.signal)
  return watch.signal.aborted ? stopped() : end(step.failure)
}

export const started: Opening = {
  type: 'run.started',
  schema: 1,
  version: '0',
  runId: 'r1',
  workspace: '/w',
  settings: {},
}
export const resumed: Opening = { type: 'run.resumed', host: 'test' }
export const reopened: Opening = { type: 'run.reopened', by: 'me' }

/** Begins, resumes or reopens the run that the world's journal holds, as the commands do. */
export async function run(
  world: FakeWorld,
  signal: AbortSignal = new AbortController().signal,
  opening?: Opening,
): Promise<RunState> {
  return runLoop(world, opening ?? (world.recorder.state.seq === 0 ? started : resumed), signal)
}

export async function eventsOf(world: FakeWorld): Promise<readonly RunEvent[]> {
  return (await world.journal.read()).events
}

export const gate = (name: string, check: Gate['check']): Gate => ({ name, check })
export const passing = gate('tests', async () => ({ passed: true, evidence: '' }))

function isFailure(why: unknown): why is Failure {
  return typeof why === 'object' && why !== null && 'kind' in why
}
