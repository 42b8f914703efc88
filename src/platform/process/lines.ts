/** A line of output: `truncatedBytes` of it were beyond the cap and are gone. */
export interface Line {
  readonly text: string
  readonly truncatedBytes: number
}

const lineFeed = 10
const carriageReturn = 13

export const defaultMaxLineBytes = 4 * 1024 * 1024

/** A larger buffer is given back after its line. */
const keptBytes = 64 * 1024

/**
 * Cuts a stream of bytes into lines at LF only; a CR before it goes too. Invalid UTF-8 becomes U+FFFD, and a
 * code point split between chunks is whole again, because a line is decoded when all of it is there.
 * Memory is bounded by `maxLineBytes` plus one chunk. No readline here: it splits on U+2028 and has no cap.
 */
export class LineSplitter {
  #held = Buffer.alloc(0)
  #heldBytes = 0
  #truncatedBytes = 0
  readonly #maxLineBytes: number

  constructor(maxLineBytes: number = defaultMaxLineBytes) {
    this.#maxLineBytes = maxLineBytes
  }

  /** The lines that end within this chunk, made one by one as they are asked for. Take all before the next chunk. */
  *push(chunk: Buffer): Generator<Line, void, undefined> {
    let start = 0
    for (;;) {
      const end = chunk.indexOf(lineFeed, start)
      if (end < 0) break
      yield this.#heldBytes === 0 && end - start <= this.#maxLineBytes
        ? { text: decode(chunk, start, end), truncatedBytes: 0 }
        : this.#complete(chunk, start, end)
      start = end + 1
    }
    if (start < chunk.length) this.#hold(chunk, start, chunk.length)
  }

  /** What came after the last LF, if anything. */
  end(): Line | undefined {
    return this.#heldBytes > 0 ? this.#take() : undefined
  }

  #complete(chunk: Buffer, start: number, end: number): Line {
    this.#hold(chunk, start, end)
    return this.#take()
  }

  /** Copies, so that a few bytes of a line don't keep a whole chunk alive. */
  #hold(chunk: Buffer, start: number, end: number): void {
    const fits = Math.min(end - start, this.#maxLineBytes - this.#heldBytes)
    this.#truncatedBytes += end - start - fits
    if (fits === 0) return
    this.#reserve(this.#heldBytes + fits)
    chunk.copy(this.#held, this.#heldBytes, start, start + fits)
    this.#heldBytes += fits
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#held.length) return
    const grown = Buffer.allocUnsafeSlow(Math.min(this.#maxLineBytes, Math.max(bytes, 2 * this.#held.length, 4096)))
    this.#held.copy(grown, 0, 0, this.#heldBytes)
    this.#held = grown
  }

  #take(): Line {
    const bytes = this.#held.subarray(0, this.#heldBytes)
    const end = this.#truncatedBytes > 0 ? endOfWholeText(bytes) : bytes.length
    const line = { text: decode(bytes, 0, end), truncatedBytes: this.#truncatedBytes + bytes.length - end }
    if (this.#held.length > keptBytes) this.#held = Buffer.alloc(0)
    this.#heldBytes = 0
    this.#truncatedBytes = 0
    return line
  }
}

function decode(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end)
}

/** Where a cut text ends without half a code point: before a lead byte that lacks its continuation bytes. */
function endOfWholeText(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) return back < sequenceLength(byte) ? bytes.length - back : bytes.length
  }
  return bytes.length
}

const sequenceLength = (leadByte: number) => (leadByte >= 0xf0 ? 4 : leadByte >= 0xe0 ? 3 : 2)
