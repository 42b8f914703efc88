import { entriesOf, type Entry } from './dictionary.ts'
import { singularsOf, stemsOf, type Form } from './inflection.ts'

/** What a word may begin: entries of one word, of several by their second word, and those with a gap. */
export interface Beginnings {
  readonly single: readonly Candidate[]
  readonly bySecond: ReadonlyMap<string, readonly Candidate[]>
  readonly gapped: readonly Candidate[]
}

export interface Candidate extends Entry {
  readonly form: Form | undefined
}

const met = new Map<string, Beginnings | undefined>()
const maxMet = 20_000

/** What begins with this word, in whatever form it stands. Remembered: texts repeat their words. */
export function beginningsWith(word: string): Beginnings | undefined {
  if (met.has(word)) return met.get(word)
  const found = candidatesFor(word)
  const beginnings = found.length === 0 ? undefined : sorted(found)
  if (met.size >= maxMet) met.clear()
  met.set(word, beginnings)
  return beginnings
}

function candidatesFor(word: string): readonly Candidate[] {
  const inflected = stemsOf(word).flatMap(({ base, form }) =>
    entriesOf(base).flatMap((entry) => (entry.kind === 'verb' ? [{ ...entry, form }] : [])),
  )
  const isEnglish = inflected.length > 0
  const same = entriesOf(word).flatMap((entry): Candidate[] => {
    if (entry.kind === 'verb' || (entry.kind === 'foreign' && isEnglish && entry.words.length === 1)) return []
    return [{ ...entry, form: entry.kind === 'foreign' || entry.kind === 'piece' ? entry.kind : undefined }]
  })
  const plural = singularsOf(word).flatMap((singular) =>
    entriesOf(singular).flatMap((entry) =>
      entry.kind === 'thing' && entry.words.length === 1 ? [{ ...entry, form: undefined }] : [],
    ),
  )
  return [...inflected, ...same, ...plural]
}

function sorted(candidates: readonly Candidate[]): Beginnings {
  const single = candidates.filter(({ words }) => words.length === 1)
  const gapped = candidates.filter(({ words }) => words[1] === '~')
  const bySecond = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const [, second] = candidate.words
    if (second === undefined || second === '~') continue
    const seconds =
      candidate.kind === 'thing' && candidate.words.length === 2 ? [second, ...pluralsOf(second)] : [second]
    for (const one of seconds) bySecond.set(one, [...(bySecond.get(one) ?? []), candidate])
  }
  return { single, bySecond, gapped }
}

/** Both that it may be written. */
function pluralsOf(word: string): readonly string[] {
  return word.endsWith('y') ? [`${word.slice(0, -1)}ies`, `${word}s`] : [`${word}s`, `${word}es`]
}
