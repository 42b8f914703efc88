import { tokensOf, type Pieces } from '../reading/tokens.ts'
import { circumstances } from './circumstances.ts'
import type { Concept } from './concept.ts'
import { eastAsianThings, eastAsianVerbs } from './east-asian.ts'
import { europeanThings, europeanVerbs } from './european.ts'
import { harmless } from './harmless.ts'
import { singularsOf, stemsOf, type Form } from './inflection.ts'
import { things } from './things.ts'
import { otherVerbs, verbs } from './verbs.ts'

/** A word, or several, and what they stand for. */
export interface Entry {
  readonly concept: Concept
  /** `~` stands for up to ten words. */
  readonly words: readonly string[]
  /** `verb`: its first word is inflected. `thing`: its last word has a plural. */
  readonly kind: 'verb' | 'thing' | 'phrase' | 'foreign' | 'piece'
}

/** What a word may begin: entries of one word, of several by their second word, and those with a gap. */
export interface Beginnings {
  readonly single: readonly Candidate[]
  readonly bySecond: ReadonlyMap<string, readonly Candidate[]>
  readonly gapped: readonly Candidate[]
}

export interface Candidate extends Entry {
  readonly form: Form | undefined
}

/**
 * All words that mean something here, read when they are first needed. Only base forms are kept: a word's forms are
 * told apart when it is met, and remembered, because tasks repeat their words and start-up has no time.
 */
let dictionary: ReadonlyMap<string, readonly Entry[]> | undefined
let pieces: Pieces | undefined
const met = new Map<string, Beginnings | undefined>()
const maxMet = 20_000

/** What begins with this word, in whatever form it stands. */
export function beginningsWith(word: string): Beginnings | undefined {
  if (met.has(word)) return met.get(word)
  dictionary ??= readDictionary()
  const found = candidatesFor(word, dictionary)
  const beginnings = found.length === 0 ? undefined : sorted(found)
  if (met.size >= maxMet) met.clear()
  met.set(word, beginnings)
  return beginnings
}

/** The words of scripts without spaces. */
export function wordPieces(): Pieces {
  return (pieces ??= readPieces())
}

function candidatesFor(word: string, known: ReadonlyMap<string, readonly Entry[]>): readonly Candidate[] {
  const entriesOf = (first: string) => known.get(first) ?? []
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

function readDictionary(): ReadonlyMap<string, readonly Entry[]> {
  const known = new Map<string, Entry[]>()
  const read = (table: Readonly<Record<string, string>>, kind: Entry['kind']) => {
    for (const concept in table) {
      if (!isConcept(concept, table)) continue
      for (const phrase of (table[concept] ?? '').split('|')) learn(known, concept, phrase, kind)
    }
  }
  read(verbs, 'verb')
  read({ other: otherVerbs }, 'verb')
  read(things, 'thing')
  read(harmless, 'thing')
  read(circumstances, 'phrase')
  read(europeanVerbs, 'foreign')
  read(europeanThings, 'phrase')
  read(eastAsianVerbs, 'piece')
  read(eastAsianThings, 'phrase')
  return known
}

/** `!` at the end: a thing without a plural. */
function learn(known: Map<string, Entry[]>, concept: Concept, phrase: string, kind: Entry['kind']): void {
  const isOne = phrase.endsWith('!')
  const plain = isOne ? phrase.slice(0, -1) : phrase
  const words = /[()=']/.test(plain) ? wordsOf(plain) : plain.split(' ')
  const entry: Entry = { concept, words, kind: isOne ? 'phrase' : kind }
  const first = words[0] ?? ''
  const others = known.get(first)
  if (others) others.push(entry)
  else known.set(first, [entry])
}

/** As a sentence would be read: "expect(true)" is four tokens, "git's hooks" are git hooks. */
const wordsOf = (phrase: string) => tokensOf(phrase, () => new Map()).map(({ text }) => text)

const isConcept = (name: string, table: object): name is Concept => name in table

function readPieces(): Pieces {
  const found = new Map<string, string[]>()
  const all = [...Object.values(eastAsianVerbs), ...Object.values(eastAsianThings)].flatMap((phrases) =>
    phrases.split('|'),
  )
  for (const phrase of new Set(all)) {
    const first = phrase.charAt(0)
    const others = found.get(first)
    if (others) others.push(phrase)
    else found.set(first, [phrase])
  }
  for (const phrases of found.values()) phrases.sort((one, other) => other.length - one.length)
  return found
}
