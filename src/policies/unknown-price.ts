import type { Policy } from '../policy.ts'

/**
 * Money that can't be counted is not spent: a model without a price, of an agent that does not tell its cost, ends the
 * run, since a limit on the cost could not hold. `isKnown`: whether the cost of this agent and model can be known.
 */
export function unknownPrice(isKnown: (agent: string, model: string) => boolean): Policy {
  return ({ known }) =>
    Object.entries(known).flatMap(([agent, { model }]) => {
      if (model === undefined || isKnown(agent, model)) return []
      return [{ kind: 'stop', outcome: 'refused', reason: unknownPriceWords(agent, model) }] as const
    })
}

/** What is wrong, and the ways out. */
export function unknownPriceWords(agent: string, model: string): string {
  return `the price of ${model} is not known and ${agent} does not tell its cost, so --max-cost could not hold; name the price with --price ${model}=IN/OUT (dollars per million tokens), or go on without with --allow-unknown-cost`
}
