import { readdirSync, readFileSync } from 'node:fs'
import type { AgentOutput, AgentRequest, AgentResult, Exit } from '../../src/agent.ts'
import { AcpParser } from '../../src/agents/acp/acp-parser.ts'
import { fields, objectIn, type Fields } from '../../src/agents/reading/fields.ts'
import { laterSpending, noSpending, type Spending } from '../../src/usage.ts'
import { agentRequest } from './request.ts'
import { replayedAt } from './transcripts.ts'

/*
 * Dialogues of real agents that speak ACP with ralph, one folder an agent and version:
 *
 *   <case>.dialogue.jsonl    {"in": what the agent said} and {"out": what ralph answered}, in their order
 *
 * Verbatim but for long lists, descriptions and paths; lists of commands and of options are left out.
 */
const dialogues = new URL('../fixtures/transcripts/acp/', import.meta.url)

export interface Dialogue extends AgentResult {
  readonly outputs: readonly AgentOutput[]
  /** What ralph said, as objects. */
  readonly said: readonly Fields[]
  /** What the run's account says after every reading and the end. */
  readonly charged: Spending
}

/** Every recorded dialogue, by name: `codex-acp-2.6.0/write`. */
export function dialogueNames(): readonly string[] {
  return readdirSync(dialogues).flatMap((agent) =>
    readdirSync(new URL(`${agent}/`, dialogues)).map((file) => `${agent}/${file.replace('.dialogue.jsonl', '')}`),
  )
}

interface Recorded {
  readonly heard: readonly string[]
  readonly told: readonly Fields[]
  /** After so many lines ralph asked it to stop; -1: never. */
  readonly stopAfter: number
}

/** What the agent said in a recorded dialogue, and what it was told. */
export function recordedDialogue(name: string): Recorded {
  const lines = readFileSync(new URL(`${name}.dialogue.jsonl`, dialogues), 'utf8')
    .trim()
    .split('\n')
  const entries = lines.map((line) => objectIn(line) ?? {})
  const cancelled = entries.findIndex(({ out }) => fields(out)['method'] === 'session/cancel')
  return {
    heard: entries.flatMap((entry) => ('in' in entry ? [JSON.stringify(entry['in'])] : [])),
    told: entries.flatMap((entry) => ('out' in entry ? [fields(entry['out'])] : [])),
    stopAfter: cancelled === -1 ? -1 : entries.slice(0, cancelled).filter((entry) => 'in' in entry).length,
  }
}

export interface Circumstances {
  readonly request?: Partial<AgentRequest>
  readonly exit?: Partial<Exit>
  /** After so many lines ralph asks it to stop. */
  readonly stopAfter?: number
}

/** Holds a dialogue with an agent that says these lines, whatever it is told. */
export function converse(lines: readonly string[], { request, exit, stopAfter }: Circumstances = {}): Dialogue {
  const parser = new AcpParser(agentRequest(request))
  const outputs: AgentOutput[] = [...parser.start()]
  for (const [index, line] of lines.entries()) {
    if (index === stopAfter) outputs.push(...parser.stop())
    outputs.push(...parser.line(line))
  }
  const result = parser.end({ code: 0, signal: null, stderr: '', at: replayedAt, ...exit })
  const readings: readonly Spending[] = [...outputs.filter((output) => output.type === 'usage'), result]
  return {
    ...result,
    outputs,
    said: outputs.flatMap((output) => (output.type === 'send' ? [objectIn(output.line) ?? {}] : [])),
    charged: readings.reduce(laterSpending, noSpending),
  }
}

/** Lines of an agent's, each a message. */
export function messages(...list: readonly object[]): readonly string[] {
  return list.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }))
}

/** An agent's answers up to the prompt, which has the id 3. */
export const opening: readonly string[] = messages(
  { id: 1, result: { protocolVersion: 1 } },
  { id: 2, result: { sessionId: 's' } },
)

/** A `session/update`. */
export function update(sessionUpdate: string, more: object = {}): object {
  return { method: 'session/update', params: { sessionId: 's', update: { sessionUpdate, ...more } } }
}

/** A piece of the agent's message. */
export function said(text: string, more: object = {}): object {
  return update('agent_message_chunk', { content: { type: 'text', text }, ...more })
}

/** The answer to the prompt. */
export function ended(result: object = {}, id: unknown = 3): object {
  return { id, result: { stopReason: 'end_turn', ...result } }
}
