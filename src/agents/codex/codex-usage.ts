import type { Spending, Usage } from '../../usage.ts'
import { costOf, type Price } from '../../price.ts'
import { count, fields } from '../reading/fields.ts'

/**
 * Token counts as codex names them, in its output and in its session files alike:
 *
 *   input_tokens               all of the input, cached or not
 *   cached_input_tokens        of these, read from a cache
 *   cache_write_input_tokens   of these, written to a cache; missing in older versions
 *   output_tokens              all of the output
 *   reasoning_output_tokens    of these, reasoning
 */
export function codexUsage(value: unknown): Usage {
  const told = fields(value)
  const all = count(told['input_tokens']) ?? 0
  const cacheRead = Math.min(count(told['cached_input_tokens']) ?? 0, all)
  const cacheWrite = Math.min(count(told['cache_write_input_tokens']) ?? 0, all - cacheRead)
  return {
    input: all - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output: count(told['output_tokens']) ?? 0,
    ...reasoningOf(count(told['reasoning_output_tokens']) ?? 0),
    basis: 'reported',
  }
}

/** A sum over many calls says nothing of how long each was: dearer rates for long ones can't be applied to it. */
export function spendingOfMany(usage: Usage, price: Price): Spending {
  const { input, cacheRead, cacheWrite, output, basis } = price
  return { usage, cost: costOf(usage, { input, cacheRead, cacheWrite, output, basis }) }
}

function reasoningOf(tokens: number): { readonly reasoning?: number } {
  return tokens > 0 ? { reasoning: tokens } : {}
}
