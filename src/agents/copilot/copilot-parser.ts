import type { AgentOutput, AgentRequest, AgentResult, Exit, OutputParser } from '../../agent.ts'
import { estimateTokens } from '../../platform/text/tokens.ts'
import { noSpending } from '../../usage.ts'
import { copilotFailure, wordsOf } from './copilot-failure.ts'
import { usageFileSpending, type CopilotSpending } from './copilot-usage.ts'
import { estimatedSpending } from '../estimate.ts'
import { oneLine } from '../reading/excerpt.ts'
import { count, fields, items, objectIn, text, type Fields } from '../reading/fields.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/**
 * Reads `copilot --output-format json`: one JSON object a line with type, data, timestamp, and agentId if a sub-agent's.
 *
 *   session.tools_updated      model
 *   assistant.message          content, reasoningText, model, toolRequests
 *   tool.execution_start       toolCallId, toolName, arguments
 *   tool.execution_complete    toolCallId, success, result: content, error: message, code "denied"; fileEdits, shellExecution
 *   model.call_start           a request to a model
 *   model.call_failure         it failed: statusCode, errorMessage, errorCode
 *   assistant.turn_retry       it tries again: reason "rate_limit", "forced_compaction", …
 *   session.error              why it gives up: errorType, message, statusCode
 *   abort                      it was told to stop: reason; a result of 0 may follow
 *   result                     the end, without `data`: sessionId, exitCode
 *
 * What is not listed is left out, above all pieces of messages that come whole later. Tokens stand in no event: they are
 * in `--usage-output-file` at the end, and in the session's own file all along.
 */
export class CopilotParser implements OutputParser {
  readonly #request: AgentRequest
  readonly #usageFile: string
  #session: string | undefined
  #model: string | undefined
  #message = ''
  #asked = false
  #written = 0
  #result: Fields | undefined
  #error: Fields | undefined
  #callFailure: Fields | undefined
  #aborted: string | undefined
  #wrote = false
  #wasDenied = false

  constructor(request: AgentRequest, usageFile: string) {
    this.#request = request
    this.#usageFile = usageFile
  }

  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    if (!event) return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
    return this.#event(event, fields(event['data']), event['agentId'] === undefined)
  }

  end(exit: Exit): AgentResult {
    const failure = copilotFailure(
      {
        result: this.#result,
        error: this.#error,
        callFailure: this.#callFailure,
        aborted: this.#aborted,
        couldNotWrite: this.#wasDenied && !this.#wrote,
      },
      exit,
    )
    return {
      ...this.#spending(exit.files?.[this.#usageFile]),
      message: this.#message,
      ...(this.#model !== undefined && { model: this.#model }),
      ...(this.#session !== undefined && { sessionId: this.#session }),
      ...(failure && { failure }),
    }
  }

  #event(event: Fields, data: Fields, isMain: boolean): readonly AgentOutput[] {
    switch (event['type']) {
      case 'session.tools_updated':
        return this.#identified(isMain ? text(data['model']) : undefined)
      case 'assistant.message':
        return this.#said(data, isMain)
      case 'tool.execution_start':
        return [{ type: 'tool', name: text(data['toolName']) ?? 'tool', detail: argumentsOf(data) }]
      case 'tool.execution_complete':
        return this.#toolResult(data)
      case 'model.call_start':
        this.#asked = true
        return []
      case 'model.call_failure':
        if (isMain) this.#callFailure = data
        return isMain ? limitedBy(data) : []
      case 'assistant.turn_retry':
        return [{ type: 'retry', message: this.#retry(data) }]
      case 'session.error':
        if (isMain) this.#error = event
        return []
      case 'abort':
        if (isMain) this.#aborted = text(data['reason']) ?? 'abort'
        return []
      case 'result':
        return this.#ended(event)
      default:
        return []
    }
  }

  #identified(model: string | undefined): readonly AgentOutput[] {
    if (model === undefined || model === this.#model) return []
    this.#model = model
    return [{ type: 'session', model }]
  }

  #said(data: Fields, isMain: boolean): readonly AgentOutput[] {
    const said = text(data['content'])
    const thought = text(data['reasoningText'])
    this.#written += (said?.length ?? 0) + (thought?.length ?? 0) + requested(data)
    if (isMain) {
      this.#message = said ?? this.#message
      this.#callFailure = undefined
    }
    return [
      ...(isMain ? this.#identified(text(data['model'])) : []),
      ...(thought === undefined ? [] : [{ type: 'thinking', text: thought } as const]),
      ...(said === undefined ? [] : [{ type: 'text', text: said } as const]),
    ]
  }

  #toolResult(data: Fields): readonly AgentOutput[] {
    const ok = data['success'] === true
    const error = fields(data['error'])
    if (ok && (items(data['fileEdits']).length > 0 || data['shellExecution'] !== undefined)) this.#wrote = true
    if (error['code'] === 'denied') this.#wasDenied = true
    const said = ok ? resultDetail(fields(data['result'])['content']) : oneLine(text(error['message']) ?? '')
    return [{ type: 'tool-result', ok, detail: said }]
  }

  #retry(data: Fields): string {
    const status = count(this.#callFailure?.['statusCode'])
    const said = oneLine(wordsOf(this.#callFailure ?? {}))
    const why = text(data['reason']) ?? 'error'
    return [status, why].filter((part) => part !== undefined).join(' ') + (said === '' ? '' : `: ${said}`)
  }

  #ended(event: Fields): readonly AgentOutput[] {
    this.#result = event
    const id = text(event['sessionId'])
    this.#session = id
    return [...(id === undefined ? [] : [{ type: 'session', id } as const]), { type: 'ended' }]
  }

  #spending(usageFile: string | undefined): CopilotSpending {
    const { extraArgs, prices, prompt } = this.#request
    // The file of a resumed session tells what earlier processes spent too. The session's own file has dates.
    const told = usageFile === undefined || extraArgs.some((arg) => resuming.test(arg)) ? undefined : usageFile
    const reported = told === undefined ? undefined : usageFileSpending(told, prices)
    if (reported) return reported
    if (!this.#asked) return noSpending
    const written = Math.ceil(this.#written / charactersPerToken)
    return estimatedSpending(estimateTokens(prompt), written, prices(this.#model))
  }
}

const resuming = /^(?:-r|--resume|--continue|--session-id|--connect)(?:=|$)/

/** English and code both come to about this much. */
const charactersPerToken = 4

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096

/** Patches are given as text, all other arguments as an object. */
function argumentsOf(data: Fields): string {
  const given = text(data['arguments'])
  return given === undefined ? toolDetail(data['arguments']) : oneLine(given)
}

/** Characters of the tool calls in a message. */
function requested(data: Fields): number {
  return items(data['toolRequests']).reduce<number>(
    (sum, request) => sum + (JSON.stringify(fields(request)['arguments'])?.length ?? 0),
    0,
  )
}

/** It asks again in vain for a minute where the refusal named an hour. */
const longestOwnWaitSeconds = 60

function limitedBy(callFailure: Fields): readonly AgentOutput[] {
  const told = objectIn(text(callFailure['errorMessage']) ?? '')
  const resetsAt = count(told?.['resets_at'])
  if (resetsAt === undefined || (count(told?.['resets_in_seconds']) ?? 0) <= longestOwnWaitSeconds) return []
  const message = text(told?.['message']) ?? 'a usage limit has been reached'
  return [{ type: 'limited', failure: { kind: 'rate-limited', message, retryAt: resetsAt * 1000 } }]
}
