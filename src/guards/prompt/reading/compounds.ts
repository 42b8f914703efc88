import type { Concept } from '../lexicon/concept.ts'
import type { Mention } from './mentions.ts'
import { told } from './mood.ts'
import type { Token } from './tokens.ts'

/** Things that only several words together stand for: "hidden" and "admin", "nobody" and "may" and "know" and "this". */
export interface Compound {
  readonly means: Concept
  /** In this order. */
  readonly parts: readonly (readonly Concept[])[]
  /** How many words may stand between two parts. */
  readonly within: number
  /** None of these may stand between its parts. */
  readonly unless?: readonly Concept[]
}

/** The compounds of a sentence. Linear: only the words within reach of a part are looked at. */
export function compoundsIn(
  compounds: readonly Compound[],
  tokens: readonly Token[],
  mentions: readonly Mention[],
  spoken: ReadonlySet<string>,
): readonly Mention[] {
  const found: Mention[] = []
  for (const compound of compounds) {
    if (!compound.parts.every((part) => part.some((concept) => spoken.has(concept)))) continue
    for (let index = 0; index < mentions.length; index += 1) {
      const first = mentions[index]
      if (first === undefined || !compound.parts[0]?.includes(first.concept) || !isPlain(first)) continue
      const to = endOf(compound, mentions, index)
      if (to === undefined || told(tokens, first.from) || isBroken(compound, mentions, first.from, to)) continue
      found.push({ ...first, concept: compound.means, to, form: undefined, by: 'word' })
      break
    }
  }
  return found
}

const isPlain = ({ quoted, code }: Mention) => !quoted && !code

/** The last word of a compound whose first part is at `index`; of several that fit the nearest. */
function endOf({ parts, within }: Compound, mentions: readonly Mention[], index: number): number | undefined {
  let { to } = mentions[index] ?? { to: 0 }
  let next = index + 1
  for (const part of parts.slice(1)) {
    let mention = mentions[next]
    while (mention && (mention.from <= to || !part.includes(mention.concept) || !isPlain(mention))) {
      if (mention.from > to + within + 1) return undefined
      mention = mentions[(next += 1)]
    }
    if (!mention || mention.from > to + within + 1) return undefined
    to = mention.to
    next += 1
  }
  return to
}

function isBroken({ unless }: Compound, mentions: readonly Mention[], from: number, to: number): boolean {
  return (
    unless !== undefined &&
    mentions.some((other) => other.from >= from && other.to <= to && unless.includes(other.concept))
  )
}
