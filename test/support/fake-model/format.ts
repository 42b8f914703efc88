import { randomBytes } from 'node:crypto'
import type { Fields } from '../../../src/agents/reading/fields.ts'
import type { Refusal, Tokens, Turn } from './scenario.ts'
import type { ResolvedCall } from './tools.ts'

/** One wire format of a model API, from the server's side. */
export interface WireFormat {
  readonly name: 'anthropic' | 'responses' | 'chat' | 'gemini'
  /** What a client can know of these tokens: not every format has a word for each bucket. `output` includes reasoning. */
  told(tokens: Tokens): Tokens
  /** The answer in one piece. */
  body(reply: Reply): object
  /** The answer as server-sent events. */
  events(reply: Reply, request: Fields): readonly string[]
  refusal(kind: Refusal, when: RetryTime): ErrorReply
  /** An error inside a stream that began well. */
  streamedError(body: Fields): string
}

/** A turn, ready to be sent. */
export interface Reply extends Pick<Turn, 'thinking' | 'text' | 'stop'> {
  readonly id: string
  readonly model: string
  readonly calls: readonly (ResolvedCall & { readonly id: string })[]
  readonly tokens: Tokens
}

export interface RetryTime {
  readonly afterSeconds: number
  /** Epoch seconds. */
  readonly resetsAt: number
}

export interface ErrorReply {
  readonly status: number
  readonly body: object
  readonly headers: Readonly<Record<string, string>>
}

export function newId(prefix: string): string {
  return prefix + randomBytes(12).toString('hex')
}

/** A text in the pieces in which a stream brings it. */
export function pieces(whole: string): readonly string[] {
  return whole.match(/[\s\S]{1,24}/g) ?? []
}

export function epochSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
