import type { RunState } from './state.ts'

/** Why a snapshot is asked for. `claim` precedes the gates; `start` and `end` frame the run. */
export type SnapshotReason = 'start' | 'iteration' | 'claim' | 'end'

export interface Snapshot {
  /** Stands for the content of the work tree: equal content, equal fingerprint. */
  readonly fingerprint: string
  /** Set when a checkpoint was due and something had changed. */
  readonly commit?: string
  /** Paths left out of the checkpoint: secrets, keys, very large files. */
  readonly skipped?: readonly string[]
}

/**
 * Keeps copies of the folder worked in. Safe to repeat; never touches the user's branch, index or stash. Gives
 * nothing when the folder is gone. An `end` snapshot is made even after an abort, but within a few seconds.
 */
export interface Workspace {
  snapshot(reason: SnapshotReason, state: RunState, signal: AbortSignal): Promise<Snapshot | undefined>
}
