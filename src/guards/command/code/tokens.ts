import { escaped } from '../shell/decoders.ts'

/** A piece of a program in one of the scripting languages. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'shell' | 'sign' | 'line'
  readonly text: string
  /** A string in which variables stand: `f'{x}'`, `${x}`. */
  readonly isTemplate?: boolean
}

/** Longer code is read only so far. */
const maxLength = 64 * 1024

const patterns =
  /(?<space>[ \t\r\f\v]+|\\\n)|(?<line>\n)|(?<comment>#[^\n]*|\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$))|(?<number>-?\d[\w.]*)|(?<triple>(?:[rRbBuUfF]{0,2})(?:'''|"""))|(?<quote>(?:\b[rRbBuUfF]{1,2})?["'`])|(?<special>\b(?:qx|qq|q)[^\w\s,;=.)]|%[xqQ][({[|!])|(?<name>[@%]?[$]?[A-Za-z_][\w$]*[?!]?|[$]_?)|(?<sign>=>|->|::|==|!=|\?\.|\*\*|[\s\S])/gy

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

/** Takes code apart, tolerantly: one reading for all the languages, since what matters are names, strings and brackets. */
export function tokensOf(language: string, code: string): readonly Token[] {
  const text = code.slice(0, maxLength)
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    patterns.lastIndex = at
    const found = patterns.exec(text)
    if (!found) break
    const next = read(found, text, language, tokens)
    at = Math.max(next, at + 1)
  }
  return tokens
}

/** Adds the token, if it is one, and answers where the next begins. */
function read(
  { 0: whole, index, groups = {} }: RegExpExecArray,
  text: string,
  language: string,
  tokens: Token[],
): number {
  const end = index + whole.length
  if (groups['space'] !== undefined) return end
  if (groups['line'] !== undefined) tokens.push({ kind: 'line', text: '\n' })
  else if (groups['comment'] !== undefined) return comment(whole, language, index, tokens)
  else if (groups['number'] !== undefined) tokens.push({ kind: 'number', text: whole })
  else if (groups['triple'] !== undefined)
    return quoted(text, end, { open: whole, close: whole.slice(-3), language }, tokens)
  else if (groups['quote'] !== undefined)
    return quoted(text, end, { open: whole, close: whole.slice(-1), language }, tokens)
  else if (groups['special'] !== undefined) return special(whole, text, end, language, tokens)
  else tokens.push({ kind: groups['name'] === undefined ? 'sign' : 'name', text: whole })
  return end
}

/** `#` and `//` are comments in some of the languages only. */
function comment(whole: string, language: string, index: number, tokens: Token[]): number {
  const isHash = whole.startsWith('#')
  const isComment = isHash
    ? language !== 'javascript'
    : language === 'javascript' || language === 'php' || language === 'groovy' || language === 'java'
  if (isComment) return index + whole.length
  tokens.push({ kind: 'sign', text: whole.slice(0, 1) })
  return index + 1
}

interface Quote {
  readonly open: string
  readonly close: string
  readonly language: string
}

function quoted(text: string, start: number, { open, close, language }: Quote, tokens: Token[]): number {
  let end = start
  while (end < text.length && !text.startsWith(close, end)) end += text[end] === '\\' ? 2 : 1
  const raw = text.slice(start, end)
  const prefix = open.toLowerCase().replace(/["'`]+$/, '')
  const isShell = close === '`' && language !== 'javascript'
  const isPlain = prefix.includes('r') || (close === "'" && /^(?:perl|ruby|php)$/.test(language))
  const isTemplate =
    prefix.includes('f') ||
    (close === '`' && language === 'javascript') ||
    (close === '"' && /^(?:perl|ruby|php)$/.test(language))
  tokens.push({
    kind: isShell ? 'shell' : 'string',
    text: isPlain ? raw : escaped(raw),
    ...(isTemplate && { isTemplate }),
  })
  return end + close.length
}

/** `qx{…}` and `%x(…)` are shells, `q{…}` and the like strings: in Perl and Ruby. */
function special(whole: string, text: string, start: number, language: string, tokens: Token[]): number {
  const open = whole.slice(-1)
  const close = closing[open] ?? open
  const end = text.indexOf(close, start)
  if (end < 0 || (language !== 'perl' && language !== 'ruby')) {
    tokens.push({ kind: 'sign', text: whole })
    return start
  }
  tokens.push({ kind: whole.includes('x') ? 'shell' : 'string', text: text.slice(start, end) })
  return end + 1
}
