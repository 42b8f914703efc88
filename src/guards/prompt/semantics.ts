import type { Reason } from '../../judgement.ts'
import { head } from '../../platform/text/bounded.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { disguisesIn, turnedAround } from './disguises.ts'
import type { Concept } from './lexicon/concept.ts'
import { beginningsWith } from './lexicon/vocabulary.ts'
import { latinised } from './mixed-script.ts'
import type { Finding } from './orders.ts'
import { isGoverned } from './reading/context.ts'
import { passagesOf } from './reading/passages.ts'
import { leftBy, readSentence, type ReadSentence } from './reading/read-sentence.ts'
import { sentencesOf, type Sentence } from './reading/sentences.ts'
import { findingsIn, findingsInCode } from './sentence-findings.ts'
import { dangerIn } from './shell-danger.ts'
import { isWritingTask, saidToTheAgent } from './writing-task.ts'

const headLength = 256 * 1024
const tailLength = 64 * 1024
const maxReasons = 12
const maxDepth = 2

/**
 * What a text asks an agent to do that a person should look at first. Sentences are read, not substrings: an order
 * counts, a ban, a quotation, a test case or a tale of it does not. Only the first 256 KB and the last 64 KB are read.
 */
export function semanticReasons(text: string): readonly Reason[] {
  const isLong = text.length > headLength + tailLength
  return reasonsOf(plain(isLong ? `${text.slice(0, headLength)}\n\n${text.slice(-tailLength)}` : text), 0)
}

/** What was found so far; the same order is said once. */
class Findings {
  readonly reasons: Reason[] = []
  readonly #known = new Set<string>()

  add({ rule, says }: Finding, said: string, line: number): void {
    const name = `${rule} ${says}`
    if (this.#known.has(name) || this.isFull()) return
    this.#known.add(name)
    this.reasons.push({ rule, grade: 'warn', message: `asks to ${says}: ${quoted(said)}`, line })
  }

  isFull(): boolean {
    return this.reasons.length >= maxReasons
  }
}

/** `depth`: how often the text was undressed already. */
function reasonsOf(text: string, depth: number): readonly Reason[] {
  const findings = new Findings()
  const { text: latin, words } = latinised(text)
  readSentences(latin, depth, findings)
  if (depth < maxDepth) readDisguises(latin, depth, findings)
  if (words.slice(0, 100).some(isMeaningful))
    findings.add({ rule: 'mixed-script', says: 'read words made of two scripts' }, words.slice(0, 5).join(' '), 1)
  return findings.reasons
}

function readSentences(text: string, depth: number, findings: Findings): void {
  const seen = new Set<string>()
  let before: readonly Concept[] = []
  let previous = ''
  let writtenAbout: Sentence['passage'] | undefined
  let current: Sentence['passage'] | undefined
  let isOutOfReach = false
  for (const sentence of passagesOf(text).flatMap(sentencesOf)) {
    if (findings.isFull()) return
    const { passage, line } = sentence
    const key = `${previous}\0${passage.kind}${passage.leadIn.length}:${passage.heading.length}\0${sentence.text}`
    previous = sentence.text
    // A sentence that follows the same one again says nothing new; huge texts are mostly such.
    if (seen.has(key) || !/[a-z~/\u0080-\uffff]/i.test(sentence.text)) continue
    seen.add(key)
    if (passage !== current) [current, isOutOfReach] = [passage, isGoverned(passage)]
    if (passage.kind === 'code')
      for (const finding of findingsInCode(sentence)) findings.add(finding, sentence.text, line)
    if (passage.kind === 'code' || isOutOfReach) continue
    const read = readSentence(sentence.text, before)
    before = leftBy(read)
    if (isWritingTask(sentence.text)) writtenAbout = passage
    for (const finding of findingsIn(sentence, read))
      if (writtenAbout !== passage || saidToTheAgent.has(finding.rule)) findings.add(finding, sentence.text, line)
    if (depth < maxDepth) readTurned(sentence, read, depth, findings)
  }
}

function readTurned({ text, line }: Sentence, { mentions }: ReadSentence, depth: number, findings: Findings): void {
  const count = (wanted: Concept) => mentions.filter(({ concept }) => concept === wanted).length
  const turned = turnedAround(text, { rotated: count('rotated'), reversed: count('reversed') })
  if (!turned) return
  for (const reason of reasonsOf(turned.text, depth + 1)) findings.add(disguised(reason, turned.how), text, line)
}

function readDisguises(text: string, depth: number, findings: Findings): void {
  for (const { how, text: undressed, offset } of disguisesIn(text)) {
    const found = dangerIn(undressed) ?? reasonsOf(undressed, depth + 1)[0]
    if (found) findings.add(disguised(found, how), undressed, lineOf(text, offset))
  }
}

function disguised({ rule }: { readonly rule: string }, how: string): Finding {
  return { rule: 'encoded-order', says: `follow what is hidden as ${how} (${rule})` }
}

/** Only a word that means something here was disguised; an honest name of two scripts is left alone. */
const isMeaningful = (word: string) => beginningsWith(latinised(word).text.toLowerCase()) !== undefined

// oxlint-disable-next-line no-misleading-character-class -- they are what is looked for
const unseen = /[\u00ad\u034f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|\udb40[\udc00-\udfff]/g

/** Without what can't be seen, and with full-width letters as ordinary ones; full-width marks end sentences as they are. */
function plain(text: string): string {
  return text
    .replace(unseen, '')
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\r\n?/g, '\n')
}

const quoted = (text: string) => JSON.stringify(head(neutralise(text.slice(0, 2000).replace(/\s+/g, ' ').trim()), 140))

function lineOf(text: string, offset: number): number {
  let line = 1
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) line += 1
  return line
}
