/** Called with the place of each string found and its index in the list. */
export type Found = (start: number, end: number, index: number) => void

/** Finds strings between two places of a text, the whole of it if they are left out. */
export type FindStrings = (text: string, found: Found, from?: number, to?: number) => void

/**
 * Finds every place of many strings at once (Wu and Manber, 1994). Looks at two characters and then skips what can't
 * be a match: hundreds of strings cost hardly more than one. Each string must have two characters or more.
 */
export function stringFinder(strings: readonly string[]): FindStrings {
  if (strings.length === 0) return () => undefined
  const window = Math.min(...strings.map((string) => string.length))
  const skips = new Uint8Array(tableSize).fill(Math.min(255, window - 1))
  /** Strings by the slot of their window's end, less one; 0 is none. */
  const slots = new Uint16Array(tableSize)
  const buckets: Candidate[][] = []
  strings.forEach((text, index) => {
    for (let end = 1; end < window; end += 1) {
      const slot = slotOf(text.charCodeAt(end - 1), text.charCodeAt(end))
      skips[slot] = Math.min(skips[slot] ?? 0, window - 1 - end)
    }
    const last = slotOf(text.charCodeAt(window - 2), text.charCodeAt(window - 1))
    const bucket = (slots[last] ||= buckets.push([])) - 1
    buckets[bucket]?.push({ text, index, first: text.charCodeAt(0) })
  })

  return (text, found, from = 0, to = text.length) => {
    for (let end = from + window - 1; end < to;) {
      const slot = slotOf(text.charCodeAt(end - 1), text.charCodeAt(end))
      const skip = skips[slot] ?? 0
      if (skip === 0) report(text, end - window + 1, buckets[(slots[slot] ?? 0) - 1] ?? [], found)
      end += skip || 1
    }
  }
}

interface Candidate {
  readonly text: string
  readonly index: number
  readonly first: number
}

function report(text: string, start: number, candidates: readonly Candidate[], found: Found): void {
  const first = text.charCodeAt(start)
  for (const candidate of candidates) {
    // Most candidates fail here, ten times as fast as there.
    if (candidate.first !== first || !text.startsWith(candidate.text, start)) continue
    found(start, start + candidate.text.length, candidate.index)
  }
}

const tableSize = 1 << 15
const slotOf = (first: number, second: number) => ((first << 7) ^ second) & (tableSize - 1)
