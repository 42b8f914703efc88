/** How a figure is known: told by the agent, computed from reported tokens and a price list, or guessed. */
export type Basis = 'reported' | 'priced' | 'estimated'

/** Tokens in buckets that never overlap, so adding two usages is always right. `reasoning` is a part of `output`. */
export interface Usage {
  /** Input that no cache served. */
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
  readonly reasoning?: number
  readonly basis: Basis
}

/** Dollars, and how we know them. A sum is only as certain as its weakest part. */
export interface Cost {
  readonly usd: number
  readonly basis: Basis
}

export interface Spending {
  readonly usage: Usage
  readonly cost: Cost
}

/** What one model's share was. */
export interface ModelSpending extends Spending {
  readonly model: string
}

export const noUsage: Usage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, basis: 'reported' }
export const noCost: Cost = { usd: 0, basis: 'reported' }
export const noSpending: Spending = { usage: noUsage, cost: noCost }

const certainty: readonly Basis[] = ['estimated', 'priced', 'reported']

interface Known {
  readonly basis: Basis
}

/** A sum is as certain as its weakest part; a part that adds nothing weakens nothing. */
function basisOfSum(a: Known, aIsZero: boolean, b: Known, bIsZero: boolean): Basis {
  if (aIsZero !== bIsZero) return aIsZero ? b.basis : a.basis
  return certainty.indexOf(a.basis) < certainty.indexOf(b.basis) ? a.basis : b.basis
}

export function addUsage(a: Usage, b: Usage): Usage {
  const reasoning = (a.reasoning ?? 0) + (b.reasoning ?? 0)
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    ...(reasoning > 0 && { reasoning }),
    basis: basisOfSum(a, isZero(a), b, isZero(b)),
  }
}

export function addCost(a: Cost, b: Cost): Cost {
  return { usd: a.usd + b.usd, basis: basisOfSum(a, a.usd === 0, b, b.usd === 0) }
}

export function addSpending(a: Spending, b: Spending): Spending {
  return { usage: addUsage(a.usage, b.usage), cost: addCost(a.cost, b.cost) }
}

/**
 * The next reading of one running total. A reading on the same or a weaker basis can only raise it, so
 * repeated, lost or reordered readings never shrink what was spent; a better basis replaces a guess.
 */
export function laterSpending(before: Spending, reading: Spending): Spending {
  return { usage: laterUsage(before.usage, reading.usage), cost: laterCost(before.cost, reading.cost) }
}

function laterUsage(before: Usage, next: Usage): Usage {
  if (certainty.indexOf(next.basis) > certainty.indexOf(before.basis)) return next
  const reasoning = Math.max(before.reasoning ?? 0, next.reasoning ?? 0)
  return {
    input: Math.max(before.input, next.input),
    cacheRead: Math.max(before.cacheRead, next.cacheRead),
    cacheWrite: Math.max(before.cacheWrite, next.cacheWrite),
    output: Math.max(before.output, next.output),
    ...(reasoning > 0 && { reasoning }),
    basis: raises(before, next) ? next.basis : before.basis,
  }
}

function raises(before: Usage, next: Usage): boolean {
  const { input, cacheRead, cacheWrite, output } = next
  return (
    input > before.input || cacheRead > before.cacheRead || cacheWrite > before.cacheWrite || output > before.output
  )
}

function laterCost(before: Cost, next: Cost): Cost {
  if (certainty.indexOf(next.basis) > certainty.indexOf(before.basis)) return next
  return next.usd > before.usd ? next : before
}

function isZero(usage: Usage): boolean {
  return usage.input + usage.cacheRead + usage.cacheWrite + usage.output === 0
}

/** What a token limit counts: cache reads are shown, never counted. */
export function countedTokens(usage: Usage): number {
  return usage.input + usage.cacheWrite + usage.output
}

/** What one model call holds in its context window. */
export function contextTokens(usage: Usage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite + usage.output
}
