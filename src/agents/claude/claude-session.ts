import { join } from 'node:path'
import type { AgentOutput, Environment, Session, SessionReader, SessionRecord } from '../../agent.ts'
import { addSpending, contextTokens, noSpending, type Spending, type Usage } from '../../usage.ts'
import { callCost, larger, lastingIn, usageIn } from './claude-meter.ts'
import { fields, objectIn, text, type Fields } from '../reading/fields.ts'

/**
 * A session of Claude Code's: `~/.claude/projects/<workspace>/<session id>.jsonl`, where CLAUDE_CONFIG_DIR may stand
 * for the first folder. Of its lines two kinds matter:
 *
 *   {type: "assistant", timestamp, message: {id, model, usage, content, …}}
 *   {type: "user", …}                what the next call answers to: a prompt, the result of a tool
 *
 * An assistant's line is one block of an answer, so that `message.id` repeats; unlike in the output, `usage` is what
 * the whole call came to. It is written when a call is through: one that was cut off is missing. So are the calls of
 * sub-agents, which have files of their own, and the one that makes a summary of the conversation.
 */
export const claudeSession: SessionRecord = {
  follow: false,
  find: ({ id, home, env }) => ({
    folder: join(claudeFolder(home, env), 'projects'),
    depth: 1,
    // Without an id it might be anybody's.
    matches: (path) => id !== undefined && /[\\/]([^\\/]*)$/.exec(path)?.[1] === `${id}.jsonl`,
  }),
  reader: (session) => new ClaudeSessionReader(session),
}

/** Where Claude Code keeps its settings, credentials and sessions. */
export function claudeFolder(home: string, env: Environment): string {
  return env['CLAUDE_CONFIG_DIR'] || join(home, '.claude')
}

/** Lines are stamped by another clock than ralph's start was. */
const slackMs = 2000

interface Call {
  readonly model: string | undefined
  readonly usage: Usage
  /** Tokens of its cache writes that are kept for an hour. */
  readonly lasting: number
}

class ClaudeSessionReader implements SessionReader {
  readonly #calls = new Map<string, Call>()
  /** Nobody has answered what stands last: a call was on its way, and what it came to is not known. */
  #isOpen = false
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  line(line: string): readonly AgentOutput[] {
    const entry = fields(objectIn(line))
    if (!(Date.parse(text(entry['timestamp']) ?? '') >= this.#session.startedAt - slackMs)) return []
    if (entry['type'] === 'user') this.#isOpen = true
    if (entry['type'] === 'assistant') this.#call(fields(entry['message']))
    return []
  }

  #call(message: Fields): void {
    const id = text(message['id'])
    this.#isOpen = false
    if (id === undefined || message['model'] === '<synthetic>') return
    const usage = usageIn(message['usage'])
    const before = this.#calls.get(id)
    this.#calls.set(id, {
      model: text(message['model']),
      usage: before ? larger(before.usage, usage) : usage,
      lasting: Math.max(before?.lasting ?? 0, lastingIn(message['usage'])),
    })
  }

  spending(): ReturnType<SessionReader['spending']> {
    const spent = new Map<string | undefined, Spending>()
    for (const { model, usage: told, lasting } of this.#calls.values()) {
      const usage: Usage = this.#isOpen ? { ...told, basis: 'estimated' } : told
      const call = {
        usage,
        cost: callCost(usage, lasting, this.#session.prices(model ?? this.#session.model)),
      }
      spent.set(model, addSpending(spent.get(model) ?? noSpending, call))
    }
    const sum = [...spent.values()].reduce(addSpending, noSpending)
    if (contextTokens(sum.usage) === 0) return undefined
    const models = [...spent].flatMap(([model, spending]) => (model === undefined ? [] : [{ model, ...spending }]))
    return { ...sum, ...(models.length === spent.size && { models }) }
  }
}
