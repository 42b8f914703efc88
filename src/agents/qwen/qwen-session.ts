import { join } from 'node:path'
import {
  isProviderLimit,
  type AgentOutput,
  type Failure,
  type Session,
  type SessionReader,
  type SessionRecord,
} from '../../agent.ts'
import { costOf, type PriceBook } from '../../price.ts'
import { addSpending, contextTokens, noSpending, type ModelSpending, type Spending, type Usage } from '../../usage.ts'
import { apiFailure } from '../failures/api-error.ts'
import { count, fields, objectIn, text, type Fields } from '../reading/fields.ts'
import { disjoint } from './qwen-meter.ts'

/**
 * Qwen's record of a session: `<folder>/projects/<workspace>/chats/<session id>.jsonl`, one entry a line, each with
 * a `uuid` and a `timestamp` (ISO 8601).
 *
 *   system/ui_telemetry          systemPayload.uiEvent "qwen-code.api_response": a call of the model's, by whomever:
 *                                model, input_token_count (holds the next), cached_content_token_count,
 *                                output_token_count, thoughts_token_count (within output), subagent_name
 *                                "qwen-code.api_error": error_message
 *   system/chat_compression      the context was made smaller
 *   assistant                    contextWindowSize
 *
 * It is followed, since the output does not tell of agents that work in the background until all is over.
 */
export function qwenSessionRecord(folderOf: (session: Session) => string): SessionRecord {
  return {
    follow: true,
    find(session) {
      const ending = session.id === undefined ? '.jsonl' : `${session.id}.jsonl`
      return {
        folder: join(folderOf(session), 'projects'),
        depth: 2,
        matches: (path) => path.endsWith(ending) && /[\\/]chats[\\/][^\\/]*$/.test(path),
      }
    },
    reader: (session) => new QwenSessionReader(session),
  }
}

class QwenSessionReader implements SessionReader {
  #sum = noSpending
  #refused: Failure | undefined
  #window: number | undefined
  readonly #perModel = new Map<string, Spending>()
  readonly #seen = new Set<string>()
  readonly #startedAt: number
  readonly #prices: PriceBook

  constructor({ startedAt, prices }: Session) {
    this.#startedAt = startedAt
    this.#prices = prices
  }

  line(line: string): readonly AgentOutput[] {
    const entry = objectIn(line)
    if (!entry || !this.#isNew(entry)) return []
    if (entry['type'] === 'assistant') return this.#contextWindow(count(entry['contextWindowSize']))
    if (entry['subtype'] === 'chat_compression') return [{ type: 'compacted' }]
    if (entry['subtype'] !== 'ui_telemetry') return []
    const event = fields(fields(entry['systemPayload'])['uiEvent'])
    const at = Date.parse(text(entry['timestamp']) ?? '')
    if (event['event.name'] === 'qwen-code.api_error') return this.#refusedBy(event, at)
    return event['event.name'] === 'qwen-code.api_response' ? this.#called(event) : []
  }

  waitingFor(): Failure | undefined {
    return this.#refused
  }

  spending(): (Spending & { readonly models?: readonly ModelSpending[] }) | undefined {
    if (contextTokens(this.#sum.usage) === 0) return undefined
    const models = [...this.#perModel].map(([model, spending]) => ({ model, ...spending }))
    return { ...this.#sum, ...(models.length > 1 && { models }) }
  }

  #refusedBy(event: Fields, at: number): readonly AgentOutput[] {
    const failure = apiFailure(text(event['error_message']) ?? '', at)
    this.#refused = isProviderLimit(failure.kind) ? failure : undefined
    const isLong = failure.retryAt !== undefined && failure.retryAt - at > longestOwnWaitMs
    return isLong && this.#refused ? [{ type: 'limited', failure }] : []
  }

  #isNew(entry: Fields): boolean {
    const id = text(entry['uuid'])
    if (id === undefined || this.#seen.has(id)) return false
    this.#seen.add(id)
    return Date.parse(text(entry['timestamp']) ?? '') >= this.#startedAt
  }

  #contextWindow(tokens: number | undefined): readonly AgentOutput[] {
    if (tokens === undefined || tokens === this.#window) return []
    this.#window = tokens
    return [{ type: 'session', contextWindow: tokens }]
  }

  #called(event: Fields): readonly AgentOutput[] {
    this.#refused = undefined
    const usage = usageOf(event)
    const model = text(event['model'])
    const spent = { usage, cost: costOf(usage, this.#prices(model)) }
    this.#sum = addSpending(this.#sum, spent)
    if (model !== undefined) this.#perModel.set(model, addSpending(this.#perModel.get(model) ?? noSpending, spent))
    const isMain = event['subagent_name'] === undefined
    return [{ type: 'usage', ...this.#sum, ...(isMain && { context: contextTokens(usage) }) }]
  }
}

/** It gets over a short pause by itself; a long one it sleeps through without a word, as long as it was told. */
const longestOwnWaitMs = 60_000

function usageOf(event: Fields): Usage {
  const reasoning = count(event['thoughts_token_count']) ?? 0
  const usage = disjoint(event['input_token_count'], event['cached_content_token_count'], event['output_token_count'])
  return { ...usage, ...(reasoning > 0 && { reasoning }) }
}
