/**
 * Text in another dress: base64, base64url, hexadecimal, percent signs, HTML entities, escapes of JavaScript, rot13,
 * backwards, letters kept apart. What decodes to nothing readable is not text. Hashes, keys and pictures are not.
 */
export interface Disguise {
  readonly how: string
  readonly text: string
  readonly offset: number
}

const maxDecoded = 40
const base64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{10,}={0,2}(?![A-Za-z0-9+/_-])/g
const hex = /(?<![0-9a-f])(?:0x)?(?:[0-9a-f]{2}[ :]?){10,3000}(?![0-9a-f])/gi
const escapes =
  /(?:%[0-9a-f]{2}|&#x?[0-9a-f]{2,6};|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[0-7]{3}|[ \w./:|-]{1,3}(?=%[0-9a-f]{2}|&#|\\[ux])){6,2000}/gi
const binary = /(?<![01])(?:[01]{8}[ ]?){10,600}(?![01])/g
const spaced = /(?<!\S)(?:\p{L}[ .\-_*]{1,4}){7,200}\p{L}(?!\S)/gu

/** What a text says when it is undressed: at most some forty pieces. Linear. */
export function disguisesIn(text: string): readonly Disguise[] {
  const found: Disguise[] = []
  const look = (how: string, pattern: RegExp, undress: (piece: string) => string) => {
    for (const match of text.matchAll(pattern)) {
      if (found.length >= maxDecoded) return
      const decoded = undress(match[0])
      if (isReadable(decoded)) found.push({ how, text: decoded, offset: match.index })
    }
  }
  look('base64', base64, (piece) => (isMixed(piece) ? decodeBase64(piece) : ''))
  look('hexadecimal', hex, (piece) => Buffer.from(piece.replace(/^0x|[ :]/gi, ''), 'hex').toString('utf8'))
  look('escapes', escapes, unescaped)
  look('binary', binary, (piece) =>
    String.fromCharCode(...(piece.match(/[01]{8}/g) ?? []).map((bits) => Number.parseInt(bits, 2))),
  )
  look('spaced letters', spaced, (piece) =>
    piece.replace(/(\p{L})([ .\-_*]{1,4})/gu, (_pair, letter: string, between: string) =>
      between.length > 1 ? `${letter} ` : letter,
    ),
  )
  return found
}

/** A long word or path is made of base64's letters too; real base64 mixes cases or ends in padding. */
const isMixed = (piece: string) =>
  /[a-z]/.test(piece) && /[A-Z]/.test(piece) && (/\d|=$/.test(piece) || piece.length >= 24)

const decodeBase64 = (piece: string) => Buffer.from(piece, 'base64').toString('utf8')

function isReadable(text: string): boolean {
  if (text.length < 8) return false
  // oxlint-disable-next-line no-control-regex -- they are what tells bytes from text
  const odd = text.match(/[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]/g)?.length ?? 0
  return odd === 0 && /\p{L}{2}/u.test(text)
}

function unescaped(piece: string): string {
  const code = (digits: string, base: number) => {
    const point = Number.parseInt(digits, base)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' '
  }
  return piece
    .replace(/&#x([0-9a-f]{2,6});/gi, (_whole, digits: string) => code(digits, 16))
    .replace(/&#(\d{2,6});/g, (_whole, digits: string) => code(digits, 10))
    .replace(
      /\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|%([0-9a-f]{2})/gi,
      (_whole, wide?: string, byte?: string, percent?: string) => code(wide ?? byte ?? percent ?? '', 16),
    )
    .replace(/\\([0-7]{3})/g, (_whole, digits: string) => code(digits, 8))
}

/** A sentence that is rot13 or written backwards, undressed. `words`: how many of its words are words in that dress. */
export function turnedAround(
  sentence: string,
  words: { readonly rotated: number; readonly reversed: number },
): Disguise | undefined {
  if (words.rotated >= 2) return { how: 'rot13', text: rot13(sentence), offset: 0 }
  return words.reversed >= 2
    ? { how: 'backwards', text: Array.from(sentence).toReversed().join(''), offset: 0 }
    : undefined
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })
}
