import type { SystemSample } from '../platform/system.ts'
import { spent, type RunState } from '../state.ts'
import { countedTokens } from '../usage.ts'
import { printableJson } from '../platform/text/printable-json.ts'
import type { RunLimits } from './run-limits.ts'
import { iso, type IterationReport, type RunReport } from './run-report.ts'

/** What both files tell; described in docs/state-files.md. */
export interface Facts {
  readonly report: RunReport
  readonly state: RunState
  readonly system: SystemSample
  readonly limits: RunLimits
  readonly writtenAt: number
}

/** The content of `state_<run>.json`: where the run stands. */
export function stateFile(facts: Facts): string {
  const { state } = facts
  const { current, waiting, consecutiveFailures, checkpoint } = state
  return `${printableJson(
    {
      ...summaryOf(facts),
      status: state.finished ? 'ended' : waiting ? 'waiting' : 'running',
      iteration: current?.iteration ?? state.iterations,
      agent: current?.agent ?? state.history.at(-1)?.agent ?? null,
      waiting: waiting ? { until: iso(waiting.until), reason: waiting.reason } : null,
      consecutiveFailures,
      checkpoint: checkpoint ?? null,
    },
    2,
  )}\n`
}

/** The content of `metrics_<run>.json`: everything measured so far, one iteration a line. */
export function metricsFile(facts: Facts): string {
  const { report } = facts
  const head = printableJson(
    {
      ...summaryOf(facts),
      checkpoints: report.checkpoints.list,
      omitted: { iterations: report.iterations.omitted, checkpoints: report.checkpoints.omitted },
    },
    2,
  )
  const lines = report.iterations.list.map((iteration, index, { length }) => lineOf(iteration, index < length - 2))
  return `${head.slice(0, -2)},\n  "iterations": [${lines.length > 0 ? `\n    ${lines.join(',\n    ')}\n  ` : ''}]\n}\n`
}

function summaryOf({ report, state, system, limits, writtenAt }: Facts) {
  const { failed, interrupted, stopped } = report.endings
  return {
    schema: 1,
    runId: state.runId,
    workspace: state.workspace,
    writtenAt: iso(writtenAt),
    outcome: state.finished?.outcome ?? null,
    reason: state.finished?.reason ?? null,
    startedAt: iso(state.startedAt),
    endedAt: report.ended ? iso(report.ended.at) : null,
    activeMs: Math.round(state.activeMs),
    totals: {
      iterations: state.iterations,
      succeeded: state.succeeded,
      failed,
      interrupted,
      stopped,
      successRate: state.iterations > 0 ? state.succeeded / state.iterations : null,
      ...spent(state),
    },
    limits: limitsUsed(state, limits),
    ledger: report.ledger(),
    gates: [...report.gates.values()],
    agentProcesses: report.processes,
    system,
  }
}

function limitsUsed(state: RunState, { iterations, runtimeMs, tokens, costUsd }: RunLimits) {
  const { usage, cost } = spent(state)
  return {
    iterations: { used: state.countedIterations, max: iterations ?? null },
    runtimeMs: { used: Math.round(state.activeMs), max: runtimeMs ?? null },
    tokens: { used: countedTokens(usage), max: tokens ?? null },
    costUsd: { used: cost.usd, max: costUsd ?? null },
  }
}

/** Lines of iterations that can't change any more are made once: a long run writes them every few iterations. */
const settled = new WeakMap<IterationReport, string>()

function lineOf(iteration: IterationReport, isSettled: boolean): string {
  const known = settled.get(iteration)
  if (known !== undefined) return known
  const line = printableJson(iteration)
  if (isSettled) settled.set(iteration, line)
  return line
}
