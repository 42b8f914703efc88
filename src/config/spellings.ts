import { allowedIn, isOnByDefault, type AnyOption, type Place } from './option.ts'
import { allOptions } from './options.ts'

/** One of the long names that lead to an option; `negated` ones say the opposite. */
export interface Spelling {
  readonly name: string
  readonly option: AnyOption
  readonly negated: boolean
}

/** All long names allowed in `place`, the option's proper one first. */
export function spellings(place: Place): readonly Spelling[] {
  return allOptions
    .filter((option) => allowedIn(option, place))
    .flatMap((option) => [
      { name: option.name, option, negated: false },
      ...(option.alias ? [{ name: option.alias, option, negated: false }] : []),
      ...(isOnByDefault(option) ? [{ name: `no-${option.name}`, option, negated: true }] : []),
    ])
}
