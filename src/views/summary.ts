import type { Outcome } from '../event.ts'
import { basisWords, cost, duration, grouped, money, plural, tokens } from '../platform/text/format.ts'
import { cleanEvent } from '../platform/text/clean.ts'
import { neutralise } from '../platform/text/neutralise.ts'
import { spent, type RunState } from '../state.ts'
import { countedTokens, type Usage } from '../usage.ts'
import type { RunLimits } from './run-limits.ts'

/** The end of a run, for people: the same facts in every view. */
export interface Summary {
  readonly title: string
  readonly good: boolean
  readonly reason: string
  /** Name and value; an empty name goes on with the one above. */
  readonly rows: readonly (readonly [name: string, value: string])[]
  /** What to type next, and what it does. */
  readonly next: readonly (readonly [command: string, purpose: string])[]
}

const titles: Readonly<Record<Outcome, string>> = {
  completed: 'completed',
  failed: 'failed: gave up',
  limit: 'stopped at a limit',
  refused: 'refused: nothing was started',
  blocked: 'blocked: the agent asks for you',
  stalled: 'stalled: no progress',
  paused: 'paused',
  cancelled: 'cancelled',
}

/** What to say at the end; undefined while the run goes on. */
export function summaryOf(state: RunState, limits: RunLimits): Summary | undefined {
  if (!state.finished) return undefined
  const { outcome, reason } = state.finished
  return cleanEvent((text) => neutralise(text), {
    title: titles[outcome],
    good: outcome === 'completed',
    reason,
    rows: rowsOf(state, limits),
    next: nextSteps(state, limits),
  })
}

function rowsOf(state: RunState, limits: RunLimits): Summary['rows'] {
  const { usage, cost: dollars } = spent(state)
  return [
    ['iterations', iterationWords(state, limits)],
    ['time', timeWords(state)],
    ['tokens', `${usage.basis === 'estimated' ? '~' : ''}${grouped(countedTokens(usage))}${of(limits.tokens, tokens)}`],
    ['', bucketWords(usage)],
    ['cost', `${cost(dollars)}${of(limits.costUsd, money)}`],
    ['', dollars.basis === 'reported' ? basisWords(dollars.basis) : `~ ${basisWords(dollars.basis)}`],
    ...gateRows(state),
    ...checkpointRow(state),
  ]
}

function iterationWords({ iterations, succeeded, countedIterations }: RunState, limits: RunLimits): string {
  const rest = iterations - succeeded
  const uncounted = iterations - countedIterations
  return [
    `${grouped(iterations)}${of(limits.iterations, grouped)}`,
    ...(rest > 0 ? [`${rest} without success`] : []),
    ...(uncounted > 0 ? [`${uncounted} not counted: the provider's limits`] : []),
  ].join(', ')
}

const of = (limit: number | undefined, words: (amount: number) => string) =>
  limit === undefined ? '' : ` of ${words(limit)}`

function timeWords({ activeMs, at, startedAt }: RunState): string {
  const wall = at - startedAt
  return `${duration(activeMs)} at work${wall - activeMs > 5000 ? `, ${duration(wall)} in all` : ''}`
}

function bucketWords({ input, cacheWrite, cacheRead, output, reasoning }: Usage): string {
  const thought = reasoning === undefined ? '' : ` (${tokens(reasoning)} reasoning)`
  const read = cacheRead > 0 ? `, cache read ${tokens(cacheRead)} (not counted)` : ''
  return `input ${tokens(input)}, cache write ${tokens(cacheWrite)}, output ${tokens(output)}${thought}${read}`
}

function gateRows({ verdicts }: RunState): Summary['rows'] {
  return Object.entries(verdicts).map(([gate, { passed }], index) => [
    index === 0 ? 'gates' : '',
    `${passed ? 'passed' : 'failed'}: ${gate}`,
  ])
}

function checkpointRow({ checkpoint }: RunState): Summary['rows'] {
  return checkpoint
    ? [['checkpoint', `${checkpoint.commit.slice(0, 10)} after ${plural(checkpoint.iteration, 'iteration')}`]]
    : []
}

function nextSteps(state: RunState, limits: RunLimits): Summary['next'] {
  const { runId, finished } = state
  const resume = `ralph resume ${runId}`
  const isShadow = state.settings['checkpointMode'] !== 'commit'
  const diff = state.checkpoint && isShadow ? ([['ralph diff ' + runId, 'what changed']] as const) : []
  const log = ['ralph log ' + runId, 'what the agent printed'] as const
  switch (finished?.outcome) {
    case 'completed':
      return [...diff, log]
    case 'limit':
      return [[resume + raised(finished.reason, limits, state), 'go on with a higher limit'], ...diff, log]
    case 'failed':
    case 'stalled':
      return isLost(state) ? [bringBack(state), log] : [log, ...diff, [resume, 'try again']]
    case 'blocked':
      return [[resume, 'go on, once you have answered in the prompt'], log]
    case 'refused':
      return [['ralph doctor', 'look for the cause']]
    case 'paused':
    case 'cancelled':
      return [[resume, 'go on where it stopped'], ...diff]
    case undefined:
      return []
  }
}

const isLost = ({ history, checkpoint }: RunState) =>
  history.at(-1)?.failure?.kind === 'workspace-lost' && checkpoint !== undefined

function bringBack({ workspace }: RunState): readonly [string, string] {
  return [`mkdir -p '${workspace}' && cd '${workspace}' && ralph restore 1`, 'bring the files back']
}

/** As much again as the limit was, on top of what is spent if that is more. */
function doubled(limit: number, used: number, decimals: number): number {
  return Number((limit + Math.max(limit, used)).toFixed(decimals))
}

/** The option that lifts the limit which ended the run, doubled. A limit's reason begins with its name. */
function raised(reason: string, limits: RunLimits, state: RunState): string {
  const name = /^[a-z]+/i.exec(reason)?.[0].toLowerCase()
  const { usage, cost: dollars } = spent(state)
  if (name === 'cost' && limits.costUsd !== undefined) return ` --max-cost ${doubled(limits.costUsd, dollars.usd, 2)}`
  if (name === 'tokens' && limits.tokens !== undefined)
    return ` --max-tokens ${doubled(limits.tokens, countedTokens(usage), 0)}`
  if (name === 'iterations' && limits.iterations !== undefined) return ` --max-iterations ${limits.iterations * 2}`
  if (name === 'runtime' && limits.runtimeMs !== undefined)
    return ` --max-runtime ${Math.ceil((limits.runtimeMs * 2) / 1000)}`
  if (name === 'wait') return ' --max-wait 24h'
  return ''
}
