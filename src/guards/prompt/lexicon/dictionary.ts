import { tokensOf, type Pieces } from '../reading/tokens.ts'
import { circumstances } from './circumstances.ts'
import type { Concept } from './concept.ts'
import { eastAsianThings, eastAsianVerbs } from './east-asian.ts'
import { europeanThings, europeanVerbs } from './european.ts'
import { harmless } from './harmless.ts'
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

interface Section {
  readonly start: number
  readonly concept: Concept
  readonly kind: Entry['kind']
}

/**
 * All tables as one text, `|phrase|phrase|`, and where each concept begins in it. Thousands of phrases would take too
 * long to index at every start for a task of fifty words: the text is searched for what begins with the same two
 * letters as a word, when such a word is met for the first time.
 */
let book: { readonly text: string; readonly sections: readonly Section[] } | undefined
const shelves = new Map<string, ReadonlyMap<string, readonly Entry[]>>()

/** The entries whose first word is this one. */
export function entriesOf(first: string): readonly Entry[] {
  const letters = first.slice(0, 2)
  const shelf = shelves.get(letters) ?? readShelf(letters)
  return shelf.get(first) ?? none
}

const none: readonly Entry[] = []

function readShelf(letters: string): ReadonlyMap<string, readonly Entry[]> {
  const { text, sections } = (book ??= readBook())
  const shelf = new Map<string, Entry[]>()
  const mark = `|${letters}`
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    const section = sections.findLast(({ start }) => start <= at)
    if (section) learn(shelf, section, text.slice(at + 1, text.indexOf('|', at + 1)))
  }
  shelves.set(letters, shelf)
  return shelf
}

/** `!` at the end: a thing without a plural. */
function learn(shelf: Map<string, Entry[]>, { concept, kind }: Section, phrase: string): void {
  const isOne = phrase.endsWith('!')
  const plain = isOne ? phrase.slice(0, -1) : phrase
  const words = /[()=']/.test(plain) ? wordsOf(plain) : plain.split(' ')
  const entry: Entry = { concept, words, kind: isOne ? 'phrase' : kind }
  const first = words[0] ?? ''
  const others = shelf.get(first)
  if (others) others.push(entry)
  else shelf.set(first, [entry])
}

/** As a sentence would be read: "expect(true)" is four tokens, "git's hooks" are git hooks. */
const wordsOf = (phrase: string) => tokensOf(phrase, () => new Map()).map(({ text }) => text)

type Table = Readonly<Partial<Record<Concept, string>>>

function readBook(): { text: string; sections: readonly Section[] } {
  const sections: Section[] = []
  let text = '|'
  const add = (table: Table, kind: Entry['kind']) => {
    for (const name in table) {
      if (!isConcept(name, table)) continue
      sections.push({ start: text.length - 1, concept: name, kind })
      text += `${table[name]}|`
    }
  }
  add(verbs, 'verb')
  add({ other: otherVerbs }, 'verb')
  add(things, 'thing')
  add(harmless, 'thing')
  add(circumstances, 'phrase')
  add(europeanVerbs, 'foreign')
  add(europeanThings, 'phrase')
  add(eastAsianVerbs, 'piece')
  add(eastAsianThings, 'phrase')
  return { text, sections }
}

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
