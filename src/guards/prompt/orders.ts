import { evidenceFor } from './evidence.ts'
import { deceitful } from './families/deceit.ts'
import { evasive } from './families/evasion.ts'
import type { Family } from './families/family.ts'
import { harmful } from './families/harm.ts'
import { intrusive } from './families/intrusion.ts'
import type { Concept } from './lexicon/concept.ts'
import { isEastAsianTold } from './reading/east-asian-clause.ts'
import type { Mention } from './reading/mentions.ts'
import { isDenied, told } from './reading/mood.ts'
import type { ReadSentence, Verb } from './reading/read-sentence.ts'

/** What a sentence is warned of for. */
export interface Finding {
  readonly rule: string
  /** After "asks to". */
  readonly says: string
}

const families = [...harmful, ...intrusive, ...evasive, ...deceitful].map((family) => ({
  family,
  needs: [...family.needs, Object.keys(family.verbs)],
}))

/** The orders that a sentence gives. `ease` is taken off every threshold: where nobody should give orders at all. */
export function ordersIn(sentence: ReadSentence, ease = 0): readonly Finding[] {
  const { mentions, spoken } = sentence
  if (mentions.length === 0) return []
  const likely = families.filter(({ needs }) => needs.every((group) => group.some((concept) => spoken.has(concept))))
  return likely.flatMap(({ family }) =>
    sentence.verbs().some((verb) => gives(family, verb, sentence, ease)) ? [family] : [],
  )
}

/** Whether verb and evidence together are an order of this family. */
function gives(family: Family, verb: Verb, sentence: ReadSentence, ease: number): boolean {
  const weight = family.verbs[verb.concept]
  if (weight === undefined || verb.denied !== (family.negated ?? false) || verb.mood === 'described') return false
  const isListed = verb.form === 'foreign' || verb.form === 'piece'
  const penalty = verb.mood === 'feature' ? (family.feature ?? (ease > 0 ? 0.5 : Infinity)) : 0
  if (penalty === Infinity || (family.follows && !follows(family.follows, verb, sentence))) return false
  if (isWithoutObject(verb, sentence)) return false
  const found = evidenceFor(family, verb, sentence)
  if (!family.needs.every((group) => group.some((concept) => found.has(concept)))) return false
  if (family.reach === 'sentence' && isAttackers(verb, sentence)) return false
  return (
    [...found.values()].reduce((total, part) => total + part, weight - penalty) >=
    family.threshold - ease - (isListed ? 0.5 : 0)
  )
}

/** "Stop at the first failing step" stops nothing. */
const isWithoutObject = ({ concept, to, from }: Verb, { tokens }: ReadSentence) =>
  from === to &&
  /^(?:disable|skip|destroy)$/.test(concept) &&
  /^(?:at|when|if|once|after)$/.test(tokens[to + 1]?.text ?? '')

/** "Write down that an attacker could …": what follows is the attacker's deed. */
const isAttackers = ({ to }: Verb, { tokens }: ReadSentence) =>
  tokens.some(({ text }, at) => at > to && at < to + 10 && attackers.has(text))
const attackers = new Set([
  'attacker',
  'attackers',
  'adversary',
  'adversaries',
  'malicious',
  'hacker',
  'hackers',
  'intruder',
])

/** "Run it": close behind the verb; in other languages the order of words is another. */
function follows(concepts: readonly Concept[], verb: Verb, { mentions }: ReadSentence): boolean {
  const isNear = ({ from, concept }: Mention) => from > verb.to && from <= verb.to + 8 && concepts.includes(concept)
  return verb.form === 'foreign' || verb.form === 'piece' || mentions.some(isNear)
}

const outspoken: readonly (readonly [Concept, Finding])[] = [
  ['usurped', { rule: 'overrides-instructions', says: 'obey somebody else' }],
  ['unnoticed', { rule: 'hides-from-user', says: 'keep something from the user' }],
  ['openDoor', { rule: 'persists', says: 'leave a way in' }],
  ['emptied', { rule: 'destroys-outside', says: 'leave nothing of what lies outside the workspace' }],
  ['slipsBy', { rule: 'weakens-guard', says: 'get something past a guard' }],
  ['rigged', { rule: 'games-tests', says: 'make a check that can not fail' }],
]

/** "The user need not know which …" speaks of a product. */
const asks = new Set(['whether', 'which', 'how', 'where', 'why'])

/** Things that are grave by themselves, said in the author's own words and neither denied nor told of. */
export function saidOutright({ tokens, mentions, text }: ReadSentence): readonly Finding[] {
  const isMeant = ({ from, to, quoted, code }: Mention) =>
    !quoted && !code && !asks.has(tokens[to + 1]?.text ?? '') && !told(tokens, from) && !isEastAsianTold(text)
  return outspoken.flatMap(([grave, finding]) =>
    mentions.some((mention) => mention.concept === grave && isMeant(mention) && !isDenied(tokens, mention))
      ? [finding]
      : [],
  )
}
