import type { Reason } from '../../judgement.ts'
import { characterAt } from '../../platform/text/legal-invisible.ts'
import { codePointName, hiddenName } from './hidden-names.ts'
import { isHonestInvisible } from './honest-invisible.ts'

/**
 * Text that a model reads and a person does not see. What is looked for: control characters, everything that Unicode
 * calls default-ignorable, blanks that pass for spaces (U+2800, Hangul fillers), separators of lines that no editor
 * writes, annotations, noncharacters, half characters. Private use is left alone: icon fonts live there.
 *
 * The line between `block` and `warn`: where a script or an emoji needs the character, one at a time, it is allowed.
 * Else it is blocked, also a single one inside a word, because no keyboard types it there. One exception: copying from
 * web pages and joining files leaves a stray zero-width character at the edge of a line. Up to two of those, each
 * alone, carry nothing: they are warned of. `--allow-hidden-text` names code points that are let through.
 */
const unusual =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud82f\ud834\udb40-\udb43\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]|[\ud800-\udbff](?:[\udffe\udfff]|(?![\udc00-\udfff]))|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The start and the end of most of the world's text: what holds nothing else is let through at once. */
const suspicious =
  /[^\t\n\x20-\x7e\xa0-\xac\xae-\u034e\u0350-\u061b\u2010-\u2027\u2030-\u205f\u2070-\u27ff\u2900-\u3163\u3165-\ud7ff]/

const maxReasons = 12
const maxStray = 2
/** After so many there is nothing left to find out. */
const enough = 100_000

interface Run {
  readonly start: number
  /** Grows while the run is read. */
  end: number
  readonly codes: number[]
  count: number
  readonly rule: 'hidden-text' | 'control-characters' | 'not-utf-8'
}

/** A reason for each run of characters that can't be seen and have no honest work where they stand. Linear. */
export function hiddenText(text: string, allowed: ReadonlySet<string> = new Set()): readonly Reason[] {
  if (!suspicious.test(text)) return []
  const { runs, more } = runsIn(text, allowed)
  const stray = more === 0 && runs.length <= maxStray && runs.every((run) => isStray(text, run))
  const lines = lineCounter(text)
  const reasons = runs.map((run) => reasonFor(text, run, { grade: stray ? 'warn' : 'block', ...lines(run.start) }))
  if (more === 0) return reasons
  return [...reasons, { rule: 'hidden-text', grade: 'block', message: `and ${more} more places with hidden text` }]
}

function runsIn(text: string, allowed: ReadonlySet<string>): { runs: readonly Run[]; more: number } {
  const runs: Run[] = []
  let more = 0
  let lastEnd = -1
  let found = 0
  for (unusual.lastIndex = 0; ;) {
    const offset = found > enough ? undefined : unusual.exec(text)?.index
    if (offset === undefined) return { runs, more }
    const code = text.codePointAt(offset) ?? 0
    const piece = characterAt(text, offset)
    unusual.lastIndex = offset + piece.length
    if (isHonest(text, offset, piece) || allowed.has(codePointName(code))) continue
    found += 1
    const last = runs.at(-1)
    if (last && lastEnd === offset && last.rule === ruleOf(code)) extend(last, code, piece.length)
    else if (lastEnd !== offset && runs.length >= maxReasons) more += 1
    else if (runs.length < maxReasons)
      runs.push({ start: offset, end: offset + piece.length, codes: [code], count: 1, rule: ruleOf(code) })
    lastEnd = offset + piece.length
  }
}

function extend(run: Run, code: number, length: number): void {
  run.end += length
  run.count += 1
  if (run.codes.length < 80) run.codes.push(code)
}

/** A CR that ends a line is honest, a byte order mark at the start too. */
function isHonest(text: string, offset: number, piece: string): boolean {
  if (piece === '\r') return text[offset + 1] === '\n' || offset + 1 === text.length
  if (piece === '\ufeff' && offset === 0) return true
  return isHonestInvisible(text, offset, piece)
}

function ruleOf(code: number): Run['rule'] {
  if (code < 0xa0) return 'control-characters'
  return code >= 0xd800 && code <= 0xdfff ? 'not-utf-8' : 'hidden-text'
}

const mayStray = new Set([0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x2060, 0xfe0e, 0xfe0f, 0xfeff])

/** One character that is left of a copy: nothing stands between it and the edge of its line. */
function isStray(text: string, { start, end, codes, count }: Run): boolean {
  if (count > 1 || !codes.every((code) => mayStray.has(code))) return false
  const before = text.slice(Math.max(0, start - 40), start)
  return /^[ \t]{0,80}(?:\r?\n|$)/.test(text.slice(end, end + 90)) || /(?:^|\n)[ \t#>*+.\d()-]{0,40}$/.test(before)
}

function reasonFor(
  text: string,
  run: Run,
  place: { readonly grade: 'block' | 'warn'; readonly line: number; readonly column: number },
): Reason {
  const { start, end, codes, count, rule } = run
  const first = codes[0] ?? 0
  const times = count > 1 ? ` and ${count - 1} more in a row` : ''
  const shown = `${text.slice(Math.max(0, start - 16), start)}${codes.slice(0, 8).map(escaped).join('')}${count > 8 ? '…' : text.slice(end, end + 16)}`
  const { grade, line, column } = place
  const message = `${codePointName(first)} (${hiddenName(first)})${times} can't be seen: ${JSON.stringify(printable(shown))}${spelledByTags(codes)}`
  return { rule, grade, message, line, column }
}

const escaped = (code: number) => `<${codePointName(code)}>`

/** Neighbours may hide things too. */
const printable = (text: string) =>
  text.replace(
    /[^\t\x20-\x7e\xa0-\xac\xae-\u034e\u0370-\u05ff\u0620-\u0fff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/gu,
    (one) => {
      const code = one.codePointAt(0) ?? 0
      return code === 10 || code === 13 ? ' ' : escaped(code)
    },
  )

/** Tags mirror ASCII: what they spell is what the model would have read. */
function spelledByTags(codes: readonly number[]): string {
  const letters = codes.filter((code) => code >= 0xe0020 && code <= 0xe007e).map((code) => code - 0xe0000)
  return letters.length > 1 ? `, which spells ${JSON.stringify(String.fromCodePoint(...letters))}` : ''
}

/** Line and column of offsets asked for in rising order, counted from 1, columns in characters. */
function lineCounter(text: string): (offset: number) => { line: number; column: number } {
  let line = 1
  let lineStart = 0
  return (offset) => {
    for (let next = text.indexOf('\n', lineStart); next !== -1 && next < offset; next = text.indexOf('\n', lineStart)) {
      line += 1
      lineStart = next + 1
    }
    return { line, column: Array.from(text.slice(lineStart, Math.min(offset, lineStart + 100_000))).length + 1 }
  }
}
