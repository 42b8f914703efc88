import type { AgentOutput, AgentRequest, AgentResult, Exit, Failure, OutputParser } from '../agent.ts'
import type { Price } from '../price.ts'
import { estimateTokens } from '../platform/text/tokens.ts'
import { correctedSpending, GrowingEstimate, tellEveryTokens, type Guess } from './estimate.ts'
import { lastLines, oneLine, Tail, withoutDecoration } from './reading/excerpt.ts'
import { failureKindIn } from './failures/failure-text.ts'
import type { AgentFormat } from './format.ts'
import { resetTime } from './failures/reset-time.ts'

/** Any program that prints text: each line is shown, the end of it all is the final message, spending is estimated. */
export const textFormat: AgentFormat = {
  name: 'text',
  capabilities: { usage: 'none', cost: 'estimated', resetTime: true, budget: false, resume: false },
  parser: (request) => new TextParser(request),
}

/** Reads a line as the agent meant it; `undefined` leaves it out. */
export type Cleaner = (line: string) => string | undefined

/** Reads plain text. */
export class TextParser implements OutputParser {
  readonly #model: string | undefined
  readonly #price: Price
  readonly #guess: Guess
  readonly #written = new GrowingEstimate()
  readonly #tail = new Tail()
  readonly #clean: Cleaner
  #told = -Infinity

  constructor({ prompt, model, prices, estimateFactor }: AgentRequest, clean: Cleaner = withoutDecoration) {
    this.#guess = { prompt: estimateTokens(prompt), factor: estimateFactor }
    this.#model = model
    this.#price = prices(model)
    this.#clean = clean
  }

  line(line: string): readonly AgentOutput[] {
    this.#written.add(line)
    const text = this.#clean(line)
    if (text === undefined) return []
    this.#tail.add(text)
    const shown: AgentOutput = { type: 'text', text }
    if (this.#written.tokens < this.#told + tellEveryTokens) return [shown]
    this.#told = this.#written.tokens
    return [shown, { type: 'usage', ...this.#spending() }]
  }

  end(exit: Exit): AgentResult {
    const message = this.#tail.text
    const failure = exitFailure(exit, message)
    return {
      ...this.#spending(),
      message,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(failure && { failure }),
    }
  }

  #spending() {
    return correctedSpending(this.#written.tokens, this.#price, this.#guess)
  }
}

/**
 * What a bad exit means, for programs that have no other way to say it. Only then, and only at the end of what they
 * printed, words about limits are believed.
 */
export function exitFailure({ code, signal, stderr, at }: Exit, stdout: string): Failure | undefined {
  if (code === 0 && signal === null) return undefined
  if (signal !== null || code === null) return { kind: 'crashed', message: `it was ended by ${signal ?? 'a signal'}` }
  for (const said of [lastLines(stderr), lastLines(stdout)]) {
    const kind = failureKindIn(said)
    if (!kind) continue
    const retryAt = kind === 'rate-limited' ? resetTime(said, at) : undefined
    return { kind, message: oneLine(said, 500), ...(retryAt !== undefined && { retryAt }) }
  }
  const said = oneLine(lastLines(stderr) || lastLines(stdout), 500)
  return { kind: 'crashed', message: said ? `it exited with code ${code}: ${said}` : `it exited with code ${code}` }
}
