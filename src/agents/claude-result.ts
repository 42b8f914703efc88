import { addSpending, contextTokens, noSpending, type Spending, type Usage } from '../usage.ts'
import { usageIn } from './claude-meter.ts'
import { count, fields, type Fields } from './fields.ts'
import { costOf, type Price, type PriceBook } from '../price.ts'

/**
 * What a result says was spent since the one before. `usage` misses the call at which a budget stopped the run, and
 * `modelUsage` counts earlier runs of a resumed session too: they are only second choice.
 */
export function spendingOf(result: Fields, prices: PriceBook): Spending {
  const perModel = Object.entries(fields(result['model_usage_since_last_result'] ?? result['modelUsage']))
  const sum = perModel
    .map(([model, told]) => modelSpending(fields(told), prices(model)))
    .reduce(addSpending, noSpending)
  if (contextTokens(sum.usage) > 0) return sum
  const usd = count(result['total_cost_usd']) ?? 0
  return { usage: usageIn(result['usage']), cost: { usd, basis: 'reported' } }
}

function modelSpending(told: Fields, price: Price): Spending {
  const reasoning = count(told['thinkingTokens']) ?? 0
  const usage: Usage = {
    input: count(told['inputTokens']) ?? 0,
    cacheRead: count(told['cacheReadInputTokens']) ?? 0,
    cacheWrite: count(told['cacheCreationInputTokens']) ?? 0,
    output: count(told['outputTokens']) ?? 0,
    ...(reasoning > 0 && { reasoning }),
    basis: 'reported',
  }
  const usd = count(told['costUSD']) ?? 0
  // Tokens that cost nothing are tokens whose price the CLI doesn't know.
  return { usage, cost: usd > 0 ? { usd, basis: 'reported' } : costOf(usage, price) }
}
