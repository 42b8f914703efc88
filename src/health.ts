import { isProviderLimit, type Failure } from './agent.ts'

/** How an agent has been doing. */
export interface AgentHealth {
  /** In a row. */
  readonly failures: number
  readonly failedAt: number
  readonly failedIteration: number
  readonly failure?: Failure
  /** Context overflows in a row. */
  readonly overflows?: number
}

/** A failure we caused ourselves says nothing about the agent; one of the provider's nothing about the work. */
export function failuresInARow(before: number, failure: Failure | undefined): number {
  if (!failure) return 0
  return failure.kind === 'stopped' || isProviderLimit(failure.kind) ? before : before + 1
}

export function healthAfter(
  before: AgentHealth | undefined,
  failure: Failure | undefined,
  { iteration, at }: { readonly iteration: number; readonly at: number },
): AgentHealth {
  if (failure?.kind === 'stopped' && before) return before
  if (!failure || failure.kind === 'stopped') return { failures: 0, failedAt: 0, failedIteration: 0 }
  const overflows = failure.kind === 'context-overflow' ? (before?.overflows ?? 0) + 1 : 0
  return {
    failures: (before?.failures ?? 0) + 1,
    failedAt: at,
    failedIteration: iteration,
    failure,
    ...(overflows > 0 && { overflows }),
  }
}
