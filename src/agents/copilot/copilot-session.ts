import { basename, dirname, join } from 'node:path'
import type { AgentOutput, Session, SessionReader, SessionRecord } from '../../agent.ts'
import { contextTokens } from '../../usage.ts'
import { CopilotMeter, usageIn, type CopilotSpending } from './copilot-usage.ts'
import { count, fields, objectIn, text, type Fields } from '../reading/fields.ts'

/**
 * `$COPILOT_HOME/session-state/<session id>/events.jsonl`: what goes to stdout and more, one JSON object a line with
 * type, data, id, timestamp, and agentId if a sub-agent's. A session that is resumed goes on in its file.
 *
 *   session.start                sessionId, copilotVersion, selectedModel, context: cwd
 *   session.usage_record         usage: one call of a model: model, inputTokens, …, maxPromptTokens
 *   session.compaction_complete  success, compactionTokensUsed: model, inputTokens, …
 */
export const copilotSessions: SessionRecord = {
  follow: true,
  find: ({ id, home, env }) => ({
    folder: join(env['COPILOT_HOME'] || join(home, '.copilot'), 'session-state'),
    depth: 2,
    matches: (path) => basename(path) === 'events.jsonl' && (id === undefined || basename(dirname(path)) === id),
  }),
  reader: (session) => new CopilotSessionReader(session),
}

class CopilotSessionReader implements SessionReader {
  readonly #session: Session
  readonly #meter: CopilotMeter
  readonly #seen = new Set<string>()
  /** The newest file may be that of another copilot, which works elsewhere. */
  #isForeign = false

  constructor(session: Session) {
    this.#session = session
    this.#meter = new CopilotMeter(session.prices)
  }

  line(line: string): readonly AgentOutput[] {
    if (!telling.test(line.slice(0, 64))) return []
    const event = objectIn(line)
    if (!event || this.#isForeign) return []
    const data = fields(event['data'])
    if (event['type'] === 'session.start') return this.#started(data)
    return this.#isNew(event) ? this.#counted(event, data) : []
  }

  spending(): CopilotSpending | undefined {
    return this.#meter.spending()
  }

  #started(data: Fields): readonly AgentOutput[] {
    const folder = text(fields(data['context'])['cwd'])
    this.#isForeign = folder !== undefined && folder !== this.#session.workspace
    if (this.#isForeign) return []
    const id = text(data['sessionId'])
    const model = text(data['selectedModel'])
    const version = text(data['copilotVersion'])
    return [{ type: 'session', ...(id && { id }), ...(model && { model }), ...(version && { version }) }]
  }

  #isNew(event: Fields): boolean {
    const id = text(event['id'])
    if (id !== undefined && this.#seen.has(id)) return false
    if (id !== undefined) this.#seen.add(id)
    const at = Date.parse(text(event['timestamp']) ?? '')
    return Number.isNaN(at) || at >= this.#session.startedAt
  }

  #counted(event: Fields, data: Fields): readonly AgentOutput[] {
    if (event['type'] === 'session.compaction_complete') {
      const told = fields(data['compactionTokensUsed'])
      this.#meter.add(text(told['model']), usageIn(told))
      return data['success'] === true ? [{ type: 'compacted' }, ...this.#reading(undefined)] : this.#reading(undefined)
    }
    const told = fields(data['usage'])
    const usage = usageIn(told)
    this.#meter.add(text(told['model']), usage)
    if (event['agentId'] !== undefined || told['parentToolCallId'] !== undefined) return this.#reading(undefined)
    const contextWindow = count(told['maxPromptTokens'])
    return [
      ...(contextWindow === undefined ? [] : [{ type: 'session', contextWindow } as const]),
      ...this.#reading(contextTokens(usage)),
    ]
  }

  #reading(context: number | undefined): readonly AgentOutput[] {
    const spending = this.#meter.spending()
    if (!spending) return []
    const { usage, cost } = spending
    return [{ type: 'usage', usage, cost, ...(context !== undefined && { context }) }]
  }
}

/** Most lines are conversation, long and of no interest: they are not parsed. */
const telling = /^\{"type":"session\.(?:start|usage_record|compaction_complete)"/
