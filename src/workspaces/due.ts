import type { RunState } from '../state.ts'
import type { SnapshotReason } from '../workspace.ts'

/** Whether a checkpoint is wanted now. `interval`: iterations between two; 0: none between start, claims and end. */
export function isDue(reason: SnapshotReason, state: RunState, interval: number): boolean {
  if (reason !== 'iteration') return true
  return interval > 0 && state.iterations - (state.checkpoint?.iteration ?? 0) >= interval
}
