import { count, fraction } from '../kinds.ts'
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
    brief: 'the part of the window that a prompt may fill',
  },
} satisfies Partial<OptionTable>
