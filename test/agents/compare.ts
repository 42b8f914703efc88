import { listPrice } from '../../src/agents/prices/prices.ts'
import { costOf } from '../../src/price.ts'
import type { Served } from '../support/fake-model/server.ts'
import type { Case } from './cases.ts'
import type { Bucket, Observation } from './cell.ts'

/** What of a cell is held against what should be. */
export type Aspect =
  | 'outcome'
  | 'failure'
  | 'retry time'
  | 'tokens'
  | 'cost'
  | 'calls'
  | 'files'
  | 'processes left'
  | 'time'
  | 'test'

/** Something that is not as it should be. */
export interface Deviation {
  readonly aspect: Aspect
  readonly expected: string
  readonly observed: string
}

const buckets: readonly Bucket[] = ['input', 'cacheRead', 'cacheWrite', 'output']

/** Everything in a cell that is not as it should be. */
export function deviations(theCase: Case, seen: Observation): readonly Deviation[] {
  const failure = seen.failures.at(-1)
  return [
    ...differs('test', 'no trouble', seen.trouble ?? 'no trouble'),
    ...differs('outcome', theCase.outcome, seen.outcome),
    ...differs('failure', theCase.failure ?? 'any', theCase.failure ? (failure?.kind ?? 'none') : 'any'),
    ...retryTime(theCase, seen),
    ...tokens(bounded(theCase, seen)),
    ...cost(bounded(theCase, seen)),
    ...calls(theCase, seen),
    ...differs('files', (theCase.files ?? []).join(' '), seen.files.join(' ')),
    ...differs('processes left', '0', String(seen.left)),
    ...(seen.ms > theCase.seconds * 1000 ? differs('time', `${theCase.seconds} s`, `${seconds(seen.ms)} s`) : []),
  ]
}

function differs(aspect: Aspect, expected: string, observed: string): readonly Deviation[] {
  return expected === observed ? [] : [{ aspect, expected, observed }]
}

const seconds = (ms: number) => (ms / 1000).toFixed(1)

function retryTime({ retryAfter }: Case, { failures, served }: Observation): readonly Deviation[] {
  const refused = served.findLast(({ kind }) => kind === 'main')?.at
  if (retryAfter === undefined || refused === undefined) return []
  const told = failures.at(-1)?.retryAt
  const wanted = `${retryAfter} s after the refusal`
  if (told === undefined) return differs('retry time', wanted, 'none')
  const after = (told - refused) / 1000
  return Math.abs(after - retryAfter) <= 2 ? [] : differs('retry time', wanted, `${after.toFixed(1)} s after it`)
}

/** A call that was on its way when the limit was reached may have been answered to nobody: it counts as cut off. */
function bounded({ costLimitCall = Infinity }: Case, seen: Observation): Observation {
  const late = seen.served.filter(({ kind }) => kind === 'main').slice(costLimitCall)
  return { ...seen, served: seen.served.map((it) => (late.includes(it) ? { ...it, partial: true } : it)) }
}

/**
 * What was answered whole must be counted; what was cut off may be, up to what it would have been. With nothing cut off
 * that is the exact number.
 */
function tokens({ usage, served }: Observation): readonly Deviation[] {
  return buckets.flatMap((bucket) => {
    const least = sum(served, bucket, false)
    const most = sum(served, bucket, true)
    const told = usage[bucket]
    if (told >= least && told <= most) return []
    return differs('tokens', `${bucket} ${range(least, most, String)}`, `${bucket} ${told}`)
  })
}

function sum(served: readonly Served[], bucket: Bucket, withPartial: boolean): number {
  return billed(served, withPartial).reduce((total, { tokens: told }) => total + (told?.[bucket] ?? 0), 0)
}

function billed(served: readonly Served[], withPartial: boolean): readonly Served[] {
  return served.filter(({ tokens: told, partial }) => told !== undefined && (withPartial || !partial))
}

function range(least: number, most: number, format: (value: number) => string): string {
  return least === most ? format(least) : `${format(least)} to ${format(most)}`
}

function cost({ costUsd, served }: Observation): readonly Deviation[] {
  const least = dollars(billed(served, false))
  const most = dollars(billed(served, true))
  if (costUsd >= least * 0.99 - 1e-6 && costUsd <= most * 1.01 + 1e-6) return []
  const money = (usd: number) => `$${usd.toFixed(5)}`
  return differs('cost', range(least, most, money), money(costUsd))
}

function dollars(served: readonly Served[]): number {
  return served.reduce((total, { tokens: told, model }) => {
    return told ? total + costOf({ ...told, basis: 'reported' }, listPrice(model)).usd : total
  }, 0)
}

function calls({ mostCalls = Infinity }: Case, { served }: Observation): readonly Deviation[] {
  const count = served.filter(({ kind }) => kind === 'main').length
  return count <= mostCalls ? [] : differs('calls', `at most ${mostCalls}`, String(count))
}
