/**
 * What the parser is given. It is linear for what people write, but not for every text: here-documents and nesting
 * are read again and again. Beyond these bounds a text is judged roughly.
 */
const most = { length: 256 * 1024, tokens: 12_000, hereDocuments: 64, openings: 400, nesting: 24 }

/** A text that the parser reads in a few milliseconds. One pass over it. */
export function isParseable(text: string): boolean {
  if (text.length > most.length) return false
  if (text.length < 200) return true
  return weigh(withoutDocuments(text))
}

function weigh(text: string): boolean {
  let [tokens, documents, openings, nesting, wasWord] = [0, 0, 0, 0, false]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isWord =
      code > 0x40
        ? code !== 0x60 && code !== 0x7b && code !== 0x7d && code !== 0x7c
        : (code >= 0x2b && code <= 0x3a) || code === 0x5f
    if (!isWord || !wasWord) tokens += isWord || code > 0x20 ? 1 : 0
    wasWord = isWord
    if (code === 0x3c && text.charCodeAt(i + 1) === 0x3c) documents += 1
    const opens = code === 0x28 || code === 0x60 || (code === 0x7b && text.charCodeAt(i - 1) === 0x24)
    if (opens) {
      openings += 1
      nesting += 1
    } else if (code === 0x29 || code === 0x7d) nesting = Math.max(0, nesting - 1)
    // Backquotes and unclosed brackets in prose come back to nothing at the end of a line.
    if (code === 0x0a) nesting = 0
    if (nesting > most.nesting) return false
  }
  return tokens <= most.tokens && documents <= most.hereDocuments && openings <= most.openings * 8
}

/** The bodies of here-documents are cheap, and often long. */
function withoutDocuments(text: string): string {
  if (!text.includes('<<')) return text
  const kept: string[] = []
  let end: string | undefined
  for (const line of text.split('\n')) {
    if (end === undefined) {
      kept.push(line)
      end = /<<-?\s{0,8}(?:\\)?(["']?)([A-Za-z_][\w-]{0,60})\1/.exec(line.length > 4096 ? line.slice(-4096) : line)?.[2]
    } else if (line.trim() === end) end = undefined
  }
  return end === undefined ? kept.join('\n') : text
}

/** How much of one command line is looked at, in steps of about a simple command. */
export const maxSteps = 2500

/** How many characters of texts in texts are read. */
export const maxNestedLength = 512 * 1024
