import type { PromptFacts } from './event.ts'
import type { Go } from './policy.ts'
import type { RunState } from './state.ts'

/** What one agent is given in one iteration. */
export interface Prompt {
  readonly text: string
  readonly facts: PromptFacts
}

/** The task can't go in whole, or is no longer fit to be sent: nothing is started. */
export interface Refusal {
  readonly refused: string
}

/**
 * Builds the next prompt from the task, always whole and byte-identical, and from what the run has learned, by
 * importance and within the agent's context window. What did not fit is named in `facts.cut`.
 */
export interface PromptComposer {
  compose(state: RunState, choice: Pick<Go, 'agent' | 'model'>): Promise<Prompt | Refusal>
}
