import type { Concept } from '../lexicon/concept.ts'
import type { Form } from '../lexicon/inflection.ts'
import { conceptsOfForm } from '../lexicon/paths.ts'
import { vocabulary, type Entry } from '../lexicon/vocabulary.ts'
import type { Token } from './tokens.ts'

/** Something a sentence speaks of, with the first and the last token that say so. */
export interface Mention {
  readonly concept: Concept
  readonly from: number
  readonly to: number
  /** What can be done: in which form it is said. */
  readonly form?: Form
  /** By the word, or by its form: paths, addresses, flags. */
  readonly by: 'word' | 'form'
  readonly quoted: boolean
  readonly code: boolean
}

/** Everything that means something here, in order. Linear: a word has few entries, a gap at most ten words. */
export function mentionsIn(tokens: readonly Token[]): readonly Mention[] {
  const { entries } = vocabulary()
  const mentions: Mention[] = []
  tokens.forEach((token, from) => {
    for (const concept of conceptsOfForm(token.text, token.kind))
      mentions.push({ concept, from, to: from, by: 'form', quoted: token.quoted, code: token.code })
    for (const entry of entries.get(token.text) ?? []) {
      const to = endOf(entry, tokens, from)
      if (to === undefined) continue
      const { concept, form } = entry
      mentions.push({ concept, from, to, by: 'word', quoted: token.quoted, code: token.code, ...(form && { form }) })
    }
  })
  return mentions
}

const maxGap = 10

/** A gap goes over commas ("turn the linters, the tests and the checks off"), to a preposition not over a new verb. */
function isGap(token: Token | undefined, target: string | undefined): boolean {
  if (token === undefined || (token.kind === 'mark' && token.text !== ',')) return false
  return particles.has(target ?? '') || !newThoughts.has(token.text)
}

const particles = new Set(['off', 'out', 'aside', 'down', 'aus', 'ab', 'ein', 'hoch', 'herunter'])
const newThoughts = new Set(['and', 'then', 'how', 'that', 'which', 'so', 'before', 'after', 'when'])

/** The last token of an entry that begins at `from`, if it does. */
function endOf({ words }: Entry, tokens: readonly Token[], from: number): number | undefined {
  let at = from
  for (let index = 1; index < words.length; index += 1) {
    const word = words[index]
    if (word !== '~') {
      at += 1
      if (tokens[at]?.text !== word) return undefined
      continue
    }
    const next = words[(index += 1)]
    const limit = at + maxGap
    do at += 1
    while (at <= limit && isGap(tokens[at], next) && tokens[at]?.text !== next)
    if (tokens[at]?.text !== next) return undefined
  }
  return at
}
