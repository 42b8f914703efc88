import { boolean, text } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

/** Options of the group Run. */
export const runOptions = {
  dryRun: {
    name: 'dry-run',
    kind: boolean(),
    default: false,
    brief: 'check everything and print the plan; start nothing, write nothing',
    places: ['flag', 'environment'],
  },
  resume: {
    name: 'resume',
    kind: boolean(),
    default: false,
    brief: "go on with this workspace's unfinished run if there is one, else start",
    places: ['flag', 'environment'],
  },
  configFile: {
    name: 'config',
    letter: 'c',
    kind: text({ expected: 'the path of a file', placeholder: '<file>' }),
    default: undefined,
    defaultNote: 'ralph.yml',
    brief: 'the configuration file',
    places: ['flag', 'environment'],
  },
} satisfies Partial<OptionTable>
