import { createHash } from 'node:crypto'
import { estimateTokens } from '../platform/text/tokens.ts'
import type { Go } from '../policy.ts'
import type { Prompt, PromptComposer, Refusal } from '../prompt.ts'
import type { RunState } from '../state.ts'
import { fit, shortened, type Fitted } from './section.ts'
import { sections, type Notes, type Rules } from './sections.ts'

export interface ComposerParts {
  readonly rules: Rules
  /** Tokens of the model's window that ralph may use: window × threshold, and less after an overflow. */
  budget(choice: Pick<Go, 'agent' | 'model'>, state: RunState): number
  /** More than these the agent's CLI does not take whole. */
  maxCharacters(agent: string): number
  /** Read anew before each iteration. */
  readTask(): Promise<Task>
  readNotes(): Promise<string>
  /** What changed in the files since the run began, as a diff; asked for only after an iteration that was cut short. */
  readChanges(): Promise<string>
  /** Keeps a copy for people, named by the digest of the prompt. */
  archive(sha256: string, text: string): void
}

export interface Task {
  readonly text: string
  /** Why this is the last good copy instead of the file. */
  readonly stale?: string
  /** What it asks for that its author should know of; of each text once. */
  readonly warnings?: readonly string[]
}

/** The share of the budget that notes may take before the agent is asked to compact them. */
const notesShare = 0.1

/** An agent that merely echoes its prompt must not end on a line that could be a claim. */
const closing = 'Begin now.'

export function promptComposer(parts: ComposerParts): PromptComposer {
  const tokensOf = remembering(estimateTokens)
  return {
    async compose(state, choice): Promise<Prompt | Refusal> {
      const { agent } = choice
      const task = await parts.readTask()
      const budget = parts.budget(choice, state)
      const whole = budget - tokensOf(task.text)
      // What the agent adds of its own makes the room smaller, but is only a guess: no reason to refuse.
      const room = Math.max(whole / 4, whole - (state.promptOverhead[agent] ?? 0))
      const changes = wasCutShort(state) ? await parts.readChanges() : ''
      const rest = fitted(state, parts, { room, budget, changes, notes: await parts.readNotes() })
      if (rest.tokens > whole) return refusal(tokensOf(task.text), rest.tokens, budget)
      const text = `${task.text}\n\n---\n\n${rest.text}\n\n${closing}\n`
      const most = parts.maxCharacters(agent)
      if (text.length > most) return tooLong(text.length, most, agent)
      const sha256 = createHash('sha256').update(text).digest('hex')
      parts.archive(sha256, text)
      const facts = { tokens: tokensOf(task.text) + rest.tokens, bytes: Buffer.byteLength(text), sha256, cut: rest.cut }
      const { stale, warnings } = task
      return { text, facts: { ...facts, ...(stale !== undefined && { stale }), ...(warnings && { warnings }) } }
    },
  }
}

interface Reading {
  readonly room: number
  readonly budget: number
  readonly notes: string
  readonly changes: string
}

/** Its work is half done, and it left no report of it. */
function wasCutShort({ history }: RunState): boolean {
  const last = history.at(-1)
  return last !== undefined && (last.interrupted === true || last.failure !== undefined)
}

function fitted(state: RunState, { rules }: ComposerParts, { room, budget, notes, changes }: Reading): Fitted {
  const allowance = Math.floor(budget * notesShare)
  const tokens = estimateTokens(notes)
  const told: Notes = { text: notesWithin(notes, tokens, allowance), tokens, allowance }
  const result = fit(sections(state, rules, { notes: told, changes }), room)
  return tokens > allowance ? { ...result, cut: [...new Set([...result.cut, 'notes'])] } : result
}

function notesWithin(text: string, tokens: number, allowance: number): string {
  return tokens <= allowance ? text : (shortened({ name: 'notes', text, keep: 'both' }, allowance) ?? '')
}

function refusal(task: number, rules: number, budget: number): Refusal {
  return {
    refused: `the task has about ${task} tokens and the rules ${rules}, but ${budget} fit into the context window; shorten the task, or raise --context-window or --context-threshold if the model allows`,
  }
}

function tooLong(characters: number, most: number, agent: string): Refusal {
  return { refused: `the prompt has ${characters} characters, but ${agent} takes at most ${most}; shorten the task` }
}

/** The task rarely changes between iterations, and may be megabytes. */
function remembering(estimate: (text: string) => number): (text: string) => number {
  let last: { text: string; tokens: number } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, tokens: estimate(text) }
    return last.tokens
  }
}
