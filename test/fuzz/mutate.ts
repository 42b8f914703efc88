/** Changes to an input, as a seed has them: bits, bytes, words of the parser's own, repetitions, parts of other inputs. */
export class Mutator {
  readonly #random: () => number
  readonly #words: readonly Buffer[]

  constructor(random: () => number, words: readonly Buffer[]) {
    this.#random = random
    this.#words = words
  }

  /** A few changes at once, to at most so many bytes. */
  mutate(input: Buffer, other: Buffer, maxBytes: number): Buffer {
    let result: Buffer = Buffer.from(input)
    for (let left = 1 + this.#below(4); left > 0; left--) result = this.#once(result, other)
    return result.subarray(0, maxBytes)
  }

  #once(input: Buffer, other: Buffer): Buffer {
    const at = this.#below(input.length + 1)
    const to = Math.min(input.length, at + 1 + this.#below(this.#below(2) === 0 ? 8 : 200))
    switch (this.#below(9)) {
      case 0:
        return this.#flipped(input)
      case 1:
        return replaced(input, at, to, Buffer.from([this.#oneOf(interesting)]))
      case 2:
        return replaced(input, at, at, this.#word())
      case 3:
        return replaced(input, at, to, this.#word())
      case 4:
        return replaced(input, at, to, Buffer.alloc(0))
      case 5: // the same again, and again
        return replaced(input, to, to, repeated(input.subarray(at, to), 1 + this.#below(30)))
      case 6:
        return replaced(input, at, at, repeated(this.#word(), 1 + this.#below(200)))
      case 7:
        return replaced(input, at, input.length, other.subarray(this.#below(other.length + 1)))
      default: {
        const from = this.#below(other.length + 1)
        return replaced(input, at, at, other.subarray(from, from + 1 + this.#below(100)))
      }
    }
  }

  #flipped(input: Buffer): Buffer {
    if (input.length === 0) return input
    const at = this.#below(input.length)
    input[at] = (input[at] ?? 0) ^ (1 << this.#below(8))
    return input
  }

  #word(): Buffer {
    return this.#below(4) === 0 ? Buffer.from([this.#below(256)]) : this.#oneOf(this.#words)
  }

  #oneOf<T>(list: readonly T[]): T {
    const one = list[this.#below(list.length)]
    if (one === undefined) throw new Error('nothing to choose from')
    return one
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }
}

const interesting = [
  0, 1, 9, 10, 13, 27, 32, 34, 39, 45, 47, 48, 58, 61, 92, 96, 123, 125, 127, 128, 194, 226, 240, 255,
]

/** For every parser: what ends, escapes, nests, and what numbers overflow. */
export const commonWords: readonly Buffer[] = [
  ...'\n|\r\n|\0|"|\'|\\|\\"|{|}|[|]|{}|[]|:|,|=|--|-|$|`|$(|${|(|)|<|>|&|;|#|!|*|?|~|..|../|/|//|@|%|%00|\\u0000|\\ud83d|null|true|-1|0|1e400|9007199254740993|NaN|__proto__|constructor|toString|\u2028|\u200b|\u202e|\ufeff|\u{1f600}|\u001b[31m|\u001b]0;'.split(
    '|',
  ),
  ' '.repeat(50),
  'a'.repeat(100),
].map((word) => Buffer.from(word))

function replaced(input: Buffer, from: number, to: number, by: Buffer): Buffer {
  return Buffer.concat([input.subarray(0, from), by, input.subarray(to)])
}

/** Bounded: a repetition of repetitions would outgrow everything. */
function repeated(part: Buffer, times: number): Buffer {
  const most = Math.max(1, Math.min(times, Math.floor(4096 / Math.max(1, part.length))))
  return Buffer.concat(Array.from({ length: most }, () => part))
}
