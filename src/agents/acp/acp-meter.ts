import type { AgentOutput, AgentRequest } from '../../agent.ts'
import { estimateTokens } from '../../platform/text/tokens.ts'
import { costOf, type Price } from '../../price.ts'
import { addCost, addUsage, noCost, noSpending, type Cost, type Spending, type Usage } from '../../usage.ts'
import { sumOf, usageIn, usageOfTurn, type ModelUsage } from './acp-usage.ts'
import type { AcpHabits } from './acp-agents.ts'
import { GrowingEstimate, tellEveryTokens } from '../estimate.ts'
import { count, fields, text, type Fields } from '../reading/fields.ts'

/**
 * What a session has spent so far.
 *
 * While the agent works, ACP tells how full the context window is (`usage_update`), and at most agents no more. From
 * that and from what the agent writes a guess is made: all that stands in the window was input or output once, and
 * after every round of tools all of it was sent again, from the cache. What the answer to the prompt reports replaces it.
 */
export class AcpMeter {
  readonly #request: AgentRequest
  readonly #written = new GrowingEstimate()
  #habits: AcpHabits = {}
  #model: string | undefined
  #promptTokens: number | undefined
  #context: number | undefined
  #rounds = 1
  #toolEnded = false
  #sentAgain = 0
  #calls: Usage | undefined
  #turn: readonly ModelUsage[] = []
  #usd = 0
  #told = 0

  constructor(request: AgentRequest) {
    this.#request = request
    this.#model = request.model
  }

  get model(): string | undefined {
    return this.#model
  }

  /** Somebody said what this session cost: not only how full its window is. */
  get isReported(): boolean {
    return this.#turn.length > 0 || this.#calls !== undefined
  }

  worksFor(habits: AcpHabits): void {
    this.#habits = habits
  }

  runs(model: string): void {
    this.#model = model
  }

  /** The prompt was sent: from now on something may be spent. */
  asked(): void {
    this.#promptTokens = estimateTokens(this.#request.prompt)
  }

  /** The model wrote something: a reading, once that made a difference. */
  wrote(words: string): readonly AgentOutput[] {
    if (this.#toolEnded) this.#nextRound()
    this.#written.add(words)
    if (this.isReported || this.#written.tokens < this.#told + tellEveryTokens) return []
    this.#told = this.#written.tokens
    return [this.reading()]
  }

  toolEnded(): void {
    this.#toolEnded = true
  }

  /** `usage_update`. The sum of money is that of the session, which is ours alone. */
  counted(update: Fields): AgentOutput {
    this.#context = count(update['used']) ?? this.#context
    this.#paid(fields(update['cost']))
    return this.reading()
  }

  /** `_meta` of a piece of the agent's message. */
  called(meta: Fields): readonly AgentOutput[] {
    if (!this.#habits.reportsCalls || meta['usage'] === undefined) return []
    this.#calls = addUsage(this.#calls ?? usageIn({}), usageIn(meta['usage']))
    return [this.reading()]
  }

  /** The answer to the prompt. Tells which models worked, as far as they are named. */
  answered(response: Fields): readonly string[] {
    this.#turn = usageOfTurn(response)
    return this.#turn.flatMap(({ model }) => model ?? [])
  }

  /** Only a share of the window is told: taken of the window of its model. */
  filled(percent: number, contextWindow: number): AgentOutput {
    this.#context = Math.round((Math.min(percent, 100) / 100) * contextWindow)
    return this.reading()
  }

  reading(): AgentOutput {
    return {
      type: 'usage',
      ...this.spending(),
      ...(this.#context !== undefined && this.#context > 0 && { context: this.#context }),
    }
  }

  spending(): Spending {
    if (this.#promptTokens === undefined) return noSpending
    const usages = this.#usages(this.#promptTokens)
    return { usage: sumOf(usages), cost: this.#cost(usages) }
  }

  /** Nothing came back from the provider: what was not reported was not spent. */
  refused(): void {
    if (this.#rounds === 1 && !this.isReported) this.#promptTokens = undefined
  }

  #nextRound(): void {
    this.#toolEnded = false
    this.#rounds += 1
    this.#sentAgain += this.#inWindow(this.#promptTokens ?? 0)
  }

  #inWindow(promptTokens: number): number {
    return Math.max(this.#context ?? 0, promptTokens + this.#written.tokens)
  }

  #usages(promptTokens: number): readonly ModelUsage[] {
    const model = this.#model
    const last = this.#habits.reportsLastCall && this.#rounds > 1 ? sumOf(this.#turn) : undefined
    if (last) return [{ model, usage: atLeast(last, this.#guess(promptTokens)) }]
    if (this.#turn.length > 0) return this.#turn
    return [{ model, usage: this.#calls ?? this.#guess(promptTokens) }]
  }

  #guess(promptTokens: number): Usage {
    const output = this.#written.tokens
    const input = Math.max(promptTokens, this.#inWindow(promptTokens) - output)
    return { input, cacheRead: this.#sentAgain, cacheWrite: 0, output, basis: 'estimated' }
  }

  /** A cost of zero for tokens is one that the agent doesn't know. */
  #cost(usages: readonly ModelUsage[]): Cost {
    if (this.#usd > 0) return { usd: this.#usd, basis: 'reported' }
    return usages
      .map(({ model, usage }) => costOf(usage, this.#price(model ?? this.#model, usage)))
      .reduce(addCost, noCost)
  }

  /** What calls cost that only their sum is known of: the price of long ones only if a single one was that long. */
  #price(model: string | undefined, sum: Usage): Price {
    const { long, ...price } = this.#request.prices(model)
    const inOneCall = this.#context ?? (sum.input + sum.cacheRead + sum.cacheWrite) / this.#rounds
    return long && inOneCall > long.over ? { ...price, long } : price
  }

  #paid(cost: Fields): void {
    const amount = count(cost['amount'])
    const isDollars = (text(cost['currency']) ?? 'USD').toUpperCase() === 'USD'
    if (amount !== undefined && isDollars) this.#usd = Math.max(this.#usd, amount)
  }
}

function atLeast(reported: Usage, guess: Usage): Usage {
  return {
    input: Math.max(reported.input, guess.input),
    cacheRead: Math.max(reported.cacheRead, guess.cacheRead),
    cacheWrite: Math.max(reported.cacheWrite, guess.cacheWrite),
    output: Math.max(reported.output, guess.output),
    basis: 'estimated',
  }
}
