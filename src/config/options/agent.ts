import { agentFormats, agentNames } from '../agent-names.ts'
import { boolean, choice, list, text } from '../kinds.ts'
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
  models: {
    name: 'model',
    kind: list({
      expected: 'the name of a model, or agent=model for each agent, with commas between them',
      placeholder: '<[agent=]model[,…]>',
      separator: ',',
      allows: (items) => items.every(namesModel) && distinct(items.map((item) => modelOf(item).agent ?? '')),
    }),
    default: [],
    defaultNote: "the agent's",
    brief: 'the model an agent is told to use; without agent= it is the first agent’s',
  },
  escalate: {
    name: 'escalate',
    kind: list({
      expected: 'models or agents (or agent=model), with commas between them',
      placeholder: '<name[,name]>',
      separator: ',',
      allows: (items) => items.every(namesModel),
    }),
    default: [],
    brief: 'stronger models or agents, one step up when an iteration changes nothing or a gate fails again and again',
  },
  escalateReturn: {
    name: 'escalate-return',
    kind: boolean(),
    default: false,
    brief: 'after three iterations without trouble, go back to the usual agent',
  },
} satisfies Partial<OptionTable>

/** `codex=gpt-6-sol` names the agent, `gpt-6-sol` doesn't. */
export function modelOf(item: string): { readonly agent?: string; readonly model: string } {
  const agent = agentNames.find((name) => item.startsWith(`${name}=`))
  return agent === undefined ? { model: item } : { agent, model: item.slice(agent.length + 1) }
}

/** It becomes an argument of the agent's: one that begins with a dash would be an option there. */
function namesModel(item: string): boolean {
  return /^[^-\s\p{C}][^\p{C}]*$/u.test(modelOf(item).model)
}

function distinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length
}
