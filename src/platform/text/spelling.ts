/**
 * The letters and digits of a text as a reader would put them together: case folded, escapes resolved, everything else
 * left out. However a secret is wrapped, indented, quoted, coloured, escaped or spaced out, its spelling stays the same.
 *
 * Resolved: `\x41` `\u0041` `\u{41}` `\U00000041` `\101` (behind any number of backslashes), `%41` (encoded any number
 * of times), `&#65;` `&#x41;`, `0x41` in lists. Left out with their letters: `\n` and its like, named HTML entities,
 * quoted-printable `=3D` `=20`, terminal sequences.
 */
export class Spelling {
  /** 0–9 for digits, 10–35 for letters. */
  readonly codes = new Uint8Array(blockLength)
  /** Where in the text each begins and ends. */
  readonly starts = new Uint32Array(blockLength)
  readonly ends = new Uint32Array(blockLength)
  length = 0

  /** Spells the text from `from` on until the block is full; gives the index to go on from. */
  read(text: string, from: number): number {
    const { codes, starts, ends } = this
    let length = 0
    let index = from
    while (index < text.length && length < blockLength) {
      const start = index
      const unit = text.charCodeAt(index)
      let code = unit < 0x100 ? (classes[unit] ?? skipped) : skipped
      index += 1
      if (code === skipped) continue
      if (code >= special) {
        index = afterEscape(text, start, unit)
        code = resolved
        if (code === special) index = afterSequence(text, index)
        if (code >= special) continue
      }
      codes[length] = code
      starts[length] = start
      ends[length] = index
      length += 1
    }
    this.length = length
    return index
  }
}

/** The spelling of a short text as a string. */
export function spelled(text: string): string {
  const spelling = new Spelling()
  let shown = ''
  for (let index = 0; index < text.length;) {
    index = spelling.read(text, index)
    for (const code of spelling.codes.subarray(0, spelling.length)) shown += code.toString(36)
  }
  return shown
}

const blockLength = 16 * 1024
const special = 0xfe
const skipped = 0xff

const classes = new Uint8Array(0x100).fill(skipped)
for (let digit = 0; digit < 10; digit += 1) classes[0x30 + digit] = digit
for (let letter = 0; letter < 26; letter += 1) {
  classes[0x41 + letter] = 10 + letter
  classes[0x61 + letter] = 10 + letter
}
for (const starter of '\\%&=\x1b\x9b0') classes[starter.charCodeAt(0)] = special

/** What the escape that was just read stands for: an out-parameter, because a pair per escape costs more than the scan. */
let resolved = skipped

/** Reads one escape, puts what it stands for into `resolved`, and gives the index behind it. */
function afterEscape(text: string, at: number, unit: number): number {
  resolved = skipped
  switch (unit) {
    case 0x5c:
      return afterBackslash(text, at)
    case 0x25:
      return afterPercent(text, at)
    case 0x26:
      return afterAmpersand(text, at)
    case 0x3d:
      return quotedPrintable.has(text.slice(at + 1, at + 3)) ? at + 3 : at + 1
    case 0x30:
      return afterZero(text, at)
    default:
      return afterControl(text, at, unit)
  }
}

/** Of quoted-printable only these: `=AB` is the beginning of a value far more often. */
const quotedPrintable = new Set(['3D', '20', '09', '0D', '0A'])
const longestRun = 64

function afterBackslash(text: string, at: number): number {
  let index = at + 1
  while (text.charCodeAt(index) === 0x5c && index - at < longestRun) index += 1
  switch (text[index]) {
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
  if ((mark === 0x78 || mark === 0x58) && hexDigit(text.charCodeAt(at + 4)) === -1) {
    const after = afterHex(text, at + 2, 2, at)
    if (after > at) return after
  }
  resolved = 0
  return at + 1
}

function afterControl(text: string, at: number, unit: number): number {
  return unit === 0x9b ? afterParameters(text, at + 1) : afterSequence(text, at + 1)
}

/** What follows an ESC. Of other sequences than CSI only the introducer goes: their content is printed, made visible. */
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
  else resolved = value < 0x80 && classes[value] !== special ? (classes[value] ?? skipped) : skipped
}

function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  const lower = unit | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
