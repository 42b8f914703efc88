import type { AgentOutput, AgentRequest, AgentResult, Exit, Failure, OutputParser } from '../../agent.ts'
import { costOf, type PriceBook } from '../../price.ts'
import { addSpending, contextTokens, noSpending, type Spending, type Usage } from '../../usage.ts'
import { ClaudeParser } from '../claude/claude-parser.ts'
import { count, fields, objectIn, text, type Fields } from '../reading/fields.ts'

/**
 * Reads `amp -x --stream-json`, which is Claude Code's stream but for this:
 *
 *   assistant    a whole message an event, without an id and without a model; its usage is that call's, and
 *                `input_tokens` holds what the cache served and took
 *   result       without usage; an error stands in `error`
 *
 * With no login it says so in words, before any event, and takes the prompt for the answer.
 */
export class AmpParser implements OutputParser {
  readonly #inner: ClaudeParser
  readonly #prices: PriceBook
  readonly #seen = new Set<string>()
  #spent = noSpending
  #context: number | undefined
  #words = ''

  constructor(request: AgentRequest) {
    this.#inner = new ClaudeParser(request)
    this.#prices = request.prices
  }

  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    if (!event && this.#words.length < longestWords) this.#words += `${line}\n`
    const outputs = this.#inner.line(event?.['type'] === 'result' ? resultLine(event) : line)
    const others = outputs.filter(({ type }) => type !== 'usage')
    return event?.['type'] === 'assistant' && this.#counted(event) ? [...others, this.#usage()] : others
  }

  end(exit: Exit): AgentResult {
    const { message, sessionId, failure } = this.#inner.end(exit)
    const known = failure && withoutService(failure, `${this.#words}${exit.stderr}`)
    return {
      ...this.#spent,
      message,
      ...(sessionId !== undefined && { sessionId }),
      ...(known && { failure: known }),
    }
  }

  #counted(event: Fields): boolean {
    const message = fields(event['message'])
    const id = text(message['id'])
    if (id !== undefined && this.#seen.has(id)) return false
    const usage = usageIn(message['usage'])
    if (contextTokens(usage) === 0) return false
    if (id !== undefined) this.#seen.add(id)
    if (text(event['parent_tool_use_id']) === undefined) this.#context = contextTokens(usage)
    this.#spent = addSpending(this.#spent, this.#priced(usage, text(message['model'])))
    return true
  }

  #priced(usage: Usage, model: string | undefined): Spending {
    return { usage, cost: costOf(usage, this.#prices(model)) }
  }

  #usage(): AgentOutput {
    return { type: 'usage', ...this.#spent, ...(this.#context !== undefined && { context: this.#context }) }
  }
}

/** Of what is no event only the beginning is looked at: it speaks of logins there. */
const longestWords = 4096

/** Where the input is less than the cache's part, the cache is not in it: then it is counted as Claude Code does. */
function usageIn(value: unknown): Usage {
  const told = fields(value)
  const asked = count(told['input_tokens']) ?? 0
  const cacheRead = count(told['cache_read_input_tokens']) ?? 0
  const cacheWrite = count(told['cache_creation_input_tokens']) ?? 0
  const cached = cacheRead + cacheWrite
  const input = asked >= cached ? asked - cached : asked
  return { input, cacheRead, cacheWrite, output: count(told['output_tokens']) ?? 0, basis: 'reported' }
}

/** The same event with its error where Claude Code has it. */
function resultLine(event: Fields): string {
  return JSON.stringify({ ...event, result: text(event['result']) ?? text(event['error']) ?? '' })
}

function withoutService(failure: Failure, said: string): Failure {
  if (failure.kind !== 'crashed') return failure
  if (/^(?:No API key found|Login failed)\b/m.test(said)) return { ...failure, kind: 'unauthorized' }
  if (/Couldn't connect to the Amp server\b/.test(said)) return { ...failure, kind: 'overloaded' }
  return failure
}
