import { isProviderLimit } from '../agent.ts'
import type { Moment } from '../clock.ts'
import type { Go, Rules, Stop, Wait } from '../policy.ts'
import type { AgentHealth, RunState } from '../state.ts'

export interface Recovery {
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** Failures in a row that open the circuit: the agent then rests `restMs`, and gets one try. */
  readonly breakAfter: number
  readonly restMs: number
  /** Longest wait for a provider's limit; successive waits with no work between them are one wait. */
  readonly maxWaitMs: number
}

/** After a reported reset time: clocks differ a little. */
const slackMs = 1000

/**
 * The first agent, in order of preference, that is ready. Retry, backoff, circuit breaker, fallback and waiting
 * for a limit are all this one question: when may this agent run again?
 */
export function chooseAgent(preference: readonly string[], recovery: Recovery): Rules['chooseAgent'] {
  return (state, now) => {
    const lost = preference
      .map((agent) => state.health[agent]?.failure)
      .find((failure) => failure?.kind === 'workspace-lost')
    if (lost) return { kind: 'stop', outcome: 'failed', reason: lost.message }
    const candidates = preference.map((agent) => ({ agent, at: readyAt(state, agent, recovery, now) }))
    const ready = candidates.find(({ at }) => at <= now.at)
    if (ready) return { kind: 'go', agent: ready.agent } satisfies Go
    const next = candidates.reduce((a, b) => (b.at < a.at ? b : a))
    return next.at === Infinity ? nobody(preference, state) : waitFor(next.agent, next.at, { state, now, recovery })
  }
}

function nobody(preference: readonly string[], { health }: RunState): Stop {
  const why = preference.map((agent) => `${agent}: ${health[agent]?.failure?.message ?? 'not available'}`)
  return { kind: 'stop', outcome: 'failed', reason: `no agent can run (${why.join('; ')})` }
}

interface Situation {
  readonly state: RunState
  readonly now: Moment
  readonly recovery: Recovery
}

function waitFor(agent: string, until: number, { state, now, recovery }: Situation): Wait | Stop {
  const failure = state.health[agent]?.failure
  const provider = isProviderLimit(failure?.kind)
  const whole = until - (state.limitedSince ?? now.at)
  if (provider && whole > recovery.maxWaitMs) {
    const minutes = Math.ceil(whole / 60_000)
    return {
      kind: 'stop',
      outcome: 'limit',
      reason: `wait: ${agent} can't run before ${new Date(until).toISOString()}, a wait of ${minutes} min`,
    }
  }
  return {
    kind: 'wait',
    until,
    provider,
    reason: `${agent}: ${failure?.message ?? 'recovering'}${resting(state.health[agent], recovery)}`,
  }
}

/** An open circuit is no ordinary delay: people should know why it takes minutes. */
function resting(health: AgentHealth | undefined, { breakAfter }: Recovery): string {
  const isOpen = health?.failure && !isProviderLimit(health.failure.kind) && health.failures >= breakAfter
  return isOpen ? ` (resting after ${health.failures} failures in a row)` : ''
}

/** Epoch milliseconds from which the agent may be tried; `Infinity`: never, unless a person mends something. */
export function readyAt(state: RunState, agent: string, recovery: Recovery, now: Moment): number {
  const health = state.health[agent]
  if (!health?.failure) return 0
  const { failure, failures, failedAt } = health
  // The wall clock went back between two processes: a delay counted from the future could last for ever.
  const setBack = failedAt > now.at
  switch (failure.kind) {
    case 'unauthorized':
    case 'not-installed':
    case 'quota-exhausted':
    case 'permission-denied':
      return Infinity
    case 'rate-limited':
    case 'overloaded': {
      if (failure.retryAt === undefined) return setBack ? now.at : failedAt + backoff(state, health, recovery)
      // A reset time that did not help last time is not believed twice in a row without growing patience.
      const patience =
        failures > 1 && !setBack ? failedAt + backoff(state, { ...health, failures: failures - 1 }, recovery) : 0
      return Math.max(failure.retryAt + slackMs, patience)
    }
    case 'context-overflow':
    case 'timed-out':
    case 'idle':
    case 'crashed':
    case 'workspace-lost':
    case 'stopped':
      if (setBack) return now.at
      if (failure.retryAt !== undefined) return failure.retryAt + slackMs
      return failedAt + (failures >= recovery.breakAfter ? recovery.restMs : backoff(state, health, recovery))
  }
}

/** Doubles with each failure in a row, plus up to a quarter of jitter that a replay of the same run reproduces. */
function backoff(
  { runId }: RunState,
  { failures, failedIteration }: AgentHealth,
  { firstDelayMs, maxDelayMs }: Recovery,
): number {
  const delay = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 30))
  return Math.round(delay * (1 + fraction(`${runId}:${failedIteration}`) / 4))
}

/** A number in [0, 1) that depends on the text alone (FNV-1a). */
function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0) / 2 ** 32
}
