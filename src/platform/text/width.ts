import { lazyPattern } from './lazy-pattern.ts'

/**
 * Columns that text takes on a terminal. Emoji are counted by their parts: where terminals disagree this is the larger
 * answer, so a line that should fit does. Colour sequences (SGR) take none.
 */
const ascii = /^[\x20-\x7e]*$/
// oxlint-disable-next-line no-control-regex -- colours begin with ESC
const sgr = /\x1b\[[0-9;:]*m/y
const isCombining = lazyPattern(String.raw`^[\p{Mn}\p{Me}\p{Cf}\u200b\u1160-\u11ff]$`)
const isEmoji = lazyPattern(String.raw`^\p{Emoji_Presentation}$`)

/** Turns a narrow symbol into a wide emoji, on terminals that know it. */
const emojiSelector = 0xfe0f

/** First and last of each range of wide code points (East Asian Wide and Fullwidth), ascending. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
]

/** Columns of one character, given by its code point. */
export function characterWidth(code: number): 0 | 1 | 2 {
  if (code < 0x300 || code === emojiSelector) return 1
  const character = String.fromCodePoint(code)
  if (isCombining(character)) return 0
  if (code >= 0x1100 && wide.some(([first, last]) => code >= first && code <= last)) return 2
  return isEmoji(character) ? 2 : 1
}

/** Columns of one line. */
export function textWidth(line: string): number {
  if (ascii.test(line)) return line.length
  let width = 0
  for (const piece of pieces(line)) width += piece.width
  return width
}

/** The line cut to `columns`, with an ellipsis where something is missing; colours are closed. */
export function fit(line: string, columns: number): string {
  if (columns <= 0) return ''
  if (line.length <= columns && ascii.test(line)) return line
  let width = 0
  let kept = ''
  let coloured = false
  let before = ''
  for (const piece of pieces(line)) {
    coloured ||= piece.width === 0 && piece.text.startsWith('\x1b')
    if (width + piece.width > columns) return `${before}…${coloured ? '\x1b[0m' : ''}`
    width += piece.width
    kept += piece.text
    if (width < columns) before = kept
  }
  return kept
}

/** The line with spaces up to `columns`. */
export function padded(line: string, columns: number): string {
  return line + ' '.repeat(Math.max(0, columns - textWidth(line)))
}

/** Lines of at most `columns`, broken at spaces where there are any; a line's own indentation is kept. */
export function wrapped(text: string, columns: number): readonly string[] {
  const width = Math.max(2, columns)
  return text
    .replaceAll('\t', '  ')
    .split('\n')
    .flatMap((line) => wrapLine(line.trimEnd(), width))
}

function wrapLine(line: string, columns: number): readonly string[] {
  if (line.length <= columns && textWidth(line) <= columns) return [line]
  const indent = /^ */.exec(line)?.[0].slice(0, Math.floor(columns / 2)) ?? ''
  const lines: string[] = []
  let current = indent
  let room = columns - indent.length
  for (const word of line.trimStart().split(' ')) {
    for (const part of broken(word, columns - indent.length)) {
      const width = textWidth(part)
      const gap = current === indent ? 0 : 1
      if (width + gap > room && current !== indent) {
        lines.push(current)
        current = indent
        room = columns - indent.length
      }
      const glue = current === indent ? '' : ' '
      current += glue + part
      room -= width + glue.length
    }
  }
  return [...lines, current]
}

/** A word in parts that fit. */
function broken(word: string, columns: number): readonly string[] {
  if (word.length <= columns && textWidth(word) <= columns) return [word]
  const parts: string[] = []
  let part = ''
  let width = 0
  for (const piece of pieces(word)) {
    if (width + piece.width > columns && part !== '') {
      parts.push(part)
      part = ''
      width = 0
    }
    part += piece.text
    width += piece.width
  }
  return [...parts, part]
}

interface Piece {
  readonly text: string
  readonly width: number
}

function* pieces(line: string): Generator<Piece> {
  for (let index = 0; index < line.length;) {
    sgr.lastIndex = index
    const sequence = line.charCodeAt(index) === 0x1b ? sgr.exec(line)?.[0] : undefined
    const text = sequence ?? String.fromCodePoint(line.codePointAt(index) ?? 0)
    yield { text, width: sequence === undefined ? characterWidth(text.codePointAt(0) ?? 0) : 0 }
    index += text.length
  }
}
