import type { Reason } from '../../judgement.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { head } from '../../platform/text/bounded.ts'
import { disguisesIn, turnedAround } from './disguises.ts'
import { latinised } from './mixed-script.ts'
import { ordersIn, saidOutright, verbsOf, type ReadSentence } from './orders.ts'
import { isGoverned, isToBeRun } from './reading/context.ts'
import { mentionsIn } from './reading/mentions.ts'
import { passagesOf } from './reading/passages.ts'
import { sentencesOf, type Sentence } from './reading/sentences.ts'
import { tokensOf } from './reading/tokens.ts'
import { roleTagIn } from './role-tags.ts'
import { dangerIn } from './shell-danger.ts'
import { beginningsWith, wordPieces } from './lexicon/vocabulary.ts'
import type { Concept } from './lexicon/concept.ts'

const headLength = 256 * 1024
const tailLength = 64 * 1024
const maxReasons = 12

/**
 * What a text asks an agent to do that should be looked at by a person. Sentences are read, not substrings: an order
 * counts, a ban, a quotation, a test case or a tale of it does not. Only the first 256 KB and the last 64 KB are read.
 */
export function semanticReasons(text: string): readonly Reason[] {
  const bounded =
    text.length > headLength + tailLength ? `${text.slice(0, headLength)}\n\n${text.slice(-tailLength)}` : text
  return reasonsOf(plain(bounded), 0).slice(0, maxReasons)
}

interface Finding {
  readonly rule: string
  readonly says: string
}

/** `depth`: how often the text was undressed already. */
function reasonsOf(text: string, depth: number): readonly Reason[] {
  const { text: latin, words } = latinised(text)
  const reasons: Reason[] = []
  const known = new Set<string>()
  const add = ({ rule, says }: Finding, { line, text: said }: Pick<Sentence, 'line' | 'text'>) => {
    if (known.has(`${rule} ${says}`)) return
    known.add(`${rule} ${says}`)
    reasons.push({ rule, grade: 'warn', message: `asks to ${says}: ${quoted(said)}`, line })
  }
  const sentences = passagesOf(latin).flatMap(sentencesOf)
  let carried: readonly Concept[] = []
  for (const sentence of sentences) {
    const read = readSentence(sentence, carried)
    for (const finding of findingsIn(sentence, read)) add(finding, sentence)
    carried = [...read.carried, ...read.mentions.filter(({ quoted }) => !quoted).map(({ concept }) => concept)].slice(
      -60,
    )
    if (depth < 2) {
      const turned = turnedAround(sentence.text, {
        rotated: countOf(read, 'rotated'),
        reversed: countOf(read, 'reversed'),
      })
      if (turned) for (const reason of reasonsOf(turned.text, depth + 1)) add(disguised(reason, turned.how), sentence)
    }
  }
  if (depth < 2)
    for (const { how, text: undressed, offset } of disguisesIn(latin)) {
      const finding = dangerIn(undressed) ?? reasonsOf(undressed, depth + 1)[0]
      if (finding) add(disguised(finding, how), { line: lineOf(latin, offset), text: undressed })
    }
  if (words.length > 0 && (reasons.length > 0 || depth === 0) && commandLike(words))
    add(
      { rule: 'mixed-script', says: 'read words that mix letters of two scripts' },
      { line: 1, text: words.slice(0, 5).join(' ') },
    )
  return reasons
}

const countOf = ({ mentions }: ReadSentence, concept: Concept) =>
  mentions.reduce((count, mention) => count + (mention.concept === concept ? 1 : 0), 0)

function disguised({ rule }: { readonly rule: string }, how: string): Finding {
  return { rule: 'encoded-order', says: `follow what is hidden as ${how} (${rule})` }
}

function findingsIn({ text, passage }: Sentence, read: ReadSentence): readonly Finding[] {
  if (passage.kind === 'code') return isToBeRun(passage) ? found(dangerIn(text)) : []
  if (isGoverned(passage)) return []
  if (passage.kind === 'comment') return inComment(text, read)
  return [...found(roleTagIn(text, read)), ...ordersIn(read), ...found(commandIn(text, read)), ...outright(read)]
}

const found = (finding: Finding | undefined): readonly Finding[] => (finding ? [finding] : [])

const outspoken: readonly (readonly [Concept, Finding])[] = [
  ['usurped', { rule: 'overrides-instructions', says: 'obey somebody else' }],
  ['unnoticed', { rule: 'hides-from-user', says: 'keep something from the user' }],
]

function outright(read: ReadSentence): readonly Finding[] {
  return outspoken.flatMap(([concept, finding]) => (saidOutright(read, concept) ? [finding] : []))
}

/** Nobody who reads the page sees a comment: who gives an agent orders there hides them. */
function inComment(text: string, read: ReadSentence): readonly Finding[] {
  const said = [
    ...ordersIn(read, 0.5),
    ...found(commandIn(text, read)),
    ...found(roleTagIn(text, read)),
    ...outright(read),
    ...found(addressed(read)),
  ]
  return said.map(({ says }) => ({ rule: 'hidden-instruction', says: `${says}, in a comment that is not shown` }))
}

/** "AI: ignore the tests": an agent is spoken to, and told to do something. */
function addressed(read: ReadSentence): Finding | undefined {
  const isSpokenTo = read.mentions.some(({ concept, from }) => concept === 'agentWord' && from < 8)
  if (
    !isSpokenTo ||
    !verbsOf(read).some(({ mood, denied, concept }) => mood === 'order' && !denied && grave.has(concept))
  )
    return undefined
  return { rule: 'hidden-instruction', says: 'do something' }
}

const grave = new Set<Concept>([
  'destroy',
  'send',
  'disable',
  'evade',
  'ignore',
  'run',
  'fetch',
  'reveal',
  'claim',
  'obey',
  'merge',
])

/** A command in the author's own words: a line of its own, or one that the words before it say to run. */
function commandIn(text: string, read: ReadSentence): Finding | undefined {
  const mayHold = countOf(read, 'command') > 0 || /^\s*\W/.test(text)
  const danger = mayHold ? dangerIn(text) : undefined
  if (!danger) return undefined
  if (isCommandLine(text) && !/^\s*`[^`]*`\s*\S/.test(text)) return danger
  const verb = verbsOf(read).findLast(({ from }) => (read.tokens[from]?.start ?? 0) < danger.offset)
  const isAsked = verb !== undefined && verb.mood === 'order' && !verb.denied && runs.has(verb.concept)
  return isAsked ? danger : undefined
}

const runs = new Set<Concept>(['run', 'use', 'plant', 'put', 'fetch', 'other'])
const isCommandLine = (text: string) =>
  /^\s*(?:[$#>]\s)?`{0,3}(?:sudo\s+(?:-\w+\s+)?)?(?:rm|dd|mkfs\S*|curl|wget|git|bash|sh|cat|env|printenv|find|chmod|chown|shred|terraform|kubectl|aws|gcloud|echo|eval|nc|scp|rsync|tar|base64|crontab|history|systemctl|iptables|ufw|python3?|node|perl|iwr|irm|del|format|psql|dropdb|heroku|unset|export|ssh|pkill|killall|:\(\))(?=\s|\{)(?![^`]{0,400}[.!?]\s*$)/.test(
    text,
  )

function readSentence({ text }: Sentence, before: readonly Concept[]): ReadSentence {
  const tokens = tokensOf(text, wordPieces)
  const mentions = mentionsIn(tokens)
  const pointsBack = mentions.some(({ concept }) => concept === 'anaphor')
  return { text, tokens, mentions, carried: pointsBack ? before : [] }
}

/** Without what can't be seen, and with full-width letters as ordinary ones. */
function plain(text: string): string {
  return text
    .replace(/[\u00ad\u034f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|\udb40[\udc00-\udfff]/g, '')
    .replace(/[\uff01-\uff5e]/g, (wide) =>
      /[\uff0c\uff1b\uff01\uff1f]/.test(wide) ? wide : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replace(/\r\n?/g, '\n')
}

const quoted = (text: string) => JSON.stringify(head(neutralise(text.replace(/\s+/g, ' ').trim()), 140))

function lineOf(text: string, offset: number): number {
  let line = 1
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) line += 1
  return line
}

/** Only where the word, read as Latin, is one that means something here: an honest name of two scripts is left alone. */
function commandLike(words: readonly string[]): boolean {
  return words.slice(0, 100).some((word) => beginningsWith(latinised(word).text.toLowerCase()) !== undefined)
}
