const lineFeed = 10

/** Keeps the last bytes of a stream, and no more memory than that. */
export class Tail {
  #kept = Buffer.alloc(0)
  #isCut = false
  readonly #maxBytes: number

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Copies: a few bytes must not keep a whole chunk alive. */
  push(chunk: Buffer): void {
    const all = chunk.length >= this.#maxBytes ? chunk : Buffer.concat([this.#kept, chunk])
    this.#isCut ||= all.length > this.#maxBytes || (all === chunk && this.#kept.length > 0)
    this.#kept = Buffer.from(all.subarray(-this.#maxBytes))
  }

  /**
   * Decoded. A line whose start is cut off goes altogether, for half a secret is not recognised as one; where there is
   * only that line, a code point whose start is cut off.
   */
  get text(): string {
    if (!this.#isCut) return this.#kept.toString('utf8')
    const line = this.#kept.indexOf(lineFeed) + 1
    if (line > 0 && line < this.#kept.length) return this.#kept.toString('utf8', line)
    let start = 0
    while (start < 3 && isContinuation(this.#kept[start])) start++
    return this.#kept.toString('utf8', start)
  }
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80
