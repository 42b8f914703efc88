import type { Reason } from '../../judgement.ts'
import { head } from '../../platform/text/bounded.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { disguisesIn, turnedAround } from './disguises.ts'
import type { Concept } from './lexicon/concept.ts'
import { beginningsWith } from './lexicon/vocabulary.ts'
import { latinised } from './mixed-script.ts'
import type { Finding } from './orders.ts'
import { learned, type Opinion } from './model/opinion.ts'
import type { ReadSentence } from './reading/read-sentence.ts'
import type { Sentence } from './reading/sentences.ts'
import { statementsIn, type Statement } from './reading/statements.ts'
import { findingsIn, findingsInCode } from './sentence-findings.ts'
import { dangerIn } from './shell-danger.ts'
import { saidToTheAgent } from './writing-task.ts'

const headLength = 256 * 1024
const tailLength = 64 * 1024
const maxReasons = 12
const maxDepth = 2

/**
 * What a text asks an agent to do that a person should look at first. Sentences are read, not substrings: an order
 * counts, a ban, a quotation, a test case or a tale of it does not. Only the first 256 KB and the last 64 KB are read.
 */
export function semanticReasons(text: string, opinion = learned): readonly Reason[] {
  const isLong = text.length > headLength + tailLength
  return reasonsOf(plain(isLong ? `${text.slice(0, headLength)}\n\n${text.slice(-tailLength)}` : text), 0, opinion)
}

/** What the model is trained with: a text's sentences as they are read here. */
export function statementsOf(text: string): readonly Statement[] {
  return [...statementsIn(latinised(plain(text)).text)]
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

  /** No rule knows it, yet it resembles what is known. */
  addOpinion({ text, line }: Sentence): void {
    const message = `reads like an order against you, your machine or the checks: ${quoted(text)}`
    this.reasons.push({ rule: 'reads-hostile', grade: 'warn', message, line })
  }

  isFull(): boolean {
    return this.reasons.length >= maxReasons
  }
}

/** `depth`: how often the text was undressed already; what was undressed resembles nothing the model has seen. */
function reasonsOf(text: string, depth: number, opinion?: Opinion): readonly Reason[] {
  const findings = new Findings()
  const { text: latin, words } = latinised(text)
  readStatements(latin, depth, findings, opinion)
  if (depth < maxDepth) readDisguises(latin, depth, findings)
  if (words.slice(0, 100).some(isMeaningful))
    findings.add({ rule: 'mixed-script', says: 'read words made of two scripts' }, words.slice(0, 5).join(' '), 1)
  return findings.reasons
}

function readStatements(text: string, depth: number, findings: Findings, opinion: Opinion | undefined): void {
  let worst: { readonly score: number; readonly sentence?: Sentence } = { score: opinion?.warnAbove ?? 0 }
  for (const { sentence, read, isTopic, asks } of statementsIn(text)) {
    if (findings.isFull()) return
    const { text: said, line, passage } = sentence
    if (!read) for (const finding of findingsInCode(sentence)) findings.add(finding, said, line)
    if (!read) continue
    const score = opinion?.scoreOf(read) ?? 0
    if (opinion && score >= worst.score && asks()) worst = { score, sentence }
    const isDoubted = opinion !== undefined && passage.kind !== 'comment' && score < opinion.doubtBelow
    for (const finding of isDoubted ? [] : findingsIn(sentence, read))
      if (!isTopic || saidToTheAgent.has(finding.rule)) findings.add(finding, said, line)
    if (depth < maxDepth) readTurned(sentence, read, depth, findings)
  }
  if (worst.sentence && findings.reasons.length === 0) findings.addOpinion(worst.sentence)
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
