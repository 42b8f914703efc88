import { estimateTokens } from '../platform/text/tokens.ts'
import type { Spending } from '../usage.ts'
import { costOf, type Price } from '../price.ts'

/** So much of a growing text is read; the rest is taken to be like it. */
const sampleLength = 32 * 1024

/** A new estimate is told once it has grown by so much, so that a flood of lines is not a flood of readings. */
export const tellEveryTokens = 200

/** About how many tokens a text of many pieces is, in bounded time. */
export class GrowingEstimate {
  #sampled = 0
  #sampledTokens = 0
  #length = 0

  add(text: string): void {
    this.#length += text.length
    if (this.#sampled >= sampleLength) return
    const sample = text.slice(0, sampleLength - this.#sampled)
    this.#sampled += sample.length
    this.#sampledTokens += estimateTokens(sample)
  }

  get tokens(): number {
    return this.#sampled === 0 ? 0 : Math.ceil((this.#sampledTokens / this.#sampled) * this.#length)
  }
}

/** A guess, made larger by what agents of this run that do report have shown about such guesses. */
export function correctedSpending(written: number, price: Price, { prompt, factor = 1 }: Guess): Spending {
  return estimatedSpending(Math.ceil(prompt * factor), Math.ceil(written * factor), price)
}

export interface Guess {
  /** Tokens of the prompt. */
  readonly prompt: number
  readonly factor?: number | undefined
}

/**
 * What an agent that tells nothing may have spent: our prompt once in, its words once out, at the model's price or,
 * since we mostly don't know the model, at the dear one for unknown models. What its own tools read and
 * what it sent again with every call can't be seen from outside: the dear price has to make up for it.
 */
export function estimatedSpending(input: number, output: number, price: Price): Spending {
  const usage = { input, cacheRead: 0, cacheWrite: 0, output, basis: 'estimated' } as const
  return { usage, cost: costOf(usage, price) }
}
