const named = 100

/** A list of left-out files that stays short enough to record: the first hundred, and how many more. */
export function bounded(paths: readonly string[]): readonly string[] {
  return paths.length <= named ? paths : [...paths.slice(0, named), `and ${paths.length - named} more`]
}
