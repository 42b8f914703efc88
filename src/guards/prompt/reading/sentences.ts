import type { Passage } from './passages.ts'

/** A sentence, a row of a table or a line of code, with where it begins. */
export interface Sentence {
  readonly text: string
  readonly line: number
  readonly passage: Passage
}

const maxLength = 2000
/** Nothing can be asked for in less. */
const minLength = 4
const end = /[.!?;]+(?=\s|$|["”»)*_])["”»)*_]*|[\u3002\uff01\uff1f\uff1b\u061f\u061b\u0964]|\n\s*\n/g
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|z\.B|d\.h|bzw|p\.ex|no|nr|fig|mr|dr)|\b\d|^\s*\w)\.$/i

/** Cuts a passage where its sentences end; never within backticks. */
export function sentencesOf(passage: Passage): readonly Sentence[] {
  const { text } = passage
  if (text.length <= maxLength && !/[.!?;\n\u3002\uff01\uff1f\uff1b\u061f\u061b\u0964]/.test(text))
    return [{ text, line: passage.line, passage }]
  const sentences: Sentence[] = []
  let start = 0
  let line = passage.line
  const cut = (until: number) => {
    for (let from = start; from < until; from += maxLength) {
      const piece = text.slice(from, Math.min(until, from + maxLength))
      if (piece.trim().length >= minLength) sentences.push({ text: piece, line: line + leadingLines(piece), passage })
      line += lineEnds(piece)
    }
    start = until
  }
  for (const match of text.matchAll(end)) {
    const until = match.index + match[0].length
    const before = text.slice(Math.max(start, until - 12), until)
    if (abbreviation.test(before) || opensCode(text, start, until)) continue
    cut(until)
  }
  cut(text.length)
  return sentences
}

function lineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

const leadingLines = (text: string) =>
  /^\s/.test(text) ? lineEnds(text.slice(0, text.length - text.trimStart().length)) : 0

/** Whether a backtick is open at `until`; only for sentences of an ordinary length. */
function opensCode(text: string, start: number, until: number): boolean {
  if (until - start > 600) return false
  return text.slice(start, until).split('`').length % 2 === 0 && text.slice(until, until + 300).includes('`')
}
