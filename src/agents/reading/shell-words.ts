import { RalphError } from '../../errors.ts'

/**
 * Splits a command line into words as a POSIX shell would: blanks separate, quotes and backslashes keep together.
 * Nothing is expanded: `~`, `$NAME`, `*` and operators such as `|` are ordinary characters.
 */
export function shellWords(command: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let rest = command
  while (rest !== '') {
    const piece = nextPiece(rest, command)
    rest = rest.slice(piece.length)
    if (piece === '\\\n') continue // the line goes on
    if (isBlank(piece)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else {
      word = (word ?? '') + meaning(piece)
    }
  }
  return word === undefined ? words : [...words, word]
}

const pieces = /^(?:[ \t\r\n]+|'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]|[^ \t\r\n'"\\]+)/

function nextPiece(rest: string, command: string): string {
  const piece = pieces.exec(rest)?.[0]
  if (piece !== undefined) return piece
  const what = rest[0] === '\\' ? 'ends with a backslash' : `has an opening ${rest[0]} without a closing one`
  throw new RalphError(
    `the agent command ${what}: ${command}`,
    'quote it as for a shell, or write a script and name that',
  )
}

function isBlank(piece: string): boolean {
  return /^[ \t\r\n]/.test(piece)
}

function meaning(piece: string): string {
  if (piece[0] === "'") return piece.slice(1, -1)
  if (piece[0] === '"') return piece.slice(1, -1).replace(/\\(?:\n|(["\\$`]))/g, '$1')
  if (piece[0] === '\\') return piece.slice(1)
  return piece
}
