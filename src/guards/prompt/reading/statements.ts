import type { Concept } from '../lexicon/concept.ts'
import { isWritingTask } from '../writing-task.ts'
import { isGoverned } from './context.ts'
import { passagesOf } from './passages.ts'
import { leftBy, readSentence, type ReadSentence } from './read-sentence.ts'
import { sentencesOf, type Sentence } from './sentences.ts'

/** A sentence that may ask for something. */
export interface Statement {
  readonly sentence: Sentence
  /** Of code there is none. */
  readonly read: ReadSentence | undefined
  /** It stands in a paragraph that says what an article or a page is to be about. */
  readonly isTopic: boolean
  /** It may ask the reader for something: a page of documentation seldom does. */
  readonly asks: () => boolean
}

const asksIn = (read: ReadSentence) => read.verbs().some(({ mood, denied }) => mood === 'order' && !denied)

/** What a text says, in order, but for what stands under a ban or an example's heading, and for what it says again. */
export function* statementsIn(text: string): Generator<Statement, void> {
  const seen = new Set<string>()
  let before: readonly Concept[] = []
  let previous = ''
  let topic: Sentence['passage'] | undefined
  let current: Sentence['passage'] | undefined
  let isOutOfReach = false
  for (const sentence of passagesOf(text).flatMap(sentencesOf)) {
    const { passage } = sentence
    const key = `${previous}\0${passage.kind}${passage.leadIn.length}:${passage.heading.length}\0${sentence.text}`
    previous = sentence.text
    // A sentence that follows the same one again says nothing new; huge texts are mostly such.
    if (seen.has(key) || !/[a-z~/\u0080-\uffff]/i.test(sentence.text)) continue
    seen.add(key)
    if (passage !== current) [current, isOutOfReach] = [passage, isGoverned(passage)]
    if (passage.kind === 'code') yield { sentence, read: undefined, isTopic: false, asks: () => false }
    if (passage.kind === 'code' || isOutOfReach) continue
    const read = readSentence(sentence.text, before)
    before = leftBy(read)
    if (isWritingTask(sentence.text)) topic = passage
    const isTopic = topic === passage
    yield { sentence, read, isTopic, asks: () => !isTopic && asksIn(read) }
  }
}
