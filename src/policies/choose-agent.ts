import { isProviderLimit } from '../agent.ts'
import type { Moment } from '../clock.ts'
import type { AgentHealth } from '../health.ts'
import type { Go, Rules, Stop, Wait } from '../policy.ts'
import type { RunState } from '../state.ts'
import { readyAt, type Recovery } from './ready-at.ts'
import { usedUpWindow } from './window-share.ts'

/** An agent to run, the model it is told to use, and why these and not the preferred ones. */
export type Choice = Omit<Go, 'kind'>

export interface Preference {
  /** The agents of the run, best first, for what the run has been through. */
  order(state: RunState): readonly Choice[]
  readonly recovery: Recovery
  /** Of a subscription's window; an agent that has used as much waits for the next one. */
  readonly maxWindowPercent?: number
}

/**
 * The first agent, in order of preference, that is ready. Retry, backoff, circuit breaker, fallback and waiting
 * for a limit are all this one question: when may this agent run again?
 */
export function chooseAgent(preference: Preference): Rules['chooseAgent'] {
  return (state, now) => {
    const order = preference.order(state)
    const lost = order
      .map(({ agent }) => state.health[agent]?.failure)
      .find((failure) => failure?.kind === 'workspace-lost')
    if (lost) return { kind: 'stop', outcome: 'failed', reason: lost.message }
    const candidates = order.map((choice) => candidate(choice, { state, now, preference }))
    const index = candidates.findIndex(({ at }) => at <= now.at)
    const ready = candidates[index]
    if (ready) return go(ready.choice, candidates.slice(0, index))
    const next = candidates.reduce((a, b) => (b.at < a.at ? b : a))
    return next.at === Infinity ? nobody(order, state) : waitFor(next, { state, now, preference })
  }
}

interface Situation {
  readonly state: RunState
  readonly now: Moment
  readonly preference: Preference
}

interface Candidate {
  readonly choice: Choice
  /** Epoch milliseconds from which it may run. */
  readonly at: number
  readonly why: string
  readonly provider: boolean
}

function candidate(choice: Choice, { state, now, preference }: Situation): Candidate {
  const { agent } = choice
  const { recovery, maxWindowPercent = Infinity } = preference
  const health = state.health[agent]
  const hasOthers = preference.order(state).some((other) => other.agent !== agent && isHopeful(state, other.agent))
  const at = readyAt(state, agent, { recovery, now, hasOthers })
  const used = usedUpWindow(state, agent, maxWindowPercent, now)
  if (used && used.freeAt > at) return { choice, at: used.freeAt, why: used.message, provider: true }
  const why = `${health?.failure?.message ?? 'recovering'}${resting(health, recovery)}`
  return { choice, at, why, provider: isProviderLimit(health?.failure?.kind) }
}

/** It can be waited for: nobody has to mend anything first. */
function isHopeful({ health }: RunState, agent: string): boolean {
  const kind = health[agent]?.failure?.kind
  return (
    kind !== 'unauthorized' && kind !== 'not-installed' && kind !== 'quota-exhausted' && kind !== 'context-overflow'
  )
}

function go(choice: Choice, passedOver: readonly Candidate[]): Go {
  const others = passedOver.filter(({ choice: { agent } }) => agent !== choice.agent)
  const why = others.map(({ choice: { agent }, why: reason }) => `${agent}: ${reason}`)
  const reason = [choice.reason, ...why].filter((part) => part !== undefined).join('; ')
  const { agent, model } = choice
  return { kind: 'go', agent, ...(model !== undefined && { model }), ...(reason !== '' && { reason }) }
}

function nobody(order: readonly Choice[], { health }: RunState): Stop {
  const names = [...new Set(order.map(({ agent }) => agent))]
  const why = names.map((agent) => `${agent}: ${health[agent]?.failure?.message ?? 'not available'}`)
  return { kind: 'stop', outcome: 'failed', reason: `no agent can run (${why.join('; ')})` }
}

function waitFor({ choice: { agent }, at: until, why, provider }: Candidate, situation: Situation): Wait | Stop {
  const { state, now, preference } = situation
  const whole = until - (state.limitedSince ?? now.at)
  if (!provider || whole <= preference.recovery.maxWaitMs)
    return { kind: 'wait', until, provider, reason: `${agent}: ${why}` }
  const minutes = Math.ceil(whole / 60_000)
  const reason = `wait: ${agent} can't run before ${new Date(until).toISOString()}, a wait of ${minutes} min`
  return { kind: 'stop', outcome: 'limit', reason }
}

/** An open circuit is no ordinary delay: people should know why it takes minutes. */
function resting(health: AgentHealth | undefined, { breakAfter }: Recovery): string {
  const isOpen = health?.failure && !isProviderLimit(health.failure.kind) && health.failures >= breakAfter
  return isOpen ? ` (resting after ${health.failures} failures in a row)` : ''
}
