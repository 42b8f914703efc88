import { existsSync } from 'node:fs'
import type { AgentResult, Failure } from '../agent.ts'
import { claimIn, tickedIn } from '../claim.ts'
import type { Claim, IterationEnd, ProcessFacts } from '../event.ts'
import type { Ended } from '../platform/process/supervise.ts'
import { cleanWithin } from '../platform/text/clean.ts'
import type { Clean } from '../platform/text/redact.ts'

interface Parts {
  readonly workspace: string
  readonly promise: string
  readonly clean: Clean
}

interface Ending {
  readonly ended: Ended
  /** What a guess would have said of the tokens. */
  readonly guessedTokens: number
  readonly taskBefore: string
  readonly taskAfter: string
}

const summaryLimit = 4000

/** What is recorded of an iteration: bounded and cleaned, with what the agent claims. */
export function iterationEnd(parts: Parts, result: AgentResult, ending: Ending): IterationEnd {
  const { ended, guessedTokens } = ending
  const failure = lostWorkspace(parts.workspace) ?? notStarted(ended) ?? result.failure
  const claim = failure ? undefined : claimOf(parts.promise, result.message, ending)
  const clean = cleanWithin(parts.clean, summaryLimit)
  return {
    summary: clean(result.message),
    usage: result.usage,
    cost: result.cost,
    process: processFacts(ended),
    ...(result.models && { models: result.models.map((one) => ({ ...one, model: clean(one.model) })) }),
    ...(result.usage.basis === 'reported' && guessedTokens > 0 && { guessedTokens }),
    ...(result.model !== undefined && { model: clean(result.model) }),
    ...(result.sessionId !== undefined && { sessionId: clean(result.sessionId) }),
    ...(claim && { claim: claim.kind === 'blocked' ? { ...claim, reason: clean(claim.reason) } : claim }),
    ...(failure && { failure: { ...failure, message: clean(failure.message) } }),
  }
}

function claimOf(promise: string, message: string, { taskBefore, taskAfter }: Ending): Claim | undefined {
  return claimIn(message, promise) ?? (tickedIn(taskBefore, taskAfter, promise) ? { kind: 'done' } : undefined)
}

function lostWorkspace(workspace: string): Failure | undefined {
  return existsSync(workspace) ? undefined : { kind: 'workspace-lost', message: `the workspace ${workspace} is gone` }
}

/** No such program, none that may be run, none for this machine. */
const unstartable = new Set(['ENOENT', 'EACCES', 'ENOEXEC'])

function notStarted({ reason, error }: Ended): Failure | undefined {
  if (reason !== 'not-started') return undefined
  const message = error?.message ?? 'the agent could not be started'
  return { kind: unstartable.has(error?.code ?? '') ? 'not-installed' : 'crashed', message }
}

function processFacts({ code, signal, durationMs, cpuMs, peakMemoryBytes, leftovers }: Ended): ProcessFacts {
  return {
    exitCode: code,
    signal,
    durationMs: Math.round(durationMs),
    leftovers,
    ...(cpuMs !== undefined && { cpuMs }),
    ...(peakMemoryBytes !== undefined && { peakMemoryBytes }),
  }
}
