import { choice, count, fraction } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

/** Options of the group Context. */
export const contextOptions = {
  contextWindow: {
    name: 'context-window',
    kind: { ...count(), placeholder: '<tokens>' },
    default: undefined,
    defaultNote: "the model's, else 200000",
    brief: "size of the model's context window",
  },
  contextThreshold: {
    name: 'context-threshold',
    kind: fraction(),
    default: 0.8,
    brief: 'the part of the window that a prompt, and an iteration, may fill',
  },
  onContextFull: {
    name: 'on-context-full',
    kind: choice(['stop', 'continue'], '<policy>'),
    default: 'stop',
    brief: 'at the threshold end the iteration, so that the next begins fresh, or let the agent go on in its own way',
  },
} satisfies Partial<OptionTable>
