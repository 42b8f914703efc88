import { stripVTControlCharacters } from 'node:util'

/** The beginning of a text on one line, for a person's eye. */
export function oneLine(text: string, maxLength = 200): string {
  // Cut before the expressions run: a tool's result can be megabytes long.
  const line = text
    .slice(0, maxLength * 4)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line
}

/** The last lines with something on them: where a program says why it failed. */
export function lastLines(text: string, lines = 5): string {
  return text
    .slice(-4096)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-lines)
    .join('\n')
}

/** A line as a terminal would have left it: no colours, and of a spinner that redraws itself the last state. */
export function withoutDecoration(line: string): string {
  const plain = line.includes('\u001b') || line.includes('\u009b') ? stripVTControlCharacters(line) : line
  if (!plain.includes('\r')) return plain
  const redrawn = plain.replace(/\r+$/, '')
  return redrawn.slice(redrawn.lastIndexOf('\r') + 1)
}

/** The end of a growing text, at most `maxLength` characters of it, however much is added. */
export class Tail {
  #text = ''
  readonly #maxLength: number

  constructor(maxLength = 64 * 1024) {
    this.#maxLength = maxLength
  }

  add(line: string): void {
    this.#text += `${line}\n`
    // Only now and then: cutting at every line would copy the whole tail each time.
    if (this.#text.length > this.#maxLength * 2) this.#text = this.#text.slice(-this.#maxLength)
  }

  get text(): string {
    return this.#text.slice(-this.#maxLength).trimEnd()
  }
}
