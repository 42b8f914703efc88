import type { Mention } from '../reading/mentions.ts'
import type { ReadSentence, Verb } from '../reading/read-sentence.ts'
import type { Token } from '../reading/tokens.ts'
import { wordClass } from './word-class.ts'

/** Features are numbers below this; what was never met in training has no weight there. */
export const featureCount = 1 << 20

/** A few words are too few to be sure: they weigh as if there were as many known features as this. */
export const fewFeatures = 20

const maxVerbs = 8
const maxThings = 12

/**
 * What a sentence shows, as hashed features: its words with the two before them, what its words stand for, who does what
 * to what in which mood, and pieces of words of other scripts. Numbers may come twice. The trainer and the reader both
 * call this, so that they can't differ.
 */
export function featuresOf(read: ReadSentence): readonly number[] {
  const features: number[] = []
  addWords(features, read)
  addPieces(features, read.text)
  if (read.mentions.length > 0) addMeanings(features, read)
  return features
}

/** Kinds of features must not meet: each goes through a number of its own. */
const kinds = { word: 11, skip: 7, wide: 21, part: 77, concept: 5, quoted: 0x5555, carried: 31 } as const

function addWords(features: number[], { tokens, text }: ReadSentence): void {
  let previous = 1
  let beforeIt = 2
  for (const token of tokens) {
    if (token.kind === 'piece' || token.text === ',' || isLinkTarget(token, text)) continue
    const { hash, parts } = hashesOf(token)
    if (token.kind !== 'mark') {
      features.push(placeOf(pair(hash, kinds.word)), placeOf(pair(previous, hash)))
      features.push(placeOf(pair(pair(beforeIt, kinds.skip), hash)))
      for (const part of parts) features.push(part)
    }
    beforeIt = previous
    previous = hash
  }
}

/** `[text](address)`: where a link of a page leads is not where anything is sent. */
const isLinkTarget = ({ kind, start }: Token, text: string) =>
  (kind === 'address' || kind === 'path') && text.startsWith('](', start - 2)

interface WordHashes {
  readonly hash: number
  /** Of words in other scripts: their endings are many. */
  readonly parts: readonly number[]
}

const met = new Map<string, WordHashes>()
const maxMet = 20_000

function hashesOf(token: Token): WordHashes {
  const name = `${token.quoted ? '"' : ''}${token.text}`
  const known = met.get(name)
  if (known) return known
  const word = wordClass(token)
  const hash = token.quoted ? hashOf(word) ^ kinds.quoted : hashOf(word)
  const made = { hash, parts: word.charCodeAt(0) > 127 ? partsOf(word) : [] }
  if (met.size >= maxMet) met.clear()
  met.set(name, made)
  return made
}

const partsOf = (word: string) =>
  Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => placeOf(hashOf(word.slice(at, at + 4), kinds.part)))

/** Scripts without spaces: each two and three letters that follow one another. */
function addPieces(features: number[], text: string): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x2e80 || code > 0xd7af) continue
    const two = pair(pair(code, kinds.wide), text.charCodeAt(at + 1) || 0)
    features.push(placeOf(two), placeOf(pair(two, text.charCodeAt(at + 2) || 0)))
  }
}

function addMeanings(features: number[], { mentions, verbs, carried }: ReadSentence): void {
  const done = distinct(verbs().map(verbHash), maxVerbs)
  const things = distinct(mentions.filter(isNoVerb).map(thingHash), maxThings)
  const pointedAt = distinct(
    carried.map((concept) => hashOf(concept, kinds.carried)),
    maxThings,
  )
  for (const hash of [...done, ...things]) features.push(placeOf(hash))
  for (const verb of done) for (const thing of [...things, ...pointedAt]) features.push(placeOf(pair(verb, thing)))
  for (const [at, one] of things.entries())
    for (const other of things.slice(at + 1)) features.push(placeOf(pair(Math.min(one, other), Math.max(one, other))))
}

const distinct = (hashes: readonly number[], limit: number) => [...new Set(hashes)].slice(0, limit)
const isNoVerb = ({ form, quoted, code }: Mention) => form === undefined || quoted || code
const thingHash = ({ concept, quoted }: Mention) => pair(conceptHash(concept), quoted ? 2 : 1)
const moods = { order: 3, feature: 4, described: 5 } as const
const verbHash = ({ concept, mood, denied }: Verb) => pair(conceptHash(concept), moods[mood] + (denied ? 10 : 0))

const conceptHashes = new Map<string, number>()

function conceptHash(concept: string): number {
  const known = conceptHashes.get(concept)
  if (known !== undefined) return known
  const hash = hashOf(concept, kinds.concept)
  conceptHashes.set(concept, hash)
  return hash
}

/** FNV-1a (32 bits), then mixed. */
function hashOf(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mixed(hash)
}

/** Of two in this order. */
const pair = (one: number, other: number) => mixed(Math.imul(one, 0x9e3779b1) + other)
const placeOf = (hash: number) => hash & (featureCount - 1)

/** Spreads what differs in a few bits over all of them (the "lowbias32" of C. Wellons). */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x7feb352d)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x846ca68b)
  return hash ^ (hash >>> 16)
}
