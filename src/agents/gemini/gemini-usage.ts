import { costOf, type Price, type PriceBook } from '../../price.ts'
import {
  addSpending,
  contextTokens,
  noSpending,
  type Cost,
  type ModelSpending,
  type Spending,
  type Usage,
} from '../../usage.ts'
import { count, fields, type Fields } from '../reading/fields.ts'

/** Google counts what a cache served as input, and thoughts apart from the answer: here neither overlaps. */
export function geminiUsage(tokens: {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly thoughts: number
}): Usage {
  const cacheRead = Math.min(tokens.cached, tokens.input)
  return {
    input: tokens.input - cacheRead,
    cacheRead,
    cacheWrite: 0,
    output: tokens.output + tokens.thoughts,
    ...(tokens.thoughts > 0 && { reasoning: tokens.thoughts }),
    basis: 'reported',
  }
}

/**
 * What `stats` of a result say each model spent, in about so many calls. Thoughts are told in the total alone; what
 * tools of Google's own read is there too, and taken for thoughts: dearer than it was.
 */
export function spendingPerModel(stats: Fields, calls: number, prices: PriceBook): readonly ModelSpending[] {
  return Object.entries(fields(stats['models'])).flatMap(([model, told]) => {
    const usage = usageOf(fields(told))
    if (contextTokens(usage) === 0) return []
    return [{ model, usage, cost: costOfCalls(usage, calls, prices(model)) }]
  })
}

/** What was spent altogether. */
export function sumOf(models: readonly Spending[]): Spending {
  return models.reduce(addSpending, noSpending)
}

function usageOf(told: Fields): Usage {
  const input = count(told['input_tokens']) ?? 0
  const output = count(told['output_tokens']) ?? 0
  const total = count(told['total_tokens']) ?? 0
  const thoughts = Math.max(0, total - input - output)
  return geminiUsage({ input, cached: count(told['cached']) ?? 0, output, thoughts })
}

/** Long calls cost more, and a sum of calls is no long call: each is taken to be as long as the others. */
function costOfCalls(usage: Usage, calls: number, price: Price): Cost {
  const share = 1 / Math.max(1, calls)
  const call = {
    ...usage,
    input: usage.input * share,
    cacheRead: usage.cacheRead * share,
    output: usage.output * share,
  }
  const { usd, basis } = costOf(call, price)
  return { usd: usd / share, basis }
}
