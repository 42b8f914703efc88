import type { ReadSentence } from '../reading/read-sentence.ts'
import { featureCount, featuresOf, fewFeatures } from './features.ts'
import { bias, doubtBelow, packedWeights, warnAbove } from './weights.ts'

/**
 * A second opinion on a sentence, learned and not written: a linear model over hashed features of words, of what the
 * rules' vocabulary makes of them and of mood. `scripts/train-prompt-model.mjs` trains it (a support vector machine, by
 * coordinate descent) with the texts of test/corpora/prompt: of a hostile text the one sentence that looks worst is
 * taken to be the order, of an honest one each sentence is honest.
 *
 * What it can't do: understand. It knows sentences that resemble those it was trained with; an order in words that stand in
 * none of them, or a harmless line in an attacker's favourite words, is judged wrongly. So it only ever warns, and what
 * the rules find weighs more than what it finds by itself.
 *
 * The format of `packedWeights`: base64 of one entry after the other for each feature with a weight, in rising order:
 * the distance from the feature before (seven bits a byte, the lowest first, the high bit says that more follow), then
 * the weight as a signed byte. Everything is whole numbers, one division and one square root: it is the same everywhere.
 */
export const learned: Opinion = {
  scoreOf(read) {
    weights ??= unpacked(packedWeights)
    return sumOf(featuresOf(read), weights) + bias
  },
  doubtBelow,
  warnAbove,
}

/** How hostile a sentence reads, and what follows from it. */
export interface Opinion {
  readonly scoreOf: (read: ReadSentence) => number
  /** What the rules find in a sentence that scores less is dropped. */
  readonly doubtBelow: number
  /** A sentence in which the rules find nothing is warned of if it scores this much. */
  readonly warnAbove: number
}

let weights: Int8Array | undefined

/** The weights of what is known, over the length of their vector. */
function sumOf(features: readonly number[], known: Int8Array): number {
  let sum = 0
  let count = 0
  for (const feature of features) {
    const weight = known[feature] ?? 0
    if (weight === 0) continue
    sum += weight
    count += 1
  }
  return sum / Math.sqrt(Math.max(count, fewFeatures))
}

function unpacked(packed: string): Int8Array {
  const bytes = Buffer.from(packed, 'base64')
  const known = new Int8Array(featureCount)
  let feature = 0
  let shift = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    feature += (byte & 127) << shift
    shift += 7
    if (byte > 127) continue
    known[feature] = bytes[++at] ?? 0
    shift = 0
  }
  return known
}
