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
import { count, fields, text, type Fields } from '../reading/fields.ts'

/** Adds up what pi's messages say they cost, per model. */
export class PiMeter {
  readonly #perModel = new Map<string, Spending>()
  #sum = noSpending
  readonly #prices: PriceBook

  constructor(prices: PriceBook) {
    this.#prices = prices
  }

  /** A call that is over. `model` is whose it was. False if it says nothing of tokens. */
  add(usage: unknown, model: string | undefined): boolean {
    const spent = this.spendingOf(usage, model)
    if (contextTokens(spent.usage) === 0 && spent.cost.usd === 0) return false
    this.#sum = addSpending(this.#sum, spent)
    if (model !== undefined) this.#perModel.set(model, addSpending(this.#perModel.get(model) ?? noSpending, spent))
    return true
  }

  spendingOf(usage: unknown, model: string | undefined): Spending {
    const told = fields(usage)
    const tokens = usageIn(told)
    return { usage: tokens, cost: costIn(told, tokens, this.#prices(model)) }
  }

  get sum(): Spending {
    return this.#sum
  }

  /** Where more than one worked. */
  get models(): readonly ModelSpending[] | undefined {
    if (this.#perModel.size < 2) return undefined
    return [...this.#perModel].map(([model, spending]) => ({ model, ...spending }))
  }
}

/** `{input, output, cacheRead, cacheWrite, reasoning?, cost: {…, total}}`: input without cache, reasoning within output. */
export function usageIn(told: Fields): Usage {
  const reasoning = count(told['reasoning']) ?? 0
  return {
    input: count(told['input']) ?? 0,
    cacheRead: count(told['cacheRead']) ?? 0,
    cacheWrite: count(told['cacheWrite']) ?? 0,
    output: count(told['output']) ?? 0,
    ...(reasoning > 0 && { reasoning }),
    basis: 'reported',
  }
}

/** Tokens that cost nothing are tokens whose price pi doesn't know. */
function costIn(told: Fields, usage: Usage, price: Price): Cost {
  const usd = count(fields(told['cost'])['total']) ?? 0
  return usd > 0 || contextTokens(usage) === 0 ? { usd, basis: 'reported' } : costOf(usage, price)
}

/** Whose call a message was: what answered, where a router chose it. */
export function modelOf(message: Fields): string | undefined {
  return text(message['responseModel']) ?? text(message['model'])
}
