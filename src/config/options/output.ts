import { boolean, choice } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

/** Options of the group Output. */
export const outputOptions = {
  outputFormat: {
    name: 'output-format',
    kind: choice(['pretty', 'plain', 'json'], '<format>'),
    default: undefined,
    defaultNote: 'pretty on a terminal, else plain',
    brief: 'pretty, plain, or json: one event a line on stdout',
  },
  verbose: { name: 'verbose', letter: 'v', kind: boolean(), default: false, brief: 'show what the agent does as well' },
  quiet: { name: 'quiet', letter: 'q', kind: boolean(), default: false, brief: 'show only how the run ends' },
  color: {
    name: 'color',
    kind: boolean(),
    default: undefined,
    defaultNote: 'on a terminal, unless NO_COLOR is set',
    brief: 'use colours',
  },
} satisfies Partial<OptionTable>
