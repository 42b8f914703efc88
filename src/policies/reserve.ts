import { money, tokens } from '../platform/text/format.ts'
import type { Policy, Stop } from '../policy.ts'
import { spent, type PastIteration, type RunState } from '../state.ts'
import { countedTokens } from '../usage.ts'

export interface Reserve {
  readonly tokens: number
  readonly costUsd: number
}

/**
 * Starts no iteration that will probably be cut off: what is left of a limit must do for a typical one. The first
 * iteration after a start or after somebody raised a limit is started whatever is left: it is the only chance.
 */
export function reserve(max: Reserve): Policy {
  return (state) => {
    const past = state.history.filter(tellsOfWork)
    if (state.current || past.length === 0 || state.iterations === state.openedAt) return []
    const { usage, cost } = spent(state)
    return [
      ...shortage({ name: 'cost', used: cost.usd, max: max.costUsd, format: money }, past, (one) => one.cost.usd),
      ...shortage({ name: 'tokens', used: countedTokens(usage), max: max.tokens, format: tokens }, past, (one) =>
        countedTokens(one.usage),
      ),
    ]
  }
}

/** One that was turned away, or stopped by ralph, says nothing about what the work takes. */
function tellsOfWork({ failure, interrupted }: PastIteration): boolean {
  return !failure && !interrupted
}

interface Budget {
  readonly name: string
  readonly used: number
  readonly max: number
  readonly format: (value: number) => string
}

function shortage(
  { name, used, max, format }: Budget,
  past: RunState['history'],
  amountOf: (spending: PastIteration['spending']) => number,
): readonly Stop[] {
  const typical = median(past.map(({ spending }) => amountOf(spending)))
  const left = max - used
  if (left <= 0 || left >= typical) return [] // with nothing left the limit itself has the word
  const reason = `${name}: ${format(used)} of ${format(max)}; the ${format(left)} left would not do for an iteration, which here takes about ${format(typical)}`
  return [{ kind: 'stop', outcome: 'limit', reason }]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
