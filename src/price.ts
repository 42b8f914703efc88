import type { Basis, Cost, Usage } from './usage.ts'

/** Dollars per million tokens. */
export interface Rates {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
}

export interface Price extends Rates {
  /** `priced`: from a list, or named by the operator. `estimated`: nobody knows the model. */
  readonly basis: Basis
  /** Tokens. */
  readonly contextWindow?: number
  /** What a single call costs whose input is longer than `over` tokens. */
  readonly long?: Rates & { readonly over: number }
}

/** What a model costs, by its exact name; a dear guess with the basis `estimated` for one that nobody knows. */
export type PriceBook = (model: string | undefined) => Price

/** What the tokens of one call cost. */
export function costOf(usage: Usage, price: Price): Cost {
  const asked = usage.input + usage.cacheRead + usage.cacheWrite
  const rate = price.long && asked > price.long.over ? price.long : price
  const millionths =
    usage.input * rate.input +
    usage.cacheRead * rate.cacheRead +
    usage.cacheWrite * rate.cacheWrite +
    usage.output * rate.output
  return { usd: millionths / 1e6, basis: usage.basis === 'estimated' ? 'estimated' : price.basis }
}
