import type { SessionReader } from '../../agent.ts'
import { costOf, type PriceBook } from '../../price.ts'
import { addSpending, contextTokens, noSpending, type ModelSpending, type Usage } from '../../usage.ts'
import { count, fields, objectIn, type Fields } from '../reading/fields.ts'

/** What was spent in all, and by each model. */
export type CopilotSpending = NonNullable<ReturnType<SessionReader['spending']>>

/** Token counts as the CLI names them: its `inputTokens` hold what the cache served and took. */
export function usageIn(told: Fields): Usage {
  const cacheRead = count(told['cacheReadTokens']) ?? 0
  const cacheWrite = count(told['cacheWriteTokens']) ?? 0
  const reasoning = count(told['reasoningTokens']) ?? 0
  return {
    input: Math.max(0, (count(told['inputTokens']) ?? 0) - cacheRead - cacheWrite),
    cacheRead,
    cacheWrite,
    output: count(told['outputTokens']) ?? 0,
    ...(reasoning > 0 && { reasoning }),
    basis: 'reported',
  }
}

/** Adds up calls of models. What the CLI calls cost are premium requests and credits: dollars come from the price list. */
export class CopilotMeter {
  readonly #models = new Map<string, ModelSpending>()
  readonly #prices: PriceBook

  constructor(prices: PriceBook) {
    this.#prices = prices
  }

  add(model: string | undefined, usage: Usage): void {
    if (contextTokens(usage) === 0) return
    const name = model ?? 'unknown'
    const spending = { usage, cost: costOf(usage, this.#prices(model)) }
    this.#models.set(name, { ...addSpending(this.#models.get(name) ?? noSpending, spending), model: name })
  }

  /** Nothing before the first count. */
  spending(): CopilotSpending | undefined {
    const models = [...this.#models.values()]
    return models.length === 0 ? undefined : { ...models.reduce(addSpending, noSpending), models }
  }
}

/**
 * `--usage-output-file`, written at a normal end: modelMetrics: a model's name to usage: inputTokens, outputTokens,
 * cacheReadTokens, cacheWriteTokens, reasoningTokens. Calls that shortened the conversation are missing in it.
 */
export function usageFileSpending(content: string, prices: PriceBook): CopilotSpending | undefined {
  const file = objectIn(content.trimStart())
  if (!file) return undefined
  const meter = new CopilotMeter(prices)
  for (const [model, metrics] of Object.entries(fields(file['modelMetrics'])))
    meter.add(model, usageIn(fields(fields(metrics)['usage'])))
  return meter.spending() ?? noSpending
}
