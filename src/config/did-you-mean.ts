/** The known word that a mistyped one most likely meant, or nothing if none is near. */
export function didYouMean(typed: string, known: Iterable<string>): string | undefined {
  const word = plain(typed)
  let best: string | undefined
  let bestDistance = Math.min(3, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(word, plain(candidate), bestDistance)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** Case, `-`, `_` and camelCase are spelling, not meaning. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '')
}

/** Damerau-Levenshtein: insert, delete, replace, swap neighbours, one each. Anything from `enough` up is `enough`. */
function editDistance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
        swapped ? at(beforePrevious, column - 2) + 1 : Infinity,
      )
    }
    ;[beforePrevious, previous] = [previous, current]
  }
  return Math.min(enough, at(previous, b.length))
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}
