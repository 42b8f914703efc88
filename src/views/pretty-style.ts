import type { Palette } from '../platform/text/palette.ts'
import { fit, textWidth, wrapped } from '../platform/text/width.ts'
import type { Fact } from './facts.ts'
import type { Glyphs } from './glyphs.ts'

/** What the parts of the pretty view draw with. */
export interface Style {
  readonly paint: Palette
  readonly glyphs: Glyphs
  readonly columns: number
}

type Paint = (text: string) => string

/** Wraps a text behind a mark of one column; further lines stand under the first. */
export function marked({ columns }: Style, mark: string, text: string, paint: Paint, indent = 2): readonly string[] {
  const before = columns < 30 ? 0 : indent
  const lead = ' '.repeat(before)
  const lines = wrapped(text, columns - before - (mark === '' ? 0 : 2))
  return lines.map((line, index) => (mark === '' ? lead : `${lead}${index === 0 ? mark : ' '} `) + paint(line))
}

/** A rule with a title at its left and a note at its right, where there is room. */
export function rule({ glyphs, paint, columns }: Style, title: string, note: string): string {
  const line = glyphs.rule
  const left = fit(title, columns - 6)
  const rest = columns - textWidth(left) - 4
  const right = note !== '' && rest - textWidth(note) >= 6 ? ` ${note} ${line}` : ''
  const fill = line.repeat(Math.max(0, rest - textWidth(right)))
  return `${paint.dim(`${line}${line}`)} ${left} ${paint.dim(fill + right)}`.trimEnd()
}

/** A fact as lines: its mark and colour by its tone, its details quoted below. */
export function factLines(style: Style, { tone, text, details = [] }: Fact): readonly string[] {
  const { paint, glyphs } = style
  const looks: Readonly<Record<Fact['tone'], readonly [string, Paint]>> = {
    good: [paint.green(glyphs.passed), paint.green],
    bad: [paint.red(glyphs.failed), paint.red],
    warning: [paint.yellow(glyphs.warning), paint.yellow],
    plain: [' ', (line) => line],
    quiet: [' ', paint.dim],
  }
  const [mark, colour] = looks[tone]
  return [
    ...marked(style, mark, text, colour),
    ...details.flatMap((detail) => marked(style, paint.dim(glyphs.quote), detail, paint.dim, 4)),
  ]
}
