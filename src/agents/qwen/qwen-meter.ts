import { costOf, type PriceBook } from '../../price.ts'
import { addSpending, contextTokens, noSpending, type Spending, type Usage } from '../../usage.ts'
import { count, fields } from '../reading/fields.ts'

/** What one process has spent so far, call by call, and what the CLI says it was in all. */
export class QwenMeter {
  #calls = noSpending
  #total: Usage | undefined
  #context: number | undefined
  readonly #prices: PriceBook

  constructor(prices: PriceBook) {
    this.#prices = prices
  }

  /** A call of the model. False for a block that tells nothing yet: only the last one of an answer does. */
  add(usage: Usage, model: string | undefined, isMain: boolean): boolean {
    const context = contextTokens(usage)
    if (context === 0) return false
    if (isMain) this.#context = context
    this.#calls = addSpending(this.#calls, { usage, cost: costOf(usage, this.#prices(model)) })
    return true
  }

  /** What the result says: agents that worked beside the conversation are in there, and nowhere else in the output. */
  toldTotal(usage: unknown): void {
    this.#total = usageIn(usage)
  }

  get context(): number | undefined {
    return this.#context
  }

  /** `model`: whose price is taken for what no call accounts for. */
  sum(model: string | undefined): Spending {
    if (!this.#total) return this.#calls
    const rest = difference(this.#total, this.#calls.usage)
    if (contextTokens(rest) === 0) return this.#calls
    return addSpending(this.#calls, { usage: rest, cost: costOf(rest, this.#prices(model)) })
  }
}

/** `{input_tokens, cache_read_input_tokens, output_tokens}`: the first holds the second. */
export function usageIn(value: unknown): Usage {
  const told = fields(value)
  return disjoint(told['input_tokens'], told['cache_read_input_tokens'], told['output_tokens'])
}

/** What stands in for tokens, as qwen counts them: its input holds what a cache served. */
export function disjoint(input: unknown, cached: unknown, output: unknown): Usage {
  const asked = count(input) ?? 0
  const cacheRead = Math.min(count(cached) ?? 0, asked)
  return { input: asked - cacheRead, cacheRead, cacheWrite: 0, output: count(output) ?? 0, basis: 'reported' }
}

function difference(total: Usage, part: Usage): Usage {
  return {
    input: Math.max(0, total.input - part.input),
    cacheRead: Math.max(0, total.cacheRead - part.cacheRead),
    cacheWrite: 0,
    output: Math.max(0, total.output - part.output),
    basis: 'reported',
  }
}
