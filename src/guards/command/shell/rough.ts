/** More commands than this are not looked at. */
const maxCommands = 60_000
const maxWords = 40
const maxWordLength = 400

/**
 * Simple commands of a text that can't be parsed: cut at everything that separates commands, quotes left out. It finds
 * more than there is, so what comes of it is only used where nothing better is to be had.
 */
export function* roughCommands(text: string): Generator<readonly string[]> {
  let commands = 0
  let words: string[] = []
  let start = -1
  for (let i = 0; i <= text.length; i++) {
    const kind = i < text.length ? kindOf(text.charCodeAt(i)) : separator
    if (kind === letter) {
      if (start < 0) start = i
      continue
    }
    if (start >= 0 && words.length < maxWords) words.push(text.slice(start, Math.min(i, start + maxWordLength)))
    start = -1
    if (kind !== separator || words.length === 0) continue
    yield words
    commands += 1
    if (commands > maxCommands) return
    words = []
  }
}

const [letter, space, separator] = [0, 1, 2]

function kindOf(code: number): number {
  if (code > 0x60 && code < 0x7c) return letter
  if (code === 0x20 || code === 0x09 || code === 0x0d) return space
  const separates =
    code === 0x0a || code === 0x3b || code === 0x26 || code === 0x7c || code === 0x28 || code === 0x29 || code === 0x60
  return separates ? separator : letter
}

/** The word without its quotes. */
export function unquoted(word: string): string {
  return /["'\\]/.test(word) ? word.replace(/["'\\]/g, '') : word
}
