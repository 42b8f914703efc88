import { join } from 'node:path'
import type { AgentOutput, Session, SessionReader, SessionRecord } from '../../agent.ts'
import { costOf } from '../../price.ts'
import { addSpending, contextTokens, noSpending, type Spending } from '../../usage.ts'
import { codexUsage } from './codex-usage.ts'
import { codexWindows } from './codex-windows.ts'
import { count, fields, objectIn, text, type Fields } from '../reading/fields.ts'

/**
 * A session of codex's: `$CODEX_HOME/sessions/2026/11/21/rollout-2026-11-21T13-19-57-<thread>.jsonl`, where the folder
 * is `~/.codex` unless named. A line is `{timestamp, type, payload}`:
 *
 *   session_meta          cli_version, …
 *   turn_context          model, …: of the calls that follow
 *   token_usage_record    after each call: response_id, usage of the call; missing in older versions
 *   compacted             the conversation was replaced by a summary of it
 *   event_msg             by payload.type:
 *     task_started        model_context_window
 *     token_count         once a call's tools are through: info.total_token_usage, info.last_token_usage,
 *                         info.model_context_window, rate_limits; repeated at will
 *
 * Sums go on when a thread is resumed. Sub-agents have files of their own, and are in no sum of their parent's.
 */
export const codexSession: SessionRecord = {
  follow: true,
  find: ({ id, home, env }) => ({
    folder: join(env['CODEX_HOME'] || join(home, '.codex'), 'sessions'),
    depth: 3,
    // Without an id it might be anybody's.
    matches: (path) => id !== undefined && path.endsWith(`-${id}.jsonl`),
  }),
  reader: (session) => new CodexSessionReader(session),
}

/** Everything else is what was said, and long. */
const isTelling = /"(?:session_meta|turn_context|token_usage_record|compacted|task_started|token_count)"/

/** Lines are stamped by another clock than ralph's start was. */
const slackMs = 2000

class CodexSessionReader implements SessionReader {
  #model: string | undefined
  #contextWindow: number | undefined
  #hasRecords = false
  #context: number | undefined
  /** Calls that were counted, by their id or by the sum they led to. */
  readonly #seen = new Set<string>()
  readonly #spent = new Map<string | undefined, Spending>()
  #told = ''
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
    this.#model = session.model
  }

  line(line: string): readonly AgentOutput[] {
    if (!isTelling.test(line)) return []
    const record = objectIn(line)
    if (!record) return []
    const payload = fields(record['payload'])
    const isOld = Date.parse(text(record['timestamp']) ?? '') < this.#session.startedAt - slackMs
    switch (record['type']) {
      case 'session_meta':
        return versionOutput(text(payload['cli_version']))
      case 'turn_context':
        return this.#modelNamed(text(payload['model']))
      case 'token_usage_record':
        return this.#recorded(payload, isOld)
      case 'compacted':
        return isOld ? [] : [{ type: 'compacted' }]
      case 'event_msg':
        return this.#event(payload, isOld)
      default:
        return []
    }
  }

  spending(): ReturnType<SessionReader['spending']> {
    if (this.#spent.size === 0) return undefined
    const models = [...this.#spent].flatMap(([model, spending]) =>
      model === undefined ? [] : [{ model, ...spending }],
    )
    const sum = [...this.#spent.values()].reduce(addSpending, noSpending)
    return { ...sum, ...(models.length === this.#spent.size && { models }) }
  }

  #event(payload: Fields, isOld: boolean): readonly AgentOutput[] {
    if (payload['type'] === 'task_started') return this.#windowOf(count(payload['model_context_window']))
    if (payload['type'] !== 'token_count') return []
    const info = fields(payload['info'])
    return [
      ...this.#windowOf(count(info['model_context_window'])),
      ...this.#summedUp(info, isOld),
      ...(isOld ? [] : codexWindows(payload['rate_limits'])),
    ]
  }

  #modelNamed(model: string | undefined): readonly AgentOutput[] {
    if (model === undefined || model === this.#model) return []
    this.#model = model
    return [{ type: 'session', model }]
  }

  #windowOf(contextWindow: number | undefined): readonly AgentOutput[] {
    if (contextWindow === undefined || contextWindow === this.#contextWindow) return []
    this.#contextWindow = contextWindow
    return [{ type: 'session', contextWindow }]
  }

  #recorded(payload: Fields, isOld: boolean): readonly AgentOutput[] {
    const call = fields(payload['usage'])
    this.#hasRecords = true
    this.#counted(text(payload['response_id']) ?? keyOf(payload['thread_token_usage']), call, isOld)
    return this.#reading(call, isOld)
  }

  /** An overflow of the context starts this sum from nothing again, hence the last call rather than a difference. */
  #summedUp(info: Fields, isOld: boolean): readonly AgentOutput[] {
    const call = fields(info['last_token_usage'])
    if (!this.#hasRecords) this.#counted(keyOf(info['total_token_usage']), call, isOld)
    return this.#reading(call, isOld)
  }

  /** One call, unless it was told before. */
  #counted(key: string, call: Fields, isOld: boolean): void {
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const usage = codexUsage(call)
    if (isOld || contextTokens(usage) === 0) return
    const cost = costOf(usage, this.#session.prices(this.#model))
    this.#spent.set(this.#model, addSpending(this.#spent.get(this.#model) ?? noSpending, { usage, cost }))
  }

  #reading(call: Fields, isOld: boolean): readonly AgentOutput[] {
    const spending = this.spending()
    if (!spending || isOld) return []
    this.#context = count(call['total_tokens']) || this.#context
    const context = this.#context
    const { usage, cost } = spending
    const told = `${contextTokens(usage)} ${context}`
    if (told === this.#told) return []
    this.#told = told
    return [{ type: 'usage', usage, cost, ...(context !== undefined && { context }) }]
  }
}

function keyOf(sum: unknown): string {
  return JSON.stringify(codexUsage(sum))
}

function versionOutput(version: string | undefined): readonly AgentOutput[] {
  return version === undefined ? [] : [{ type: 'session', version }]
}
