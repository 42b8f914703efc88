import { spelled } from './spelling.ts'

/**
 * The ways in which a secret is printed: as it is, each of its longer lines, base64 wherever in a larger base64 it may
 * stand, URL-encoded, JSON-escaped (also twice), HTML-escaped, in hex. None is shorter than the shortest secret.
 */
export function secretForms(value: string): readonly string[] {
  const forms = new Set<string>()
  for (const text of [value, ...longLines(value)]) {
    forms.add(text)
    for (const form of escapedForms(text)) forms.add(form)
    // By its spelling a longer one is found in all of these, wherever it stands.
    if (isRandom(spelled(text), text) && spelled(text).length >= shortestSpelled) continue
    const bytes = Buffer.from(text)
    for (const form of [...base64Forms(bytes), ...hexForms(bytes)]) forms.add(form)
  }
  return [...forms]
}

/** A key of several lines is often printed line by line. */
function longLines(value: string): readonly string[] {
  const lines = value.split(/\r?\n|\\n/)
  return lines.length === 1
    ? []
    : lines.map((line) => line.trim()).filter((line) => line.length >= 16 && !line.startsWith('-----'))
}

function escapedForms(text: string): readonly string[] {
  const json = inJson(text)
  const url = encodeURIComponent(Buffer.from(text).toString())
  const strictUrl = url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return [
    json,
    inJson(json),
    json.replaceAll('/', '\\/'),
    json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ...[url, strictUrl, strictUrl.replaceAll('%20', '+')].flatMap((form) => [form, lowerEscapes(form)]),
    strictUrl.replaceAll('%', '%25'),
    ...otherCases(text),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    text.replaceAll("'", "'\\''"),
  ]
}

/** A word in other letters is rather the word. */
function otherCases(text: string): readonly string[] {
  return /\d/.test(text) ? [text.toLowerCase(), text.toUpperCase()] : []
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
const lowerEscapes = (url: string) => url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())

/** In the middle of other bytes, base64 depends on the place modulo three; characters that mix with neighbours are left out. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const core = encoded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6))
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function hexForms(bytes: Buffer): readonly string[] {
  const hex = bytes.toString('hex')
  return [
    hex,
    hex.toUpperCase(),
    hex.replace(/../g, '%$&'),
    hex.toUpperCase().replace(/../g, '%$&'),
    hex.replace(/../g, '\\x$&'),
  ]
}

/** Fewer letters and digits are found only as they are: too much honest text spells like them. */
const shortestSpelled = 12
/** A longer form is looked for in parts of at least this length, each as secret as the whole. */
const partLength = 16
/** No form is longer. */
const longestPart = 64
/** A longer value is not looked for in disguise. */
const longValue = 256

/**
 * What a secret looks like once everything but letters and digits is gone and case is folded (`spelling.ts`): as it is,
 * in base64 and in hex. Words are looked for in these encodings only: they are spelled in honest text. No expressions
 * here: each would have to be compiled before a run can start.
 */
export function spelledForms(value: string): readonly string[] {
  const bytes = Buffer.from(value)
  const raw = spelled(value)
  return inParts(value, [...(isRandom(raw, value) ? [raw] : []), ...spelledBase64(bytes), bytes.toString('hex')])
}

/** The same in disguise: reversed, rot13, base64 twice and of UTF-16, base32, decimal bytes. */
export function rareForms(value: string): readonly string[] {
  if (value.length > longValue) return []
  const bytes = Buffer.from(value)
  const raw = spelled(value)
  const wide = Buffer.from(value, 'utf16le')
  const twice = Buffer.from(bytes.toString('base64').replace(/=+$/, ''))
  return inParts(value, [
    ...(isRandom(raw, value) ? [mapped(raw, reversed), mapped(raw, rotated)] : []),
    ...spelledBase64(twice),
    ...spelledBase64(wide),
    spelledBits(bytes, base32Letters, 0),
    bytes.join(''),
  ])
}

function inParts(value: string, forms: readonly string[]): readonly string[] {
  const isCompact = countOf(value, isCompactUnit) === value.length
  const all: string[] = []
  for (const form of forms) for (const part of parts(form, isCompact)) all.push(part)
  return all
}

function spelledBase64(bytes: Uint8Array): readonly string[] {
  return [
    spelledBits(bytes, base64Letters, 0),
    spelledBits(bytes, base64Letters, 1),
    spelledBits(bytes, base64Letters, 2),
  ]
}

/** Capitals are folded, and signs left out, as in what is read. */
const base64Letters = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789  '
const base32Letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** Groups of bits as letters, in the middle of other bytes: `lead` of them stand before. Letters that mix with neighbours are left out. */
function spelledBits(bytes: Uint8Array, alphabet: string, lead: number): string {
  const width = alphabet.length === 64 ? 6 : 5
  let form = ''
  let held = 0
  let bits = (lead * 8) % width
  let mixed = bits > 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff
    for (bits += 8; bits >= width; bits -= width) {
      const letter = alphabet[(held >> (bits - width)) & (alphabet.length - 1)] ?? ''
      if (!mixed && letter !== ' ') form += letter
      mixed = false
    }
  }
  return form
}

/** More digits, or capitals in more places, than words have. */
function isRandom(raw: string, value: string): boolean {
  if (countOf(raw, isDigit) > 1) return true
  let turns = 0
  for (let index = 1; index < value.length; index += 1) {
    const [before, here, after] = [value.charCodeAt(index - 1), value.charCodeAt(index), value.charCodeAt(index + 1)]
    if (isCapital(here) && (isSmall(before) || (isCapital(before) && isSmall(after)))) turns += 1
  }
  return turns > 3
}

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39
const isCapital = (unit: number) => unit >= 0x41 && unit <= 0x5a
const isSmall = (unit: number) => unit >= 0x61 && unit <= 0x7a
/** Of what tokens are made, and not sentences or documents. */
const isCompactUnit = (unit: number) =>
  isDigit(unit) || isCapital(unit) || isSmall(unit) || '_+/=.~-'.includes(String.fromCharCode(unit))

function countOf(text: string, is: (unit: number) => boolean): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) if (is(text.charCodeAt(index))) count += 1
  return count
}

function mapped(text: string, unitAt: (text: string, index: number) => number): string {
  let form = ''
  for (let index = 0; index < text.length; index += 1) form += String.fromCharCode(unitAt(text, index))
  return form
}

const reversed = (text: string, index: number) => text.charCodeAt(text.length - 1 - index)

function rotated(text: string, index: number): number {
  const unit = text.charCodeAt(index)
  return isSmall(unit) ? ((unit - 0x61 + 13) % 26) + 0x61 : unit
}

function parts(form: string, isCompact: boolean): readonly string[] {
  if (form.length < shortestSpelled) return []
  const small = isCompact ? piecesOf(form, Math.floor(form.length / partLength)) : []
  const areConclusive = small.every((piece) => piece.length >= shortestSpelled && countOf(piece, isDigit) > 1)
  return small.length > 1 && areConclusive ? small : piecesOf(form, Math.ceil(form.length / longestPart))
}

function piecesOf(form: string, count: number): readonly string[] {
  const length = Math.ceil(form.length / count)
  const pieces: string[] = []
  for (let index = 0; index < count; index += 1) pieces.push(form.slice(index * length, (index + 1) * length))
  return pieces
}
