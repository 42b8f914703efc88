import type { PromptFacts, Recorded, RunEvent } from './event.ts'
import { laterSpending, noSpending, type Spending } from './usage.ts'

/** What is known of the iteration that is going on. */
export interface CurrentIteration {
  readonly iteration: number
  readonly agent: string
  readonly startedAt: number
  readonly prompt: PromptFacts
  readonly spending: Spending
  readonly context?: number
  /** The first reading of it: what the prompt and the agent's own instructions take. */
  readonly firstContext?: number
  readonly model?: string
  readonly sessionId?: string
  readonly contextWindow?: number
  /** When the CLI last made its context smaller, in `up` milliseconds; the newest last, at most `rememberedCompactions`. */
  readonly compactions: readonly number[]
}

export interface UsageReading extends Spending {
  readonly context?: number
}

export const rememberedCompactions = 3

/** Tokens; an agent that tells its context only later tells of its work too, which is no overhead. */
const largestOverhead = 50_000

export function begin(event: Recorded<Extract<RunEvent, { type: 'iteration.started' }>>): CurrentIteration {
  const { iteration, agent, prompt, at: startedAt, model } = event
  const choice = { agent, ...(model !== undefined && { model }) }
  return { iteration, ...choice, prompt, startedAt, spending: noSpending, compactions: [] }
}

export function identify(
  current: CurrentIteration,
  event: Extract<RunEvent, { type: 'agent.identified' }>,
): CurrentIteration {
  const { sessionId, model, contextWindow } = event
  return {
    ...current,
    ...(sessionId !== undefined && { sessionId }),
    ...(model !== undefined && { model }),
    ...(contextWindow !== undefined && { contextWindow }),
  }
}

export function compact(current: CurrentIteration, up: number): CurrentIteration {
  return { ...current, compactions: [...current.compactions, up].slice(-rememberedCompactions) }
}

export function read(current: CurrentIteration, reading: UsageReading): CurrentIteration {
  const context = reading.context ?? current.context
  return {
    ...current,
    spending: laterSpending(current.spending, reading),
    ...(context !== undefined && { context, firstContext: current.firstContext ?? context }),
  }
}

/** What the first call's context shows: tokens that the agent's own instructions and tools add to our prompt. */
export function overheadShown(current: CurrentIteration, { context }: UsageReading): number | undefined {
  if (current.context !== undefined || context === undefined) return undefined
  return Math.min(largestOverhead, Math.max(0, context - current.prompt.tokens))
}
