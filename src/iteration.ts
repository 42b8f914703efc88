import { followAbort } from './abort.ts'
import type { AgentOutput, Failure } from './agent.ts'
import type { Clock } from './clock.ts'
import type { FoundSpending, IterationEnd, RunEvent } from './event.ts'
import { objection, type Go, type Rules } from './policy.ts'
import type { Prompt } from './prompt.ts'
import type { Recorder } from './recorder.ts'
import type { CurrentIteration } from './current-iteration.ts'
import { evolve, type RunState } from './state.ts'
import { countedTokens, noSpending, type Spending } from './usage.ts'

/** Runs one agent process to its end. */
export interface AgentRunner {
  /**
   * Resolves for every ending, good or bad, with nothing of the agent left behind. An abort of `watch.signal` stops
   * the agent; its reason is the failure to report, or words about what stopped it. `watch.output` is awaited, one call at a time: a slow reader slows the agent, not the memory.
   * Rejects only if `watch` does, and then too with nothing left behind.
   */
  run(task: AgentTask, watch: AgentWatch): Promise<IterationEnd>
  /** What an iteration that ralph died under had spent in truth, if the agent's own record tells. Never rejects. */
  recover?(current: CurrentIteration): Promise<FoundSpending | undefined>
}

export interface AgentTask extends Pick<Go, 'agent' | 'model'> {
  readonly iteration: number
  readonly prompt: Prompt
}

export interface AgentWatch {
  readonly signal: AbortSignal
  spawned(pid: number, startTime: string): Promise<void>
  output(output: AgentOutput): Promise<void> | void
  /** What guards saw of it. */
  noticed(fact: GuardFact): Promise<void>
}

export type GuardFact = Extract<RunEvent, { type: 'command.judged' | 'tampering.noticed' }>

interface Surroundings {
  readonly recorder: Recorder
  readonly rules: Rules
  readonly clock: Clock
  readonly agents: AgentRunner
  readonly tickMs: number
}

/** Runs the agent while watching the rules: money is counted as it is spent, time even if nothing is said. */
export async function superviseAgent(world: Surroundings, task: AgentTask, signal: AbortSignal): Promise<IterationEnd> {
  const { recorder, clock, tickMs } = world
  const { iteration } = task
  const stop = followAbort(signal)
  const meter = new Meter(world, iteration, (reason) => stop.abort(reason))
  const over = new AbortController()
  const ticking = tick(clock, tickMs, over.signal, () => meter.tick()).catch((error: unknown) => {
    stop.abort('the run could not be recorded')
    throw error
  })
  ticking.catch(() => undefined) // awaited below; until then not "unhandled"
  try {
    return await world.agents.run(task, {
      signal: stop.signal,
      spawned: (pid, startTime) => recorder.record({ type: 'agent.spawned', iteration, pid, startTime }),
      output: (output) => meter.output(output),
      noticed: (fact) => recorder.record(fact),
    })
  } finally {
    over.abort('the agent has ended') // with a reason: making the default one costs more than the rest of this
    stop.unlink()
    await ticking
  }
}

async function tick(clock: Clock, everyMs: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  for (;;) {
    await clock.sleepUntil(clock.now().at + everyMs, signal)
    if (signal.aborted) return
    await act()
  }
}

type UsageEvent = Extract<RunEvent, { type: 'iteration.usage' }>

/** Readings closer together than this are judged at once but written together: a flood of them must not flood the disk. */
const writeEveryMs = 250
/**
 * A step of so much, or of such a share of what is written already, is written at once, whenever it comes: no crash
 * forgets more than that, and even a flood of readings makes few records.
 */
const step = { usd: 0.01, tokens: 1000, share: 0.01 }

/** Holds every reading against the limits the moment it arrives. */
class Meter {
  #unwritten: UsageEvent | undefined
  #writtenAt = -Infinity
  readonly #world: Surroundings
  readonly #iteration: number
  readonly #stop: (reason: string | Failure) => void

  constructor(world: Surroundings, iteration: number, stop: (reason: string | Failure) => void) {
    this.#world = world
    this.#iteration = iteration
    this.#stop = stop
  }

  output(output: AgentOutput): Promise<void> | void {
    const { recorder } = this.#world
    recorder.show(output)
    if (output.type !== 'usage') return this.#remember(factIn(output, this.#iteration, recorder.state))
    const { usage, cost, context } = output
    this.#unwritten = {
      type: 'iteration.usage',
      iteration: this.#iteration,
      usage,
      cost,
      ...(context !== undefined && { context }),
    }
    return this.#judge(this.#unwritten)
  }

  #remember(fact: RunEvent | undefined): Promise<void> | void {
    const { recorder } = this.#world
    return fact && recorder.record(fact).then(() => this.#obey(recorder.state))
  }

  async tick(): Promise<void> {
    await this.#write()
    await this.#obey(this.#world.recorder.state)
  }

  async #judge(reading: UsageEvent): Promise<void> {
    const { recorder, clock } = this.#world
    const now = clock.now()
    const next = evolve(recorder.state, { ...reading, ...now, seq: recorder.state.seq })
    const due =
      now.up - this.#writtenAt >= writeEveryMs ||
      isStep(recorder.state.current?.spending, reading) ||
      objection(this.#world.rules, next, now) !== undefined
    if (!due) return
    await this.#write()
    await this.#obey(recorder.state)
  }

  async #write(): Promise<void> {
    const reading = this.#unwritten
    if (!reading) return
    this.#unwritten = undefined
    this.#writtenAt = this.#world.clock.now().up
    await this.#world.recorder.record(reading)
  }

  async #obey(state: Recorder['state']): Promise<void> {
    const { recorder, rules, clock } = this.#world
    const found = objection(rules, state, clock.now())
    if (found?.kind === 'stop') this.#stop(found.reason)
    if (found?.kind === 'cut') this.#stop(found.failure)
    if (found?.kind === 'warn')
      await recorder.record({ type: 'limit.warned', limit: found.limit, reason: found.reason })
  }
}

/** What of an output the run remembers beside its spending; nothing that it knows already. */
function factIn(output: AgentOutput, iteration: number, state: RunState): RunEvent | undefined {
  switch (output.type) {
    case 'session':
      return identified(output, iteration, state.current)
    case 'window':
      return observed(output, state)
    case 'compacted':
      return { type: 'context.compacted', iteration }
    case 'text':
    case 'thinking':
    case 'tool':
    case 'tool-result':
    case 'usage':
    case 'retry':
    case 'limited':
    case 'stderr':
    case 'send':
    case 'ended':
      return undefined
  }
}

/** Told with every call by some: only a whole percent more is news. */
function observed(
  { name: window, percent, resetsAt }: Extract<AgentOutput, { type: 'window' }>,
  { current, windows }: RunState,
): RunEvent | undefined {
  const agent = current?.agent ?? ''
  const before = windows[agent]?.[window]
  if (before && Math.floor(before.percent) === Math.floor(percent) && before.resetsAt === resetsAt) return undefined
  return { type: 'window.observed', agent, window, percent, ...(resetsAt !== undefined && { resetsAt }) }
}

type SessionOutput = Extract<AgentOutput, { type: 'session' }>

function identified(
  { id, model, version, contextWindow }: SessionOutput,
  iteration: number,
  current: CurrentIteration | undefined,
): RunEvent | undefined {
  const news = {
    ...(id !== undefined && id !== current?.sessionId && { sessionId: id }),
    ...(model !== undefined && model !== current?.model && { model }),
    ...(contextWindow !== undefined && contextWindow !== current?.contextWindow && { contextWindow }),
  }
  if (Object.keys(news).length === 0) return undefined
  return { type: 'agent.identified', iteration, ...news, ...(version !== undefined && { version }) }
}

function isStep(written: Spending = noSpending, { usage, cost }: Spending): boolean {
  const tokens = countedTokens(usage) - countedTokens(written.usage)
  const mostTokens = Math.max(step.tokens, countedTokens(written.usage) * step.share)
  const mostUsd = Math.max(step.usd, written.cost.usd * step.share)
  // A thousandth of a cent less is a cent, too: sums of dollars are not exact.
  return cost.usd - written.cost.usd >= mostUsd * 0.999 || tokens >= mostTokens
}
