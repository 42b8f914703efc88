import type { AgentOutput, Failure, Session, SessionRecord } from '../agent.ts'
import type { FoundSpending } from '../event.ts'
import type { Ears } from './ears.ts'
import { SessionFollower } from './session-follow.ts'

/** How often a session record is looked at while its agent runs. */
const lookEveryMs = 250

/** What a session record may tell; an agent's words come from its output alone. */
const believed: ReadonlySet<AgentOutput['type']> = new Set(['usage', 'session', 'window', 'compacted', 'limited'])

export interface AccountParts {
  readonly record: SessionRecord
  readonly ears: Ears
  /** Of a session by its id, once that is known. */
  sessionOf(id: string, model: string | undefined): Session
  /** A reading could not be recorded: the agent has to be stopped. */
  failed(error: unknown): void
}

/** Keeps the account of a running agent from the record of its session, beside what its output tells. */
export class SessionAccount {
  #follower: SessionFollower | undefined
  #timer: NodeJS.Timeout | undefined
  #told = ''
  readonly #parts: AccountParts

  constructor(parts: AccountParts) {
    this.#parts = parts
    if (parts.record.follow) this.#timer = setInterval(() => this.#look(), lookEveryMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** All there is, once the agent is gone. A record that nobody follows is only needed after a bad end. */
  final(endedBadly: boolean): FoundSpending | undefined {
    if (!this.#parts.record.follow && !endedBadly) return undefined
    const follower = this.#followed()
    follower?.read()
    return follower?.spending
  }

  /** The refusal of its provider's that it was waiting out, as far as it was read. */
  get waitingFor(): Failure | undefined {
    return this.#follower?.waitingFor
  }

  #followed(): SessionFollower | undefined {
    const { record, ears } = this.#parts
    if (ears.sessionId !== undefined)
      this.#follower ??= new SessionFollower(record, this.#parts.sessionOf(ears.sessionId, ears.model))
    return this.#follower
  }

  #look(): void {
    const { ears } = this.#parts
    const follower = this.#followed()
    if (!follower) return
    const outputs = follower.read().filter(({ type }) => believed.has(type))
    const told = ears.tell([...outputs, ...this.#unsaid(outputs, follower)])
    if (told) told.catch((error: unknown) => this.#parts.failed(error))
  }

  /** A sum that no reading among `outputs` has told. */
  #unsaid(outputs: readonly AgentOutput[], { spending }: SessionFollower): readonly AgentOutput[] {
    if (!spending) return []
    const { usage, cost } = spending
    const sum = JSON.stringify([usage, cost])
    const isNew = sum !== this.#told && !outputs.some(({ type }) => type === 'usage')
    this.#told = sum
    return isNew ? [{ type: 'usage', usage, cost }] : []
  }
}
