import { join } from 'node:path'
import type { Recorded } from '../event.ts'
import { cleanTemporaries, writeAtomic } from '../platform/files.ts'
import type { SystemSample } from '../platform/system.ts'
import type { RunState } from '../state.ts'
import type { View } from '../view.ts'
import { makeAgentFolder } from './agent-folder.ts'
import { metricsFile, stateFile } from './metrics-files.ts'
import type { RunLimits } from './run-limits.ts'
import { RunReport } from './run-report.ts'

export interface MetricsOptions {
  /** The workspace's `.agent` folder. */
  readonly agentFolder: string
  readonly runId: string
  /** Ended iterations between two writings; the end of the run is always written. 0: only that. */
  readonly interval: number
  readonly enabled: boolean
  readonly sample: () => SystemSample
  readonly limits?: RunLimits
  /** What the run's journal already holds, when it goes on. */
  readonly past?: Iterable<Recorded>
}

const keptIterations = 1000
/** Writing all of a long list every few iterations would cost more than the iterations: so many entries wait for one new. */
const entriesPerNewOne = 20

/**
 * Keeps `metrics/state_<run>.json` and `metrics/metrics_<run>.json` in the workspace's `.agent` folder: copies for people
 * and their tools, whole at any time, never read back. Throws if a link or a file stands where its folders belong.
 */
export function metricsView(options: MetricsOptions): View {
  if (!options.enabled) return {}
  const report = new RunReport(keptIterations)
  for (const event of options.past ?? []) report.add(event)
  let writtenAt = 0
  return {
    event(event, state) {
      report.add(event)
      const isEnd = event.type === 'run.finished'
      if (!isEnd && !isDue(event, state, options.interval)) return
      const facts = { report, state, system: options.sample(), limits: options.limits ?? {}, writtenAt: event.at }
      write(options, 'state', stateFile(facts), isEnd)
      if (!isEnd && (state.iterations - writtenAt) * entriesPerNewOne < report.iterations.list.length) return
      write(options, 'metrics', metricsFile(facts), isEnd)
      writtenAt = state.iterations
    },
  }
}

function isDue({ type }: Recorded, { iterations }: RunState, interval: number): boolean {
  const isEnding = type === 'iteration.finished' || type === 'iteration.interrupted'
  return isEnding && interval > 0 && iterations % interval === 0
}

function write({ agentFolder, runId }: MetricsOptions, kind: string, content: string, isEnd: boolean): void {
  const folder = makeAgentFolder(agentFolder, 'metrics')
  writeAtomic(join(folder, `${kind}_${runId}.json`), content, { mode: 0o644, durable: isEnd })
  if (isEnd) cleanTemporaries(folder)
}
