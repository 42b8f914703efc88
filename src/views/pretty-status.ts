import type { Moment } from '../clock.ts'
import { cost, countdown, duration, grouped, money, timeOfDay, tokens } from '../platform/text/format.ts'
import { neutralise } from '../platform/text/neutralise.ts'
import { fit, padded } from '../platform/text/width.ts'
import { spent, type RunState } from '../state.ts'
import { countedTokens } from '../usage.ts'
import type { Style } from './pretty-style.ts'
import type { RunLimits } from './run-limits.ts'

/** What the status block shows besides the state. */
export interface Activity {
  readonly now: Moment
  readonly limits: RunLimits
  /** What the agent does at the moment, and since when. */
  readonly doing?: string | undefined
  readonly model?: string | undefined
  readonly rows: number
}

/** The live block at the bottom: what goes on, and how much of each budget is used. */
export function statusLines(style: Style, state: RunState, activity: Activity): readonly string[] {
  const line = fit(headline(style, state, activity), style.columns)
  const gauges = gaugesOf(state, activity)
  if (activity.rows < 14 || style.columns < 24) return [line, fit(style.paint.dim(shortGauges(gauges)), style.columns)]
  return [line, ...gaugeLines(style, gauges)]
}

function headline({ paint, columns }: Style, state: RunState, { now, doing, model }: Activity): string {
  const { waiting, current, claim } = state
  if (waiting) {
    const left = countdown(waiting.until - now.at)
    return `${paint.yellow(paint.bold(`waiting ${left}`))} ${paint.dim(`until ${timeOfDay(waiting.until)}`)}  ${oneLine(waiting.reason)}`
  }
  if (current) {
    const agent = oneLine(current.agent)
    const elapsed = duration(wholeSeconds(now.at - current.startedAt))
    if (columns < 40) return `${paint.cyan(paint.bold(agent))} ${current.iteration}: ${elapsed}`
    const who = columns < 60 || model === undefined ? agent : `${agent} ${paint.dim(model)}`
    return `${paint.cyan(paint.bold(who))}  iteration ${current.iteration}  ${elapsed}  ${paint.dim(doing ?? 'starting')}`
  }
  if (claim !== undefined) return `${paint.cyan(paint.bold('gates'))}  judging the claim of iteration ${claim}`
  return paint.dim(state.iterations === 0 ? 'preparing' : 'between iterations')
}

const oneLine = (text: string) => neutralise(text).replaceAll('\n', ' ')
const wholeSeconds = (ms: number) => Math.max(0, Math.floor(ms / 1000) * 1000)

interface Gauge {
  readonly name: string
  /** Of the limit; undefined where there is none. */
  readonly share: number | undefined
  readonly used: string
  readonly limit: string | undefined
  /** Counts to a limit that ends the run; the context window only fills up. */
  readonly ends: boolean
}

function gaugesOf(state: RunState, { now, limits }: Activity): readonly Gauge[] {
  const { usage, cost: dollars } = spent(state)
  const counted = countedTokens(usage)
  const active = state.activeMs + (state.waiting?.provider ? 0 : Math.max(0, now.up - state.up))
  const context = state.current?.context
  return [
    gauge('cost', dollars.usd, limits.costUsd, money, cost(dollars)),
    gauge('time', active, limits.runtimeMs, (ms) => duration(wholeSeconds(ms))),
    gauge('tokens', counted, limits.tokens, tokens, `${usage.basis === 'estimated' ? '~' : ''}${tokens(counted)}`),
    gauge('iterations', state.countedIterations, limits.iterations, grouped),
    ...(context === undefined ? [] : [{ ...gauge('context', context, limits.contextWindow, tokens), ends: false }]),
  ]
}

function gauge(
  name: string,
  used: number,
  limit: number | undefined,
  words: (amount: number) => string,
  usedWords = words(used),
): Gauge {
  const share = limit === undefined || limit <= 0 ? undefined : used / limit
  return { name, share, used: usedWords, limit: limit === undefined ? undefined : words(limit), ends: true }
}

/** `$1.23/$50.00  32m/4h  123k/1M`. */
function shortGauges(gauges: readonly Gauge[]): string {
  return gauges
    .map(({ used, limit }) => (limit === undefined ? used : `${used}/${limit.replace(/\.00$/, '')}`))
    .join('  ')
}

const nameWidth = 10
/** Widest bar. */
const barMost = 30
/** Narrower terminals get bars without percents, and still narrower ones no bars. */
const percentFrom = 50

function gaugeLines(style: Style, gauges: readonly Gauge[]): readonly string[] {
  const { columns } = style
  const figures = Math.max(...gauges.map((each) => figureOf(each).length))
  if (columns < 76) return gauges.map((each) => fit(gaugeLine(style, each, columns, figures), columns))
  const half = Math.min(64, Math.floor((columns - 3) / 2))
  const lines: string[] = []
  for (let index = 0; index < gauges.length; index += 2) {
    const [left, right] = [gauges[index], gauges[index + 1]]
    if (!left) continue
    const first = gaugeLine(style, left, half, figures)
    lines.push(right ? `${padded(first, half)}   ${gaugeLine(style, right, half, figures)}` : first)
  }
  return lines.map((line) => fit(line, columns))
}

const figureOf = ({ used, limit }: Gauge) => (limit === undefined ? used : `${used} of ${limit}`)

function gaugeLine(style: Style, each: Gauge, columns: number, figures: number): string {
  const { name, share, ends } = each
  const percent =
    share === undefined || style.columns < percentFrom ? '' : ` ${`${Math.floor(share * 100)}%`.padStart(4)}`
  const barWidth = Math.min(barMost, columns - nameWidth - figures - percent.length - 3)
  const bar = share === undefined || barWidth < 4 ? '' : `${barOf(style, share, barWidth, ends)}${percent}  `
  return `${style.paint.dim(name.padEnd(nameWidth))} ${bar}${figureOf(each)}`
}

/** Never full before the limit is reached, never empty once something is used. */
function barOf({ paint, glyphs }: Style, share: number, width: number, ends: boolean): string {
  const exact = share * width
  const full = share >= 1 ? width : share <= 0 ? 0 : Math.min(width - 1, Math.max(1, Math.floor(exact)))
  const colour = share >= 1 && ends ? paint.red : share >= 0.8 ? paint.yellow : paint.green
  return colour(glyphs.full.repeat(full)) + paint.dim(glyphs.empty.repeat(width - full))
}
