import { join } from 'node:path'
import type { AgentOutput, Environment, Session, SessionReader, SessionRecord } from '../../agent.ts'
import { contextTokens, type ModelSpending, type Spending } from '../../usage.ts'
import { fields, objectIn, text, type Fields } from '../reading/fields.ts'
import { modelOf, PiMeter } from './pi-meter.ts'

/**
 * Pi's record of a session: `<agent folder>/sessions/--<workspace>--/<time>_<session id>.jsonl`, one entry a line, each
 * with an `id` and a `timestamp` (ISO 8601) but for the header.
 *
 *   message                       message: as in the stream; role "assistant" or "toolResult" with usage
 *   usage                         model, usage: a call outside of the conversation, to keep a cache warm
 *   compaction, branch_summary    usage: of the call that wrote the summary
 */
export function piSessionRecord(agentFolder: (home: string, env: Environment) => string): SessionRecord {
  return {
    follow: false, // the output tells as much, and as early
    find({ id, home, env }) {
      const folder = env['PI_CODING_AGENT_SESSION_DIR'] ?? join(agentFolder(home, env), 'sessions')
      return { folder, depth: 1, matches: (path) => path.endsWith(id === undefined ? '.jsonl' : `_${id}.jsonl`) }
    },
    reader: (session) => new PiSessionReader(session),
  }
}

class PiSessionReader implements SessionReader {
  readonly #meter: PiMeter
  readonly #startedAt: number
  readonly #seen = new Set<string>()
  #model: string | undefined

  constructor({ startedAt, model, prices }: Session) {
    this.#startedAt = startedAt
    this.#model = model
    this.#meter = new PiMeter(prices)
  }

  line(line: string): readonly AgentOutput[] {
    const entry = objectIn(line)
    if (!entry || !this.#isNew(entry)) return []
    return this.#meter.add(...this.#spent(entry)) ? [{ type: 'usage', ...this.#meter.sum }] : []
  }

  spending(): (Spending & { readonly models?: readonly ModelSpending[] }) | undefined {
    const { sum, models } = this.#meter
    return contextTokens(sum.usage) === 0 ? undefined : { ...sum, ...(models && { models }) }
  }

  #isNew(entry: Fields): boolean {
    const id = text(entry['id'])
    if (id === undefined || this.#seen.has(id)) return false
    this.#seen.add(id)
    return Date.parse(text(entry['timestamp']) ?? '') >= this.#startedAt
  }

  /** Tokens and whose. */
  #spent(entry: Fields): [usage: unknown, model: string | undefined] {
    if (entry['type'] !== 'message') return [entry['usage'], text(entry['model']) ?? this.#model]
    const message = fields(entry['message'])
    this.#model = modelOf(message) ?? this.#model
    return [message['usage'], this.#model]
  }
}
