import type { AgentOutput, AgentRequest } from '../../agent.ts'
import { habitsOf, type AcpHabits } from './acp-agents.ts'
import { AcpMeter } from './acp-meter.ts'
import { AcpTools } from './acp-tools.ts'
import { AcpWords } from './acp-words.ts'
import { oneLine } from '../reading/excerpt.ts'
import { count, fields, items, text, type Fields } from '../reading/fields.ts'

/** Of a model nobody knows the window of. */
const usualContextWindow = 200_000

/**
 * The one turn of a session: what the agent tells in `session/update` notifications, by `sessionUpdate`:
 *
 *   agent_message_chunk, agent_thought_chunk   content.text, messageId?
 *   tool_call, tool_call_update                toolCallId, title, kind, status, rawInput, rawOutput, content, locations
 *   plan                                       entries: content, status; always whole
 *   usage_update                               used, size: tokens in the window and its size; cost: amount, currency
 *   compaction_update                          status
 *   session_info_update                        of codex-acp: _meta.codex.threadStatus.type "systemError"
 *
 * What is not listed is left out.
 */
export class AcpTurn {
  readonly meter: AcpMeter
  readonly tools = new AcpTools()
  readonly #request: AgentRequest
  readonly #words = new AcpWords()
  #habits: AcpHabits = {}
  #contextWindow: number | undefined
  #isRunning = false
  #trouble: string | undefined
  #systemError = false
  #isUnreported = false

  constructor(request: AgentRequest) {
    this.#request = request
    this.meter = new AcpMeter(request)
  }

  get message(): string {
    return this.#words.message
  }

  /** Nobody has worked: not a word, no tool, no tokens. */
  get isEmpty(): boolean {
    return this.message === '' && !this.tools.any && !this.meter.isReported
  }

  /** What the agent said in the place of its model, if that was the last it said and it shows that no model spoke. */
  get trouble(): string | undefined {
    if (this.#trouble !== undefined) return this.#trouble
    if (!this.#systemError && !this.#isUnreported) return undefined
    return this.message === '' ? undefined : this.message
  }

  /** Who works: the name it gives itself in `initialize`. */
  worksFor(agent: string | undefined): void {
    this.#habits = habitsOf(agent)
    this.meter.worksFor(this.#habits)
  }

  begins(): void {
    this.#isRunning = true
    this.meter.asked()
  }

  ends(response: Fields): readonly AgentOutput[] {
    const models = this.meter.answered(response)
    this.#isRunning = false
    this.#isUnreported = this.#habits.alwaysReports === true && !this.meter.isReported
    return [...this.#words.pause(), ...this.runs(models.length === 1 ? models[0] : undefined), this.meter.reading()]
  }

  breaks(): readonly AgentOutput[] {
    this.#isRunning = false
    return this.#words.pause()
  }

  update(update: Fields): readonly AgentOutput[] {
    const meta = fields(update['_meta'])
    return [...this.runs(text(meta['_claude/model'])), ...this.#told(update, meta)]
  }

  /** The model at work, told when it changes. */
  runs(model: string | undefined): readonly AgentOutput[] {
    if (model === undefined || model === this.meter.model) return []
    this.meter.runs(model)
    return [{ type: 'session', model }]
  }

  #told(update: Fields, meta: Fields): readonly AgentOutput[] {
    switch (update['sessionUpdate']) {
      case 'agent_message_chunk':
      case 'agent_thought_chunk':
        return [...this.#said(update), ...this.meter.called(meta)]
      case 'tool_call':
      case 'tool_call_update':
        return this.tool(update)
      case 'plan':
        return [...this.#words.pause(), ...planned(items(update['entries']).map(fields))]
      case 'usage_update':
        return [...this.window(count(update['size'])), this.meter.counted(update)]
      case 'compaction_update':
        return update['status'] === 'completed' ? [{ type: 'compacted' }] : []
      case 'session_info_update':
        return this.#status(text(fields(fields(meta['codex'])['threadStatus'])['type']))
      default:
        return []
    }
  }

  /** A tool call in an update, or in a request for permission. */
  tool(call: Fields): readonly AgentOutput[] {
    const told = this.tools.told(call)
    const started = told.some(({ type }) => type === 'tool')
    if (started) this.#trouble = undefined
    const counted = started ? this.meter.wrote(inputOf(call)) : []
    if (told.some(({ type }) => type === 'tool-result')) this.meter.toolEnded()
    return [...(started ? this.#words.pause() : []), ...told, ...counted]
  }

  /** The size of the context window, told when it changes. */
  window(size: number | undefined): readonly AgentOutput[] {
    if (size === undefined || size === 0 || size === this.#contextWindow) return []
    this.#contextWindow = size
    return [{ type: 'session', contextWindow: size }]
  }

  /** Kiro tells a share only. The share comes out right whatever window it is taken of. */
  filled(percent: number | undefined): readonly AgentOutput[] {
    if (percent === undefined) return []
    const known = this.#contextWindow ?? this.#request.prices(this.meter.model).contextWindow ?? usualContextWindow
    return [...this.window(known), this.meter.filled(percent, known)]
  }

  #said({ sessionUpdate, content, messageId }: Fields): readonly AgentOutput[] {
    const piece = fields(content)['text']
    // What is said before the prompt and after its answer is about the session, not about the work.
    if (typeof piece !== 'string' || !this.#isRunning) return []
    if (sessionUpdate === 'agent_thought_chunk')
      return [...this.#words.add('thinking', piece, text(messageId)), ...this.meter.wrote(piece)]
    if (this.#habits.speaksItself && ownWords.test(piece)) return this.#ownWords(piece)
    if (piece.trim() !== '') this.#trouble = undefined
    return [...this.#words.add('text', piece, text(messageId)), ...this.meter.wrote(piece)]
  }

  #ownWords(piece: string): readonly AgentOutput[] {
    const before = this.#words.pause()
    if (piece.startsWith('Info')) return [...before, { type: 'retry', message: oneLine(piece) }]
    this.#trouble = piece
    return [...before, { type: 'text', text: piece }]
  }

  #status(status: string | undefined): readonly AgentOutput[] {
    if (status === undefined) return []
    this.#systemError = status === 'systemError' || (this.#systemError && status !== 'active')
    return status === 'systemError' ? this.#words.pause() : []
  }
}

/** Pieces in which Copilot CLI speaks itself. */
const ownWords = /^(?:Error: |Info: .*\bretrying\.\.\.$)/is

function planned(entries: readonly Fields[]): readonly AgentOutput[] {
  if (entries.length === 0) return []
  const done = entries.filter(({ status }) => status === 'completed').length
  const next =
    entries.find(({ status }) => status === 'in_progress') ?? entries.find(({ status }) => status === 'pending')
  const detail = oneLine(`${done} of ${entries.length} done${next ? `, now: ${text(next['content']) ?? ''}` : ''}`)
  return [{ type: 'tool', name: 'plan', detail }]
}

/** What the model wrote to call a tool. */
function inputOf({ rawInput }: Fields): string {
  if (typeof rawInput === 'string') return rawInput
  return rawInput === undefined || rawInput === null ? '' : JSON.stringify(rawInput)
}
