import type { Recorded } from '../event.ts'
import { dateTime, duration, grouped, money, timeOfDay, tokens } from '../platform/text/format.ts'
import { neutralise } from '../platform/text/neutralise.ts'
import { iterationTitle, type Fact } from './facts.ts'
import { factLines, marked, rule, type Style } from './pretty-style.ts'
import type { RunLimits } from './run-limits.ts'

/** An event's lines; what opens a run or an iteration has a form of its own. */
export function eventLines(style: Style, event: Recorded, fact: Fact, limits: RunLimits): readonly string[] {
  if (event.type === 'run.started') return openingLines(style, event, limits)
  const details = (fact.details ?? []).map((line) => neutralise(line))
  if (event.type !== 'iteration.started') return factLines(style, { ...fact, text: neutralise(fact.text), details })
  const title = `${style.paint.bold(iterationTitle(event.iteration, limits))}, ${oneLine(event.agent)}`
  const header = rule(style, title, timeOfDay(event.at))
  return ['', header, ...details.flatMap((line) => marked(style, '', line, style.paint.dim))]
}

type RunStarted = Extract<Recorded, { type: 'run.started' }>

function openingLines(
  style: Style,
  { version, runId, workspace, at, notices = [] }: RunStarted,
  limits: RunLimits,
): readonly string[] {
  const { bold, dim } = style.paint
  const title = `${bold('ralph')} ${neutralise(version)}  run ${neutralise(runId)}`
  return [
    ...marked(style, '', title, (line) => line, 0),
    ...marked(style, '', `${neutralise(workspace)}, ${dateTime(at)}`, dim, 0),
    ...marked(style, '', limitWords(limits), dim, 0),
    ...notices.flatMap((notice) => marked(style, style.glyphs.warning, oneLine(notice), style.paint.yellow)),
  ]
}

const oneLine = (text: string) => neutralise(text).replaceAll('\n', ' ')

function limitWords({ iterations, runtimeMs, tokens: most, costUsd }: RunLimits): string {
  const words = [
    costUsd !== undefined && money(costUsd),
    runtimeMs !== undefined && duration(runtimeMs),
    most !== undefined && `${tokens(most)} tokens`,
    iterations !== undefined && `${grouped(iterations)} iterations`,
  ].filter((each) => each !== false)
  return words.length === 0 ? 'no limits' : `at most ${words.join(', ')}`
}
