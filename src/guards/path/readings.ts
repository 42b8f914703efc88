/*
 * The ways in which a program may read a text as a path: as it stands, decoded as a URL or a string literal (twice and
 * three times, for filters that decode once), with backslashes for slashes, with look-alikes for dots and slashes, with
 * what a filter takes out taken out. A path is as bad as its worst reading.
 */

const rounds = 3

/** The text as it stands comes first; every reading once. */
export function readings(text: string): readonly string[] {
  const found = new Set([text])
  for (let round = 0, last = text; round < rounds; round++) {
    const decoded = decode(last)
    if (decoded === last) break
    found.add(decoded)
    last = decoded
  }
  for (const change of [plainLetters, slashes, asFiltered, withoutParameters, trimmed])
    for (const reading of Array.from(found)) found.add(change(reading))
  return [...found]
}

const escape =
  /%u([0-9a-f]{4})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|((?:%[0-9a-f]{2})+)|([\u00c0-\u00ff][\u0080-\u00bf]+)/gi

function decode(text: string): string {
  return text.replace(escape, (_, percentU, backslashU, backslashX, percents, bytes) => {
    const hex = percentU ?? backslashU ?? backslashX
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return percents === undefined ? overlong(bytes) : tolerant(Buffer.from(percents.replaceAll('%', ''), 'hex'))
  })
}

/** Bytes that were read as Latin letters: only a spelling of ASCII that UTF-8 forbids is no honest text. */
function overlong(letters: string): string {
  const decoded = tolerant(Buffer.from(letters, 'latin1'))
  return /^[\0-\x7f]+$/.test(decoded) ? decoded : letters
}

/** UTF-8, with the longer spellings of a character that strict readers refuse and careless ones accept. */
function tolerant(bytes: Buffer): string {
  let text = ''
  for (let index = 0; index < bytes.length;) {
    const lead = bytes[index] ?? 0
    const length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0
    const rest = [...bytes.subarray(index + 1, index + length)]
    if (length === 0 || rest.length < length - 1 || rest.some((byte) => (byte & 0xc0) !== 0x80)) {
      text += '\ufffd'
      index += 1
      continue
    }
    const code = rest.reduce(
      (sum, byte) => sum * 64 + (byte & 0x3f),
      length === 1 ? lead : lead & (0xff >> (length + 1)),
    )
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    index += length
  }
  return text
}

/** Full-width and other letters that stand for a dot or a slash. */
function plainLetters(text: string): string {
  // oxlint-disable-next-line no-control-regex -- most texts are plain
  if (/^[\x00-\x7f]*$/.test(text)) return text
  return text
    .normalize('NFKC')
    .replace(/[\u2044\u2215\u29f8\u2571]/g, '/')
    .replace(/[\u2216\u29f5\u29f9]/g, '\\')
}

/** Not a single backslash in front: `\frac.tex` is an odd name, `\windows\system32` is a path. */
function slashes(text: string): string {
  return /^\\[^\\/]*$/.test(text) ? text : text.replaceAll('\\', '/')
}

/** What is left of `....//` once a filter has taken `../` out. */
function asFiltered(text: string): string {
  return text.replaceAll('../', '')
}

/** `..;x=1/` and `.. /`: some servers and systems read `../`. */
function withoutParameters(text: string): string {
  return text.replace(/(^|\/)\.\.(?:;[^/]*| +)(?=\/|$)/g, '$1..')
}

function trimmed(text: string): string {
  return text.trim()
}
