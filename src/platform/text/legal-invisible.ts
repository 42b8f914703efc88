import { lazyPattern } from './lazy-pattern.ts'

/**
 * Where characters that can't be seen do honest work (Unicode 15, chapters 9, 12, 23; UTS 51 for emoji): joiners in
 * emoji and in scripts that join, marks of direction where it changes, selectors after what has variants, tags in flags.
 */

/** Letters that can be seen: some scripts have marks that can't, and those may go themselves. */
const scripts = (names: string) =>
  String.raw`(?!\p{Default_Ignorable_Code_Point})[${names.replace(/\w+ ?/g, (name) => `\\p{Script=${name.trim()}}`)}]`
const usesJoiners = lazyPattern(
  scripts(
    'Arabic Syriac Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Mongolian Khmer Myanmar',
  ),
)
const isRightToLeft = lazyPattern(scripts('Arabic Hebrew Syriac Thaana'))
const isPictograph = lazyPattern(String.raw`(?!\p{C})[\p{Extended_Pictographic}\p{Emoji_Modifier}]`)
const isHan = lazyPattern(String.raw`\p{Script=Han}`)
/** Keycaps are digits with a selector, so digits pass; a Latin letter has no variants and only hides data in them. */
const hasVariants = lazyPattern(String.raw`[^\sA-Za-z\p{C}\p{Default_Ignorable_Code_Point}]`)
const isTag = lazyPattern(String.raw`[\u{e0020}-\u{e007e}]`)
const isTagsOfFlag = lazyPattern(String.raw`^[\u{e0020}-\u{e007e}]{1,6}\u{e007f}`)
const blackFlag = '\u{1f3f4}'

/** Invisible characters do honest work in emoji and in some scripts: there, and one at a time, they stay. */
export function isLegalInvisible(text: string, offset: number, piece: string): boolean {
  const code = piece.codePointAt(0) ?? 0
  const before = characterBefore(text, offset)
  const after = characterAt(text, offset + piece.length)
  if (code === 0x200d) return (isPictograph(after) && endsPictograph(text, offset)) || usesJoiners(before)
  if (code === 0x200c) return usesJoiners(before) && usesJoiners(after)
  if (code === 0x200e || code === 0x200f || code === 0x61c) return marksDirection(text, offset, { before, after })
  if (code >= 0xfe00 && code <= 0xfe0f) return hasVariants(before)
  if (code >= 0x180b && code <= 0x180f) return usesJoiners(before)
  if (code >= 0xe0100 && code <= 0xe01ef) return isHan(before)
  if (code >= 0xe0020 && code <= 0xe007f) return isInFlag(text, offset)
  return false
}

const isSeenLetter = lazyPattern(String.raw`(?!\p{Default_Ignorable_Code_Point})\p{L}`)
/** Also what is shown as something else: it is judged as if that stood there already. */
const isInvisible = lazyPattern(String.raw`(?![\n\t])[\p{Default_Ignorable_Code_Point}\p{C}]`)

let lastLine = { text: '', start: 0, end: -1, isRightToLeft: false }

/** Whether a line has a letter from right to left. A line of many marks is looked through once. */
function isInRightToLeftLine(text: string, offset: number): boolean {
  if (lastLine.text !== text || offset < lastLine.start || offset > lastLine.end) {
    const start = text.lastIndexOf('\n', offset) + 1
    const feed = text.indexOf('\n', offset)
    const end = feed < 0 ? text.length : feed
    lastLine = { text, start, end, isRightToLeft: isRightToLeft(text.slice(start, end)) }
  }
  return lastLine.isRightToLeft
}

/** Between two directions, or beside a bracket, a dot or a space in a line with text from right to left: never in a word, never two. */
function marksDirection(
  text: string,
  offset: number,
  { before, after }: { readonly before: string; readonly after: string },
): boolean {
  if (isInvisible(before) || isInvisible(after)) return false
  if (isRightToLeft(before) !== isRightToLeft(after)) return true
  if (isSeenLetter(before) && isSeenLetter(after)) return false
  return isInRightToLeftLine(text, offset)
}

/** A pictograph, with a selector perhaps, or a flag. What would not stay there itself does not count. */
function endsPictograph(text: string, offset: number): boolean {
  const before = characterBefore(text, offset)
  if (before === '\ufe0f') return isPictograph(characterBefore(text, offset - 1))
  return before === '\u{e007f}' ? isInFlag(text, offset - before.length) : isPictograph(before)
}

/** A flag of a region is a black flag, at most six tags, and a cancel tag. */
function isInFlag(text: string, offset: number): boolean {
  let start = offset
  while (offset - start < 14 && isTag(characterBefore(text, start))) start -= 2
  if (characterBefore(text, start) !== blackFlag) return false
  return isTagsOfFlag(text.slice(start, start + 16))
}

/** The whole character at an offset, '' at the end. */
export function characterAt(text: string, offset: number): string {
  const code = text.codePointAt(offset)
  return code === undefined ? '' : String.fromCodePoint(code)
}

/** The whole character that ends at an offset, '' at the start. */
export function characterBefore(text: string, offset: number): string {
  if (offset === 0) return ''
  const unit = text.charCodeAt(offset - 1)
  const isEnd = unit >= 0xdc00 && unit <= 0xdfff && offset > 1
  const pair = isEnd ? characterAt(text, offset - 2) : ''
  return pair.length === 2 ? pair : characterAt(text, offset - 1)
}
