import type { Kind } from './kinds.ts'
import type { Settings } from './settings.ts'

export type Setting = keyof Settings

/** Where an option may be given. */
export type Place = 'flag' | 'environment' | 'config'

export const groups = [
  'Task',
  'Agent',
  'Limits',
  'Safety',
  'Context',
  'Checkpoints and records',
  'Output',
  'Run',
] as const
export type Group = (typeof groups)[number]

export interface Option<T> {
  /** The long name; `max-cost` is also `max_cost` in a config file and `RALPH_MAX_COST` in the environment. */
  readonly name: string
  /** Another long name for the same thing. */
  readonly alias?: string
  readonly letter?: string
  readonly kind: Kind<T>
  readonly default: T | undefined
  /** Shown when there is no default to show. */
  readonly defaultNote?: string
  readonly brief: string
  /** Everywhere, unless told. */
  readonly places?: readonly Place[]
}

/** An option whose type of value does not matter to the one who asks. */
export type AnyOption = Option<unknown> & { readonly setting: Setting; readonly group: Group }

/** One option for each setting, of that setting's type. */
export type OptionTable = {
  readonly [S in Setting]-?: Option<NonNullable<Settings[S]>> & { readonly default: Settings[S] }
}

export function allowedIn(option: AnyOption, place: Place): boolean {
  return option.places?.includes(place) ?? true
}

/** On unless told otherwise: the flag that says something is `--no-…`. */
export function isOnByDefault(option: AnyOption): boolean {
  return option.kind.placeholder === '' && option.default !== false
}

export function configKey(name: string): string {
  return name.replaceAll('-', '_')
}

export function variableName(name: string): string {
  return `RALPH_${configKey(name).toUpperCase()}`
}
