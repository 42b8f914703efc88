import type { Concept } from '../lexicon/concept.ts'

export type Weights = Readonly<Partial<Record<Concept, number>>>

/**
 * A kind of order that is warned of, as evidence to be summed: what is to be done, to what, and under which
 * circumstances. One strong piece of evidence never suffices; honest tasks hold single ones all the time.
 */
export interface Family {
  readonly rule: string
  /** What the text asks for, after "asks to". */
  readonly says: string
  readonly verbs: Weights
  readonly parts: Weights
  /** From each group one must be there. */
  readonly needs: readonly (readonly Concept[])[]
  readonly lowers?: Weights
  readonly threshold: number
  /** `near`: up to the next verb, as the verb's own object; else the whole sentence counts. */
  readonly reach: 'near' | 'sentence'
  /** Whether only the negated order counts ("do not tell the user"). */
  readonly negated?: boolean
  /** What is taken off when the order is to build something that does it; else such a wish does not count. */
  readonly feature?: number
  /** Whether only whole things count, not words that tell what kind ("disk cache"). */
  readonly headsOnly?: boolean
  /** Whether a thing after a preposition counts half ("delete the file from the disk"). */
  readonly directOnly?: boolean
  /** Whether "it" may stand for things of the sentence before. */
  readonly carries?: boolean
  /** One of these must follow within four words ("run it"). */
  readonly follows?: readonly Concept[]
}
