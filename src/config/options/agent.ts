import { agentFormats, agentNames } from '../agent-names.ts'
import { choice, list, text } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

/** Options of the group Agent. */
export const agentOptions = {
  agents: {
    name: 'agent',
    letter: 'a',
    kind: list({
      expected: `an agent, or several with commas between them and none twice: ${agentNames.join(', ')}; or auto`,
      placeholder: '<name[,name]>',
      separator: ',',
      choices: ['auto', ...agentNames],
      allows: (names) =>
        names.length > 0 && new Set(names).size === names.length && (names.length === 1 || !names.includes('auto')),
    }),
    default: ['auto'],
    brief: `in order of preference; the next takes over while one cannot run. auto, or: ${agentNames.join(', ')}`,
  },
  agentCommand: {
    name: 'agent-command',
    kind: text({ expected: 'a command', placeholder: '<command>' }),
    default: undefined,
    brief: 'any other CLI, run without a shell; the prompt is its stdin, or the file that replaces {prompt_file}',
  },
  agentFormat: {
    name: 'agent-format',
    kind: choice(agentFormats, '<format>'),
    default: 'text',
    brief: `how to read the output of --agent-command: ${agentFormats.join(', ')}`,
  },
  agentArgs: {
    name: 'agent-args',
    kind: list({ expected: 'a list of arguments', placeholder: '<argument>' }),
    default: [],
    brief: "arguments added to the agent's command line; on ralph's own, they stand after --",
    places: ['config'],
  },
  model: {
    name: 'model',
    kind: text({ expected: 'the name of a model', placeholder: '<name>' }),
    default: undefined,
    defaultNote: "the agent's",
    brief: 'the model the agent is told to use; of several agents the first',
  },
} satisfies Partial<OptionTable>
