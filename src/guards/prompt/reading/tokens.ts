/** A word, path, address or mark of a sentence. */
export interface Token {
  /** In lower case, without the marks around it. */
  readonly text: string
  readonly raw: string
  readonly start: number
  readonly kind: 'word' | 'path' | 'address' | 'flag' | 'mark' | 'piece'
  /** Between quotation marks: somebody's words, not the author's. */
  readonly quoted: boolean
  /** Between backticks. */
  readonly code: boolean
}

/** Words that are found as pieces, because their script has no spaces: by their first character, longest first. */
export type Pieces = ReadonlyMap<string, readonly string[]>

const piece =
  /(?<address>https?:\/\/[^\s<>"'`)\]]{1,500}|[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})|(?<path>(?:~|\$\{?home\}?|%userprofile%|\.{1,2})?[/\\](?![/*]\s|\/)[^\s"'`<>|,;:()[\]{}]{0,300}|~(?=[\s.,;:!?`"']|$)|\$home\b|\.[a-z_][\w.-]{1,100}(?:\/[^\s"'`<>|,;:()]{0,200})?|[a-z]:[\\/][^\s"'`<>|,;]{0,200}|[\w@.-]{1,100}\/[^\s"'`<>|,;:()]{0,200}|[\p{L}\p{N}_-]{1,100}(?:\.[\p{L}\p{N}_-]{1,40}){1,5})|(?<flag>[a-z_]{2,40}=[^\s"'`,;]{1,80}|--?[a-z][\w-]{1,60}(?:=\S{1,80})?|\$\{?[a-z_]\w{1,80}\}?)|(?<wide>[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f])|(?<word>[\p{L}\p{N}_@][\p{L}\p{M}\p{N}_'’-]{0,80}\+?)|(?<mark>[.,;:!?()"“”„«»`|。,、;:!?「」…–—*[\]{}<>=&#]+)/giuy

/** Reads a sentence, at most `limit` tokens of it. Linear. */
export function tokensOf(sentence: string, pieces: Pieces, limit = 400): readonly Token[] {
  const tokens: Token[] = []
  const isQuoted = spansIn(sentence, quotes)
  const isCode = spansIn(sentence, backticks)
  for (let at = 0; at < sentence.length && tokens.length < limit;) {
    piece.lastIndex = at
    const groups = piece.exec(sentence)?.groups
    const [kind, raw] = Object.entries(groups ?? {}).find(([, value]) => value !== undefined) ?? []
    if (kind === undefined || raw === undefined) {
      at += 1
      continue
    }
    const wide = kind === 'wide' ? wideAt(sentence, at, pieces) : undefined
    if (kind === 'wide' && wide === undefined) {
      at += 1
      continue
    }
    const token = tokenOf(wide ?? raw, kind, at)
    tokens.push({ ...token, quoted: isQuoted(at), code: isCode(at) })
    at += token.raw.length
  }
  return tokens
}

function tokenOf(raw: string, kind: string, start: number): Omit<Token, 'quoted' | 'code'> {
  const whole = kind === 'path' || kind === 'address' ? raw.replace(/[.!?*_]+$/, '') || raw : raw
  const text = whole
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^_+|_+$/g, '')
  const known = kind === 'wide' ? 'piece' : kind
  return { text: text || whole, raw: whole, start, kind: kinds.find((name) => name === known) ?? 'word' }
}

const kinds = ['word', 'path', 'address', 'flag', 'mark', 'piece'] as const

function wideAt(sentence: string, at: number, pieces: Pieces): string | undefined {
  return pieces.get(sentence.charAt(at))?.find((word) => sentence.startsWith(word, at))
}

const quotes =
  /"[^"\n]{1,400}"|“[^”]{1,400}”|„[^“”]{1,400}[“”]|«[^»]{1,400}»|「[^」]{1,400}」|‘[^’]{1,400}’|(?<![\p{L}\p{N}])'[^'\n]{2,400}'(?![\p{L}\p{N}])/gu
const backticks = /``[^`]{1,400}``|`[^`]{1,400}`/g

/** Whether an offset lies within a match; asked in rising order. */
function spansIn(text: string, pattern: RegExp): (offset: number) => boolean {
  const spans = [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length] as const)
  let next = 0
  return (offset) => {
    while ((spans[next]?.[1] ?? Infinity) <= offset) next += 1
    const span = spans[next]
    return span !== undefined && offset > span[0]
  }
}
