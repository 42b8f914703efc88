import { plain, type Word } from './known.ts'

/** More commands than this are not looked at. */
const maxCommands = 60_000
const maxWords = 40

/**
 * Simple commands of a text that can't be parsed: cut at everything that separates commands, quotes left out. It finds
 * more than there is, so what comes of it is only used where nothing better is to be had.
 */
export function* roughCommands(text: string): Generator<readonly Word[]> {
  let commands = 0
  let words: Word[] = []
  let word = ''
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0x0a
    const separates =
      code === 0x0a ||
      code === 0x3b ||
      code === 0x26 ||
      code === 0x7c ||
      code === 0x28 ||
      code === 0x29 ||
      code === 0x60
    const isSpace = code === 0x20 || code === 0x09 || code === 0x0d
    const isQuote = code === 0x22 || code === 0x27 || code === 0x5c
    if (!separates && !isSpace) {
      if (!isQuote && word.length < 400) word += text[i] ?? ''
      continue
    }
    if (word !== '' && word !== '$' && words.length < maxWords) words.push(plain(word))
    word = ''
    if (!separates) continue
    if (words.length > 0) yield words
    if (words.length > 0 && (commands += 1) > maxCommands) return
    words = []
  }
}
