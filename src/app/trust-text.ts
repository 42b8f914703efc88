import type { UntrustedConfig } from '../config/trust.ts'
import type { Loosening } from '../config/tighten.ts'
import { neutralise } from '../platform/text/neutralise.ts'

const mostLines = 200
const mostCharacters = 1000

/** What a yes to a configuration would allow, for a person to read: everything, and nothing hidden in it. */
export function trustText({ refused: { file, standing, all } }: UntrustedConfig): string {
  const why = standing === 'changed' ? 'has changed since it was trusted' : 'is not trusted yet'
  const rows = all.flatMap(rowsOf)
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.slice(0, mostLines).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
  const more = rows.length > mostLines ? [`  … and ${rows.length - mostLines} lines more: read ${file.path} first`] : []
  const head = `${neutralise(file.path)} ${why}. Beside what only tightens it sets:`
  return `${[head, '', ...lines, ...more].join('\n')}\n`
}

function rowsOf({ option, value, without }: Loosening): readonly (readonly [name: string, value: string])[] {
  const values = textsOf(option, value)
  const before = textsOf(option, without)
  const rest = ` (without it: ${before.length === 0 ? 'none' : before.map(shown).join(', ')})`
  const rows = values.length === 0 ? ['none'] : values.map(shown)
  return rows.map((text, index) => [
    index === 0 ? option.name : '',
    index === rows.length - 1 && (before.length > 0 || values.length === 0) ? text + rest : text,
  ])
}

function textsOf({ kind }: Loosening['option'], value: unknown): readonly string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value.map(String) : [kind.toText(value)]
}

/** One line, quoted if blanks or invisible characters in it could mislead; the end shows, however long it is. */
function shown(text: string): string {
  const quoted = /[^\S ]|\p{C}| {2}|^ | $/u.test(text) ? JSON.stringify(text) : text
  const visible = neutralise(quoted).replace(/ {9,}/g, (blanks) => ` … ${blanks.length} blanks … `)
  if (visible.length <= mostCharacters) return visible
  const half = mostCharacters / 2
  return `${visible.slice(0, half)} … ${visible.length - mostCharacters} characters more … ${visible.slice(-half)}`
}
