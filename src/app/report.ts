import type { Recorded } from '../event.ts'
import { evolve, newState, spent } from '../state.ts'
import {
  iso,
  RunReport,
  type CheckpointReport,
  type GateReport,
  type IterationReport,
  type LedgerReport,
} from '../views/run-report.ts'
import { SafetyReport, type Safety } from '../views/safety-report.ts'
import type { Cost, Usage } from '../usage.ts'

/** A run for people and scripts: what `ralph show --json` prints. Times are ISO 8601, durations milliseconds. */
export interface RunDescription {
  readonly runId: string
  readonly workspace: string
  /** `running` while a ralph works on it, `interrupted` if that died. */
  readonly outcome: string
  readonly reason: string | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly activeMs: number
  readonly usage: Usage
  readonly cost: Cost
  /** What every agent spent with every model; adds up to `usage` and `cost`. */
  readonly ledger: readonly LedgerReport[]
  readonly iterations: readonly IterationReport[]
  readonly gates: readonly GateReport[]
  readonly checkpoints: readonly CheckpointReport[]
  readonly safety: Safety
}

/** Folds a run's events into its description. `isLive`: a ralph works on it. */
export function describe(events: Iterable<Recorded>, isLive: boolean): RunDescription {
  const report = new RunReport()
  const safety = new SafetyReport()
  let state = newState
  for (const event of events) {
    state = evolve(state, event)
    report.add(event)
    safety.add(event)
  }
  const { runId, workspace, startedAt, activeMs, finished } = state
  return {
    runId,
    workspace,
    outcome: finished?.outcome ?? (isLive ? 'running' : 'interrupted'),
    reason: finished?.reason ?? null,
    startedAt: iso(startedAt),
    endedAt: report.ended ? iso(report.ended.at) : null,
    activeMs: Math.round(activeMs),
    ...spent(state),
    ledger: report.ledger(),
    iterations: report.iterations.list,
    gates: [...report.gates.values()],
    checkpoints: report.checkpoints.list,
    safety: safety.safety,
  }
}
