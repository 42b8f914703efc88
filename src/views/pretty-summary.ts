import { fit, padded, textWidth, wrapped } from '../platform/text/width.ts'
import type { Style } from './pretty-style.ts'
import type { Summary } from './summary.ts'

const nameWidth = 12
/** Narrower terminals get the lines without a box. */
const boxFrom = 50
const boxTo = 100

/** The end of the run, in a box where there is room for one. */
export function summaryLines(style: Style, summary: Summary): readonly string[] {
  const { columns } = style
  if (columns < boxFrom) return ['', ...openLines(style, summary), '']
  const inner = Math.min(columns, boxTo) - 4
  return ['', ...boxed(style, titleOf(style, summary), bodyLines(style, summary, inner), inner), '']
}

function openLines(style: Style, summary: Summary): readonly string[] {
  const title = wrapped(summary.title, style.columns).map((line) => toneOf(style, summary)(style.paint.bold(line)))
  return [...title, ...bodyLines(style, summary, style.columns)]
}

function bodyLines(style: Style, summary: Summary, width: number): readonly string[] {
  return [
    ...wrapped(summary.reason, width),
    '',
    ...summary.rows.flatMap(([name, value]) => rowLines(style, name, value, width)),
    ...(summary.next.length > 0 ? ['', ...nextLines(style, summary.next, width)] : []),
  ].map((line) => (line === '' ? line : fit(line, width)))
}

function nextLines({ paint }: Style, next: Summary['next'], room: number): readonly string[] {
  const longest = Math.max(...next.map(([command]) => textWidth(command)))
  const fits = next.every(([, purpose]) => longest + 2 + purpose.length <= room)
  if (fits) return next.map(([command, purpose]) => `${paint.bold(padded(command, longest))}  ${paint.dim(purpose)}`)
  return next.flatMap(([command, purpose]) => [
    ...wrapped(command, room).map(paint.bold),
    ...wrapped(purpose, room - 2).map((line) => `  ${paint.dim(line)}`),
  ])
}

function rowLines({ paint }: Style, name: string, value: string, width: number): readonly string[] {
  if (width < 40) return wrapped(name === '' ? `  ${value}` : `${name}: ${value}`, width)
  return wrapped(value, width - nameWidth).map(
    (line, index) => paint.dim((index === 0 ? name : '').padEnd(nameWidth)) + (name === '' ? paint.dim(line) : line),
  )
}

function titleOf(style: Style, summary: Summary): string {
  return toneOf(style, summary)(style.paint.bold(summary.title))
}

function toneOf({ paint }: Style, { good }: Summary): (text: string) => string {
  return good ? paint.green : paint.yellow
}

function boxed({ paint, glyphs }: Style, title: string, lines: readonly string[], inner: number): readonly string[] {
  const [topLeft, topRight, bottomLeft, bottomRight, upright] = glyphs.box
  const side = paint.dim(upright)
  const top = `${paint.dim(topLeft + glyphs.rule)} ${title} ${paint.dim(glyphs.rule.repeat(Math.max(0, inner - textWidth(title) - 1)) + topRight)}`
  const bottom = paint.dim(bottomLeft + glyphs.rule.repeat(inner + 2) + bottomRight)
  return [top, ...lines.map((line) => `${side} ${padded(line, inner)} ${side}`), bottom]
}
