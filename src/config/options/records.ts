import { boolean, choice, count } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

/** Options of the group Checkpoints and records. */
export const recordsOptions = {
  checkpointInterval: {
    name: 'checkpoint-interval',
    kind: count(0),
    default: 5,
    brief: 'iterations between checkpoints; 0: only at the end; one also precedes every gate run',
  },
  checkpointMode: {
    name: 'checkpoint-mode',
    kind: choice(['shadow', 'commit'], '<mode>'),
    default: 'shadow',
    brief: "shadow: outside your repository; commit: on your repository's own branch",
  },
  git: { name: 'git', kind: boolean(), default: true, brief: 'make checkpoints' },
  metricsInterval: {
    name: 'metrics-interval',
    kind: count(),
    default: 10,
    brief: 'iterations between metrics files and summary lines',
  },
  metrics: { name: 'metrics', kind: boolean(), default: true, brief: 'write metrics files' },
  archive: { name: 'archive', kind: boolean(), default: true, brief: 'keep a copy of every prompt' },
} satisfies Partial<OptionTable>
