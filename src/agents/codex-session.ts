import { join } from 'node:path'
import type { AgentOutput, Session, SessionReader, SessionRecord } from '../agent.ts'
import { costOf } from '../price.ts'
import { addSpending, contextTokens, noSpending, noUsage, type Spending, type Usage } from '../usage.ts'
import { codexUsage, grownBy } from './codex-usage.ts'
import { codexWindows } from './codex-windows.ts'
import { count, fields, objectIn, text, type Fields } from './fields.ts'

/**
 * A session of codex's: `$CODEX_HOME/sessions/2026/11/21/rollout-2026-11-21T13-19-57-<thread>.jsonl`, where the folder
 * is `~/.codex` unless named. A line is `{timestamp, type, payload}`:
 *
 *   session_meta          cli_version, …
 *   turn_context          model, …: of the calls that follow
 *   token_usage_record    after each call: usage of the call, thread_token_usage: the sum; missing in older versions
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
  /** The thread's sum as it was last told. */
  #total: Usage | undefined
  #context: number | undefined
  readonly #spent = new Map<string | undefined, Spending>()
  readonly #windows = new Map<string, string>()
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
        return this.#counted(payload['thread_token_usage'], fields(payload['usage']), isOld)
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
      ...this.#counted(info['total_token_usage'], fields(info['last_token_usage']), isOld),
      ...(isOld ? [] : this.#unsaidWindows(payload['rate_limits'])),
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

  #counted(sum: unknown, last: Fields, isOld: boolean): readonly AgentOutput[] {
    if (sum === undefined || sum === null) return []
    const total = codexUsage(sum)
    // A thread that began elsewhere brings its past along: of the first sum only the last call is surely ours.
    const before = this.#total ?? grownBy(total, codexUsage(last))
    this.#total = total
    if (isOld) return []
    this.#context = count(last['total_tokens']) ?? this.#context
    this.#charge(grownBy(total, before))
    return this.#reading()
  }

  #charge(call: Usage): void {
    if (contextTokens(call) === 0) return
    const cost = costOf(call, this.#session.prices(this.#model))
    this.#spent.set(this.#model, addSpending(this.#spent.get(this.#model) ?? noSpending, { usage: call, cost }))
  }

  #reading(): readonly AgentOutput[] {
    const { usage = noUsage, cost = noSpending.cost } = this.spending() ?? {}
    const context = this.#context
    const told = `${contextTokens(usage)} ${context}`
    if (told === this.#told) return []
    this.#told = told
    return [{ type: 'usage', usage, cost, ...(context !== undefined && { context }) }]
  }

  #unsaidWindows(limits: unknown): readonly AgentOutput[] {
    return codexWindows(limits).filter((window) => {
      const said = `${window.percent} ${window.resetsAt}`
      const isNew = this.#windows.get(window.name) !== said
      this.#windows.set(window.name, said)
      return isNew
    })
  }
}

function versionOutput(version: string | undefined): readonly AgentOutput[] {
  return version === undefined ? [] : [{ type: 'session', version }]
}
