import type { AgentAdapter } from '../agent.ts'
import { parsePrice, type NamedPrice } from '../agents/prices/price-argument.ts'
import { isKnown, makePriceBook } from '../agents/prices/prices.ts'
import { limitsOptions } from '../config/options/limits.ts'
import type { Settings } from '../config/settings.ts'
import { RalphError } from '../errors.ts'
import { unknownPriceWords } from '../policies/unknown-price.ts'
import type { PriceBook } from '../price.ts'
import type { ChosenAgent } from './chosen-agent.ts'
import type { Choice } from '../policies/choose-agent.ts'
import { readUpdatedPrices } from './updated-prices.ts'

/** What is known about prices in one run. */
export interface Money {
  readonly prices: PriceBook
  /** A limit on the cost was named, and nobody said that guesses will do. */
  readonly mustBeKnown: boolean
  /** Whether what this agent spends with the model can be known: it tells its cost, or the model has a price. */
  isKnown(adapter: AgentAdapter | undefined, model: string): boolean
  /** What is wrong with prices that were fetched. */
  readonly notices: readonly string[]
}

/** `state`: the folder in which newer prices may be kept. A RalphError names a `--price` that is none. */
export function moneyOf({ maxCostUsd, allowUnknownCost, prices: named }: Settings, state: string): Money {
  const { table: updated, notice } = readUpdatedPrices(state)
  const prices = makePriceBook({ named: named.map(namedPrice), updated, today: new Date().toISOString().slice(0, 10) })
  return {
    prices,
    notices: notice === undefined ? [] : [notice],
    mustBeKnown: maxCostUsd !== limitsOptions.maxCostUsd.default && !allowUnknownCost,
    isKnown: (adapter, model) => adapter?.capabilities.cost === 'reported' || isKnown(prices, model),
  }
}

function namedPrice(written: string): NamedPrice {
  const price = parsePrice(written)
  if ('problem' in price) throw new RalphError(price.problem, price.hint)
  return price
}

/** Before the start already, where the operator named the model. */
export function refuseUnknownPrices(
  money: Money,
  choices: readonly Choice[],
  agents: ReadonlyMap<string, ChosenAgent>,
): void {
  if (!money.mustBeKnown) return
  for (const { agent, model } of choices) {
    if (model === undefined || money.isKnown(agents.get(agent)?.adapter, model)) continue
    throw new RalphError(...split(unknownPriceWords(agent, model)), 4)
  }
}

function split(words: string): [message: string, hint: string] {
  const at = words.indexOf('; ')
  return [words.slice(0, at), words.slice(at + 2)]
}
