import type { Moment } from '../clock.ts'
import type { AgentHealth } from '../health.ts'
import type { RunState } from '../state.ts'

export interface Recovery {
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** Failures in a row that open the circuit: the agent then rests `restMs`, and gets one try. */
  readonly breakAfter: number
  readonly restMs: number
  /** Longest wait for a provider's limit; successive waits with no work between them are one wait. */
  readonly maxWaitMs: number
}

export interface Circumstances {
  readonly recovery: Recovery
  readonly now: Moment
  /** Another agent can go on meanwhile. */
  readonly hasOthers: boolean
}

/** After a reported reset time: clocks differ a little. */
const slackMs = 1000

/** Context overflows in a row that a smaller prompt may mend; then it is another agent's turn. */
const smallerPrompts = 1

/** Epoch milliseconds from which the agent may be tried; `Infinity`: never, unless a person mends something. */
export function readyAt(state: RunState, agent: string, { recovery, now, hasOthers }: Circumstances): number {
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
      if ((health.overflows ?? 1) <= smallerPrompts || setBack) return now.at
      return hasOthers ? failedAt + recovery.restMs : Infinity
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
