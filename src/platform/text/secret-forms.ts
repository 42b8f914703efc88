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
const longestPart = 64
/** Of a longer value only the usual encodings are looked for. */
const longValue = 256

/**
 * What a secret looks like once everything but letters and digits is gone and case is folded (`spelling.ts`): as it
 * is, reversed, rot13, in base64 (once and twice, UTF-16 too), base32, hex, decimal bytes. Of words only the encodings:
 * they are spelled in honest text.
 */
export function spelledForms(value: string): readonly string[] {
  const bytes = Buffer.from(value)
  const raw = spelled(value)
  const usual = [...spelledBase64(bytes), bytes.toString('hex')]
  const forms = [...(isRandom(raw, value) ? [raw] : []), ...usual]
  if (value.length <= longValue) forms.push(...(isRandom(raw, value) ? disguises(raw) : []), ...rareForms(bytes))
  const isCompact = /^[\w+/=.~-]+$/.test(value)
  return [...new Set(forms.flatMap((form) => parts(form, isCompact)))]
}

const spelledBase64 = (bytes: Buffer) =>
  base64Forms(bytes).flatMap((form, index) => (index % 2 === 0 ? [spelledPlain(form)] : []))

/** No escapes are resolved in what is none. */
const spelledPlain = (text: string) => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase()

function isRandom(raw: string, value: string): boolean {
  const digits = raw.replace(/\D/g, '').length
  const turns = value.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0
  return digits > 1 || turns > 3
}

function disguises(raw: string): readonly string[] {
  const rot13 = raw.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 0x61 + 13) % 26) + 0x61))
  return [Array.from(raw).toReversed().join(''), rot13]
}

function rareForms(bytes: Buffer): readonly string[] {
  const [twice = ''] = base64Forms(bytes)
  return [
    ...spelledBase64(Buffer.from(twice)),
    ...spelledBase64(Buffer.from(bytes.toString('utf8'), 'utf16le')),
    base32(bytes),
    Array.from(bytes, String).join(''),
  ]
}

const base32Letters = 'abcdefghijklmnopqrstuvwxyz234567'

function base32(bytes: Buffer): string {
  let [form, bits, value] = ['', 0, 0]
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) form += base32Letters[(value >> (bits - 5)) & 31] ?? ''
  }
  return form
}

function parts(form: string, isCompact: boolean): readonly string[] {
  if (form.length < shortestSpelled) return []
  const small = isCompact ? piecesOf(form, Math.floor(form.length / partLength)) : []
  const areConclusive = small.every((piece) => piece.length >= shortestSpelled && piece.replace(/\D/g, '').length > 1)
  return small.length > 1 && areConclusive ? small : piecesOf(form, Math.ceil(form.length / longestPart))
}

function piecesOf(form: string, count: number): readonly string[] {
  const length = Math.ceil(form.length / count)
  return Array.from({ length: count }, (_, index) => form.slice(index * length, (index + 1) * length))
}
