import type { AgentOutput } from '../../agent.ts'

type Voice = 'text' | 'thinking'

/** A line that never ends is shown in parts. */
const longestPending = 8 * 1024

/** So much of the end of a message is kept: a claim stands there. */
const longestMessage = 64 * 1024

/** Joins the pieces in which an agent's words arrive to whole lines, and keeps its last message. */
export class AcpWords {
  #voice: Voice = 'text'
  #id: string | undefined
  #pending = ''
  #message = ''
  #isNew = true

  /** `id` names the message the piece belongs to, if the agent says that. */
  add(voice: Voice, piece: string, id?: string): readonly AgentOutput[] {
    if (piece === '') return []
    const before = voice !== this.#voice || id !== this.#id ? this.pause() : []
    this.#voice = voice
    this.#id = id
    if (voice === 'text') this.#remember(piece)
    return [...before, ...this.#show(piece)]
  }

  /** Something else comes in between: what was said so far is shown, and what comes next is another message. */
  pause(): readonly AgentOutput[] {
    const rest = this.#pending
    this.#pending = ''
    this.#isNew = true
    return this.#output(rest)
  }

  /** The last message, as far as it was said. */
  get message(): string {
    return this.#message.slice(-longestMessage).trim()
  }

  #remember(piece: string): void {
    this.#message = (this.#isNew ? '' : this.#message) + piece
    this.#isNew = false
    // Only now and then: cutting at every piece would copy the whole each time.
    if (this.#message.length > longestMessage * 2) this.#message = this.#message.slice(-longestMessage)
  }

  #show(piece: string): readonly AgentOutput[] {
    const said = this.#pending + piece
    const end = said.length > longestPending ? said.length : said.lastIndexOf('\n')
    this.#pending = said.slice(end + 1)
    return end === -1 ? [] : this.#output(said.slice(0, end))
  }

  #output(said: string): readonly AgentOutput[] {
    const shown = said.trim() === '' ? '' : said.replace(/^\n+/, '').trimEnd()
    return shown === '' ? [] : [{ type: this.#voice, text: shown }]
  }
}
