import { fields, items, text, type Fields } from '../../../src/agents/reading/fields.ts'

/**
 * What the fake model says, as data. Every main request (one that offers tools) takes the next turn; the last turn
 * repeats when the list is used up. A request without tools, or whose system prompt matches `sideWhen`, is a side
 * request (titles, summaries, probes): it gets the text `side` and takes no turn.
 */
export interface Scenario {
  readonly turns: readonly Turn[]
  readonly side?: string
  /** A regular expression. */
  readonly sideWhen?: string
  /** Some file tools take absolute paths only: with this a relative path is made absolute. */
  readonly cwd?: string
}

export interface Turn {
  readonly thinking?: string
  readonly text?: string
  readonly tools?: readonly ScriptedTool[]
  readonly usage?: Partial<Tokens>
  /** Before the first byte. */
  readonly delayMs?: number
  /** Between two pieces of a stream. */
  readonly chunkMs?: number
  readonly stop?: 'max_tokens' | 'refusal'
  readonly error?: ErrorKind | RawError
  /** Seconds, for errors that name a time. */
  readonly retryAfter?: number
  /** The error comes inside a stream of status 200. */
  readonly inStream?: boolean
  /** Served so often, or for ever. */
  readonly repeat?: number | true
}

/** `write` and `bash` are mapped onto whatever the request offers, so that one scenario fits every CLI. */
export type ScriptedTool =
  | { readonly write: { readonly path: string; readonly content: string } }
  | { readonly bash: string }
  | { readonly name: string; readonly input?: Fields }

/** `input` is what no cache served. `reasoning` is a part of `output`, except for Gemini, which tells it beside. */
export interface Tokens {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
  readonly reasoning: number
}

export const usualTokens: Tokens = { input: 1000, cacheRead: 0, cacheWrite: 0, output: 50, reasoning: 0 }

/** What a provider refuses; `disconnect` and `hang` are what a network does. */
export type ErrorKind = Refusal | 'disconnect' | 'hang'

export type Refusal = 'rate_limit' | 'usage_limit' | 'overloaded' | 'auth' | 'server' | 'context' | 'quota'

export interface RawError {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
}

const usualSide = 'memory extraction|title generator|generate a (short )?title|summariz(e|ing) (the|this) conversation'

/** Counts the turns of a scenario that were taken. */
export class Script {
  readonly scenario: Scenario
  #at = 0
  #served = 0

  constructor(scenario: Scenario) {
    this.scenario = scenario
  }

  get turn(): number {
    return this.#at
  }

  /** The turn for this request, and its number unless it is a side request. */
  next(request: Fields, offersTools: boolean): { readonly turn: Turn; readonly index?: number } {
    const isSide = !offersTools || new RegExp(this.scenario.sideWhen ?? usualSide).test(systemPrompt(request))
    if (isSide) return { turn: { text: this.scenario.side ?? 'Fake side answer' } }
    const index = Math.min(this.#at, this.scenario.turns.length - 1)
    const turn = this.scenario.turns[index] ?? {}
    this.#served++
    if (turn.repeat !== true && this.#served >= (turn.repeat ?? 1)) {
      this.#at++
      this.#served = 0
    }
    return { turn, index }
  }
}

/** The system prompt of a request, whichever API it is. */
function systemPrompt(request: Fields): string {
  const first = fields(items(request['messages'] ?? request['input'])[0])
  const isSystem = first['role'] === 'system' || first['role'] === 'developer'
  const parts = [request['system'], request['instructions'], request['systemInstruction'], isSystem && first['content']]
  return parts.map((part) => text(part) ?? (part ? JSON.stringify(part) : '')).join('\n')
}
