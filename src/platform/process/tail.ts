/** Keeps the last bytes of a stream, and no more memory than that. */
export class Tail {
  #kept = Buffer.alloc(0)
  readonly #maxBytes: number

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Copies: a few bytes must not keep a whole chunk alive. */
  push(chunk: Buffer): void {
    const all = chunk.length >= this.#maxBytes ? chunk : Buffer.concat([this.#kept, chunk])
    this.#kept = Buffer.from(all.subarray(-this.#maxBytes))
  }

  /** Decoded; a code point whose start is cut off goes altogether. */
  get text(): string {
    let start = 0
    if (this.#kept.length === this.#maxBytes) while (start < 3 && isContinuation(this.#kept[start])) start++
    return this.#kept.toString('utf8', start)
  }
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80
