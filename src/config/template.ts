import { allowedIn, configKey, groups, type AnyOption } from './option.ts'
import { allOptions } from './options.ts'

/** A `ralph.yml` with every setting, commented out, at its default. */
export function configTemplate(): string {
  return [
    '# Settings for `ralph` in this folder. Every key is optional: a line that is commented out shows the default.',
    '# Flags and RALPH_… variables override this file. `ralph config` shows what is in effect, and why.',
    ...groups.flatMap((group) => section(group)),
    '',
  ].join('\n')
}

function section(group: string): readonly string[] {
  const members = allOptions.filter((option) => option.group === group && allowedIn(option, 'config'))
  return members.length === 0 ? [] : ['', `## ${group}`, ...members.flatMap(lines)]
}

function lines(option: AnyOption): readonly string[] {
  const { name, brief, kind, default: preset } = option
  const value = preset === undefined ? kind.placeholder : yaml(kind.toText(preset), preset)
  return [`# ${brief}`, `#${configKey(name)}: ${value}`.trimEnd()]
}

function yaml(text: string, value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : text
}
