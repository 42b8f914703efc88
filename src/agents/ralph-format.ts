/**
 * ralph's own line format, for agents made to work with it: one JSON object a line on stdout, UTF-8, ended by LF.
 *
 *   {"type":"session","id"?,"model"?,"version"?,"contextWindow"?}      who speaks, once, early
 *   {"type":"text","text"}                                             the agent's words
 *   {"type":"thinking","text"}
 *   {"type":"tool","name","detail"?}                                   a tool starts: "write", "src/a.ts"
 *   {"type":"tool-result","ok"?,"detail"?}                             ok is true unless said otherwise
 *   {"type":"usage","usage":{"input"?,"cacheRead"?,"cacheWrite"?,"output"?,"reasoning"?},"cost"?:{"usd"},"context"?}
 *       everything the process has spent so far, in buckets that don't overlap (reasoning is a part of output);
 *       print it whenever it grew. It replaces the reading before; one that repeats or shrinks changes nothing.
 *       context: tokens in the window now.
 *   {"type":"retry","message"?}                                        the agent waits for its provider
 *   {"type":"result","message","failure"?:{"kind","message"?,"retryAt"?}}
 *       the end. message: the final message, whole; only here a claim to be done is looked for.
 *       kind: rate-limited, overloaded, quota-exhausted, context-overflow, unauthorized, permission-denied or crashed.
 *       retryAt: epoch milliseconds.
 *
 * A line that is no such object is text. Success is a result without a failure, and exit code 0. A program that
 * printed nothing but plain text and exits with 0 is taken at its word too, and its text is the final message: a shell
 * script need not learn more than `echo`. Once it has printed one object, it owes a result. Everything else has crashed.
 * Spending that was not reported is estimated, while it runs too; a cost that was not reported is priced by the session's model.
 */
import type { AgentOutput, AgentRequest, AgentResult, Exit, Failure, FailureKind, OutputParser } from '../agent.ts'
import { costOf, type PriceBook } from '../price.ts'
import { laterSpending, noSpending, type Cost, type Spending, type Usage } from '../usage.ts'
import { estimateTokens } from '../platform/text/tokens.ts'
import { correctedSpending, GrowingEstimate, tellEveryTokens } from './estimate.ts'
import { Tail } from './reading/excerpt.ts'
import { count, fields, objectIn, text, type Fields } from './reading/fields.ts'
import type { AgentFormat } from './format.ts'
import { exitFailure } from './text.ts'

/** ralph's own line format. */
export const ralphFormat: AgentFormat = {
  name: 'ralph',
  capabilities: { usage: 'live', cost: 'reported', resetTime: true, budget: false, resume: false },
  parser: (request) => new RalphFormatParser(request),
}

/** Reads ralph's own line format. */
export class RalphFormatParser implements OutputParser {
  readonly #prompt: string
  /** Counted when it is first needed: most agents report. */
  #promptTokens: number | undefined
  #model: string | undefined
  #session: string | undefined
  #reported: Spending | undefined
  #result: Fields | undefined
  #owesResult = false
  readonly #written = new GrowingEstimate()
  /** The estimate that was told last; nothing is guessed of an agent that reports. */
  #told = 0
  readonly #tail = new Tail()
  readonly #prices: PriceBook
  readonly #factor: number | undefined

  constructor({ prompt, model, prices, estimateFactor }: AgentRequest) {
    this.#factor = estimateFactor
    this.#prices = prices
    this.#prompt = prompt
    this.#model = model
  }

  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    const told = event && this.#event(event)
    if (!told) return line.trim() === '' ? [] : this.#words(line)
    this.#owesResult = true
    return told
  }

  end(exit: Exit): AgentResult {
    const failure = this.#failure(exit)
    return {
      ...this.#spending(),
      message: typeof this.#result?.['message'] === 'string' ? this.#result['message'] : this.#tail.text,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  /** `undefined` for objects of other formats. */
  #event(event: Fields): readonly AgentOutput[] | undefined {
    const detail = text(event['detail']) ?? ''
    switch (event['type']) {
      case 'session':
        return this.#start(event)
      case 'text':
        return typeof event['text'] === 'string' ? this.#words(event['text']) : undefined
      case 'thinking':
        return typeof event['text'] === 'string' ? [{ type: 'thinking', text: event['text'] }] : undefined
      case 'tool':
        return [{ type: 'tool', name: text(event['name']) ?? 'tool', detail }]
      case 'tool-result':
        return [{ type: 'tool-result', ok: event['ok'] !== false, detail }]
      case 'usage':
        return this.#usage(event)
      case 'retry':
        return [{ type: 'retry', message: text(event['message']) ?? '' }]
      case 'result':
        this.#result = event
        return [{ type: 'ended' }]
      default:
        return undefined
    }
  }

  #words(words: string): readonly AgentOutput[] {
    this.#written.add(words)
    this.#tail.add(words)
    const shown: AgentOutput = { type: 'text', text: words }
    if (this.#reported || this.#written.tokens < this.#told + tellEveryTokens) return [shown]
    this.#told = this.#written.tokens
    return [shown, { type: 'usage', ...this.#spending() }]
  }

  #start(event: Fields): readonly AgentOutput[] {
    const id = text(event['id'])
    const model = text(event['model'])
    const version = text(event['version'])
    const contextWindow = count(event['contextWindow'])
    this.#session = id ?? this.#session
    this.#model = model ?? this.#model
    return [
      {
        type: 'session',
        ...(id && { id }),
        ...(model && { model }),
        ...(version && { version }),
        ...(contextWindow && { contextWindow }),
      },
    ]
  }

  #usage(event: Fields): readonly AgentOutput[] {
    const usage = usageIn(fields(event['usage']))
    const reading = { usage, cost: this.#costIn(event, usage) }
    this.#reported = laterSpending(this.#reported ?? noSpending, reading)
    const context = count(event['context'])
    return [{ type: 'usage', ...this.#reported, ...(context !== undefined && { context }) }]
  }

  #costIn(event: Fields, usage: Usage): Cost {
    const usd = count(fields(event['cost'])['usd'])
    return usd === undefined ? costOf(usage, this.#prices(this.#model)) : { usd, basis: 'reported' }
  }

  /** A zero that was reported may be true (a local model); silence is not. */
  #spending(): Spending {
    if (this.#reported) return this.#reported
    this.#promptTokens ??= estimateTokens(this.#prompt)
    const guess = { prompt: this.#promptTokens, factor: this.#factor }
    return correctedSpending(this.#written.tokens, this.#prices(this.#model), guess)
  }

  #failure(exit: Exit): Failure | undefined {
    const told = this.#result?.['failure']
    if (told !== undefined && told !== null) return failureIn(fields(told))
    const bad = exitFailure(exit, this.#owesResult ? '' : this.#tail.text)
    if (bad || this.#result) return bad
    if (!this.#owesResult && this.#tail.text !== '') return undefined
    return { kind: 'crashed', message: 'it exited with code 0, but printed no result' }
  }
}

/** Kinds an agent can know of itself. Whether it was stopped or not installed is ralph's to say. */
const kinds: readonly FailureKind[] = [
  'rate-limited',
  'overloaded',
  'quota-exhausted',
  'context-overflow',
  'unauthorized',
  'permission-denied',
  'crashed',
]

function failureIn(told: Fields): Failure {
  const kind = kinds.find((known) => known === told['kind']) ?? 'crashed'
  const retryAt = count(told['retryAt'])
  return { kind, message: text(told['message']) ?? kind, ...(retryAt !== undefined && { retryAt }) }
}

function usageIn(told: Fields): Usage {
  const reasoning = count(told['reasoning'])
  return {
    input: count(told['input']) ?? 0,
    cacheRead: count(told['cacheRead']) ?? 0,
    cacheWrite: count(told['cacheWrite']) ?? 0,
    output: count(told['output']) ?? 0,
    ...(reasoning !== undefined && { reasoning }),
    basis: 'reported',
  }
}
