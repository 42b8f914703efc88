import type { Price } from '../../price.ts'

/** A price that the operator named. */
export interface NamedPrice {
  readonly model: string
  readonly price: Price
}

/** Of cache writes, where nothing else is said: what Anthropic and OpenAI take; others take no more than for input. */
const cacheWriteFactor = 1.25

const highest = 10_000

/**
 * Reads `MODEL=IN/OUT[/CACHE_READ[/CACHE_WRITE]]`, in dollars per million tokens. What is left out is taken for dear
 * rather than cheap: cache reads cost as much as input, cache writes a quarter more. Never throws.
 */
export function parsePrice(text: string): NamedPrice | { readonly problem: string; readonly hint: string } {
  const equals = text.lastIndexOf('=')
  const model = text.slice(0, Math.max(0, equals)).trim()
  const hint = 'Write MODEL=IN/OUT[/CACHE_READ[/CACHE_WRITE]] in dollars per million tokens: qwen3-coder=0.5/2'
  if (model === '') return { problem: `${JSON.stringify(text)} names no model`, hint }
  const parts = text
    .slice(equals + 1)
    .split('/')
    .map((part) => part.trim())
  if (parts.length < 2 || parts.length > 4) {
    return { problem: `the price of ${model} has ${parts.length} of 2 to 4 parts`, hint }
  }
  const wrong = parts.find((part) => amountIn(part) === undefined)
  if (wrong !== undefined) {
    return { problem: `the price of ${model}: ${JSON.stringify(wrong)} is no amount of 0 to ${highest} dollars`, hint }
  }
  const [input = 0, output = 0, cacheRead = input, cacheWrite = input * cacheWriteFactor] = parts.map(amountIn)
  return { model, price: { input, cacheRead, cacheWrite, output, basis: 'priced' } }
}

function amountIn(part: string): number | undefined {
  const amount = /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(part) ? Number(part) : undefined
  return amount !== undefined && amount <= highest ? amount : undefined
}
