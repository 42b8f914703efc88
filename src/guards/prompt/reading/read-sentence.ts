import type { Concept } from '../lexicon/concept.ts'
import { wordPieces } from '../lexicon/dictionary.ts'
import { eastAsianClause, isEastAsianFeature, isEastAsianTold } from './east-asian-clause.ts'
import { compounds } from '../families/compounds.ts'
import { compoundsIn } from './compounds.ts'
import { mentionsIn, type Mention } from './mentions.ts'
import { moodOf, type MoodMemory, type MoodReading } from './mood.ts'
import { tokensOf, type Token } from './tokens.ts'

/** A verb in the author's own words, and how it is meant. */
export interface Verb extends Mention, MoodReading {}

/** A sentence that was read: its tokens, what they stand for, and what the sentence before it spoke of. */
export interface ReadSentence {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly mentions: readonly Mention[]
  /** All it speaks of, what is carried over included. */
  readonly spoken: ReadonlySet<string>
  /** Read when they are asked for: most sentences hold nothing that would make their verbs matter. */
  readonly verbs: () => readonly Verb[]
  /** Things of the sentences before, if this one points back to them ("send it"). */
  readonly carried: readonly Concept[]
}

/** A sentence with more of them is no sentence. */
const maxVerbs = 60
const maxCarried = 60

/** Reads one sentence. `before`: what the sentences before it left to be pointed back to. */
export function readSentence(text: string, before: readonly Concept[]): ReadSentence {
  const tokens = tokensOf(text, wordPieces)
  const plain = [...mentionsIn(tokens), ...swallowed(text, tokens)]
  const spoken = new Set<string>()
  for (const { concept } of plain) spoken.add(concept)
  const together = compoundsIn(compounds, tokens, plain, spoken)
  for (const { concept } of together) spoken.add(concept)
  const mentions = together.length === 0 ? plain : [...plain, ...together]
  const pointsBack = before.length > 0 && mentions.some(({ concept }) => concept === 'anaphor')
  let verbs: readonly Verb[] | undefined
  const readVerbs = () => (verbs ??= verbsOf(text, tokens, mentions))
  const carried = pointsBack ? before : []
  for (const concept of carried) spoken.add(concept)
  return { text, tokens, mentions, spoken, verbs: readVerbs, carried }
}

const swallowing = /\|\|\s{0,3}(?:true|:|exit 0)(?![\w.-])/

/** `|| true` behind a check lets it never fail; its marks are no words. */
function swallowed(text: string, tokens: readonly Token[]): readonly Mention[] {
  const at = text.includes('||') ? swallowing.exec(text)?.index : undefined
  if (at === undefined) return []
  const from = tokens.findIndex(({ start }) => start >= at)
  const { quoted, code } = tokens[from] ?? { quoted: false, code: false }
  return from === -1 ? [] : [{ concept: 'vacuous', from, to: from, form: undefined, by: 'form', quoted, code }]
}

/** What a sentence leaves to be pointed back to. */
export function leftBy({ carried, mentions }: ReadSentence): readonly Concept[] {
  const left = [...carried]
  // Who was spoken of is not where something goes.
  for (const { concept, quoted } of mentions) if (!quoted && concept !== 'external') left.push(concept)
  return left.slice(-maxCarried)
}

function verbsOf(text: string, tokens: readonly Token[], mentions: readonly Mention[]): readonly Verb[] {
  const memory: MoodMemory = { lastMood: undefined, lastAt: -1 }
  const readings = new Map<number, MoodReading>()
  const verbs: Verb[] = []
  for (const mention of mentions) {
    if (mention.form === undefined || mention.quoted || mention.code) continue
    const reading = readings.get(mention.from) ?? readingOf(text, tokens, mention, memory)
    readings.set(mention.from, reading)
    verbs.push({ ...mention, mood: reading.mood, denied: reading.denied })
    if (verbs.length >= maxVerbs) break
  }
  return verbs
}

function readingOf(text: string, tokens: readonly Token[], mention: Mention, memory: MoodMemory): MoodReading {
  if (mention.form !== 'piece') return moodOf(tokens, mention, memory)
  const start = tokens[mention.from]?.start ?? 0
  const end = tokens[mention.to]?.end ?? 0
  const wish = isEastAsianFeature(text) ? 'feature' : 'order'
  return { mood: isEastAsianTold(text) ? 'described' : wish, denied: eastAsianClause(text, start, end).denied }
}
