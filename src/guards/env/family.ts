/** Variables of one kind, and what a stranger could do with them. */
export interface Family {
  readonly rule: string
  /** After the name: "LD_PRELOAD makes programs load code that…". */
  readonly does: string
  /** With spaces between them; `*` stands for any letters. A whole name outranks one with a star. */
  readonly names: string
  /** Of those names, ordinary settings. */
  readonly except?: string
  readonly isHarmless?: (value: string) => boolean
  /** Its name alone says nothing yet: projects set it in honest ways as often as not. */
  readonly needsValue?: true
}

/** Files repeat their names; a hostile one has no end of new ones. */
const mostKnown = 10_000

/** The family that a name belongs to; of several that fit by a star the first. */
export function familyFinder(families: readonly Family[]): (name: string) => Family | undefined {
  const whole = new Map<string, Family>()
  const starred: { readonly names: RegExp; readonly family: Family }[] = []
  for (const family of families) {
    const names = words(family.names)
    for (const name of names) if (!name.includes('*') && !whole.has(name)) whole.set(name, family)
    const stars = names.filter((name) => name.includes('*'))
    if (stars.length > 0) starred.push({ names: named(stars), family })
  }
  const exceptions = new Map(families.map((family) => [family, named(words(family.except ?? ''))]))
  // One look tells that a name is none of theirs, as most are.
  const any = new RegExp(starred.map(({ names }) => names.source).join('|'))
  const look = (name: string) => {
    const starry = () => (any.test(name) ? starred.find(({ names }) => names.test(name))?.family : undefined)
    const family = whole.get(name) ?? starry()
    return family && exceptions.get(family)?.test(name) ? undefined : family
  }
  const known = new Map<string, Family | undefined>()
  return (name) => {
    if (known.has(name)) return known.get(name)
    const family = look(name)
    if (known.size < mostKnown) known.set(name, family)
    return family
  }
}

function words(list: string): readonly string[] {
  return list.split(/\s+/).filter((word) => word !== '')
}

/** No name at all for an empty list. */
function named(patterns: readonly string[]): RegExp {
  const sources = patterns.map((pattern) => pattern.replaceAll('%', '\\%').replaceAll('*', '[\\w%()]*'))
  return new RegExp(sources.length === 0 ? '(?!)' : `^(?:${sources.join('|')})$`)
}
