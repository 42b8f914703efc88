import { entriesOf, stemEntriesOf, type Entry } from './dictionary.ts'
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
  const found: Candidate[] = []
  for (const { base, form } of stemsOf(word))
    for (const entry of entriesOf(base)) if (entry.kind === 'verb') found.push({ ...entry, form })
  const isEnglish = found.length > 0
  for (const entry of entriesOf(word)) {
    if (entry.kind === 'verb' || (entry.kind === 'foreign' && isEnglish && entry.words.length === 1)) continue
    found.push({ ...entry, form: entry.kind === 'foreign' || entry.kind === 'piece' ? entry.kind : undefined })
  }
  for (const singular of singularsOf(word))
    for (const entry of entriesOf(singular))
      if (entry.kind === 'thing' && entry.words.length === 1) found.push({ ...entry, form: undefined })
  if (!isEnglish) for (const entry of stemEntriesOf(word)) found.push({ ...entry, form: undefined })
  const bare = withoutPrefix(word)
  return bare === undefined ? found : [...found, ...candidatesFor(bare)]
}

const arabicPrefix =
  /^(?:[\u0648\u0641]?(?:\u0627\u0644|\u0628\u0627\u0644|\u0644\u0644|\u0643\u0627\u0644)|[\u0648\u0641\u0628\u0644])(?=[\u0600-\u06ff]{3})/

/** Arabic writes "and", "to", "in" and the article as one word with what follows. */
function withoutPrefix(word: string): string | undefined {
  if (word.charCodeAt(0) < 0x600) return undefined
  const bare = word.replace(arabicPrefix, '')
  return bare === word ? undefined : bare
}

function sorted(candidates: readonly Candidate[]): Beginnings {
  const single = candidates.filter(({ words }) => words.length === 1)
  const gapped = candidates.filter(({ words, kind }) => words[1] === '~' || (kind === 'stem' && words.length > 1))
  const bySecond = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const [, second] = candidate.words
    if (second === undefined || second === '~' || candidate.kind === 'stem') continue
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
