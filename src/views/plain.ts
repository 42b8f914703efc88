import type { AgentOutput } from '../agent.ts'
import type { Clock } from '../clock.ts'
import type { Sink } from '../platform/console.ts'
import { dateTime, duration, plural } from '../platform/text/format.ts'
import { head } from '../platform/text/bounded.ts'
import { neutralise } from '../platform/text/neutralise.ts'
import { spent, type RunState } from '../state.ts'
import type { View } from '../view.ts'
import { factOf, spendingWords } from './facts.ts'
import type { RunLimits } from './run-limits.ts'
import { summaryOf } from './summary.ts'

export interface PlainViewOptions {
  readonly sink: Sink
  readonly clock: Clock
  readonly limits: RunLimits
  /** Also what the agent prints. */
  readonly verbose?: boolean
  /** Only the end. */
  readonly quiet?: boolean
  /** Iterations between lines with the totals; 0 for none. */
  readonly totalsEvery?: number
}

/** For logs and CI: a line for each fact, with its time; no colours, nothing redrawn. */
export function plainView({
  sink,
  clock,
  limits,
  verbose = false,
  quiet = false,
  totalsEvery = 0,
}: PlainViewOptions): View {
  let iterationStartedAt: number | undefined
  const say = (
    at: number,
    text: string,
    details: readonly string[] = [],
    weight: 'needed' | 'droppable' = 'needed',
  ) => {
    const lines = [`${dateTime(at)}  ${oneLine(text)}`, ...details.map((detail) => `    ${oneLine(detail)}`)]
    sink.write(`${lines.join('\n')}\n`, weight)
  }

  return {
    event(event, state) {
      if (event.type === 'iteration.started') iterationStartedAt = event.at
      if (event.type === 'run.finished') sink.write(summaryText(state, limits))
      if (quiet || event.type === 'run.finished') return
      const fact = factOf(event, { state, limits, iterationStartedAt })
      if (fact) say(event.at, fact.text, fact.details)
      if (event.type === 'iteration.finished' && totalsEvery > 0 && state.iterations % totalsEvery === 0)
        say(event.at, totals(state))
    },
    ...(verbose &&
      !quiet && {
        output(output: AgentOutput) {
          const [first, ...rest] = outputLines(output)
          if (first !== undefined) say(clock.now().at, `  ${first}`, rest, 'droppable')
        },
      }),
  }
}

function totals(state: RunState): string {
  return `so far: ${plural(state.iterations, 'iteration')}, ${duration(state.activeMs)} at work, ${spendingWords(spent(state))}`
}

function outputLines(output: AgentOutput): readonly string[] {
  switch (output.type) {
    case 'text':
    case 'stderr':
      return prefixed(output.type === 'text' ? 'says' : 'stderr', output.text)
    case 'thinking':
      return prefixed('thinks', output.text)
    case 'tool':
      return prefixed(output.name, output.detail)
    case 'tool-result':
      return prefixed(output.ok ? 'result' : 'result (failed)', output.detail)
    case 'retry':
      return prefixed('retries', output.message)
    case 'compacted':
      return ['the agent compacted its context']
    case 'session':
      return output.model || output.id
        ? [`session: ${[output.model, output.version, output.id].filter(Boolean).join(', ')}`]
        : []
    case 'usage':
    case 'limited':
    case 'window':
    case 'send':
    case 'ended':
      return []
  }
}

function prefixed(name: string, text: string): readonly string[] {
  const trimmed = text.trimEnd()
  return trimmed === '' ? [] : `${name}: ${trimmed}`.split('\n')
}

/** Longest line, in characters. */
const lineLimit = 4000

const oneLine = (text: string) => head(neutralise(text).replaceAll('\n', ' '), lineLimit)

function summaryText(state: RunState, limits: RunLimits): string {
  const summary = summaryOf(state, limits)
  if (!summary) return ''
  const rows = [
    ...summary.rows,
    ...summary.next.map(
      ([command, purpose], index) => [index === 0 ? 'next' : '', `${command}  (${purpose})`] as const,
    ),
  ]
  const table = rows.map(([name, value]) => `  ${name.padEnd(11)} ${value.replaceAll('\n', ' ')}\n`).join('')
  return `\n${summary.title}: ${summary.reason.replaceAll('\n', ' ')}\n${table}`
}
