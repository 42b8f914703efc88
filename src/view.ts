import type { AgentOutput } from './agent.ts'
import type { Recorded } from './event.ts'
import type { RunState } from './state.ts'

/**
 * Shows a run to someone: a terminal, a metrics file, a web page. Views only look: nothing they do or throw
 * can change the run. All text they receive is already redacted and neutralised.
 */
export interface View {
  event?(event: Recorded, state: RunState): void
  output?(output: AgentOutput, state: RunState): void
  /** Flushes and lets go; bounded in time. */
  close?(): Promise<void>
}
