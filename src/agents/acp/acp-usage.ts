import { addUsage, noUsage, type Usage } from '../../usage.ts'
import { count, fields, items, text, type Fields } from '../reading/fields.ts'

/** What one model's calls came to. */
export interface ModelUsage {
  readonly model: string | undefined
  readonly usage: Usage
}

/**
 * What the answer to a prompt says was spent: `_meta.quota.model_usage` where there is one (a convention of three
 * agents: it names the models, and counts calls on the side that `usage` leaves out), else `usage`, else the sum in
 * `_meta.quota.token_count`. Nothing if it tells of no tokens.
 */
export function usageOfTurn(response: Fields): readonly ModelUsage[] {
  const quota = fields(fields(response['_meta'])['quota'])
  const perModel = items(quota['model_usage']).map((entry) => ({
    model: text(fields(entry)['model']),
    usage: usageIn(fields(entry)['token_count']),
  }))
  const sum = usageIn(response['usage'] ?? quota['token_count'])
  const found = perModel.filter(({ usage }) => tokens(usage) > 0)
  if (found.length > 0) return found
  return tokens(sum) > 0 ? [{ model: undefined, usage: sum }] : []
}

/** The sum over models. */
export function sumOf(usages: readonly ModelUsage[]): Usage {
  return usages.map(({ usage }) => usage).reduce(addUsage, noUsage)
}

/**
 *   {inputTokens, outputTokens, totalTokens?, cachedReadTokens?, cachedWriteTokens?, thoughtTokens?}
 *
 * in these names or in those of `_meta.quota`. The protocol does not say whether input contains what a cache served,
 * or output the thoughts. The total does: it is the sum of what does not overlap. Where it fits neither reading, input
 * is taken to be without the cache: that can only count too much.
 */
export function usageIn(value: unknown): Usage {
  const told = fields(value)
  const input = first(told, ['inputTokens', 'input_tokens'])
  const output = first(told, ['outputTokens', 'output_tokens'])
  const cacheRead = first(told, ['cachedReadTokens', 'cachedInputTokens'])
  const cacheWrite = first(told, ['cachedWriteTokens', 'cacheWriteInputTokens'])
  const thoughts = first(told, ['thoughtTokens', 'reasoningOutputTokens'])
  const beyond = first(told, ['totalTokens']) - input - output
  const cached = cacheRead + cacheWrite
  const containsCache = cached <= input && (beyond === 0 || beyond === thoughts) && beyond !== cached
  const isWithoutThoughts = thoughts > output || (thoughts > 0 && beyond === thoughts + (containsCache ? 0 : cached))
  return {
    input: containsCache ? input - cached : input,
    cacheRead,
    cacheWrite,
    output: isWithoutThoughts ? output + thoughts : output,
    ...(thoughts > 0 && { reasoning: thoughts }),
    basis: 'reported',
  }
}

function first(told: Fields, names: readonly string[]): number {
  return names.map((name) => count(told[name])).find((value) => value !== undefined) ?? 0
}

function tokens({ input, cacheRead, cacheWrite, output }: Usage): number {
  return input + cacheRead + cacheWrite + output
}
