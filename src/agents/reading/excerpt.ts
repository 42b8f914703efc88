import { stripVTControlCharacters } from 'node:util'

/*
 * What is cut here is cleaned later, and of half a secret nobody could say what it is. So no cut goes through what may be
 * one, and a cut end is marked (`…`): there `platform/text/` takes half a secret for a whole one.
 */

/** The beginning of a text on one line, for a person's eye. */
export function oneLine(text: string, maxLength = 200): string {
  // Cut before the expressions run: a tool's result can be megabytes long.
  const line = text
    .slice(0, maxLength * 4)
    .replace(/\s+/g, ' ')
    .trim()
  const isWhole = line.length <= maxLength && text.length <= maxLength * 4
  return isWhole ? line : `${line.slice(0, maxLength - 1).replace(begunSecret, '')}…`
}

/** Letters and digits mixed, as in keys and not in words; a blob is longer. */
const begunSecret = /(?<![\w+=~-])(?=[\w+=~-]{0,127}\d)(?=[\w+=~-]{0,127}[A-Za-z])[\w+=~-]{8,128}$/

/** The last lines with something on them: where a program says why it failed. */
export function lastLines(text: string, lines = 5): string {
  return endOf(text, 4096)
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

/** The end of a text from the beginning of a line on, or, of one longer line, from the beginning of a word on. */
function endOf(text: string, maxLength: number): string {
  const from = text.length - maxLength
  if (from <= 0) return text
  const line = text.slice(text.indexOf('\n', from - 1) + 1)
  if (line.length <= maxLength && line.trim() !== '') return line
  const word = text.slice(from + text.slice(from - 1).search(/[^\w+/=.~-]|$/))
  return word.trim() === '' ? text.slice(from) : word
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
    if (this.#text.length > this.#maxLength * 2) this.#text = endOf(this.#text, this.#maxLength)
  }

  get text(): string {
    return endOf(this.#text, this.#maxLength).trimEnd()
  }
}
