import { addCost, addUsage, contextTokens, noSpending, type Cost, type Spending, type Usage } from '../../usage.ts'
import { count, fields, text, type Fields } from '../reading/fields.ts'
import { costOf, type Price, type PriceBook } from '../../price.ts'

export interface Reading extends Spending {
  readonly context?: number
}

/** The main conversation. Sub-agents are threads named by the tool call that started them. */
export const mainThread = ''

/** English and code both come to about this much; only used for output that was never counted. */
const charactersPerToken = 4

/** A model call in progress, or the last one of its thread. */
interface Call {
  readonly id: string | undefined
  readonly model: string | undefined
  usage: Usage
  /** Tokens of its cache writes that are kept for an hour. */
  readonly lasting: number
  /** Characters of the answer seen so far: all there is to go by until its count arrives. */
  written: number
  /** The count of its output has arrived. */
  counted: boolean
}

/**
 * What one process has spent so far, call by call.
 *
 * The numbers come from two places. With partial messages a call's `message_start` carries its input, and its
 * `message_delta` the count of its output. Without, each block of an answer is an `assistant` event that repeats the
 * usage of `message_start`, whose `output_tokens` is a placeholder: that is taken once per message, and the output is
 * estimated from its length until the result tells the truth.
 */
export class ClaudeMeter {
  #finished: Spending = noSpending
  readonly #calls = new Map<string, Call>()
  readonly #streaming = new Set<string>()
  readonly #prices: PriceBook

  constructor(prices: PriceBook) {
    this.#prices = prices
  }

  /** `message_start` of a stream. */
  started(thread: string, message: Fields): void {
    this.#streaming.add(thread)
    this.#callOf(thread, message)
  }

  /** `message_delta` of a stream: totals of its call, sometimes of its output only. */
  counted(thread: string, usage: unknown): void {
    const call = this.#calls.get(thread)
    if (!call) return
    call.usage = larger(call.usage, usageIn(usage))
    call.counted = true
  }

  /** More characters of a block that is being streamed. */
  wrote(thread: string, characters: number): void {
    const call = this.#calls.get(thread)
    if (call) call.written += characters
  }

  /** An `assistant` event with so many characters in it. False if the stream has told all of it already. */
  answered(thread: string, message: Fields, characters: number): boolean {
    if (this.#streaming.has(thread)) return false
    this.#callOf(thread, message).written += characters
    return true
  }

  /** Everything up to now. */
  reading(): Reading {
    return this.#sum((thread, call) => (this.#streaming.has(thread) ? call.usage : withGuess(call)))
  }

  /** Everything, when no more will come: an answer that was cut off has been paid for too. */
  final(): Reading {
    return this.#sum((_, call) => withGuess(call))
  }

  #sum(usageOf: (thread: string, call: Call) => Usage): Reading {
    let spending = this.#finished
    for (const [thread, call] of this.#calls) spending = this.#added(spending, call, usageOf(thread, call))
    const main = this.#calls.get(mainThread)
    return main ? { ...spending, context: contextTokens(usageOf(mainThread, main)) } : spending
  }

  #added({ usage, cost }: Spending, { model, lasting }: Call, spent: Usage): Spending {
    return { usage: addUsage(usage, spent), cost: addCost(cost, callCost(spent, lasting, this.#prices(model))) }
  }

  #callOf(thread: string, message: Fields): Call {
    const id = text(message['id'])
    const before = this.#calls.get(thread)
    if (before && before.id === id) return before
    if (before) this.#finished = this.#added(this.#finished, before, withGuess(before))
    const call = {
      id,
      model: text(message['model']),
      usage: usageIn(message['usage']),
      lasting: lastingIn(message['usage']),
      written: 0,
      counted: false,
    }
    this.#calls.set(thread, call)
    return call
  }
}

/** Token counts as Anthropic's API names them. */
export function usageIn(value: unknown): Usage {
  const usage = fields(value)
  const reasoning = count(fields(usage['output_tokens_details'])['thinking_tokens']) ?? 0
  return {
    input: count(usage['input_tokens']) ?? 0,
    cacheRead: count(usage['cache_read_input_tokens']) ?? 0,
    cacheWrite: count(usage['cache_creation_input_tokens']) ?? 0,
    output: count(usage['output_tokens']) ?? 0,
    ...(reasoning > 0 && { reasoning }),
    basis: 'reported',
  }
}

/** Tokens of the cache writes that are kept for an hour, not for five minutes. */
export function lastingIn(usage: unknown): number {
  return count(fields(fields(usage)['cache_creation'])['ephemeral_1h_input_tokens']) ?? 0
}

/** Writes for an hour cost twice what input does; the list has the price of those for five minutes. */
export function callCost(usage: Usage, lasting: number, price: Price): Cost {
  const { usd, basis } = costOf(usage, price)
  const more = Math.min(lasting, usage.cacheWrite) * Math.max(0, 2 * price.input - price.cacheWrite)
  return { usd: usd + more / 1e6, basis }
}

/** Of two readings of one call the later, in whichever order they came. */
export function larger(a: Usage, b: Usage): Usage {
  const reasoning = Math.max(a.reasoning ?? 0, b.reasoning ?? 0)
  return {
    input: Math.max(a.input, b.input),
    cacheRead: Math.max(a.cacheRead, b.cacheRead),
    cacheWrite: Math.max(a.cacheWrite, b.cacheWrite),
    output: Math.max(a.output, b.output),
    ...(reasoning > 0 && { reasoning }),
    basis: a.basis,
  }
}

function withGuess({ usage, written, counted }: Call): Usage {
  const output = Math.ceil(written / charactersPerToken)
  return counted || output <= usage.output ? usage : { ...usage, output, basis: 'estimated' }
}
