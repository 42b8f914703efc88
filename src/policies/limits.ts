import type { Moment } from '../clock.ts'
import { duration, money, tokens } from '../platform/text/format.ts'
import type { Policy, Stop, Warn } from '../policy.ts'
import { spent, type RunState } from '../state.ts'
import { countedTokens } from '../usage.ts'

export interface Limits {
  readonly iterations: number
  readonly runtimeMs: number
  /** Input, cache writes and output. */
  readonly tokens: number
  readonly costUsd: number
}

interface Reading {
  readonly limit: keyof Limits
  readonly used: number
  readonly format: (value: number) => string
}

/** Said once for each limit when this share of it is used. */
const warnAt = 0.8

/** The budgets a run must not exceed, over its whole life: no error, crash, fallback or resume resets them. */
export function limits(max: Limits): Policy {
  return (state, now) => readings(state, now).flatMap((reading) => judge(reading, max[reading.limit], state.warned))
}

function readings(state: RunState, now: Moment): readonly Reading[] {
  const { usage, cost } = spent(state)
  return [
    { limit: 'costUsd', used: cost.usd, format: money },
    { limit: 'tokens', used: countedTokens(usage), format: tokens },
    { limit: 'runtimeMs', used: runningMs(state, now), format: duration },
    { limit: 'iterations', used: state.countedIterations, format: String },
  ]
}

/** A wait for a provider is nobody's running time. */
function runningMs({ activeMs, up, waiting }: RunState, now: Moment): number {
  return activeMs + (waiting?.provider ? 0 : Math.max(0, now.up - up))
}

const names: Readonly<Record<keyof Limits, string>> = {
  costUsd: 'cost',
  tokens: 'tokens',
  runtimeMs: 'runtime',
  iterations: 'iterations',
}

function judge({ limit, used, format }: Reading, max: number, warned: readonly string[]): readonly (Stop | Warn)[] {
  const name = names[limit]
  const reason = `${name}: ${format(used)} of ${format(max)}`
  if (used >= max) return [{ kind: 'stop', outcome: 'limit', reason }]
  return used >= max * warnAt && !warned.includes(name) ? [{ kind: 'warn', limit: name, reason }] : []
}
