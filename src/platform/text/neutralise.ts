import { isLegalInvisible } from './legal-invisible.ts'

/**
 * Text from an agent, a gate or a repository is data. Printed raw, it could retitle or clear the terminal, write the
 * clipboard (OSC 52), fake links (OSC 8), make the terminal type answers, or show other letters than it holds.
 *
 * What stays: TAB, LF, printable Unicode. CR before LF or at the end goes; so do plain colours (SGR) unless asked
 * for. Everything else is made visible: `\x1b` for a control byte, `<U+202E>` for a code point that can't be seen.
 */
export interface NeutraliseOptions {
  /** Keep colours; never "conceal", which hides text. The result then ends uncoloured. */
  readonly colours?: boolean
}

/** Finds the first character that may need a second look. Its few ranges are most of the world's text, at 500 MB/s. */
const unusual = /[^\t\n\x20-\x7e\xa0-\u034e\u0350-\u061b\u2010-\u2027\u2030-\u205f\u2070-\u3163\u3165-\ud7ff]/

const found =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /\x1b\[[0-9;:]{0,64}m|[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const plainColour = /\x1b\[[0-9;:]{0,64}m/g

/**
 * The text with nothing in it that a terminal would obey. Linear; a harmless text comes back as it is, fast, and so does
 * one that was neutralised.
 */
export function neutralise(raw: string, { colours = false }: NeutraliseOptions = {}): string {
  if (!unusual.test(raw)) return raw
  // Before the rest is judged: what stood on both sides of a colour stands together then.
  const text = colours ? raw : raw.replace(plainColour, '')
  let coloured = false
  const clean = text.replace(found, (piece: string, offset: number) => {
    if (piece.length > 2 && piece.startsWith('\x1b[')) {
      if (!colours || conceals(piece)) return visible(piece)
      coloured = true
      return piece
    }
    if (piece.startsWith('\r'))
      return offset + piece.length === text.length || text[offset + piece.length] === '\n' ? '' : visible(piece)
    return isLegalInvisible(text, offset, piece) ? piece : visible(piece)
  })
  return coloured ? `${clean}\x1b[0m` : clean
}

/** Parameter 8, in any place but as an argument of a colour (`38;5;8`). */
function conceals(sgr: string): boolean {
  const parameters = sgr.slice(2, -1).split(/[;:]/)
  for (let index = 0; index < parameters.length; index += 1) {
    const parameter = Number(parameters[index])
    if (parameter === 38 || parameter === 48 || parameter === 58) index += Number(parameters[index + 1]) === 5 ? 2 : 4
    else if (parameter === 8) return true
  }
  return false
}

function visible(piece: string): string {
  let shown = ''
  for (const character of piece) {
    const code = character.codePointAt(0) ?? 0
    const hex = code.toString(16)
    shown += code < 0xa0 ? (code < 0x20 || code > 0x7e ? `\\x${hex.padStart(2, '0')}` : character) : codePoint(hex)
  }
  return shown
}

const codePoint = (hex: string) => `<U+${hex.toUpperCase().padStart(4, '0')}>`
