import { clauseWords as words } from '../lexicon/clause-words.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/** How a verb is meant: asked for, a part of something that is to be built, or told of. */
export type Mood = 'order' | 'feature' | 'described'

export interface MoodReading {
  readonly mood: Mood
  readonly denied: boolean
}

/** What is known of the sentence so far: coordinated verbs share their mood. */
export interface MoodMemory {
  lastMood: Mood | undefined
  lastAt: number
}

/** The mood of a verb by its form and the words before it. */
export function moodOf(tokens: readonly Token[], verb: Mention, memory: MoodMemory): MoodReading {
  const denied = isDenied(tokens, verb)
  const mood = told(tokens, verb.from) ? 'described' : moodByForm(tokens, verb, memory)
  // "pip install": a word that only looks like a verb must not decide for those that follow.
  const isSure =
    mood !== 'described' || told(tokens, verb.from) || words.subjects.has(textAt(tokens, before(tokens, verb.from)))
  if (verb.form === 'base' && isSure) Object.assign(memory, { lastMood: mood, lastAt: verb.from })
  return { mood, denied }
}

function moodByForm(tokens: readonly Token[], verb: Mention, memory: MoodMemory): Mood {
  switch (verb.form) {
    case 'third':
      return within(tokens, verb.from, 12, words.assurances)
        ? 'order'
        : within(tokens, verb.from, 14, words.builders)
          ? 'feature'
          : 'described'
    case 'past':
      return moodOfPast(tokens, verb.from)
    case 'gerund':
      return moodOfGerund(tokens, verb.from, memory)
    case 'foreign':
      return words.relatives.has(textAt(tokens, verb.from - 1)) ? 'feature' : 'order'
    case 'piece':
      return 'order'
    case 'base':
    case undefined:
      return moodOfBase(tokens, verb, memory)
  }
}

function moodOfBase(tokens: readonly Token[], verb: Mention, memory: MoodMemory): Mood {
  const at = before(tokens, verb.from)
  const word = textAt(tokens, at)
  if (textAt(tokens, verb.from) === 'you')
    return words.subordinators.has(word) || words.relatives.has(word) ? 'described' : 'order'
  if (at < 0 || tokens[at]?.kind === 'mark') return 'order'
  if (words.conjunctions.has(word)) {
    const isJoined = word !== 'then' && word !== 'so' && word !== 'but'
    return isJoined && memory.lastAt >= 0 && verb.from - memory.lastAt < 16 ? (memory.lastMood ?? 'order') : 'order'
  }
  if (word === 'to') return moodOfInfinitive(tokens, at)
  if (words.modals.has(word)) return moodOfSubject(tokens, before(tokens, at), word)
  if (word === 'you' || word === 'we')
    return isQuestion(tokens, at) || !words.subordinators.has(textAt(tokens, at - 1)) ? 'order' : 'described'
  if (word === 'on' && textAt(tokens, at - 1) === 'now') return 'order'
  if (words.encouragers.has(word) || words.callers.has(word)) return 'order'
  if (words.subjects.has(word) || words.articles.has(word)) return 'described'
  if (within(tokens, verb.from, 8, words.makers)) return 'order'
  if (word === 'does' || word === 'do') return within(tokens, verb.from, 12, words.assurances) ? 'order' : 'described'
  const isOpened = words.openers.has(textAt(tokens, 0)) && memory.lastMood !== 'order'
  return isOpened ? 'order' : 'described'
}

function moodOfInfinitive(tokens: readonly Token[], at: number): Mood {
  const word = textAt(tokens, before(tokens, at))
  if (words.questions.has(word) || words.attempts.has(word)) return 'described'
  if (words.urges.has(word) || word === '' || isCommissioned(tokens, at)) return 'order'
  return 'feature'
}

/** "Tell git to skip", "get the script to run": the first verb is an order, and so is what it is to bring about. */
function isCommissioned(tokens: readonly Token[], at: number): boolean {
  for (let index = Math.max(0, at - 5); index < at; index += 1) {
    const isFirst = before(tokens, index) < 0 || tokens[before(tokens, index)]?.kind === 'mark'
    if (words.commissioners.has(textAt(tokens, index)) && isFirst) return true
  }
  return false
}

/** "You must", "the agent should" order; "an attacker could" tells; "the endpoint must" describes what to build. */
function moodOfSubject(tokens: readonly Token[], at: number, modal: string): Mood {
  const subject = textAt(tokens, at)
  if (words.doers.has(subject))
    return /^(?:might|would|could)$/.test(modal) && !isQuestion(tokens, at) ? 'feature' : 'order'
  if (at < 0 || tokens[at]?.kind === 'mark') return 'order'
  return words.subjects.has(subject) || /^(?:might|may|would|could|can)$/.test(modal) ? 'described' : 'feature'
}

const isQuestion = (tokens: readonly Token[], at: number) =>
  /^(?:could|can|would|will|should|must)$/.test(textAt(tokens, at - 1))

/** "must be deleted", "make sure that X is emptied", "have X removed" order; "was deleted" tells. */
function moodOfPast(tokens: readonly Token[], at: number): Mood {
  const isPassive = within(tokens, at, 3, words.beings)
  if (isPassive && within(tokens, at, 6, words.maybes)) return isPermitted(tokens, at) ? 'feature' : 'described'
  if (isPassive && within(tokens, at, 6, words.modals)) return 'order'
  if (isPassive && within(tokens, at, 4, words.infinitive)) return 'order'
  if (within(tokens, at, 14, isPassive ? words.assurances : words.causers)) return 'order'
  return 'described'
}

/** "They can all be deleted" permits, and permission is meant as a wish. */
const isPermitted = (tokens: readonly Token[], at: number) =>
  within(tokens, at, 4, words.permissions) && !within(tokens, at, 8, words.subordinators)

function moodOfGerund(tokens: readonly Token[], at: number, memory: MoodMemory): Mood {
  const word = textAt(tokens, before(tokens, at))
  if (words.gerundUrges.has(word) || (word === ',' && memory.lastMood === 'order')) return 'order'
  return words.conjunctions.has(word) && within(tokens, at, 12, words.gerundUrges) ? 'order' : 'described'
}

/** Whether words before it in its clause make it an attacker's deed, an example, or what a test is about. */
export function told(tokens: readonly Token[], at: number): boolean {
  let isSameClause = true
  for (let index = at - 1; index >= 0; index -= 1) {
    const { text, kind } = tokens[index] ?? { text: '', kind: 'mark' }
    if (text === 'then' || text === 'afterwards' || (kind === 'mark' && /[;…—]/.test(text))) return false
    if (words.tellers.has(text) && !isOwnWord(tokens, index)) return true
    if (words.attempts.has(text) && textAt(tokens, index + 1) === 'to') return true
    if (text === ',') isSameClause = false
    if (isSameClause && words.testings.has(text) && words.testingFollowers.has(textAt(tokens, index + 1))) return true
  }
  return false
}

/** "I'd like" wishes, "my boss says it's fine" vouches. */
function isOwnWord(tokens: readonly Token[], at: number): boolean {
  const text = textAt(tokens, at)
  if (/^some(?:one|body)$/.test(text)) return /^(?:asks?|wonders|inquires)$/.test(textAt(tokens, at + 1))
  if (text === 'like') return words.wishes.has(textAt(tokens, at - 1))
  return (text === 'says' || text === 'said') && /^(?:it's|that's|yes|ok|okay)$/.test(textAt(tokens, at + 1))
}

/** Whether a negation reaches the verb: over a comma only where a list goes on ("never A, B or C"). */
export function isDenied(tokens: readonly Token[], { from, to, form }: Pick<Mention, 'from' | 'to' | 'form'>): boolean {
  if (form === 'foreign') return clauseHas(tokens, from, to)
  if (words.gerundDenials.has(textAt(tokens, from - 1)) || words.gerundDenials.has(textAt(tokens, from - 2))) {
    if (form === 'gerund') return true
  }
  for (let index = from - 1; index >= Math.max(0, from - 30); index -= 1) {
    const { text, kind } = tokens[index] ?? { text: '', kind: 'mark' }
    if (words.cancelled.has(text) && words.negations.has(textAt(tokens, index - 1))) return false
    if (words.cancelled.has(text) && textAt(tokens, index - 1) === 'need') return false
    if (words.negations.has(text) || (words.preventers.has(text) && index < from - 1) || text.endsWith("n't"))
      return true
    if (words.breakers.has(text)) return false
    if (kind === 'mark' && (text !== ',' || !listGoesOn(tokens, from))) return false
  }
  return /^(?:is|are) (?:not allowed|forbidden|prohibited|never|not permitted|off limits)$/.test(
    textsAt(tokens, to + 1, 3),
  )
}

/** An "or" joins what stands at `from` to what was denied before it. */
function listGoesOn(tokens: readonly Token[], from: number): boolean {
  for (let index = Math.max(0, from - 1); index < Math.min(tokens.length, from + 40); index += 1)
    if (/^n?or$/.test(textAt(tokens, index))) return true
  return false
}

/** In other languages a negation may follow: the whole clause is looked at. */
function clauseHas(tokens: readonly Token[], from: number, to: number): boolean {
  for (let index = from - 1; index >= 0 && tokens[index]?.kind !== 'mark'; index -= 1)
    if (words.foreignNegations.has(textAt(tokens, index))) return true
  for (let index = from + 1; index < to; index += 1) if (words.foreignNegations.has(textAt(tokens, index))) return true
  for (let index = to + 1; index < Math.min(tokens.length, to + 14) && tokens[index]?.kind !== 'mark'; index += 1) {
    if (words.foreignConjunctions.has(textAt(tokens, index))) return false
    if (words.foreignNegationsAfter.has(textAt(tokens, index))) return true
  }
  return false
}

function within(tokens: readonly Token[], at: number, distance: number, set: ReadonlySet<string>): boolean {
  for (let index = Math.max(0, at - distance); index < at; index += 1)
    if (set.has(textAt(tokens, index)) && tokens[index]?.code === false) return true
  return false
}

/** The token before one, without the adverbs between. */
function before(tokens: readonly Token[], at: number): number {
  let index = at - 1
  while (index >= 0 && (words.adverbs.has(textAt(tokens, index)) || words.negations.has(textAt(tokens, index))))
    index -= 1
  return index
}

const textAt = (tokens: readonly Token[], at: number) => tokens[at]?.text ?? ''
const textsAt = (tokens: readonly Token[], at: number, count: number) =>
  tokens
    .slice(at, at + count)
    .map(({ text }) => text)
    .join(' ')
