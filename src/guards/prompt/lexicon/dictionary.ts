import { tokensOf, type Pieces } from '../reading/tokens.ts'
import { circumstances } from './circumstances.ts'
import type { Concept } from './concept.ts'
import { eastAsianThings, eastAsianVerbs } from './east-asian.ts'
import { europeanThings, europeanVerbs } from './european.ts'
import { harmless } from './harmless.ts'
import { things } from './things.ts'
import { otherVerbs, verbs } from './verbs.ts'
import { motives, motiveVerbs } from './motives.ts'
import { widerThings } from './wider-things.ts'
import { widerVerbs } from './wider-verbs.ts'
import { worldStems } from './world-stems.ts'
import { worldUntold, worldVerbs } from './world-verbs.ts'

/** A word, or several, and what they stand for. */
export interface Entry {
  readonly concept: Concept
  /** `~` stands for up to ten words. */
  readonly words: readonly string[]
  /** `verb`: its first word is inflected. `thing`: its last word has a plural. `stem`: its words go on. */
  readonly kind: 'verb' | 'thing' | 'phrase' | 'foreign' | 'piece' | 'stem'
}

/** A table as it was written, `phrase|phrase|…`, and what it is about. */
interface Section {
  readonly text: string
  readonly concept: Concept
  readonly kind: Entry['kind']
}

interface Shelf {
  readonly words: Map<string, Entry[]>
  readonly stems: Entry[]
}

/**
 * Where the phrases stand that begin with the same two letters. Thousands of phrases would take too long to read for a
 * task of fifty words: a shelf is read when a word that begins like it is met for the first time.
 */
let book: Book | undefined
const shelves = new Map<number, Shelf>()

interface Book {
  readonly sections: readonly Section[]
  /** By two letters: the number of a section times `most` and where a phrase begins in it. */
  readonly places: ReadonlyMap<number, readonly number[]>
}

/** No table is longer. */
const most = 65_536

/** The entries whose first word is this one. */
export function entriesOf(first: string): readonly Entry[] {
  return shelfOf(first).words.get(first) ?? none
}

/** The entries whose first word goes on to this one. */
export function stemEntriesOf(word: string): readonly Entry[] {
  const { stems } = shelfOf(word)
  return stems.length === 0 ? none : stems.filter(({ words }) => word.startsWith(words[0] ?? ' '))
}

const none: readonly Entry[] = []

/** The first two letters of a word as a number; a word may have one letter only. */
function lettersAt(text: string, start: number): number {
  const second = text.charCodeAt(start + 1)
  const isLetter = second > 32 && second !== 124
  return text.charCodeAt(start) * 65_536 + (isLetter ? second : 0)
}

function shelfOf(word: string): Shelf {
  const letters = lettersAt(word, 0)
  return shelves.get(letters) ?? readShelf(letters)
}

function readShelf(letters: number): Shelf {
  const shelf: Shelf = { words: new Map(), stems: [] }
  const { sections, places } = (book ??= readBook())
  for (const place of places.get(letters) ?? []) {
    const section = sections[Math.floor(place / most)]
    if (!section) continue
    const start = place % most
    const end = section.text.indexOf('|', start)
    learn(shelf, section, section.text.slice(start, end === -1 ? undefined : end))
  }
  shelves.set(letters, shelf)
  return shelf
}

/** Scripts whose words are found as pieces, spaces within them included. */
const withoutSpaces = /[\u2e80-\ud7af]/

/** `!` at the end: a thing without a plural. */
function learn({ words: known, stems }: Shelf, { concept, kind }: Section, phrase: string): void {
  const isOne = phrase.endsWith('!')
  const plain = isOne ? phrase.slice(0, -1) : phrase
  const words = withoutSpaces.test(plain) ? [plain] : /[()=']/.test(plain) ? wordsOf(plain) : plain.split(' ')
  const entry: Entry = { concept, words, kind: isOne ? 'phrase' : kind }
  const first = words[0] ?? ''
  const others = kind === 'stem' ? stems : known.get(first)
  if (others) others.push(entry)
  else known.set(first, [entry])
}

/** As a sentence would be read: "expect(true)" is four tokens, "git's hooks" are git hooks. */
const wordsOf = (phrase: string) => tokensOf(phrase, () => new Map()).map(({ text }) => text)

type Table = Readonly<Partial<Record<Concept, string>>>

function readBook(): Book {
  const sections: Section[] = []
  const places = new Map<number, number[]>()
  for (const [table, kind] of tables)
    for (const concept in table) {
      if (!isConcept(concept, table)) continue
      const text = table[concept] ?? ''
      for (let start = 0; start > -1; start = nextOf(text, start)) {
        const letters = lettersAt(text, start)
        const others = places.get(letters)
        if (others) others.push(sections.length * most + start)
        else places.set(letters, [sections.length * most + start])
      }
      sections.push({ text, concept, kind })
    }
  return { sections, places }
}

function nextOf(text: string, start: number): number {
  const end = text.indexOf('|', start)
  return end === -1 ? -1 : end + 1
}

const tables: readonly (readonly [table: Table, kind: Entry['kind']])[] = [
  [verbs, 'verb'],
  [{ other: otherVerbs }, 'verb'],
  [widerVerbs, 'verb'],
  [things, 'thing'],
  [widerThings, 'thing'],
  [harmless, 'thing'],
  [circumstances, 'phrase'],
  [motiveVerbs, 'verb'],
  [motives, 'phrase'],
  [europeanVerbs, 'foreign'],
  [europeanThings, 'phrase'],
  [worldVerbs, 'foreign'],
  [{ untold: worldUntold }, 'foreign'],
  [worldStems, 'stem'],
  [eastAsianVerbs, 'piece'],
  [eastAsianThings, 'phrase'],
]

const isConcept = (name: string, table: Table): name is Concept => name in table

let pieces: Pieces | undefined

/** The words of scripts without spaces. */
export function wordPieces(): Pieces {
  return (pieces ??= readPieces())
}

function readPieces(): Pieces {
  const found = new Map<string, string[]>()
  const all = [eastAsianVerbs, eastAsianThings].flatMap((table) =>
    Object.values(table).flatMap((words) => words.split('|')),
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
