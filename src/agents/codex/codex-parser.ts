import type { AgentOutput, AgentRequest, AgentResult, Exit, OutputParser } from '../../agent.ts'
import { estimateTokens } from '../../platform/text/tokens.ts'
import { noSpending, type Spending, type Usage } from '../../usage.ts'
import { codexFailure } from './codex-failure.ts'
import { CodexLog, withoutRetries } from './codex-log.ts'
import { toolEnded, toolStarted, wentWell } from './codex-items.ts'
import { codexUsage, spendingOfMany } from './codex-usage.ts'
import { correctedSpending, GrowingEstimate } from '../estimate.ts'
import { oneLine } from '../reading/excerpt.ts'
import { fields, objectIn, text, type Fields } from '../reading/fields.ts'

/**
 * Reads `codex exec --json`: one JSON object a line.
 *
 *   thread.started    thread_id
 *   turn.started
 *   item.started      item, of tools that take their time: see codex-items.ts
 *   item.completed    item
 *   error             message: "Reconnecting... 1/5 (why)" announces a retry, everything else repeats `turn.failed`
 *   turn.completed    usage: a sum over the thread; the end
 *   turn.failed       error.message; the end
 *
 * There is no model, no cost, no code of an error, and no usage before the end or after a failure: the session record
 * completes that. What is not listed is left out; a line that is no JSON object is text.
 */
export class CodexParser implements OutputParser {
  #thread: string | undefined
  #turnStarted = false
  readonly #startedTools = new Set<string>()
  #lastText = ''
  #completed = false
  #error: string | undefined
  #retry: string | undefined
  #networkWaits = 0
  #usage: Usage | undefined
  #wrote = false
  #ran = false
  #declined = false
  #sandboxRefused = false
  readonly #written = new GrowingEstimate()
  readonly #log = new CodexLog()
  readonly #request: AgentRequest

  constructor(request: AgentRequest) {
    this.#request = request
  }

  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    if (!event) return line.trim() === '' ? [] : [{ type: 'text', text: line.slice(0, longestStrayLine) }]
    if (event['type'] === 'error') return this.#errorEvent(text(event['message']) ?? 'unknown error')
    this.#retry = undefined
    this.#networkWaits = 0
    this.#log.wait = undefined
    switch (event['type']) {
      case 'thread.started':
        return this.#started(event)
      case 'turn.started':
        this.#turnStarted = true
        return []
      case 'item.started':
        return this.#itemStarted(fields(event['item']))
      case 'item.completed':
        return this.#itemCompleted(fields(event['item']))
      case 'turn.completed':
        return this.#end(undefined, event['usage'])
      case 'turn.failed':
        return this.#end(text(fields(event['error'])['message']) ?? this.#error ?? 'the turn failed', event['usage'])
      default:
        return []
    }
  }

  stderr(line: string): readonly AgentOutput[] {
    // The refusal of a patch is told to the model and to this log only.
    if (refusedPatch.test(line)) this.#sandboxRefused = true
    return this.#log.line(line) ?? (line.trim() === '' ? [] : [{ type: 'stderr', text: line }])
  }

  end(exit: Exit): AgentResult {
    const { model } = this.#request
    const failure = codexFailure(
      {
        completed: this.#completed,
        error: this.#error,
        retry: this.#retry,
        wait: this.#log.wait,
        couldNotWrite: !this.#wrote && (this.#sandboxRefused || (this.#declined && !this.#ran)),
      },
      { ...exit, stderr: withoutRetries(exit.stderr) },
    )
    return {
      ...this.#spending(),
      message: this.#lastText,
      ...(model !== undefined && { model }),
      ...(this.#thread !== undefined && { sessionId: this.#thread }),
      ...(failure && { failure }),
    }
  }

  #started(event: Fields): readonly AgentOutput[] {
    const { model } = this.#request
    const id = text(event['thread_id'])
    this.#thread = id ?? this.#thread
    return [{ type: 'session', ...(id && { id }), ...(model !== undefined && { model }) }]
  }

  #errorEvent(message: string): readonly AgentOutput[] {
    if (!announcesRetry.test(message)) {
      this.#error = message
      return [] // the end repeats it
    }
    this.#retry = message
    const retry: AgentOutput = { type: 'retry', message: oneLine(message, 500) }
    this.#networkWaits = waitsForNetwork.test(message) ? this.#networkWaits + 1 : 0
    if (this.#networkWaits < mostNetworkWaits) return [retry]
    return [retry, { type: 'limited', failure: { kind: 'overloaded', message: retry.message } }]
  }

  #itemStarted(item: Fields): readonly AgentOutput[] {
    const id = text(item['id'])
    if (id !== undefined) this.#startedTools.add(id)
    this.#written.add(text(item['command']) ?? '')
    return toolStarted(item)
  }

  #itemCompleted(item: Fields): readonly AgentOutput[] {
    const said = text(item['text'])
    if (said !== undefined) this.#written.add(said)
    switch (item['type']) {
      case 'agent_message':
        this.#lastText = said ?? this.#lastText
        return said === undefined ? [] : [{ type: 'text', text: said }]
      case 'reasoning':
        return said === undefined ? [] : [{ type: 'thinking', text: said }]
      case 'error':
        return [{ type: 'stderr', text: oneLine(text(item['message']) ?? 'unknown warning', 500) }]
      default:
        return this.#toolCompleted(item)
    }
  }

  #toolCompleted(item: Fields): readonly AgentOutput[] {
    this.#wrote ||= item['type'] === 'file_change' && wentWell(item)
    this.#ran ||= item['type'] === 'command_execution' && wentWell(item)
    this.#declined ||= item['status'] === 'declined'
    const isKnown = this.#startedTools.delete(text(item['id']) ?? '')
    return [...(isKnown ? [] : toolStarted(item)), ...toolEnded(item)]
  }

  /** No reading of what was spent here: the session record has told it, call by call and with the model's own price. */
  #end(error: string | undefined, usage: unknown): readonly AgentOutput[] {
    this.#completed = error === undefined
    this.#error = error
    if (usage !== undefined) this.#usage = codexUsage(usage)
    return [{ type: 'ended' }]
  }

  #spending(): Spending {
    const { prompt, prices, model, estimateFactor: factor } = this.#request
    const { tokens } = this.#written
    // It was asked to do something, and died or failed before it told what that took: not known, and not nothing.
    const wasRefused = this.#error !== undefined || this.#log.wait !== undefined
    const isGuess = !this.#usage && this.#turnStarted && (tokens > 0 || !wasRefused)
    if (isGuess) return correctedSpending(tokens, prices(model), { prompt: estimateTokens(prompt), factor })
    return this.#usage ? spendingOfMany(this.#usage, prices(model)) : noSpending
  }
}

/** Older versions: "stream error: …; retrying 1/5 in 207ms…". */
const announcesRetry = /^reconnecting\b|; retrying \d+\/\d+\b/i

const waitsForNetwork = /^reconnecting\b.{0,10} waiting for network\b/i

/** It waits 5, 10, 20, 40 and then 60 seconds, without an end: at the fourth time half a minute was of no use. */
const mostNetworkWaits = 4

const refusedPatch = /\bERROR codex_\S+: error=patch rejected: writing is blocked by read-only sandbox\b/

/** A warning of the runtime's is short; a torn line of JSON needs not be shown in full. */
const longestStrayLine = 4096
