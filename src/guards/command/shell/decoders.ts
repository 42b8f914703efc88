import { Buffer } from 'node:buffer'

/** Longer texts are not decoded: no command is so long. */
const maxLength = 64 * 1024

/** Text from base64, as far as it is some. */
export function fromBase64(text: string): string | undefined {
  if (text.length > maxLength) return undefined
  return Buffer.from(text.replace(/\s/g, ''), 'base64').toString('utf8')
}

/** Text from base32. */
export function fromBase32(text: string): string | undefined {
  if (text.length > maxLength) return undefined
  let [bits, value] = [0, 0]
  const bytes: number[] = []
  for (const letter of text.toUpperCase().replace(/[^A-Z2-7]/g, '')) {
    value = ((value << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter)) & 0xffff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((value >> bits) & 0xff)
  }
  return Buffer.from(bytes).toString('utf8')
}

/** Text from hexadecimal digits, whatever stands between them. */
export function fromHex(text: string): string | undefined {
  if (text.length > maxLength) return undefined
  return Buffer.from(text.replace(/0x|\\x|[^0-9A-Fa-f]/g, ''), 'hex').toString('utf8')
}

/** The lines of the text, each backwards. */
export function reversed(text: string): string {
  return text
    .split('\n')
    .map((line) => Array.from(line).toReversed().join(''))
    .join('\n')
}

/** As `tr` does it: sets with ranges, `-d` without the second. */
export function translated(text: string, from: string, to: string | undefined): string {
  const source = setOf(from)
  const dropped = new Set(source)
  if (to === undefined)
    return Array.from(text)
      .filter((letter) => !dropped.has(letter))
      .join('')
  const target = setOf(to)
  const last = target.at(-1) ?? ''
  const map = new Map(source.map((letter, i) => [letter, target[i] ?? last]))
  return Array.from(text)
    .map((letter) => map.get(letter) ?? letter)
    .join('')
}

const classes: Readonly<Record<string, string>> = {
  upper: 'A-Z',
  lower: 'a-z',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  space: ' \t\n',
  punct: '!-/:-@[-`{-~',
}

function setOf(text: string): readonly string[] {
  const letters = Array.from(escaped(text.replace(/\[:(\w+):\]/g, (_, name: string) => classes[name] ?? '')))
  const set: string[] = []
  for (let i = 0; i < letters.length && set.length < 512; i++) {
    const [from = '', dash, to] = letters.slice(i, i + 3)
    if (dash !== '-' || to === undefined || to < from) set.push(from)
    else {
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0) && set.length < 512; code++)
        set.push(String.fromCharCode(code))
      i += 2
    }
  }
  return set
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

/** Backslash escapes as `printf`, `echo -e` and most languages read them. */
export function escaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:x([0-9A-Fa-f]{1,2})|u\{?([0-9A-Fa-f]{1,6})\}?|U([0-9A-Fa-f]{1,8})|0?([0-7]{1,3})|([\s\S]))/g,
    (whole, hex?: string, unicode?: string, wide?: string, octal?: string, letter?: string) => {
      if (letter !== undefined) return letters[letter] ?? whole
      const code = octal === undefined ? Number.parseInt(hex ?? unicode ?? wide ?? '0', 16) : Number.parseInt(octal, 8)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** What `printf` prints: the format is used again while arguments are left. */
export function printed(format: string, args: readonly string[]): string {
  let rest = [...args]
  let result = ''
  for (let round = 0; round < 64; round++) {
    let used = 0
    result += escaped(format).replace(/%(?:%|[-+ #0]{0,5}\d{0,4}(?:\.\d{0,4})?([a-zA-Z]))/g, (whole, kind?: string) => {
      if (kind === undefined) return '%'
      const value = rest[used++] ?? ''
      return kind === 'b'
        ? escaped(value)
        : kind === 'c'
          ? value.slice(0, 1)
          : /[xXo]/.test(kind)
            ? numeral(value, kind)
            : whole && value
    })
    rest = rest.slice(used)
    if (used === 0 || rest.length === 0 || result.length > maxLength) break
  }
  return result
}

function numeral(value: string, kind: string): string {
  return (Number(value) || 0).toString(kind === 'o' ? 8 : 16)
}
