import { tokensOf, type Pieces } from '../reading/tokens.ts'
import { circumstances } from './circumstances.ts'
import type { Concept } from './concept.ts'
import { eastAsianThings, eastAsianVerbs } from './east-asian.ts'
import { europeanThings, europeanVerbs } from './european.ts'
import { formsOf, type Form } from './inflection.ts'
import { harmless } from './harmless.ts'
import { things } from './things.ts'
import { otherVerbs, verbs } from './verbs.ts'

/** A word, or several, and what they stand for. */
export interface Entry {
  readonly concept: Concept
  /** `~` stands for up to six words. */
  readonly words: readonly string[]
  /** What can be done: in which form. */
  readonly form?: Form
}

export interface Vocabulary {
  /** By the first word. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>
  readonly pieces: Pieces
}

let built: Vocabulary | undefined

/** All words that mean something here; built when they are first needed. */
export function vocabulary(): Vocabulary {
  return (built ??= build())
}

function build(): Vocabulary {
  const pieces = piecesOf([...phrasesIn(eastAsianVerbs), ...phrasesIn(eastAsianThings)].map(({ phrase }) => phrase))
  const entries = new Map<string, Entry[]>()
  const english = new Set<string>()
  const add = (concept: Concept, phrase: string, form?: Form) => {
    const words = /[()=|]/.test(phrase)
      ? tokensOf(phrase, pieces).map(({ text }) => text)
      : phrase.replaceAll("'s ", ' ').split(' ')
    const entry = { concept, words, ...(form && { form }) }
    const known = entries.get(words[0] ?? '')
    if (known) known.push(entry)
    else entries.set(words[0] ?? '', [entry])
  }
  for (const { concept, phrase } of [...phrasesIn(verbs), ...phrasesIn({ other: otherVerbs })]) {
    for (const { text, form } of formsOf(phrase)) {
      english.add(text)
      add(concept, text, form)
    }
  }
  for (const { concept, phrase } of [...phrasesIn(things), ...phrasesIn(harmless)]) {
    for (const one of numbersOf(phrase)) add(concept, one)
  }
  for (const { concept, phrase } of phrasesIn(circumstances)) add(concept, phrase)
  for (const { concept, phrase } of phrasesIn(europeanVerbs)) if (!english.has(phrase)) add(concept, phrase, 'foreign')
  for (const { concept, phrase } of phrasesIn(europeanThings)) add(concept, phrase)
  for (const { concept, phrase } of phrasesIn(eastAsianVerbs)) add(concept, phrase, 'piece')
  for (const { concept, phrase } of phrasesIn(eastAsianThings)) add(concept, phrase)
  return { entries, pieces }
}

function phrasesIn<Name extends Concept>(
  table: Readonly<Partial<Record<Name, string>>>,
): readonly { readonly concept: Name; readonly phrase: string }[] {
  const concepts = Object.keys(table).filter((name): name is Name => name in table)
  return concepts.flatMap((concept) => (table[concept] ?? '').split('|').map((phrase) => ({ concept, phrase })))
}

/** The singular as it is given, and the plural. */
function numbersOf(phrase: string): readonly string[] {
  if (phrase.endsWith('!')) return [phrase.slice(0, -1)]
  if (/(?:s|ing|\W)$/.test(phrase)) return [phrase]
  const plural = /[^aeiou]y$/.test(phrase)
    ? `${phrase.slice(0, -1)}ies`
    : /(?:x|ch|sh)$/.test(phrase)
      ? `${phrase}es`
      : `${phrase}s`
  return [phrase, plural]
}

function piecesOf(phrases: readonly string[]): Pieces {
  const pieces = new Map<string, string[]>()
  for (const phrase of new Set(phrases)) {
    const first = phrase.charAt(0)
    pieces.set(
      first,
      [...(pieces.get(first) ?? []), phrase].sort((one, other) => other.length - one.length),
    )
  }
  return pieces
}
