import { allowedIn, isOnByDefault, type AnyOption, type Setting } from '../config/option.ts'
import { allOptions } from '../config/options.ts'
import type { Flag } from './command.ts'

/** The flags of the options, some left out. An option that is on by default is offered as `--no-…`; both work. */
export function optionFlags(without: readonly Setting[] = []): readonly Flag[] {
  return allOptions
    .filter((option) => allowedIn(option, 'flag') && !without.includes(option.setting))
    .flatMap((option) => (isOnByDefault(option) ? switchFlags(option) : valueFlags(option)))
}

/** What a person is told about an option's default; nothing if there is none to tell. */
export function defaultText({ kind, default: preset, defaultNote }: AnyOption): string | undefined {
  if (preset === undefined || preset === false) return defaultNote
  if (Array.isArray(preset) && preset.length === 0) return undefined
  return kind.toText(preset)
}

function valueFlags(option: AnyOption): readonly Flag[] {
  const { name, alias, letter, kind } = option
  const preset = defaultText(option)
  const flag: Flag = {
    name,
    placeholder: kind.placeholder,
    brief: alias ? `${option.brief} (also --${alias})` : option.brief,
    group: option.group,
    ...(letter && { letter }),
    ...(preset !== undefined && { default: preset }),
    ...(kind.repeatable && { repeatable: true }),
    ...(kind.choices && kind.placeholder !== '' && { choices: kind.choices }),
  }
  return alias
    ? [flag, { name: alias, placeholder: flag.placeholder, brief: flag.brief, group: flag.group, hidden: true }]
    : [flag]
}

function switchFlags({ name, group, brief, default: preset, defaultNote }: AnyOption): readonly Flag[] {
  const note = preset === undefined && defaultNote ? ` (default: ${defaultNote})` : ''
  return [
    { name: `no-${name}`, placeholder: '', brief: `do not ${brief}${note}`, group },
    { name, placeholder: '', brief: `${brief}, whatever the configuration says`, group, hidden: true },
  ]
}
