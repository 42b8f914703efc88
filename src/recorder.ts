import type { AgentOutput } from './agent.ts'
import type { Clock } from './clock.ts'
import type { RunEvent } from './event.ts'
import type { Journal } from './journal.ts'
import { evolve, type RunState } from './state.ts'
import type { View } from './view.ts'

export interface Recording {
  readonly journal: Journal
  readonly views: readonly View[]
  readonly clock: Clock
  /** What the journal's events add up to: `newState` for a new run. Views are told only what comes after. */
  readonly state: RunState
  /** Told once for each view that fails; the run goes on without it. */
  readonly onViewError: (error: unknown) => void
}

/** Every so many events the journal is offered the state, so that a resume need not read them all. */
const rememberEvery = 500

/** The only way to change a run: write it down, then believe it, then show it. */
export class Recorder {
  #state: RunState
  #queue: Promise<unknown> = Promise.resolve()
  #views: readonly View[]
  readonly #recording: Recording

  constructor(recording: Recording) {
    this.#recording = recording
    this.#views = recording.views
    this.#state = recording.state
  }

  get state(): RunState {
    return this.#state
  }

  /** Resolves once the event is durable. Calls may overlap: they are written in the order they were made. */
  record(event: RunEvent): Promise<void> {
    const written = this.#queue.then(() => this.#write(event))
    this.#queue = written.catch(() => undefined)
    return written
  }

  show(output: AgentOutput): void {
    this.#tell((view) => view.output?.(output, this.#state))
  }

  async #write(event: RunEvent): Promise<void> {
    const { journal, clock } = this.#recording
    const { at, up } = clock.now()
    const recorded = await journal.append(event, this.#state.seq + 1, { at: Math.round(at), up: Math.round(up) })
    const state = (this.#state = evolve(this.#state, recorded))
    if (state.seq % rememberEvery === 0) journal.remember?.(state)
    this.#tell((view) => view.event?.(recorded, state))
  }

  #tell(tell: (view: View) => void): void {
    for (const view of this.#views) {
      try {
        tell(view)
      } catch (error) {
        this.#views = this.#views.filter((other) => other !== view)
        this.#recording.onViewError(error)
      }
    }
  }
}
