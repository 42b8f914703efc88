import type { FindSecrets, SecretRange } from './secret-ranges.ts'

/*
 * A text is not always read as it is written. A terminal hides some characters of it, and what was put into JSON (once
 * or twice) holds escapes. Secrets are looked for in these readings, too, and masked where they are written.
 */

/** What a person does not see where it is printed: colours, control and invisible characters. */
const unseen =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+|\r(?!\n)/g

const escape = /\\(?:u([\da-fA-F]{4})|(["\\/bfnrt]))/g
const escapedLetters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
/** What hardly any line has that was never escaped. */
const isEscaped = /\\["n]|\\u00/

const mostReadings = 2

/** Looks through a text as it is written, as it is seen, and, there with `findElse` too, as it reads without its escapes. */
export function inEveryReading(find: FindSecrets, findElse: FindSecrets): FindSecrets {
  const findSeen: FindSecrets = (text) => {
    const ranges = find(text)
    return text.search(unseen) === -1
      ? ranges
      : [
          ...ranges,
          ...findIn(
            reading(text, unseen, () => ''),
            find,
          ),
        ]
  }
  const findResolved = (text: string, depth: number): readonly SecretRange[] => {
    if (depth === mostReadings || !isEscaped.test(text)) return []
    const findInside: FindSecrets = (inner) => [
      ...findSeen(inner),
      ...findElse(inner),
      ...findResolved(inner, depth + 1),
    ]
    return findIn(reading(text, escape, resolved), findInside)
  }
  return (text) => [...findSeen(text), ...findResolved(text, 0)]
}

function resolved([, hex, letter = '']: RegExpMatchArray): string {
  return hex === undefined ? (escapedLetters[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16))
}

interface Reading {
  readonly text: string
  /** Where each of its characters is written, and where the last one ends. */
  readonly places: Uint32Array
}

/** Only of the lines that are read otherwise: a long text must not cost twice for one of them. */
function reading(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => string): Reading {
  const places = new Uint32Array(text.length + 1)
  let shown = ''
  let from = 0
  let lineEnd = -1
  let length = 0
  const keep = (to: number) => {
    for (let index = from; index < to; index += 1, length += 1) places[length] = index
    shown += text.slice(from, to)
  }
  for (const match of text.matchAll(pattern)) {
    if (match.index > lineEnd) {
      if (lineEnd !== -1) keep(lineEnd + 1)
      from = Math.max(from, text.lastIndexOf('\n', match.index - 1) + 1)
      lineEnd = endOfLine(text, match.index)
    }
    keep(match.index)
    const instead = read(match)
    if (instead !== '') places[length++] = match.index
    shown += instead
    from = match.index + match[0].length
  }
  keep(Math.min(text.length, lineEnd + 1))
  places[length] = text.length
  return { text: shown, places }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function findIn({ text, places }: Reading, find: FindSecrets): readonly SecretRange[] {
  return find(text).map(({ start, end, name }) => ({ start: places[start] ?? 0, end: places[end] ?? 0, name }))
}
