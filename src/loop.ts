import type { Clock } from './clock.ts'
import type { Gate } from './gate.ts'
import { superviseAgent, type AgentRunner } from './iteration.ts'
import { decide, type Go, type Rules, type Stop, type Wait } from './policy.ts'
import { normalised } from './progress.ts'
import type { PromptComposer } from './prompt.ts'
import type { Recorder } from './recorder.ts'
import type { RunEvent } from './event.ts'
import type { CurrentIteration } from './current-iteration.ts'
import type { RunState } from './state.ts'
import type { SnapshotReason, Workspace } from './workspace.ts'

/** Everything the loop needs from the outside world. `app/compose.ts` builds the real one; tests build a fake. */
export interface World {
  readonly recorder: Recorder
  readonly rules: Rules
  readonly clock: Clock
  /** Must pass before the run may start. */
  readonly checks: readonly Gate[]
  /** Must pass before the run may end as completed. */
  readonly gates: readonly Gate[]
  readonly prompts: PromptComposer
  readonly agents: AgentRunner
  readonly workspace: Workspace
  /** Digests a text: equal texts, equal digests. */
  digest(text: string): string
}

/** How a run begins: with a first event of its own, or with the one that says why it goes on. */
export type Opening = Extract<RunEvent, { type: 'run.started' | 'run.resumed' | 'run.reopened' }>

/** How often a silent agent and a wait are held against the rules. */
const tickMs = 1000

/** Runs agents until the task is done, a rule says stop, or `signal` aborts. Continues a journal that already has events. */
export async function runLoop(world: World, opening: Opening, signal: AbortSignal): Promise<RunState> {
  const { recorder, rules, clock } = world
  await open(world, opening, signal)

  while (!recorder.state.finished) {
    const decision = signal.aborted ? cancelled(signal) : decide(rules, recorder.state, clock.now())
    switch (decision.kind) {
      case 'stop':
        await finish(world, decision, signal)
        break
      case 'warn':
        await recorder.record({ type: 'limit.warned', limit: decision.limit, reason: decision.reason })
        break
      case 'wait':
        await wait(world, decision, signal)
        break
      case 'verify':
        await verify(world, decision.iteration, signal)
        break
      case 'go':
        await runIteration(world, decision, signal)
        break
    }
  }
  return recorder.state
}

async function open(world: World, opening: Opening, signal: AbortSignal): Promise<void> {
  const { recorder } = world
  const { finished, current } = recorder.state
  if (finished && opening.type !== 'run.reopened') return
  await recorder.record(opening)
  if (current) await interrupt(world, current)
  const objections = await findings(world.checks, signal)
  if (signal.aborted) return
  if (objections.length > 0)
    await recorder.record({ type: 'run.finished', outcome: 'refused', reason: objections.join('; ') })
  else await snapshot(world, 'start', signal)
}

async function interrupt({ recorder, agents }: World, current: CurrentIteration): Promise<void> {
  const found = await agents.recover?.(current)
  await recorder.record({ type: 'iteration.interrupted', iteration: current.iteration, ...(found && { found }) })
}

async function findings(checks: readonly Gate[], signal: AbortSignal): Promise<readonly string[]> {
  const objections: string[] = []
  for (const check of checks) {
    const verdict = await check.check(signal)
    if (!verdict.passed) objections.push(verdict.evidence)
  }
  return objections
}

async function finish(world: World, { outcome, reason }: Stop, signal: AbortSignal): Promise<void> {
  await snapshot(world, 'end', signal)
  await world.recorder.record({ type: 'run.finished', outcome, reason })
}

/** Sleeps one tick of a wait, so that a limit, a pause or an agent that recovers earlier ends it. */
async function wait({ recorder, clock }: World, { until, reason, provider }: Wait, signal: AbortSignal): Promise<void> {
  const { waiting } = recorder.state
  if (waiting?.until !== until || waiting.reason !== reason) {
    await recorder.record({ type: 'wait.started', until, reason, provider })
  }
  await clock.sleepUntil(Math.min(until, clock.now().at + tickMs), signal)
}

async function runIteration(world: World, { agent, model, reason }: Go, signal: AbortSignal): Promise<void> {
  const { recorder } = world
  const choice = { agent, ...(model !== undefined && { model }) }
  const iteration = recorder.state.iterations + 1
  const prompt = await world.prompts.compose(recorder.state, choice)
  if ('refused' in prompt) {
    await recorder.record({ type: 'run.finished', outcome: 'refused', reason: prompt.refused })
    return
  }
  const why = reason === undefined ? {} : { reason }
  await recorder.record({ type: 'iteration.started', iteration, ...choice, ...why, prompt: prompt.facts })
  const end = await superviseAgent({ ...world, tickMs }, { ...choice, iteration, prompt }, signal)
  await recorder.record({ type: 'iteration.finished', iteration, ...end })

  // Before any gate, so that work which fails one is not lost.
  const kept = await snapshot(world, end.claim ? 'claim' : 'iteration', signal)
  if (kept && !end.failure) {
    const signature = world.digest(`${agent} ${model ?? ''}\n${kept.fingerprint}\n${normalised(end.summary)}`)
    await recorder.record({ type: 'work.observed', iteration, signature })
  }
}

async function snapshot({ recorder, workspace }: World, reason: SnapshotReason, signal: AbortSignal) {
  const { iterations } = recorder.state
  const kept = await workspace.snapshot(reason, recorder.state, signal)
  if (kept?.commit) {
    const { commit, skipped } = kept
    await recorder.record({
      type: 'checkpoint.created',
      iteration: iterations,
      commit,
      ...(skipped?.length && { skipped }),
    })
  }
  return kept
}

/** An agent saying it is done is a claim. All gates judge it, so that one prompt can carry everything they found. */
async function verify({ recorder, gates, clock }: World, iteration: number, signal: AbortSignal): Promise<void> {
  let accepted = true
  for (const gate of gates) {
    const started = clock.now().up
    const verdict = await gate.check(signal)
    if (signal.aborted) return // an interrupted gate has judged nothing: the claim stays
    await recorder.record({
      type: 'gate.finished',
      iteration,
      gate: gate.name,
      durationMs: clock.now().up - started,
      ...verdict,
    })
    accepted &&= verdict.passed
  }
  await recorder.record({ type: 'claim.judged', iteration, accepted })
}

const cancelled = (signal: AbortSignal): Stop => ({ kind: 'stop', outcome: 'cancelled', reason: String(signal.reason) })
