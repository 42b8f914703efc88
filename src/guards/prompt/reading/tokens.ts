/** A word, path, address or mark of a sentence. */
export interface Token {
  /** In lower case, without the marks around it. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** `piece`: a word of a script without spaces. */
  readonly kind: 'word' | 'path' | 'address' | 'flag' | 'mark' | 'piece'
  /** Between quotation marks: somebody's words, not the author's. */
  readonly quoted: boolean
  /** Between backticks. */
  readonly code: boolean
}

/** Words that are found as pieces, because their script has no spaces: by their first character, longest first. */
export type Pieces = ReadonlyMap<string, readonly string[]>

interface Scan {
  readonly lower: string
  readonly tokens: Token[]
  readonly isQuoted: (offset: number) => boolean
  readonly isCode: (offset: number) => boolean
}

/** Reads a sentence, at most `limit` tokens of it. Linear: a scan over its characters, as half of a judgement is this. */
export function tokensOf(sentence: string, pieces: () => Pieces, limit = 400): readonly Token[] {
  const inLower = sentence.toLowerCase()
  const lower = inLower.length === sentence.length ? inLower : sentence
  const scan: Scan = {
    lower,
    tokens: [],
    isQuoted: spansIn(sentence, quoteMarks, quotes),
    isCode: spansIn(sentence, /`/, backticks),
  }
  for (let at = 0; at < lower.length && scan.tokens.length < limit;) {
    const code = lower.charCodeAt(at)
    if (isWide(code)) at = readPiece(scan, sentence, at, pieces())
    else if (clauseMarks.has(code)) at = add(scan, lower.charAt(at), at, at + 1, 'mark')
    else if (code <= 32 || breaks.has(code)) at += 1
    else at = readChunk(scan, at)
  }
  return scan.tokens
}

function add(
  { tokens, isQuoted, isCode }: Scan,
  text: string,
  start: number,
  end: number,
  kind: Token['kind'],
): number {
  tokens.push({ text, start, end, kind, quoted: isQuoted(start), code: isCode(start) })
  return end
}

function readPiece(scan: Scan, sentence: string, at: number, pieces: Pieces): number {
  const word = pieces.get(sentence.charAt(at))?.find((piece) => sentence.startsWith(piece, at))
  return word === undefined ? at + 1 : add(scan, word, at, at + word.length, 'piece')
}

const codes = (characters: string) => new Set(Array.from(characters, (character) => character.charCodeAt(0)))
/** Where a clause may end. */
const clauseMarks = codes(',;()…–—:!?\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f「」\u060c\u061b\u061f\u0964')
/** What stands between words without a meaning of its own. */
const breaks = codes('"<>|[]{}`*#“”„«»‘¡¿•\u00a0\u3000')

/** Chinese, Japanese and Korean letters. */
function isWide(code: number): boolean {
  if (code < 0x1100) return false
  return (
    code <= 0x11ff ||
    (code >= 0x2e80 && code <= 0x9fff && code > 0x3002) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff)
  )
}

/** Reads up to the next space or break, and says by its form what it is. */
function readChunk(scan: Scan, start: number): number {
  const { lower } = scan
  let end = start
  let isPlain = lower.charCodeAt(start) !== 45
  for (; end < lower.length && end - start < 500; end += 1) {
    const code = lower.charCodeAt(end)
    if (code <= 32 || breaks.has(code) || isWide(code)) break
    if (clauseMarks.has(code) && !isInAddress(lower, start, end, code)) break
    if (code < 128 && !(code >= 97 && code <= 122) && code !== 45 && code !== 39) isPlain = false
  }
  if (end === start) return start + 1
  const whole = lower.slice(start, end)
  if (isPlain) return addWord(scan, whole, start, end)
  const bare = whole.replace(/[.'_=&+^]+$/, '')
  const kind = bare === '' ? 'mark' : kindOf(bare)
  const after = start + bare.length
  if (kind === 'mark') return add(scan, whole, start, end, 'mark')
  if (kind === 'word') addWord(scan, bare.replace(/^['_.=&+^%@-]+/, '') || bare, start, after)
  else add(scan, bare, start, after, kind)
  return whole.length > bare.length && whole.endsWith('.') ? add(scan, '.', after, end, 'mark') : end
}

/** The apostrophe of "don't" stays, those of quotations go; "the branch's history" speaks of the branch. */
function addWord(scan: Scan, word: string, start: number, end: number): number {
  const bare = word.includes("'") || word.includes('’') ? word.replaceAll('’', "'").replace(/^'+|'+$/g, '') : word
  const owner = bare.length > 4 && bare.endsWith("'s") ? bare.slice(0, -2) : bare
  return bare === '' || bare === '-' ? end : add(scan, owner, start, end, 'word')
}

/** A colon belongs to an address or a drive, a question mark to the query of an address. */
function isInAddress(lower: string, start: number, end: number, code: number): boolean {
  if (code === 58) return /[/\\\d]/.test(lower.charAt(end + 1))
  return (code === 63 || code === 33) && lower.startsWith('http', start) && /[\w=]/.test(lower.charAt(end + 1))
}

const email = /^[\w.+-]{1,64}@[a-z0-9-]{1,63}\.[a-z0-9.-]{1,63}$/

function kindOf(chunk: string): Token['kind'] {
  if (chunk.includes('://') || email.test(chunk)) return 'address'
  if (/^--?[a-z]|^\$\{?\w+\}?$|^[a-z_]{2,40}=\S/.test(chunk)) return /^\$home$/.test(chunk) ? 'path' : 'flag'
  if (/[/\\]|^~$|^\.[a-z_]|[^\s.]\.[^\s.]/.test(chunk)) return 'path'
  return /^[-.=&+^%~@]+$/.test(chunk) ? 'mark' : 'word'
}

const quoteMarks = /["“„«「‘']/
const quotes =
  /"[^"\n]{1,400}"|“[^”]{1,400}”|„[^“”]{1,400}[“”]|«[^»]{1,400}»|「[^」]{1,400}」|‘[^’]{1,400}’|(?<![\p{L}\p{N}])'[^'\n]{2,400}'(?![\p{L}\p{N}])/gu
const backticks = /``[^`]{1,400}``|`[^`]{1,400}`/g

/** Whether an offset lies within a match; asked in rising order. */
function spansIn(text: string, mark: RegExp, pattern: RegExp): (offset: number) => boolean {
  if (!mark.test(text)) return () => false
  const spans = [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length] as const)
  let next = 0
  return (offset) => {
    while ((spans[next]?.[1] ?? Infinity) <= offset) next += 1
    const span = spans[next]
    return span !== undefined && offset > span[0]
  }
}
