/** The budgets of a run, for bars and advice. Absent: no such limit, or not known. */
export interface RunLimits {
  readonly iterations?: number
  readonly runtimeMs?: number
  readonly tokens?: number
  readonly costUsd?: number
  /** Tokens in the agent's context window. */
  readonly contextWindow?: number
}
