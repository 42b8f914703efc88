import { addCost, addUsage, contextTokens, noSpending, type Cost, type Spending, type Usage } from '../../usage.ts'
import { costOf, type Price } from '../../price.ts'
import { count, fields, type Fields } from '../reading/fields.ts'

/** What is known so far, and how full the window is. */
export interface OpencodeReading extends Spending {
  readonly context?: number
}

/** English and code both come to about this much; only used for an answer that was never counted. */
const charactersPerToken = 4

/**
 * What one process has spent, step by step: a step is one call of the model. Steps of sub-agents happen in sessions of
 * their own, of which only the log tells, without numbers: each is taken to be like the average step of the main one.
 */
export class OpencodeMeter {
  #told: Spending = noSpending
  #steps = 0
  #unseen = 0
  #context: number | undefined
  /** Characters of the answer in progress. */
  #written: number | undefined

  /** A step began to answer. */
  began(): void {
    this.#written = 0
  }

  wrote(characters: number): void {
    if (this.#written !== undefined) this.#written += characters
  }

  /** The `step-finish` part: tokens of this step alone. */
  finished(part: Fields, price: Price): void {
    const usage = usageIn(fields(part['tokens']))
    this.#told = {
      usage: addUsage(this.#told.usage, usage),
      cost: addCost(this.#told.cost, costIn(part, usage, price)),
    }
    this.#steps += 1
    this.#context = contextTokens(usage)
    this.#written = undefined
  }

  /** A sub-agent asked the model. */
  unseen(): void {
    this.#unseen += 1
  }

  reading(): OpencodeReading {
    const { usage, cost } = this.#told
    const guess = this.#unseen > 0 && this.#steps > 0 ? scaled(this.#told, this.#unseen / this.#steps) : noSpending
    return {
      usage: addUsage(usage, guess.usage),
      cost: addCost(cost, guess.cost),
      ...(this.#context !== undefined && { context: this.#context }),
    }
  }

  /** Everything, when no more will come: a step that was cut off has been paid for too. */
  final(price: Price, promptTokens: number): OpencodeReading {
    const reading = this.reading()
    if (this.#written === undefined) return reading
    const usage: Usage = {
      input: this.#context === undefined ? promptTokens : 0,
      cacheRead: this.#context ?? 0,
      cacheWrite: 0,
      output: Math.ceil(this.#written / charactersPerToken),
      basis: 'estimated',
    }
    return {
      ...reading,
      usage: addUsage(reading.usage, usage),
      cost: addCost(reading.cost, costOf(usage, price)),
    }
  }
}

/** `output` does not hold `reasoning` there. */
function usageIn(tokens: Fields): Usage {
  const cache = fields(tokens['cache'])
  const reasoning = count(tokens['reasoning']) ?? 0
  return {
    input: count(tokens['input']) ?? 0,
    cacheRead: count(cache['read']) ?? 0,
    cacheWrite: count(cache['write']) ?? 0,
    output: (count(tokens['output']) ?? 0) + reasoning,
    ...(reasoning > 0 && { reasoning }),
    basis: 'reported',
  }
}

/** It says 0 for models that it has no price for, and for those of a subscription. */
function costIn(part: Fields, usage: Usage, price: Price): Cost {
  const usd = count(part['cost']) ?? 0
  return usd > 0 ? { usd, basis: 'reported' } : costOf(usage, price)
}

function scaled({ usage, cost }: Spending, factor: number): Spending {
  return {
    usage: {
      input: Math.round(usage.input * factor),
      cacheRead: Math.round(usage.cacheRead * factor),
      cacheWrite: Math.round(usage.cacheWrite * factor),
      output: Math.round(usage.output * factor),
      basis: 'estimated',
    },
    cost: { usd: cost.usd * factor, basis: 'estimated' },
  }
}
