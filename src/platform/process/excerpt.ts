/** Part of a long output: its first and its last lines, and how much between them was left out. */
export interface Cut {
  readonly head: string
  readonly tail: string
  readonly leftOutBytes: number
}

/** Collects the first and the last lines of an output of any length in bounded memory. */
export class Excerpt {
  #head: string[] = []
  #headBytes = 0
  #tail: string[] = []
  #tailBytes = 0
  #leftOutBytes = 0
  readonly #maxHeadBytes: number
  readonly #maxTailBytes: number

  constructor(maxHeadBytes: number, maxTailBytes: number) {
    this.#maxHeadBytes = maxHeadBytes
    this.#maxTailBytes = maxTailBytes
  }

  /** Keeps a line whole or not at all: one longer than head or tail may hold is the caller's to shorten. */
  push(line: string): void {
    const bytes = sizeOf(line)
    if (this.#tail.length === 0 && this.#headBytes + bytes <= this.#maxHeadBytes) {
      this.#head.push(line)
      this.#headBytes += bytes
      return
    }
    this.#tail.push(line)
    this.#tailBytes += bytes
    while (this.#tailBytes > this.#maxTailBytes) this.#drop()
  }

  get cut(): Cut {
    return { head: this.#head.join('\n'), tail: this.#tail.join('\n'), leftOutBytes: this.#leftOutBytes }
  }

  #drop(): void {
    const bytes = sizeOf(this.#tail.shift() ?? '')
    this.#tailBytes -= bytes
    this.#leftOutBytes += bytes
  }
}

const sizeOf = (line: string) => Buffer.byteLength(line) + 1
