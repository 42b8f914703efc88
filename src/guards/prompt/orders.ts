import { deceitful } from './families/deceit.ts'
import { evasive } from './families/evasion.ts'
import type { Family } from './families/family.ts'
import { harmful } from './families/harm.ts'
import { clauseWords } from './lexicon/clause-words.ts'
import type { Concept } from './lexicon/concept.ts'
import { things } from './lexicon/things.ts'
import { eastAsianClause, isEastAsianTold } from './reading/east-asian-clause.ts'
import type { Mention } from './reading/mentions.ts'
import { isDenied, moodOf, told, type MoodMemory, type MoodReading } from './reading/mood.ts'
import type { Token } from './reading/tokens.ts'

/** A sentence that was read: its tokens, what they stand for, and what the sentence before it spoke of. */
export interface ReadSentence {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly mentions: readonly Mention[]
  /** Things of the sentence before, if this one points back to them ("send it"). */
  readonly carried: readonly Concept[]
}

/** An order that is warned of. */
export interface Order {
  readonly rule: string
  readonly says: string
}

const families = [...harmful, ...evasive, ...deceitful]

interface Verb extends Mention, MoodReading {}

/** The orders that a sentence gives. `ease` is taken off every threshold: where nobody should give orders at all. */
export function ordersIn(sentence: ReadSentence, ease = 0): readonly Order[] {
  const verbs = verbsOf(sentence).slice(0, maxVerbs)
  if (verbs.length === 0) return []
  const spoken = new Set<Concept>([...sentence.mentions.map(({ concept }) => concept), ...sentence.carried])
  return families.filter(
    (family) =>
      family.needs.every((group) => group.some((concept) => spoken.has(concept))) &&
      verbs.some((verb) => gives(family, verb, verbs, sentence, ease)),
  )
}

/** A sentence with more of them is no sentence. */
const maxVerbs = 60

/** The verbs that are the author's own words, with how they are meant. */
export function verbsOf({ text, tokens, mentions }: ReadSentence): readonly Verb[] {
  const memory: MoodMemory = { lastMood: undefined, lastAt: -1 }
  const isTold = isEastAsianTold(text)
  const readings = new Map<number, MoodReading>()
  return mentions.flatMap((mention) => {
    if (mention.form === undefined || mention.quoted || mention.code) return []
    const isPiece = mention.form === 'piece'
    const reading =
      readings.get(mention.from) ??
      (isPiece ? pieceReading(text, tokens, mention, isTold) : moodOf(tokens, mention, memory))
    readings.set(mention.from, reading)
    return [{ ...mention, ...reading }]
  })
}

function pieceReading(text: string, tokens: readonly Token[], { from, to }: Mention, isTold: boolean): MoodReading {
  const start = tokens[from]?.start ?? 0
  const end = tokens[to]?.end ?? 0
  return { mood: isTold ? 'described' : 'order', denied: eastAsianClause(text, start, end).denied }
}

function gives(family: Family, verb: Verb, verbs: readonly Verb[], sentence: ReadSentence, ease: number): boolean {
  const weight = family.verbs[verb.concept]
  if (weight === undefined || verb.denied !== (family.negated ?? false) || verb.mood === 'described') return false
  if (verb.mood === 'feature' && (family.feature === undefined || ease > 0)) return ease > 0
  const found = partsOf(family, verb, verbs, sentence)
  if (!family.needs.every((group) => group.some((concept) => found.has(concept)))) return false
  if (family.follows && !follows(family.follows, verb, sentence)) return false
  const penalty = verb.mood === 'feature' ? (family.feature ?? 0) : 0
  const sum = [...found.values()].reduce((total, part) => total + part, weight - penalty)
  return sum >= family.threshold - ease
}

/** What each concept within reach weighs; what lowers counts below zero. */
function partsOf(
  family: Family,
  verb: Verb,
  verbs: readonly Verb[],
  sentence: ReadSentence,
): ReadonlyMap<Concept, number> {
  const { from, to } = reachOf(family, verb, verbs, sentence)
  const found = new Map<Concept, number>()
  for (const mention of sentence.mentions) {
    if (mention.from < from || mention.to > to || (mention.from === verb.from && mention.to === verb.to)) continue
    const weight = weightOf(family, mention, verb, sentence)
    const known = found.get(mention.concept)
    if (weight !== 0 && (known === undefined || Math.abs(weight) > Math.abs(known))) found.set(mention.concept, weight)
  }
  if (family.carries && pointsBack(verb, sentence))
    for (const concept of sentence.carried) {
      const weight = family.parts[concept]
      if (weight !== undefined && !found.has(concept)) found.set(concept, weight)
    }
  if (found.has('checks')) found.delete('check')
  return found
}

function weightOf(family: Family, mention: Mention, verb: Verb, sentence: ReadSentence): number {
  const { tokens, mentions } = sentence
  const lowered = family.lowers?.[mention.concept]
  if (lowered !== undefined)
    return mention.from === verb.from || isAside(family, sentence, verb, mention) ? 0 : -lowered
  const weight = family.parts[mention.concept] ?? 0
  if (weight === 0 || (mention.form !== undefined && mention.form !== 'piece' && isDenied(tokens, mention))) return 0
  if (
    family.headsOnly &&
    isEnglish(verb) &&
    mention.to + 1 !== verb.to &&
    isThing(mention) &&
    !isHead(tokens, mentions, mention)
  )
    return 0
  if (
    family.rule === 'weakens-guard' &&
    kinds.has(mention.concept) &&
    (isSpecial(tokens, mention) || isScoped(tokens, mention))
  )
    return weight / 2
  if (family.negated && mention.concept === 'user' && (isLastOfClause(tokens, mention) || !isEnglish(verb)))
    return weight + 0.5
  if (mention.concept === 'instructions' && isScoped(tokens, mention)) return weight / 2
  const preposition = tokens[mention.from - 1]?.text ?? ''
  const isPlace = prepositions.has(articles.has(preposition) ? (tokens[mention.from - 2]?.text ?? '') : preposition)
  if (family.rule === 'sends-secrets' && isDestination(tokens, mention) && secretPlaces.has(mention.concept)) return 0
  const isWhole = mentions.some(
    ({ concept, from }) => concept === 'everything' && from > verb.to && from < mention.from,
  )
  return family.directOnly && isThing(mention) && isPlace && !isWhole && mention.from > verb.from + 1
    ? weight / 2
    : weight
}

/** "Do not tell the user." says all; "do not tell the user when …" is about a product. */
const isLastOfClause = (tokens: readonly Token[], { to }: Mention) => (tokens[to + 1]?.kind ?? 'mark') === 'mark'

const kinds = new Set<Concept>(['check', 'checks', 'hook', 'audit'])

/** "Foreign key checks", "null tests": checks of one kind, not the checks. */
function isSpecial(tokens: readonly Token[], { from }: Mention): boolean {
  const before = tokens[from - 1]
  return (
    before?.kind === 'word' && /^[a-z]/.test(before.text) && !plainly.has(before.text) && !before.text.endsWith('ing')
  )
}

/** "The tests for the export" are some tests, not the tests. */
const isScoped = (tokens: readonly Token[], { to }: Mention) => scoping.has(tokens[to + 1]?.text ?? '')
const scoping = new Set([
  'for',
  'of',
  'in',
  'that',
  'which',
  'when',
  'if',
  'on',
  'covering',
  'from',
  'unless',
  'with',
  'inside',
  'found',
  'within',
  'contained',
  'embedded',
])

const plainly = new Set(
  'the all our these those your any every ci security safety unit integration quality automated existing of and or both remaining off out current entire whole git commit required disable skip bypass circumvent evade suspend deactivate stop annoying slow its their his remote mandatory other such two three many that for with from in to without no on around by past delete remove kill bypassing skipping disabling uninstall silence pause mute dismantle strip without'.split(
    ' ',
  ),
)

const prepositions = new Set(['from', 'on', 'in', 'to', 'of', 'via', 'with', 'into', 'by', 'for', 'using', 'at'])
const articles = new Set(['the', 'this', 'our', 'your', 'a', 'my', 'its', 'their', 'that', 'all'])
const secretPlaces = new Set<Concept>([
  'envFile',
  'keyPath',
  'environment',
  'secret',
  'environmentDump',
  'codeBase',
  'code',
])

/** "Put the port into .env" writes a secret's file, it does not send it. */
function isDestination(tokens: readonly Token[], { from }: Mention): boolean {
  const before = tokens[from - 1]?.text ?? ''
  return /^(?:in|into|to)$/.test(articles.has(before) ? (tokens[from - 2]?.text ?? '') : before)
}

const isEnglish = ({ form }: Verb) => form !== 'foreign' && form !== 'piece'

/** Behind a "before", a "while" or a "to do so" stands another thought. */
function isAside(family: Family, { tokens, mentions }: ReadSentence, verb: Verb, { from }: Mention): boolean {
  if (family.reach !== 'near') return false
  const between = tokens.slice(verb.to + 1, from)
  const isPurpose = ({ from: at, form }: Mention) =>
    form === 'base' && at > verb.to && at < from && tokens[at - 1]?.text === 'to'
  return between.some(({ text }) => asides.has(text)) || mentions.some(isPurpose)
}

const asides = new Set(['before', 'after', 'when', 'while', 'until', 'once', 'so', 'because', 'since', 'as', 'if'])

/** Only names of things tell kinds; "your", "earlier" and circumstances stand before what they belong to. */
const isThing = ({ concept }: Mention) =>
  concept in things && concept !== 'yours' && concept !== 'previous' && concept !== 'everything'

/** Whether the thing is what is meant and not a word that tells what kind of ("disk cache", "database schema"). */
function isHead(tokens: readonly Token[], mentions: readonly Mention[], { by, form, to }: Mention): boolean {
  const next = tokens[to + 1]
  if (by === 'form' || form !== undefined || next === undefined || next.kind !== 'word' || !/^[a-z]/.test(next.text))
    return true
  if (clauseWords.followers.has(next.text) || clauseWords.adverbs.has(next.text) || next.text.endsWith('ly'))
    return true
  return mentions.some(
    (mention) =>
      mention.from === to + 1 &&
      mention.form === undefined &&
      mention.concept !== 'harmless' &&
      mention.concept !== 'whether',
  )
}

/** From where to where the verb's own words go: up to the next verb that is joined on; back, where verbs come last. */
function reachOf(
  family: Family,
  verb: Verb,
  verbs: readonly Verb[],
  { tokens }: ReadSentence,
): { from: number; to: number } {
  if (family.reach === 'sentence') return { from: 0, to: tokens.length }
  const next = verbs.find(
    ({ from, form }) => from > verb.to && form !== 'gerund' && joins.has(tokens[from - 1]?.text ?? ''),
  )
  const isLast = verb.form === 'past' || verb.form === 'piece' || verb.form === 'foreign'
  const previous = isLast
    ? verbs.filter(({ from, to }) => to < verb.from && (joins.has(tokens[from - 1]?.text ?? '') || from === 0)).at(-1)
    : undefined
  const start = isLast ? (verb.form === 'past' ? (previous ? previous.to + 1 : 0) : 0) : verb.from
  return { from: start, to: next ? next.from - 1 : tokens.length }
}

const joins = new Set(['and', 'then', ',', ';', 'or', ':', 'but', 'und', 'et', 'y', 'e', 'и'])

/** "Skip it for pull requests" is a rule, not an order for this run. */
const scopes = new Set(['for', 'when', 'if', 'on', 'unless', 'in'])

/** "Send it", "work around it": what the sentence before spoke of is meant. */
function pointsBack(verb: Verb, { tokens, mentions }: ReadSentence): boolean {
  return mentions.some(
    ({ from, to, concept }) =>
      concept === 'anaphor' && from > verb.to && from <= verb.to + 3 && !scopes.has(tokens[to + 1]?.text ?? ''),
  )
}

function follows(concepts: readonly Concept[], verb: Verb, { mentions }: ReadSentence): boolean {
  const isNear = ({ from, concept }: Mention) => from > verb.to && from <= verb.to + 8 && concepts.includes(concept)
  return !isEnglish(verb) || mentions.some(isNear)
}

/** Things that are grave by themselves, said in the author's own words and neither denied nor told of. */
export function saidOutright({ tokens, mentions, text }: ReadSentence, concept: Concept): boolean {
  return mentions.some(
    (mention) =>
      mention.concept === concept &&
      !mention.quoted &&
      !mention.code &&
      !told(tokens, mention.from) &&
      !isEastAsianTold(text) &&
      !isDenied(tokens, mention),
  )
}
