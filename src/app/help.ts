import { groups } from '../config/option.ts'
import { helpFlag } from './arguments.ts'
import type { CommandSpec, Flag } from './command.ts'
import { commandNamed, commands, runCommand } from './command-table.ts'

const width = 80
const column = 36

/** The help of one command, or of ralph itself, made from the same table as the parser. */
export function helpText(command: string): string {
  const spec = commandNamed(command)
  return spec ? commandHelp(spec) : rootHelp()
}

/** A flag as one writes it: `-i, --max-iterations <n>`. */
export function flagUsage({ name, letter, placeholder }: Flag): string {
  return `${letter ? `-${letter}, ` : ''}--${name}${placeholder && ` ${placeholder}`}`
}

/** Flags by group, in the order of the groups; those that are no options stand first. */
export function groupedFlags(flags: readonly Flag[]): readonly (readonly [group: string, flags: readonly Flag[]])[] {
  const shown = flags.filter(({ hidden }) => !hidden)
  return ['Flags', ...groups]
    .map((group) => [group, shown.filter((flag) => flag.group === group)] as const)
    .filter(([, members]) => members.length > 0)
}

function rootHelp(): string {
  return [
    'ralph puts a coding agent in a loop until the task is verifiably done.',
    section('Usage', ['ralph [run] [options] [-- agent args…]', 'ralph <command> [options]']),
    rows(
      'Commands',
      commands.map(({ name, brief }) => [name, brief]),
      14,
    ),
    options(runCommand, [versionFlag]),
    examples(runCommand),
    '\nEvery option can also stand in ralph.yml (`max_cost: 20`) or in the environment\n' +
      '(RALPH_MAX_COST=20). `ralph <command> --help` says more about a command.\n',
  ].join('\n')
}

function commandHelp(spec: CommandSpec): string {
  const { name, brief, usage, details, positionals } = spec
  return [
    `${sentence(brief)}${details ? `\n${wrap(details, width).join('\n')}` : ''}`,
    section('Usage', [`ralph ${name} ${usage}`.trimEnd()]),
    ...(positionals ? [rows('Arguments', [[positionals.placeholder, positionals.brief]])] : []),
    options(spec),
    ...(spec.examples.length > 0 ? [examples(spec)] : []),
    '',
  ].join('\n')
}

const versionFlag: Flag = {
  name: 'version',
  letter: 'V',
  placeholder: '',
  brief: "show ralph's version",
  group: 'Flags',
}

function options(spec: CommandSpec, more: readonly Flag[] = []): string {
  const flags = spec.flags()
  const [own, others] = [flags.filter(isOwn), flags.filter((flag) => !isOwn(flag))]
  return [...groupedFlags(others), ['Flags', [...own, ...more, helpFlag]] as const]
    .map(([group, members]) =>
      rows(
        group,
        members.map((flag) => [indented(flag), described(flag)]),
      ),
    )
    .join('\n')
}

const isOwn = ({ group }: Flag) => group === 'Flags'

function described({ brief, default: preset }: Flag): string {
  return preset === undefined ? brief : `${brief} (default: ${preset})`
}

/** Without a letter, a flag is set in so that the long names stand below one another. */
function indented(flag: Flag): string {
  return `${flag.letter ? '' : '    '}${flagUsage(flag)}`
}

function examples(spec: CommandSpec): string {
  return section(
    'Examples',
    spec.examples.flatMap(([line, meaning]) => [line, `    ${meaning}`]),
  )
}

function section(title: string, lines: readonly string[]): string {
  return `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`.trimEnd()
}

function rows(title: string, pairs: readonly (readonly [string, string])[], left = column): string {
  return section(
    title,
    pairs.flatMap(([term, meaning]) => {
      const [first = '', ...more] = wrap(meaning, width - left - 2)
      const start = term.length < left ? [term.padEnd(left) + first] : [term, ' '.repeat(left) + first]
      return [...start, ...more.map((line) => ' '.repeat(left) + line)]
    }),
  )
}

function wrap(text: string, limit: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= limit) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

function sentence(brief: string): string {
  return `${brief.charAt(0).toUpperCase()}${brief.slice(1)}.`
}
