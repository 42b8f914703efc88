/*
 * The spelling of a text: its letters and digits as a reader would put them together, case folded, escapes resolved,
 * everything else left out. However a secret is wrapped, indented, quoted, coloured, escaped or spaced out, its
 * spelling stays the same.
 *
 * Resolved: `\x41` `\u0041` `\u{41}` `\U00000041` `\101` (behind any number of backslashes), `%41` (encoded any number
 * of times), `&#65;` `&#x41;`, `0x41` in lists. Left out with their letters: `\n` and its like, named HTML entities,
 * quoted-printable `=3D` `=20`, terminal sequences.
 */

/** A letter or digit is its place in `0…9a…z`; `skipped` is everything that is left out; `special` may begin an escape. */
export const special = 0xfe
export const skipped = 0xff

/** By code unit. */
export const spellingCodes = new Uint8Array(0x10000).fill(skipped)
for (let digit = 0; digit < 10; digit += 1) spellingCodes[0x30 + digit] = digit
for (let letter = 0; letter < 26; letter += 1) {
  spellingCodes[0x41 + letter] = 10 + letter
  spellingCodes[0x61 + letter] = 10 + letter
}
for (const starter of '\\%&=\x1b\x9b0') spellingCodes[starter.charCodeAt(0)] = special

/** What the escape that was read last stands for. A variable, because a pair for each escape costs more than the scan. */
let resolved = skipped

/** What the escape that `afterEscape` read stands for: never `special`. */
export function escapedCode(): number {
  return resolved
}

/** Reads what begins at a special character, and gives the index behind it. */
export function afterEscape(text: string, at: number): number {
  const end = afterSpecial(text, at)
  if (resolved !== special) return end
  resolved = skipped
  return afterSequence(text, end)
}

/** By their codes. */
export const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/** The spelling of a short text. */
export function spelled(text: string): string {
  let shown = ''
  for (let index = 0; index < text.length;) {
    let code = spellingCodes[text.charCodeAt(index)] ?? skipped
    index = code === special ? afterEscape(text, index) : index + 1
    if (code === special) code = escapedCode()
    if (code < 36) shown += letters[code] ?? ''
  }
  return shown
}

/** Of quoted-printable only these: `=AB` is the beginning of a value far more often. */
const quotedPrintable = new Set(['3D', '20', '09', '0D', '0A'])

function afterSpecial(text: string, at: number): number {
  resolved = skipped
  switch (text.charAt(at)) {
    case '\\':
      return afterBackslash(text, at)
    case '%':
      return afterPercent(text, at)
    case '&':
      return afterAmpersand(text, at)
    case '=':
      return text.charCodeAt(at + 1) <= 0x33 && quotedPrintable.has(text.slice(at + 1, at + 3)) ? at + 3 : at + 1
    case '0':
      return afterZero(text, at)
    case '\x9b':
      return afterParameters(text, at + 1)
    default:
      return afterSequence(text, at + 1)
  }
}

const longestRun = 64

function afterBackslash(text: string, at: number): number {
  let index = at + 1
  while (text.charCodeAt(index) === 0x5c && index - at < longestRun) index += 1
  switch (text.charAt(index)) {
    case 'x':
      return afterHex(text, index + 1, 2, index)
    case 'u':
      return text[index + 1] === '{' ? afterBraces(text, index + 2) : afterHex(text, index + 1, 4, index)
    case 'U':
      return afterHex(text, index + 1, 8, index)
    case 'n':
    case 'r':
    case 't':
    case 'b':
    case 'f':
    case 'v':
      return index + 1
    case 'e':
      resolved = special
      return index + 1
    default:
      return afterOctal(text, index)
  }
}

function afterHex(text: string, from: number, digits: number, otherwise: number): number {
  let value = 0
  for (let index = from; index < from + digits; index += 1) {
    const digit = hexDigit(text.charCodeAt(index))
    if (digit === -1) return otherwise
    value = value * 16 + digit
  }
  resolve(value)
  return from + digits
}

function afterBraces(text: string, from: number): number {
  const end = from + text.slice(from, from + 9).indexOf('}')
  if (end <= from) return from
  const after = afterHex(text, from, end - from, from)
  return after === end ? end + 1 : from
}

function afterOctal(text: string, from: number): number {
  let value = 0
  for (let index = from; index < from + 3; index += 1) {
    const digit = text.charCodeAt(index) - 0x30
    if (!(digit >= 0 && digit <= (index === from ? 3 : 7))) return from
    value = value * 8 + digit
  }
  resolve(value)
  return from + 3
}

function afterPercent(text: string, at: number): number {
  let index = at + 1
  while (text.startsWith('25', index) && index - at < longestRun) index += 2
  return afterHex(text, index, 2, index)
}

const namedEntities = ['lt;', 'gt;', 'quot;', 'apos;', 'nbsp;', 'sol;', 'plus;', 'equals;']

function afterAmpersand(text: string, at: number): number {
  let index = at + 1
  while (text.startsWith('amp;', index) && index - at < longestRun) index += 4
  if (text[index] === '#') return afterCharacterReference(text, index + 1)
  if (!(text.charCodeAt(index) >= 0x61)) return index
  for (const name of namedEntities) if (text.startsWith(name, index)) return index + name.length
  return index
}

function afterCharacterReference(text: string, from: number): number {
  const isHex = text[from] === 'x' || text[from] === 'X'
  const start = isHex ? from + 1 : from
  const end = start + text.slice(start, start + 9).indexOf(';')
  const digits = text.slice(start, end)
  if (!(isHex ? /^[0-9a-f]+$/i : /^\d+$/).test(digits)) return from
  resolve(Number.parseInt(digits, isHex ? 16 : 10))
  return end + 1
}

/** A zero, or a byte in a list: `0x41, 0x42`. Longer ones are numbers. */
function afterZero(text: string, at: number): number {
  const mark = text.charCodeAt(at + 1)
  const isAlone = !((spellingCodes[text.charCodeAt(at - 1)] ?? skipped) < 36)
  if (isAlone && (mark === 0x78 || mark === 0x58) && hexDigit(text.charCodeAt(at + 4)) === -1) {
    const after = afterHex(text, at + 2, 2, at)
    if (after > at) return after
  }
  resolved = 0
  return at + 1
}

/** What follows an ESC: CSI with its parameters. Of other sequences only the introducer goes: their content is printed. */
function afterSequence(text: string, from: number): number {
  return text[from] === '[' ? afterParameters(text, from + 1) : from + 1
}

function afterParameters(text: string, from: number): number {
  let index = from
  while (index < from + longestRun && isParameter(text.charCodeAt(index))) index += 1
  const final = text.charCodeAt(index)
  return final >= 0x40 && final <= 0x7e ? index + 1 : index
}

const isParameter = (unit: number) => unit >= 0x20 && unit <= 0x3f

/** An ESC stays special: what follows it is no text. */
function resolve(value: number): void {
  if (value === 0x1b) resolved = special
  else if (value === 0x30) resolved = 0
  else resolved = value < 0x80 && spellingCodes[value] !== special ? (spellingCodes[value] ?? skipped) : skipped
}

function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  const lower = unit | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
