/** Strings by how they begin, each with what belongs to it. None may be shorter than three characters. */
export class Heads<T> {
  readonly #entries = new Map<number, { readonly start: string; readonly value: T }[]>()
  /** By `flagOf` of a head: not zero where it is worth a look into the map. */
  readonly flags = new Uint8Array(0x10000)

  add(start: string, value: T): void {
    let head = 0
    for (let index = 0; index < headLength; index += 1) head = nextHead(head, start.charCodeAt(index))
    this.flags[flagOf(head)] = 1
    const entries = this.#entries.get(head)
    if (entries) entries.push({ start, value })
    else this.#entries.set(head, [{ start, value }])
  }

  /** Every string that stands at a place of a text with this head. */
  each(text: string, at: number, head: number, found: (value: T) => void): void {
    for (const { start, value } of this.#entries.get(head) ?? []) if (text.startsWith(start, at)) found(value)
  }
}

export const headLength = 3

/** The head of the last three characters, by the one before and the next character. */
export const nextHead = (head: number, unit: number) => ((head << 7) ^ unit) & 0x1fffff
export const flagOf = (head: number) => (head ^ (head >>> 8)) & 0xffff
