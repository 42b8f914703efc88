import { allowedIn, configKey, groups, variableName, type AnyOption } from '../config/option.ts'
import { allOptions } from '../config/options.ts'
import type { CommandSpec, Flag } from './command.ts'
import { commands } from './command-table.ts'
import { exitCodes } from './exit-code.ts'
import { flagUsage, groupedFlags } from './help.ts'
import { defaultText, optionFlags } from './option-flags.ts'

/** The reference page, made from the tables that the program itself uses. */
export function referencePage(): string {
  return [
    '# Reference',
    '',
    'Made by `npm run docs` from the tables in `src/config/options.ts` and `src/app/command-table.ts`; do not edit.',
    '',
    '## Commands',
    '',
    ...table(
      ['command', 'what it does'],
      commands.map(({ name, brief }) => [`[\`ralph ${name}\`](#ralph-${name})`, brief]),
    ),
    ...commands.flatMap(commandSection),
    '## Options',
    '',
    'Order: defaults < user configuration (`~/.config/ralph/config.yml`) < configuration of the workspace',
    '(`ralph.yml`, `ralph.yaml` or `ralph.json`, or the file named with `--config`) < environment < flags.',
    'Limits may stand under `limits:` in a file. A list from a stronger source takes the place of the weaker one.',
    'A duration is a number of seconds or amounts with units (`90m`, `1h30m`, `500ms`); bytes may be `512K` or `10M`.',
    '',
    'An empty variable counts as unset. A `RALPH_…` variable that ralph does not know is ignored, unless it looks like',
    "a misspelt one of ralph's: that is an error. `RALPH_STATE_DIR` (where runs are kept), `RALPH_RUN_ID`,",
    '`RALPH_DEBUG` and `RALPH_DEMO_SPEED` are not options.',
    '',
    ...groups.flatMap(optionSection),
    '## Exit codes',
    '',
    ...table(['code', 'meaning'], exitCodes),
  ].join('\n')
}

function commandSection(spec: CommandSpec): readonly string[] {
  const { name, brief, usage, details, positionals, examples } = spec
  const flags = spec.flags()
  const own = groupedFlags(flags).find(([group]) => group === 'Flags')?.[1] ?? []
  return [
    `### ralph ${name}`,
    '',
    `\`ralph ${name} ${usage}`.trimEnd() + '`',
    '',
    `${brief.charAt(0).toUpperCase()}${brief.slice(1)}.${details ? ` ${details}` : ''}`,
    '',
    ...taken(flags),
    ...(positionals ? table(['argument', ''], [[`\`${positionals.placeholder}\``, positionals.brief]]) : []),
    ...(own.length > 0
      ? table(
          ['flag', ''],
          own.map((flag) => [`\`${flagUsage(flag)}\``, flag.brief]),
        )
      : []),
    ...(examples.length > 0 ? ['```sh', ...examples.map(([line, meaning]) => `${line}  # ${meaning}`), '```', ''] : []),
  ]
}

function taken(flags: readonly Flag[]): readonly string[] {
  const others = groupedFlags(flags).filter(([group]) => group !== 'Flags')
  if (others.length === 0) return []
  if (others.some(([group]) => group === 'Limits')) return ['Takes the [options](#options).', '']
  return [`Takes the options of ${others.map(([group]) => `[${group}](#${group.toLowerCase()})`).join(', ')}.`, '']
}

function optionSection(group: string): readonly string[] {
  const members = allOptions.filter((option) => option.group === group)
  return [`### ${group}`, '', ...table(['option', 'key', 'variable', 'default', ''], members.map(optionRow))]
}

function optionRow(option: AnyOption): readonly string[] {
  const shown = optionFlags().find(({ name }) => name === option.name || name === `no-${option.name}`)
  return [
    shown ? `\`${flagUsage(shown)}\`` : '`-- <arguments…>`',
    allowedIn(option, 'config') ? `\`${configKey(option.name)}\`` : '',
    allowedIn(option, 'environment') ? `\`${variableName(option.name)}\`` : '',
    defaultText(option) ?? '',
    shown?.brief ?? option.brief,
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line), '']
}
