import { choice, list } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

const paths = {
  kind: list({
    expected: 'a path, or several: absolute, or beginning with ~/',
    placeholder: '<path>',
    allows: (items) => items.every((item) => /^(?:\/|~\/|~$)/.test(item) && !item.includes('\0')),
  }),
  default: [],
} as const

/** Options of the group Safety. */
export const safetyOptions = {
  sandbox: {
    name: 'sandbox',
    kind: choice(['auto', 'strict', 'off'], '<mode>'),
    default: 'auto',
    brief:
      'auto: agents and gates are locked in where this machine can, and it is said where it can not; strict: also from the network but for the hosts they need, or the run does not start; off',
  },
  security: {
    name: 'security',
    kind: choice(['off', 'standard', 'strict'], '<level>'),
    default: 'standard',
    brief:
      'how prompts and commands are judged: hidden text always stops a run; strict refuses what is else only warned of; off warns of nothing and runs no guard',
  },
  passEnv: {
    name: 'pass-env',
    kind: list({
      expected: 'names of variables with commas between them; a beginning may end in *',
      placeholder: '<name[,name]>',
      separator: ',',
      allows: (names) => names.every((name) => /^[A-Za-z_][A-Za-z0-9_]*\*?$/.test(name)),
    }),
    default: [],
    brief: 'variables that agents and gates get, beside the basics and the key of the agent itself',
  },
  allowHosts: {
    name: 'allow-host',
    kind: list({
      expected: 'names of hosts with commas between them; *.example.org for all below',
      placeholder: '<host[,host]>',
      separator: ',',
      allows: (names) => names.every((name) => /^(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(name)),
    }),
    default: [],
    brief: "a host that may be reached; given one, nothing else can be but the agent's own hosts",
  },
  allowWrite: { name: 'allow-write', ...paths, brief: 'a file or folder that may be written in the sandbox' },
  allowRead: {
    name: 'allow-read',
    ...paths,
    brief: 'a file or folder that may be read in the sandbox although it holds credentials',
  },
  denyRead: { name: 'deny-read', ...paths, brief: 'a file or folder that can not be read in the sandbox' },
  allowHiddenText: {
    name: 'allow-hidden-text',
    kind: list({
      expected: 'code points with commas between them, such as U+200B',
      placeholder: '<code point[,…]>',
      separator: ',',
      allows: (points) => points.every((point) => /^U\+[0-9A-F]{4,6}$/.test(point)),
    }),
    default: [],
    brief: 'invisible characters that the task may hold',
  },
} satisfies Partial<OptionTable>
