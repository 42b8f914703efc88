import type { AgentOutput, AgentRequest, AgentResult, Exit, OutputParser } from '../../agent.ts'
import { acpFailure } from './acp-failure.ts'
import { answer, call, isSameId, messagesIn, notification, refusal, type Id, type Message } from './acp-rpc.ts'
import { contextLimit, currentModel, preparations, type Preparation } from './acp-session.ts'
import { AcpTurn } from './acp-turn.ts'
import { count, fields, items, text, type Fields } from '../reading/fields.ts'

/**
 * One conversation with an agent that speaks ACP, the Agent Client Protocol, version 1 (agentclientprotocol.com):
 * JSON-RPC lines, as `acp-rpc.ts` describes them, on its stdin and stdout.
 *
 *   we  initialize                 protocolVersion, clientCapabilities: no files, no terminals, no forms
 *       ⟵ agentInfo, authMethods, protocolVersion
 *   we  session/new                cwd, mcpServers: none
 *       ⟵ sessionId, modes?, models?, configOptions?          or the error -32000: nobody is logged in
 *   we  session/set_mode, session/set_model, session/set_config_option     one after the other, as far as offered
 *   we  session/prompt             the prompt as one block of text
 *       it  session/update         what it does (`acp-turn.ts`)
 *       it  session/request_permission     answered at once: yes
 *       it  anything else it asks          answered at once: the error -32601
 *       ⟵ stopReason, usage?                                  the end
 *   we  session/cancel             when it should stop; the prompt is then answered with stopReason "cancelled"
 *
 * One request of ours is open at a time. Answers to anything else, and second answers, are left out. A line that is
 * no message is shown as text.
 */
export class AcpParser implements OutputParser {
  readonly #request: AgentRequest
  readonly #turn: AcpTurn
  #lastId = 0
  #open: { readonly id: number; readonly method: string } | undefined
  #preparations: readonly Preparation[] = []
  #preparation: Preparation | undefined
  #session: string | undefined
  #version: string | undefined
  #logins: readonly string[] = []
  #response: Fields | undefined
  #error: Fields | undefined
  #refused: string | undefined
  #stray: Fields | undefined
  #deniedPermission = false
  #isStopping = false

  constructor(request: AgentRequest) {
    this.#request = request
    this.#turn = new AcpTurn(request)
  }

  start(): readonly AgentOutput[] {
    const clientCapabilities = {
      fs: { readTextFile: false, writeTextFile: false },
      terminal: false,
      session: { compaction: {} },
    }
    return this.#ask('initialize', { protocolVersion, clientCapabilities, clientInfo: { name: 'ralph', version: '1' } })
  }

  stop(): readonly AgentOutput[] {
    this.#isStopping = true
    if (this.#open?.method !== 'session/prompt') return []
    return [notification('session/cancel', { sessionId: this.#session })]
  }

  line(line: string): readonly AgentOutput[] {
    const messages = messagesIn(line)
    if (messages) return messages.flatMap((message) => this.#heard(message))
    return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
  }

  end(exit: Exit): AgentResult {
    const failure = this.#failure(exit)
    if (failure && refusals.has(failure.kind)) this.#turn.meter.refused()
    const { model } = this.#turn.meter
    return {
      ...this.#turn.meter.spending(),
      message: this.#turn.message,
      ...(model !== undefined && { model }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  #failure(exit: Exit) {
    const { tools, trouble, message, isEmpty } = this.#turn
    return acpFailure(
      {
        unanswered: this.#open?.method,
        response: this.#response,
        error: this.#error,
        refused: this.#refused,
        stray: this.#stray,
        trouble: trouble ?? (this.#error && !tools.any && message !== '' ? message : undefined),
        isEmpty,
        logins: this.#logins,
        couldNotWrite: this.#deniedPermission && !tools.wrote,
        wasStopped: this.#isStopping,
      },
      exit,
    )
  }

  #heard(message: Message): readonly AgentOutput[] {
    switch (message.type) {
      case 'answer':
        return this.#answered(message)
      case 'request':
        return this.#asked(message)
      case 'notification':
        return this.#told(message.method, message.params)
    }
  }

  #answered({ id, result, error }: Extract<Message, { type: 'answer' }>): readonly AgentOutput[] {
    if (id === null) this.#stray = error ?? this.#stray
    const open = this.#open
    if (!open || !isSameId(open.id, id)) return []
    this.#open = undefined
    switch (open.method) {
      case 'initialize':
        return error ? this.#failed(error) : this.#initialized(result)
      case 'session/new':
        return error ? this.#failed(error) : this.#opened(result)
      case 'session/prompt':
        return error ? this.#failed(error) : this.#ended(result)
      default:
        return error && this.#preparation?.orElse !== undefined
          ? this.#refuses(this.#preparation.orElse)
          : this.#prepare()
    }
  }

  #initialized(result: Fields): readonly AgentOutput[] {
    const version = count(result['protocolVersion']) ?? protocolVersion
    if (version !== protocolVersion)
      return this.#refuses(`it speaks version ${version} of the Agent Client Protocol, and ralph version 1`)
    const { name, version: agentVersion } = fields(result['agentInfo'])
    this.#turn.worksFor(text(name) ?? this.#request.program)
    this.#version = text(agentVersion)
    this.#logins = items(result['authMethods']).flatMap((method) => text(fields(method)['name']) ?? [])
    return this.#ask('session/new', { cwd: this.#request.workspace, mcpServers: [] })
  }

  #opened(result: Fields): readonly AgentOutput[] {
    const id = text(result['sessionId'])
    if (id === undefined) return this.#refuses('it answered session/new without a session')
    const { model: wanted } = this.#request
    this.#session = id
    this.#preparations = preparations(result, wanted)
    const model = wanted ?? currentModel(result)
    this.#turn.runs(model)
    const session = { id, ...(model && { model }), ...(this.#version && { version: this.#version }) }
    return [{ type: 'session', ...session }, ...this.#turn.window(contextLimit(result)), ...this.#prepare()]
  }

  /** The next wish about the session, and after the last one the prompt. */
  #prepare(): readonly AgentOutput[] {
    const [next, ...rest] = this.#preparations
    this.#preparation = next
    this.#preparations = rest
    if (this.#isStopping) return [{ type: 'ended' }]
    if (next) return this.#ask(next.method, { sessionId: this.#session, ...next.params })
    this.#turn.begins()
    return this.#ask('session/prompt', {
      sessionId: this.#session,
      prompt: [{ type: 'text', text: this.#request.prompt }],
    })
  }

  #ended(result: Fields): readonly AgentOutput[] {
    this.#response = result
    return [...this.#turn.ends(result), { type: 'ended' }]
  }

  #failed(error: Fields): readonly AgentOutput[] {
    this.#error = error
    return [...this.#turn.breaks(), { type: 'ended' }]
  }

  #refuses(why: string): readonly AgentOutput[] {
    this.#refused = why
    return [{ type: 'ended' }]
  }

  #asked({ id, method, params }: Extract<Message, { type: 'request' }>): readonly AgentOutput[] {
    if (method !== 'session/request_permission') return [refusal(id, method)]
    return [...this.#turn.tool(fields(params['toolCall'])), this.#permit(id, items(params['options']).map(fields))]
  }

  /** Once is enough: what is allowed for good may be written down for the agent's next, attended session. */
  #permit(id: Id, options: readonly Fields[]): AgentOutput {
    const cancelled = answer(id, { outcome: { outcome: 'cancelled' } })
    if (this.#isStopping) return cancelled
    const chosen = kindsOfAnswers
      .map((kind) => options.find((option) => option['kind'] === kind && text(option['optionId']) !== undefined))
      .find((option) => option !== undefined)
    if (text(chosen?.['kind'])?.startsWith('allow') !== true) this.#deniedPermission = true
    return chosen ? answer(id, { outcome: { outcome: 'selected', optionId: chosen['optionId'] } }) : cancelled
  }

  #told(method: string, params: Fields): readonly AgentOutput[] {
    const session = text(params['sessionId'])
    if (session !== undefined && session !== this.#session) return []
    switch (method) {
      case 'session/update':
        return this.#turn.update(fields(params['update']))
      case '_kiro.dev/metadata':
        return this.#turn.filled(count(params['contextUsagePercentage']))
      case '_kiro.dev/compaction/status':
        return isCompleted(params['status']) ? [{ type: 'compacted' }] : []
      case '_kiro.dev/error/rate_limit':
        return [{ type: 'retry', message: text(params['message']) ?? 'rate limit' }]
      default:
        return []
    }
  }

  #ask(method: string, params: Fields): readonly AgentOutput[] {
    this.#open = { id: ++this.#lastId, method }
    return [call(this.#open.id, method, params)]
  }
}

const protocolVersion = 1

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096

/** What to answer when asked for permission, the best first. */
const kindsOfAnswers = ['allow_once', 'allow_always', 'reject_once', 'reject_always']

/** After these no model has worked, unless it says so. */
const refusals = new Set(['rate-limited', 'overloaded', 'quota-exhausted', 'unauthorized', 'context-overflow'])

/** Kiro says `"completed"` or `{"type":"completed"}`. */
function isCompleted(status: unknown): boolean {
  return status === 'completed' || fields(status)['type'] === 'completed'
}
