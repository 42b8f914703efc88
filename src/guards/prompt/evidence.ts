import type { Family } from './families/family.ts'
import { clauseWords } from './lexicon/clause-words.ts'
import type { Concept } from './lexicon/concept.ts'
import { placeWords as words } from './lexicon/place-words.ts'
import { things } from './lexicon/things.ts'
import type { Mention } from './reading/mentions.ts'
import { isDenied } from './reading/mood.ts'
import type { ReadSentence, Verb } from './reading/read-sentence.ts'
import type { Token } from './reading/tokens.ts'

/** What each concept within a verb's reach weighs for a family; what speaks against it is below zero. */
export function evidenceFor(family: Family, verb: Verb, sentence: ReadSentence): ReadonlyMap<Concept, number> {
  const reach = reachOf(family, verb, sentence)
  const isBack = family.carries === true && pointsBack(family, verb, sentence)
  const from = isBack ? 0 : reach.from
  const { to } = reach
  const found = new Map<Concept, number>()
  for (const mention of sentence.mentions) {
    const { concept } = mention
    const isScene = concept === 'production' && family.directOnly === true && isPlace(sentence.tokens, mention)
    if (isScene && !isDenied(sentence.tokens, mention)) found.set(concept, family.parts[concept] ?? 0)
    if (mention.from < from || mention.to > to || (mention.from === verb.from && mention.to === verb.to)) continue
    const weight = weightOf(family, mention, verb, sentence)
    if (weight !== 0 && Math.abs(weight) > Math.abs(found.get(concept) ?? 0)) found.set(concept, weight)
  }
  if (isBack)
    for (const concept of sentence.carried)
      if (!found.has(concept) && concept !== 'audit' && (family.parts[concept] ?? 0) > 0)
        found.set(concept, family.parts[concept] ?? 0)
  if (found.has('checks')) found.delete('check')
  if (found.has('gates')) found.delete('checks')
  if (found.has('production')) found.delete('local')
  if (found.has('atBoot')) found.delete('survive')
  if (found.has('vacuous')) found.delete('zeroExit')
  if (family.lowers?.product && sentence.mentions.some(({ concept }) => concept === 'product')) found.set('product', -1)
  return found
}

/** From where to where the verb's own words go: up to the next verb that is joined on; back, where verbs come last. */
function reachOf(family: Family, verb: Verb, { tokens, verbs: readVerbs }: ReadSentence): { from: number; to: number } {
  if (family.reach === 'sentence') return { from: 0, to: tokens.length }
  const verbs = readVerbs()
  const isJoined = ({ from }: Verb) => words.joins.has(tokens[from - 1]?.text ?? '')
  const next = verbs.find((other) => other.from > verb.to && other.form !== 'gerund' && isJoined(other))
  const to = next ? next.from - 1 : tokens.length
  if (!isEnglish(verb)) return { from: 0, to }
  if (verb.form !== 'past') return { from: verb.from, to }
  const previous = verbs.findLast((other) => other.to < verb.from && (other.from === 0 || isJoined(other)))
  return { from: previous ? previous.to + 1 : 0, to }
}

function weightOf(family: Family, mention: Mention, verb: Verb, sentence: ReadSentence): number {
  const { tokens } = sentence
  const { concept, form } = mention
  const lowered = family.lowers?.[concept]
  if (lowered !== undefined)
    return mention.from === verb.from ||
      isPartOfThing(family, mention, sentence) ||
      isAside(family, verb, mention, sentence)
      ? 0
      : -lowered
  const weight = family.parts[concept] ?? 0
  if (weight === 0 || (form !== undefined && form !== 'piece' && isDenied(tokens, mention))) return 0
  if (isExcepted(tokens, mention) || isPassedOn(mention, tokens) || isOption(verb, mention, tokens)) return 0
  if (family.headsOnly && isEnglish(verb) && isKindOnly(mention, verb, sentence)) return 0
  if (family.rule === 'sends-secrets' && mention.quoted && (mention.by === 'form' || concept === 'secretName')) return 0
  if (
    family.rule === 'sends-secrets' &&
    writable.has(concept) &&
    isDestination(tokens, mention) &&
    !isWhole(sentence, verb, mention)
  )
    return 0
  if (family.negated && concept === 'user' && (isLastOfClause(tokens, mention) || !isEnglish(verb))) return weight + 0.5
  if (isSome(family, mention, tokens, verb)) return weight / 2
  const isIndirect = family.directOnly && isThing(mention) && mention.from > verb.from + 1 && isPlace(tokens, mention)
  return isIndirect && !isWhole(sentence, verb, mention) ? weight / 2 : weight
}

/** The "type" of "type checking" and the "container" of "container images" speak of nothing by themselves. */
const isPartOfThing = ({ parts }: Family, { from, to }: Mention, { mentions }: ReadSentence) =>
  mentions.some(
    (other) =>
      other.from <= from && other.to >= to && other.to - other.from > to - from && (parts[other.concept] ?? 0) > 0,
  )

/** "Without tokens", "except secrets": what is left out. */
const isExcepted = (tokens: readonly Token[], mention: Mention) =>
  mention.form === undefined &&
  isThing(mention) &&
  /^(?:without|except|excluding|minus)$/.test(wordBefore(tokens, mention))

/** Who adds `--no-sandbox` builds an option; what is caught is not asked for. */
const isOption = ({ from }: Verb, { concept, code, to }: Mention, tokens: readonly Token[]) =>
  concept === 'loose' &&
  ((code && tokens[from]?.text === 'add') || tokens.slice(to + 1, to + 5).some(({ text }) => words.outcomes.has(text)))

/** "Always passes the hash on" hands something over. */
const isPassedOn = ({ concept, to }: Mention, tokens: readonly Token[]) =>
  concept === 'vacuous' &&
  /^(?:pass|return|report)/.test(tokens[to]?.text ?? '') &&
  words.articles.has(tokens[to + 1]?.text ?? '')

const isEnglish = ({ form }: Verb) => form !== 'foreign' && form !== 'piece'

/** "Do not tell the user." says all; "do not tell the user when …" is about a product. */
const isLastOfClause = (tokens: readonly Token[], { to }: Mention) => (tokens[to + 1]?.kind ?? 'mark') === 'mark'

/** The word before a thing, without its article. */
function wordBefore(tokens: readonly Token[], { from }: Mention): string {
  const before = tokens[from - 1]?.text ?? ''
  return words.articles.has(before) ? (tokens[from - 2]?.text ?? '') : before
}

/** "Delete the file from the disk" deletes no disk; "delete everything on the disk" does. */
const isPlace = (tokens: readonly Token[], mention: Mention) => words.prepositions.has(wordBefore(tokens, mention))
function isWhole({ tokens, mentions }: ReadSentence, verb: Verb, mention: Mention): boolean {
  if (tokens.slice(verb.to + 1, mention.from).some(({ text }) => words.fillings.has(text))) return true
  return mentions.some(({ concept, from }) => concept === 'everything' && from > verb.to && from < mention.from)
}

/** "Put the port into .env" writes a secret's file, it does not send it. */
const isDestination = (tokens: readonly Token[], mention: Mention) =>
  /^(?:in|into|to)$/.test(wordBefore(tokens, mention))
const writable = new Set<Concept>([
  'envFile',
  'keyPath',
  'environment',
  'secret',
  'environmentDump',
  'codeBase',
  'code',
])

/** Some checks and not the checks, instructions found somewhere and not one's own. */
function isSome(family: Family, { concept, from, to }: Mention, tokens: readonly Token[], verb: Verb): boolean {
  const isScoped = words.scoping.has(tokens[to + 1]?.text ?? '')
  if (concept === 'instructions') return isScoped
  if (family.rule !== 'weakens-guard' || !ofManyKinds.has(concept)) return false
  const before = tokens[from - 1]
  const isOfVerb = from - 1 >= verb.from && from - 1 <= verb.to
  const isKind = !isOfVerb && before?.kind === 'word' && /^[a-z]/.test(before.text) && !before.text.endsWith('ing')
  return isScoped || (isKind && !words.plainly.has(before.text))
}

const ofManyKinds = new Set<Concept>(['check', 'checks', 'hook', 'audit'])

/** Behind a "before", a "while" or a "to do so" stands another thought. */
function isAside(family: Family, verb: Verb, { from }: Mention, { tokens, verbs }: ReadSentence): boolean {
  if (family.reach !== 'near') return false
  const isPurpose = (other: Verb) =>
    other.form === 'base' && other.from > verb.to && other.from < from && tokens[other.from - 1]?.text === 'to'
  return tokens.slice(verb.to + 1, from).some(({ text }) => words.asides.has(text)) || verbs().some(isPurpose)
}

/** Only names of things tell kinds; "your", "earlier" and circumstances stand before what they belong to. */
const isThing = ({ concept }: Pick<Mention, 'concept'>) => concept in things && !adjectives.has(concept)
const adjectives = new Set<Concept>(['yours', 'previous', 'everything', 'production'])

/** Whether the thing only tells what kind of thing is meant ("disk cache", "database schema"). */
function isKindOnly({ by, form, to, concept }: Mention, verb: Verb, { tokens, mentions }: ReadSentence): boolean {
  const next = tokens[to + 1]
  if (by === 'form' || form !== undefined || next?.kind !== 'word' || !/^[a-z]/.test(next.text)) return false
  if (!isThing({ concept })) return false
  if (to + 1 === verb.to || next.text.endsWith('ly') || endings.has(tokens[to]?.text ?? '')) return false
  if (clauseWords.followers.has(next.text) || clauseWords.adverbs.has(next.text)) return false
  const isThingToo = (other: Mention) =>
    other.from === to + 1 && other.form === undefined && other.concept !== 'harmless' && other.concept !== 'whether'
  return !mentions.some(isThingToo)
}

const endings = new Set(['outside', 'above', 'of', 'in', 'under', 'to', 'at', 'on'])

/** "Send it", "work around it": what the sentence before spoke of is meant. */
function pointsBack({ directOnly }: Family, verb: Verb, { tokens, mentions }: ReadSentence): boolean {
  const isPointer = ({ from, to, concept }: Mention) => {
    if (concept !== 'anaphor' || from <= verb.from || from > verb.to + 3) return false
    const next = tokens[to + 1]
    const isDeterminer = words.demonstratives.has(tokens[to]?.text ?? '') && next?.kind === 'word'
    // "Remove them from the table": what was spoken of is the place.
    const isInPlace = directOnly === true && words.inside.has(next?.text ?? '')
    return !words.scopes.has(next?.text ?? '') && !isInPlace && (!isDeterminer || clauseWords.followers.has(next.text))
  }
  return mentions.some(isPointer)
}
