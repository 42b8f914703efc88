import type { Concept } from '../lexicon/concept.ts'
import { singularsOf, type Form } from '../lexicon/inflection.ts'
import { conceptsOfForm } from '../lexicon/paths.ts'
import { beginningsWith, type Beginnings, type Candidate } from '../lexicon/vocabulary.ts'
import type { Token } from './tokens.ts'

/** Something a sentence speaks of, with the first and the last token that say so. */
export interface Mention {
  readonly concept: Concept
  readonly from: number
  readonly to: number
  /** What can be done: in which form it is said. */
  readonly form: Form | undefined
  /** By the word, or by its form: paths, addresses, flags. */
  readonly by: 'word' | 'form'
  readonly quoted: boolean
  readonly code: boolean
}

/** Everything that means something here, in order. Linear: a word has few candidates, a gap at most ten words. */
export function mentionsIn(tokens: readonly Token[]): readonly Mention[] {
  const mentions: Mention[] = []
  let known: ReadonlySet<string> | undefined
  const texts = () => (known ??= new Set(tokens.map(({ text }) => text)))
  for (let from = 0; from < tokens.length; from += 1) {
    const token = tokens[from]
    if (token === undefined || token.kind === 'mark') continue
    for (const concept of conceptsOfForm(token.text, token.kind))
      mentions.push(mentionOf(concept, undefined, token, from, from))
    const beginnings = beginningsWith(token.text)
    if (beginnings) collect(mentions, beginnings, { tokens, texts, from, token })
  }
  return mentions
}

function collect(
  mentions: Mention[],
  { single, bySecond, gapped }: Beginnings,
  { tokens, texts, from, token }: Place,
): void {
  for (const { concept, form } of single) mentions.push(mentionOf(concept, form, token, from, from))
  const tryOne = (candidate: Candidate) => {
    const to = endOf(candidate, tokens, from)
    if (to !== undefined) mentions.push(mentionOf(candidate.concept, candidate.form, token, from, to))
  }
  if (bySecond.size > 0) for (const candidate of bySecond.get(tokens[from + 1]?.text ?? '') ?? none) tryOne(candidate)
  // Most gaps end in a word that the sentence does not hold.
  for (const candidate of gapped)
    if (candidate.kind === 'stem' || texts().has(candidate.words[2] ?? '')) tryOne(candidate)
}

interface Place {
  readonly tokens: readonly Token[]
  /** The words of the sentence; asked for by few. */
  readonly texts: () => ReadonlySet<string>
  readonly from: number
  readonly token: Token
}

const none: readonly Candidate[] = []

function mentionOf(
  concept: Concept,
  form: Form | undefined,
  { quoted, code, kind }: Token,
  from: number,
  to: number,
): Mention {
  return { concept, from, to, form, by: kind === 'word' || kind === 'piece' ? 'word' : 'form', quoted, code }
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
function endOf({ words, kind }: Candidate, tokens: readonly Token[], from: number): number | undefined {
  let at = from
  for (let index = 1; index < words.length; index += 1) {
    const word = words[index]
    if (word !== '~') {
      at += 1
      const text = tokens[at]?.text
      const isPlural =
        kind === 'thing' && index === words.length - 1 && text !== undefined && singularsOf(text).includes(word ?? '')
      const goesOn = kind === 'stem' && word !== undefined && text?.startsWith(word) === true
      if (text !== word && !isPlural && !goesOn) return undefined
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
