import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Settings } from '../config/settings.ts'
import { isTerminal, openSink, type Sink } from '../platform/console.ts'
import { sampleSystem } from '../platform/system.ts'
import { wantsColour } from '../platform/text/palette.ts'
import { terminalOf } from '../platform/terminal.ts'
import type { View } from '../view.ts'
import { speaksUnicode } from '../views/glyphs.ts'
import { jsonView, missedOutputs } from '../views/json.ts'
import { metricsView } from '../views/metrics.ts'
import { outputLogView } from '../views/output-log.ts'
import { plainView } from '../views/plain.ts'
import { prettyView } from '../views/pretty.ts'
import type { RunLimits } from '../views/run-limits.ts'
import type { CommandContext } from './command.ts'
import type { Execution } from './execution.ts'
import { filesOf } from './place.ts'
import { defaultContextWindow } from './context-window.ts'

interface Surroundings {
  readonly clock: Clock
  readonly context: CommandContext
}

/** Who watches the run: a person or a script on stdout, the metrics files, and the log of what agents print. */
export function composeViews(execution: Execution, surroundings: Surroundings): readonly View[] {
  const { place, runId, settings, past } = execution
  const limits = limitsOf(settings)
  const { workspace } = place
  return [
    consoleView(settings, limits, surroundings),
    metricsView({
      agentFolder: join(workspace, '.agent'),
      runId,
      interval: settings.metricsInterval,
      enabled: settings.metrics,
      sample: () => sampleSystem(workspace),
      limits,
      past,
    }),
    outputLogView(filesOf(place, runId).folder),
  ]
}

function limitsOf(settings: Settings): RunLimits {
  const { maxIterations, maxRuntimeMs, maxTokens, maxCostUsd, contextWindow } = settings
  return {
    iterations: maxIterations,
    runtimeMs: maxRuntimeMs,
    tokens: maxTokens,
    costUsd: maxCostUsd,
    contextWindow: contextWindow ?? defaultContextWindow,
  }
}

/** How long a reader that has stopped reading is waited for at the end. */
const drainMs = 1500

function consoleView(settings: Settings, limits: RunLimits, surroundings: Surroundings): View {
  const format = settings.outputFormat ?? (isTerminal(1) ? 'pretty' : 'plain')
  const sink = openSink(1, format === 'json' ? { missed: missedOutputs } : {})
  const view = viewOn(sink, format, { settings, limits, ...surroundings })
  return {
    ...view,
    async close() {
      await view.close?.()
      await sink.close(drainMs)
    },
  }
}

interface ConsoleParts extends Surroundings {
  readonly settings: Settings
  readonly limits: RunLimits
}

function viewOn(
  sink: Sink,
  format: 'pretty' | 'plain' | 'json',
  { settings, limits, clock, context }: ConsoleParts,
): View {
  const { verbose, quiet } = settings
  const { env } = context
  switch (format) {
    case 'json':
      return jsonView({ sink, clock, verbose })
    case 'plain':
      return plainView({ sink, clock, limits, verbose, quiet, totalsEvery: settings.metricsInterval })
    case 'pretty': {
      const colour = wantsColour({ flag: settings.color, env, isTerminal: isTerminal(1) })
      const unicode = speaksUnicode(env)
      const live = isTerminal(1)
      return prettyView({ sink, terminal: terminalOf(1), clock, limits, verbose, quiet, colour, live, unicode })
    }
  }
}
