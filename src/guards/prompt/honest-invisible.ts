import { lazyPattern } from '../../platform/text/lazy-pattern.ts'
import { characterAt, characterBefore, isLegalInvisible } from '../../platform/text/legal-invisible.ts'

/**
 * Stricter than what a terminal may be shown. There a character must not deceive the eye; here a row of legal ones
 * must not carry a message: selectors that no standard gives a meaning and flags of regions that spell words are out.
 */
const isHan = lazyPattern(String.raw`\p{Script=Han}`)
const isLetter = lazyPattern(String.raw`\p{L}`)
const isEmoji = lazyPattern(String.raw`\p{Emoji}`)
const hasSelectors = lazyPattern(
  String.raw`[\p{Sm}\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Manichaean}\uff01-\uff5e\u3001\u3002]`,
)
const breaksWithoutSpaces = lazyPattern(
  String.raw`[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Javanese}\p{Script=Balinese}]`,
)
const takesGraphemeJoiner = lazyPattern(String.raw`[\p{Script=Hebrew}\p{M}]`)
const isKhmer = lazyPattern(String.raw`\p{Script=Khmer}`)
const regions = /^(?:gb(?:eng|nir|sct|wls)|us[a-z]{2}|ca[a-z]{2})$/

/** Whether a character that can't be seen does, where it stands, the work it was made for. */
export function isHonestInvisible(text: string, offset: number, piece: string): boolean {
  const code = piece.codePointAt(0) ?? 0
  const before = characterBefore(text, offset)
  const after = characterAt(text, offset + piece.length)
  if (code === 0xad) return isLetter(before) && (isLetter(after) || /^\s?$/.test(after))
  if (code === 0x200b) return breaksWithoutSpaces(before) && breaksWithoutSpaces(after)
  if (code === 0x34f) return takesGraphemeJoiner(before) && /\p{M}/u.test(after)
  if (code === 0x17b4 || code === 0x17b5) return isKhmer(before)
  if (code === 0x115f) return /[\u1161-\u11a7]/.test(after)
  if (code === 0x1160) return /[\u1100-\u115e]/.test(before)
  if (code === 0x2800) return isInBraille(text, offset)
  if (code >= 0xfe00 && code <= 0xfe0d) return code <= 0xfe02 && hasSelectors(before)
  if (code >= 0xfe0e && code <= 0xfe0f && isLetter(before) && !isHan(before) && !isEmoji(before)) return false
  if (code > 0xe011f && code <= 0xe01ef) return false
  if (code >= 0xe0020 && code <= 0xe007f && !isRegion(text, offset)) return false
  if (isHighSurrogate(piece) && piece.length === 2 && !isHiddenPair(code)) return true
  return isLegalInvisible(text, offset, piece)
}

/** A pair that is found because its first half is shared with hidden characters: music, shorthand. */
function isHiddenPair(code: number): boolean {
  if ((code & 0xfffe) === 0xfffe) return true
  return (
    (code >= 0xe0000 && code <= 0xe0fff) || (code >= 0x1bca0 && code <= 0x1bca3) || (code >= 0x1d173 && code <= 0x1d17a)
  )
}

const isHighSurrogate = (piece: string) => /^[\ud800-\udbff]/.test(piece)

/** The tags around an offset, without the cancel tag, are a region that fonts have a flag for. */
function isRegion(text: string, offset: number): boolean {
  let start = offset
  while (offset - start < 14 && isTag(characterBefore(text, start))) start -= 2
  let spelled = ''
  for (let at = start; at < start + 14 && isTag(characterAt(text, at)); at += 2)
    spelled += String.fromCodePoint((text.codePointAt(at) ?? 0) - 0xe0000)
  return regions.test(spelled)
}

const isTag = (character: string) => {
  const code = character.codePointAt(0) ?? 0
  return code >= 0xe0020 && code <= 0xe007e
}

/** Pictures made of Braille have blanks in them: a pattern that can be seen stands in the same line or the next. */
function isInBraille(text: string, offset: number): boolean {
  return /[\u2801-\u28ff]/.test(text.slice(Math.max(0, offset - 200), offset + 200))
}
