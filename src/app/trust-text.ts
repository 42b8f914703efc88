import type { Standing, UntrustedConfig } from '../config/trust.ts'
import type { Loosening } from '../config/tighten.ts'
import { neutralise } from '../platform/text/neutralise.ts'

/** Of one option: the others must not be pushed out of sight. */
const mostLines = 20
const mostCharacters = 1000

const words: Readonly<Record<Standing, string>> = {
  trusted: 'is trusted',
  changed: 'has changed since it was trusted',
  unknown: 'is not trusted yet',
}

/** What a yes to a configuration allows, for a person to read: everything, and nothing hidden in it. */
export function trustText({ refused: { file, all } }: UntrustedConfig, standing: Standing): string {
  const rows = all.flatMap(rowsOf)
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
  const head = `${neutralise(file.path)} ${words[standing]}. Beside what only tightens it sets:`
  return `${[head, '', ...lines].join('\n')}\n`
}

function rowsOf({ option, value, without }: Loosening): readonly (readonly [name: string, value: string])[] {
  const values = textsOf(option, value)
  const before = textsOf(option, without)
  const rest = ` (without it: ${before.length === 0 ? 'none' : before.slice(0, mostLines).map(shown).join(', ')})`
  const more = values.length > mostLines ? [`… and ${values.length - mostLines} more: read the file first`] : []
  const rows = values.length === 0 ? ['none'] : [...values.slice(0, mostLines).map(shown), ...more]
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
