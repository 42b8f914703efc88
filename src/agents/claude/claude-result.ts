import { costOf, type Price, type PriceBook } from '../../price.ts'
import { addSpending, contextTokens, noSpending, type ModelSpending, type Spending, type Usage } from '../../usage.ts'
import { usageIn } from './claude-meter.ts'
import { count, fields, type Fields } from '../reading/fields.ts'

/** What was spent, and by which models, as far as that is told. */
export interface ToldSpending extends Spending {
  readonly models: readonly ModelSpending[]
}

/**
 * What a result says was spent since the one before. `usage` misses the call at which a budget stopped the run and
 * those of sub-agents, `modelUsage` counts earlier runs of a resumed session and earlier results too: they are only
 * second choice, for versions that don't know `model_usage_since_last_result`. Where that is empty, nothing was spent.
 */
export function spendingOf(result: Fields, prices: PriceBook): ToldSpending {
  const sinceLast = result['model_usage_since_last_result']
  const models = Object.entries(fields(sinceLast ?? result['modelUsage']))
    .map(([model, told]) => ({ model, ...modelSpending(fields(told), prices(model)) }))
    .filter(({ usage }) => contextTokens(usage) > 0)
  const sum = models.reduce<Spending>(addSpending, noSpending)
  if (models.length > 0 || isTold(sinceLast)) return { ...sum, models }
  const usd = count(result['total_cost_usd']) ?? 0
  return { usage: usageIn(result['usage']), cost: { usd, basis: 'reported' }, models: [] }
}

/** The sums of a process that had several results. */
export function addTold(a: ToldSpending, b: ToldSpending): ToldSpending {
  const perModel = new Map<string, Spending>()
  for (const { model, usage, cost } of [...a.models, ...b.models])
    perModel.set(model, addSpending(perModel.get(model) ?? noSpending, { usage, cost }))
  return { ...addSpending(a, b), models: [...perModel].map(([model, spending]) => ({ model, ...spending })) }
}

/** Whether the models' sums are the whole: one result may have told of them, another not. */
export function isWhole({ usage, models }: ToldSpending): boolean {
  const { usage: sum } = models.reduce<Spending>(addSpending, noSpending)
  return models.length > 0 && contextTokens(sum) === contextTokens(usage)
}

function isTold(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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
