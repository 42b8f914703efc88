import { join } from 'node:path'
import type { AgentOutput, Session, SessionReader, SessionRecord } from '../../agent.ts'
import { costOf } from '../../price.ts'
import { addSpending, contextTokens, noSpending, type Spending } from '../../usage.ts'
import { count, fields, items, objectIn, text, type Fields } from '../reading/fields.ts'
import { geminiUsage } from './gemini-usage.ts'

/**
 * A session of Gemini's: `~/.gemini/tmp/<project>/chats/session-2026-11-21T13-40-<first 8 of its id>.jsonl`, where
 * GEMINI_CLI_HOME may stand for the home. A line is one of:
 *
 *   {sessionId, startTime, kind, …}                  the first
 *   {id, timestamp, type: "user", content}
 *   {id, timestamp, type: "gemini", content, model,  a call of the model's; repeated, by its id, when its tools are
 *    tokens: {input (all of it), cached, output,     through
 *    thoughts (apart from output), tool, total}}
 *   {$set: {messages: […]}}                          the conversation was replaced; by a <state_snapshot> of it, if
 *                                                    it was compressed
 *   {$set: …}, {$rewindTo: …}                        other changes; what was rewound has been paid for all the same
 *
 * Sub-agents have files of their own in a folder below, and small calls beside the conversation are in none: the
 * result tells of all.
 */
export const geminiSession: SessionRecord = {
  follow: true,
  find: ({ id, home, env }) => ({
    folder: join(env['GEMINI_CLI_HOME'] || home, '.gemini', 'tmp'),
    depth: 2,
    // Without an id it might be anybody's.
    matches: (path) =>
      id !== undefined && /[\\/]chats[\\/][^\\/]*$/.test(path) && path.endsWith(`-${id.slice(0, 8)}.jsonl`),
  }),
  reader: (session) => new GeminiSessionReader(session),
}

/** Lines are stamped by another clock than ralph's start was. */
const slackMs = 2000

class GeminiSessionReader implements SessionReader {
  readonly #counted = new Set<string>()
  readonly #snapshots = new Set<string>()
  readonly #spent = new Map<string | undefined, Spending>()
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  line(line: string): readonly AgentOutput[] {
    // Everything else is what was said, and long.
    if (!line.includes('"tokens":{') && !line.includes('<state_snapshot>')) return []
    const record = objectIn(line)
    if (!record) return []
    const messages = items(fields(record['$set'])['messages']).map(fields)
    return messages.length > 0 ? this.#replaced(messages) : this.#call(record)
  }

  spending(): ReturnType<SessionReader['spending']> {
    if (this.#spent.size === 0) return undefined
    const models = [...this.#spent].flatMap(([model, spending]) =>
      model === undefined ? [] : [{ model, ...spending }],
    )
    const sum = [...this.#spent.values()].reduce(addSpending, noSpending)
    return { ...sum, ...(models.length === this.#spent.size && { models }) }
  }

  #call(message: Fields): readonly AgentOutput[] {
    const id = text(message['id'])
    const usage = usageOf(fields(message['tokens']))
    if (message['type'] !== 'gemini' || id === undefined || this.#counted.has(id)) return []
    if (contextTokens(usage) === 0 || !this.#isNew(message)) return []
    this.#counted.add(id)
    const model = text(message['model']) ?? this.#session.model
    const spending = { usage, cost: costOf(usage, this.#session.prices(model)) }
    this.#spent.set(model, addSpending(this.#spent.get(model) ?? noSpending, spending))
    const sum = this.spending() ?? noSpending
    return [{ type: 'usage', usage: sum.usage, cost: sum.cost, context: contextTokens(usage) }]
  }

  #replaced(messages: readonly Fields[]): readonly AgentOutput[] {
    const snapshot = messages.find(isSnapshot)
    const id = text(snapshot?.['id'])
    if (!snapshot || id === undefined || this.#snapshots.has(id) || !this.#isNew(snapshot)) return []
    this.#snapshots.add(id)
    return [{ type: 'compacted' }]
  }

  #isNew(message: Fields): boolean {
    return Date.parse(text(message['timestamp']) ?? '') >= this.#session.startedAt - slackMs
  }
}

function isSnapshot(message: Fields): boolean {
  if (message['type'] !== 'user') return false
  return items(message['content']).some((part) => text(fields(part)['text'])?.includes('<state_snapshot>') === true)
}

function usageOf(tokens: Fields): ReturnType<typeof geminiUsage> {
  return geminiUsage({
    // What tools of Google's own read is input too.
    input: (count(tokens['input']) ?? 0) + (count(tokens['tool']) ?? 0),
    cached: count(tokens['cached']) ?? 0,
    output: count(tokens['output']) ?? 0,
    thoughts: count(tokens['thoughts']) ?? 0,
  })
}
