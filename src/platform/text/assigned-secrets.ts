import { looksPassword, looksQuotedPassword, looksRandom, looksSecret } from './secret-looks.ts'
import { promiseOf, type Promised } from './secret-names.ts'
import type { PlacedForm, SecretRange } from './secret-ranges.ts'

/*
 * NAME, what may stand between, VALUE. As configuration, code, tools and prose write it:
 *
 *   password = x   "apiKey": "x"   :secret => 'x'   DB_PASSWORD=x   const TOKEN: &str = "x"   char key[] = "x"
 *   setPassword("x")   setenv("API_KEY", "x")   #define API_KEY "x"   IDENTIFIED BY PASSWORD 'x'
 *   <password>x</password>   <add key="Password" value="x"/>   - name: API_TOKEN\n  value: x
 *   variable "password" {\n  default = "x"   "password": {"value": "x"}   Secret Access Key [None]: x
 *   --password x   config set _authToken x   the password is x   API_KEY    x   | token | x |
 */

/** As code, constants and prose spell them. */
function spellings(...words: readonly string[]): readonly string[] {
  return words.flatMap((each) => [each, each.toUpperCase(), each.charAt(0).toUpperCase() + each.slice(1)])
}

/** Secrets known by the names they are given. Every name costs a bounded time. */
export const assignedSecrets: PlacedForm = {
  starts: spellings('pass', 'pwd', 'token', 'secret', 'key', 'cred', '_auth', '_pat', 'psk', 'dsn'),
  find(text, at) {
    const nameEnd = endOfName(text, at)
    return mayGoOn[text.charCodeAt(nameEnd)] ? valueOf(text, startOfName(text, at), nameEnd) : undefined
  },
}

const longestName = 64

const isNamePart = flags('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-')
/** What can stand behind a name that has a value. */
const mayGoOn = flags(' \t\n"\'`\\=:>)](,|[')

function flags(characters: string): readonly boolean[] {
  return Array.from({ length: 0x80 }, (_, unit) => characters.includes(String.fromCharCode(unit)))
}

function endOfName(text: string, from: number): number {
  let end = from
  while (end - from < longestName && isNamePart[text.charCodeAt(end)]) end += 1
  return end
}

function startOfName(text: string, from: number): number {
  let start = from
  while (from - start < longestName && isNamePart[text.charCodeAt(start - 1)]) start -= 1
  return start
}

const closing = /\\{0,3}["'`]?[\])]?(?:\[\w{0,6}\])?(?: [[(][^\]\n)]{0,24}[\])])?/
const type = /(?:\s{0,2}:\s{0,2}[&?]?(?:'static )?[A-Za-z][\w<>[\]|?. ]{0,24}(?=\s{0,2}=))?/
const assign = /[ \t]{0,48}(?:=>|:=|===?|!==?|\?=|=|:|\u2192)[ \t]{0,8}/
const beside =
  /["']?(?:\s{0,4}(?:\n\s{0,16}|\s)value\s{0,2}[:=]|\s{0,4}:\s{0,4}\{\s{0,16}"value"\s{0,4}:|\s{1,4}\{\s{0,8}(?:(?:type|description|sensitive)[^\n]{0,120}\n\s{0,8}){0,3}default\s{0,12}=)\s{0,4}/
const makeBetween = () =>
  new RegExp(
    [
      `(?<beside>${beside.source})`,
      `(?<assign>${closing.source}${type.source}${assign.source})`,
      `(?<below>["']?:[ \\t]{0,4}(?:[|>]-?[ \\t]{0,4})?\\r?\\n[ \\t]{0,24})`,
      `(?<comma>\\\\?["'\`]\\s{0,2},\\s{0,2}(?=\\\\?["'\`]))`,
      `(?<call>\\(\\s{0,2}(?=\\\\?["'\`]))`,
      `(?<gap>\\\\?["']?[ \\t]{1,4}(?=["'\`]))`,
      `(?<element>>\\s{0,4}(?=[^<\\s]{4,1024}\\s{0,4}</))`,
      `(?<says>[ \\t]{1,3}(?:is|was|set to):?[ \\t]{1,3})`,
      `(?<column>[ \\t]{0,24}[|\\u2502][ \\t]{1,24}|[ \\t]{2,40}|\\t)`,
      `(?<space> )`,
    ].join('|'),
    'y',
  )
let between: RegExp | undefined
const kinds = ['beside', 'assign', 'below', 'comma', 'call', 'gap', 'element', 'says', 'column', 'space'] as const
type Between = (typeof kinds)[number]

const opening = /\\{0,3}(["'`])?/y
/** More is not needed to judge a value; what follows belongs to it. */
const plainValue = /[^\s"'`,;&|<>(){}[\]\\]{6,160}/y
const constantValue = /[^\s"'`;$(\\][^\s"'`\\;]{5,160}/y
const rest = /[^\s"'`,;&|<>(){}[\]\\]*/y
const quotedValues: Readonly<Record<string, RegExp>> = {
  '"': /[^"\s\\]{4,160}/y,
  "'": /[^'\s\\]{4,160}/y,
  '`': /[^`\s\\]{4,160}/y,
}

function valueOf(text: string, nameStart: number, nameEnd: number): SecretRange | undefined {
  between ??= makeBetween()
  between.lastIndex = nameEnd
  const match = between.exec(text)
  const kind = match && kinds.find((each) => match.groups?.[each] !== undefined)
  if (!match || !kind || (kind === 'space' && !isArgument(text, nameStart))) return undefined
  const promise = promiseAt(text, nameStart, nameEnd, kind)
  if (!promise) return undefined
  opening.lastIndex = nameEnd + match[0].length
  const [open = '', quote] = opening.exec(text) ?? []
  const start = nameEnd + match[0].length + open.length
  const isConstant = kind === 'assign' && match[0] === '=' && /^[A-Z\d_]+$/.test(text.slice(nameStart, nameEnd))
  const value = valueAt(text, start, quote, isConstant)
  if (
    value === undefined ||
    (!quote && isCode(match[0], text, start + value.length)) ||
    !accepts(promise, kind, value, isConstant || quote !== undefined)
  )
    return undefined
  return { start, end: endOfRest(text, start + value.length), name: 'assigned' }
}

function valueAt(text: string, start: number, quote: string | undefined, isConstant: boolean): string | undefined {
  const quoted = quote === undefined ? undefined : quotedValues[quote]
  for (const pattern of quoted ? [quoted, plainValue] : [isConstant ? constantValue : plainValue]) {
    pattern.lastIndex = start
    const match = pattern.exec(text)
    if (match) return match[0]
  }
  return undefined
}

function endOfRest(text: string, from: number): number {
  rest.lastIndex = from
  return from + (rest.exec(text)?.[0].length ?? 0)
}

/** Compared or called, an unquoted word is no value. */
function isCode(sign: string, text: string, end: number): boolean {
  return sign.includes('==') || text[end] === '('
}

/** `--password x`, `config set token x`. */
function isArgument(text: string, nameStart: number): boolean {
  return (
    /(?:^|\s)-{0,2}$|[:/]$/.test(text.slice(Math.max(0, nameStart - 3), nameStart)) &&
    !!argument.exec(text.slice(Math.max(0, nameStart - 80), nameStart + 2))
  )
}
const argument = /(?:^|\s)--?\w?$|(?:^|\s)-{1,2}\w{1,2}$|\b(?:set|configure|config|add|login)\b[^\n]{0,60}$/

function promiseAt(text: string, start: number, end: number, kind: Between): Promised | undefined {
  const name = text.slice(start, end)
  // A part of an identifier of another system: `arn:…:secret:name`.
  if (kind === 'assign' && /:[\w*/-]{0,40}:$/.test(text.slice(Math.max(0, start - 44), start))) return undefined
  if (kind !== 'assign' && !/[-_]$/.test(text[start - 1] ?? '') && /^(?:pass|pwd)$/i.test(name)) return undefined
  if (kind === 'call' && !/^(?:set|with|use)|^(?:password|passwd|passphrase|secret|token|apikey|api_key)$/i.test(name))
    return undefined
  const isWord = /^(?:key|keys)$/i.test(name) && text[start - 1] === ' '
  const promise = promiseOf(isWord ? `${wordBefore(text, start - 1)}_${name}` : name)
  if (isWord) return promise === 'secret' ? promise : undefined
  if (promise) return promise
  return /^key$/i.test(name) && /[?&]/.test(text[start - 1] ?? '') ? 'perhaps' : undefined
}

const wordBefore = (text: string, end: number) => /[A-Za-z]*$/.exec(text.slice(Math.max(0, end - 24), end))?.[0] ?? ''

function accepts(promise: Promised, kind: Between, value: string, isLiteral: boolean): boolean {
  if (promise === 'perhaps')
    return kind !== 'column' && /^[\w+/=.:~-]+$/.test(value) && looksRandom(value.replace(digest, ''))
  const isLoose = kind === 'column' || kind === 'below'
  if (promise === 'secret')
    return isLoose || kind === 'call' ? looksRandom(value) : looksSecret(value) && (isLiteral || !isTypeName(value))
  if (isLoose || kind === 'says' || kind === 'space' || kind === 'comma') return looksSecret(value)
  if (kind === 'gap' || !isLiteral) return looksPassword(value)
  return looksQuotedPassword(value)
}

/** `PKCS7PrivateKeyTypes` */
function isTypeName(value: string): boolean {
  const words = /^\w+$/.test(value) ? (value.match(/[A-Z][a-z]{3,}/g) ?? []) : []
  return words.length > 1 && words.join('').length * 2 > value.length
}

const digest = /[\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12,}/gi
