import { isProviderLimit, type AgentAdapter, type AgentResult, type Failure } from '../agent.ts'
import type { Ended } from '../platform/process/supervise.ts'
import { laterSpending } from '../usage.ts'
import type { Ears } from './ears.ts'
import type { SessionAccount } from './session-account.ts'

/** What the agent's output says of its end, seen with what ralph did to it. */
export function resultOf(
  ears: Ears,
  { code, signal, reason, stderrTail }: Ended,
  known: { readonly at: number; readonly files: Readonly<Record<string, string>> },
  why: unknown,
): AgentResult {
  // Once the result was printed, a bad exit is our doing: we ended what lingered.
  const exit = ears.sawEnd && reason !== 'exited' ? { code: 0, signal: null } : { code, signal }
  const result = ears.end({ ...exit, ...known, stderr: stderrTail })
  return ears.sawEnd && !result.failure ? result : { ...result, ...failureOf(result.failure, reason, why) }
}

/** What looks idle may be waiting out a refusal that only its record tells of. */
export function explained(result: AgentResult, account: SessionAccount | undefined): AgentResult {
  const refusal = result.failure?.kind === 'idle' ? account?.waitingFor : undefined
  return refusal ? { ...result, failure: refusal } : result
}

/** What its own record knows of its spending completes what its output told. */
export function settled(result: AgentResult, account: SessionAccount | undefined): AgentResult {
  const found = account?.final(result.failure !== undefined)
  if (!found) return result
  const models = result.models ?? found.models
  return { ...result, ...laterSpending(result, found), ...(models && { models }) }
}

/** Nobody can mend a login from a half sentence of a provider's. */
export function withLogin({ login }: AgentAdapter, result: AgentResult): AgentResult {
  const { failure } = result
  if (failure?.kind !== 'unauthorized' || login === undefined) return result
  return { ...result, failure: { ...failure, message: `${failure.message}; what to do: ${login}` } }
}

/** What ralph did to the agent outranks what its output looks like after it. */
function failureOf(
  failure: Failure | undefined,
  reason: Ended['reason'],
  why: unknown,
): { readonly failure?: Failure } {
  switch (reason) {
    case 'timed-out':
      return { failure: { kind: 'timed-out', message: 'the iteration took longer than --iteration-timeout' } }
    case 'idle':
      // Waiting for its provider in silence is the provider's limit, not the agent's idleness.
      if (failure && isProviderLimit(failure.kind)) return { failure }
      return { failure: { kind: 'idle', message: 'no output and no work for longer than --idle-timeout' } }
    case 'aborted':
      return { failure: isFailure(why) ? why : { kind: 'stopped', message: `stopped by ralph: ${String(why)}` } }
    case 'exited':
    case 'lingered':
    case 'not-started':
      return failure ? { failure } : {}
  }
}

function isFailure(why: unknown): why is Failure {
  return typeof why === 'object' && why !== null && 'kind' in why && 'message' in why
}
