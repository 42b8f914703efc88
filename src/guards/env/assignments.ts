/**
 * Variables as files spell them, one or several in a line; the shapes of dotenv, shell, make, Dockerfile, compose, YAML,
 * TOML, JSON, systemd and fish are read alike:
 *
 *   NAME=value    export NAME="value" OTHER=x    NAME: value     - NAME=value      ENV NAME value
 *   NAME          "NAME": "value",               { NAME: value } name: NAME, value: value     set -gx NAME value
 *
 * Nothing is expanded. Text that only looks alike, in comments and in values, is not an assignment.
 */
export interface Assignment {
  readonly name: string
  /** Without its quotes; undefined where only the name is given. */
  readonly value: string | undefined
  /** Counted from 1. */
  readonly line: number
  readonly column: number
}

/** What most lines of most files are. */
const usual = /^([A-Za-z_]\w{0,200})=([\w./:@+-]*)$/

const lineEnd = /\r\n|[\n\r\0\v\f\u2028\u2029]/

/** Every variable that a text sets or names. Linear in the length of the text. */
export function assignmentsIn(text: string): readonly Assignment[] {
  const found: Assignment[] = []
  const read = (line: string, number: number) => {
    const [, name, value] = usual.exec(line) ?? []
    if (name !== undefined) found.push({ name, value, line: number, column: 1 })
    else if (line !== '') new Line(unescaped(line), number, found).read()
  }
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(lineEnd)
    .entries())
    read(line, index + 1)
  for (const { whole, number } of continued(text)) for (const line of whole.split(lineEnd)) read(line, number)
  return [...found, ...listed(found)]
}

/** Lines that a backslash at their end joins with the next: one line for programs that know of it. */
function* continued(text: string): Generator<{ readonly whole: string; readonly number: number }> {
  if (!text.includes('\\\n')) return
  let whole = ''
  let number = 0
  for (const [index, line] of text.split('\n').entries()) {
    const goesOn = line.endsWith('\\')
    if (goesOn && number === 0) number = index + 1
    if (number > 0) whole += goesOn ? line.slice(0, -1) : line
    if (goesOn || number === 0) continue
    yield { whole, number }
    whole = ''
    number = 0
  }
  if (number > 0) yield { whole, number }
}

const namesOfNames = new Set(['name', 'key', 'variable', 'var', 'Name', 'Key', 'NAME'])
const namesOfValues = new Set(['value', 'Value', 'VALUE'])

/** `name: NAME` and `value: …`, as two entries of a list's item. */
function listed(found: readonly Assignment[]): readonly Assignment[] {
  const pairs: Assignment[] = []
  for (const [index, { name, value, line, column }] of found.entries()) {
    if (!namesOfNames.has(name) || value === undefined) continue
    const next = found[index + 1]
    if (next && namesOfValues.has(next.name)) pairs.push({ name: value, value: next.value, line, column })
  }
  return pairs
}

/** A key of JSON or YAML may be spelled in escapes. */
function unescaped(line: string): string {
  if (!line.includes('\\u00') && !line.includes('\\x')) return line
  return line.replace(/\\(?:u00|x)([2-7][0-9A-Fa-f])/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  )
}

const gap = /[\s,;{}[\]()|&-]*/y
/** A word of a shell: quotes in its middle are not a part of its name. */
const nameWord = /\$?["'\\A-Za-z_][\w"'\\.%-]{0,200}(?:\(\))?/y
const operator = /\s{0,20}(?:\+=|[:?!]{1,2}=|=|:(?=[\s"'{[]|$))\s{0,200}/y
const comment = /^\s*(?:#|\/\/|;|<!--|REM\b)/
const bareName = /^(?:[A-Z_][A-Z0-9_]*|[a-z]{2,5}_proxy|npm_config_\w+|BASH_FUNC_\S+)$/
/** Where a command ends, or a list within a line begins. */
const turn = /[;&|{]/g
const openingQuote = /\$?["']/y
const valueWord = /[^\s,}\]]*/y
const commandWord = /[^\s;|&]*/y
/** Another assignment stands behind a word, and not a sentence that happens to hold one. */
const anotherKey = /\s{0,20}[,}][\s"'{,]{0,20}[A-Za-z_]/y
const anotherName = /[\s,]{1,20}["']?[A-Za-z_]\w{0,200}\s?\+?=/y
const beginsWithAssignment = /^\s{0,20}(?:(?:export|env|cross-env|-e|--env)\s{1,20}){0,3}[A-Za-z_]\w{0,200}\+?=/
/** Words that stand before an assignment, or around it, and mean nothing by themselves. */
const keywords = new Set(
  (
    'export declare typeset local readonly override set setx setenv env ENV ARG PassEnvironment command sudo exec time nice ' +
    'nohup x g gx Ux e cross-env cross-env-shell then do'
  ).split(' '),
)
/** What follows these is named, if nothing is said of its value. */
const naming = new Set([
  'export',
  'declare',
  'typeset',
  'readonly',
  'local',
  'x',
  'g',
  'ARG',
  'e',
  'env',
  'PassEnvironment',
])
const mayName = /\b(?:export|declare|typeset|local|readonly|setx?|setenv|env|ENV|ARG|PassEnvironment|g?x|e)\s/
/** After these a name and its value stand without a sign between them. */
const spaced = new Set(['set', 'setx', 'setenv', 'ENV', 'gx', 'Ux'])
/** Their value is an assignment, or a command that may begin with some. */
const wrappers =
  /^(?!(?:comment|desc|description|doc|docs|help|label|message|note|summary|text|title)$)[a-z][\w.:-]*$|^Environment$/
const accessors = /^(?:process\.env\.|os\.environ\.|ENV\.|env\.|import\.meta\.env\.)/

class Line {
  #at = 0
  #last: string | undefined
  readonly #found: Assignment[]
  readonly #text: string
  readonly #number: number
  /** A command has words; elsewhere a value goes on to the end of its line. */
  readonly #isCommand: boolean

  constructor(text: string, number: number, found: Assignment[], isCommand = false) {
    this.#text = withoutAccess(text)
    this.#number = number
    this.#found = found
    this.#isCommand = isCommand
  }

  read(): void {
    if (comment.test(this.#text)) return
    const hasSign = this.#text.includes('=') || this.#text.includes(':')
    if (!hasSign && (this.#names() || !mayName.test(this.#text))) return
    while (this.#next());
  }

  /** The whole line is a list of names. */
  #names(): boolean {
    const words = this.#text.split(/[\s,;]+/).filter((word) => word !== '')
    const isList = words.every((word) => bareName.test(word))
    if (isList) for (const word of new Set(words)) this.#add(word, undefined, this.#text.indexOf(words[0] ?? ''))
    return isList
  }

  /** Reads one word and what belongs to it; false at the end of what can be read. */
  #next(): boolean {
    this.#match(gap)
    const start = this.#at
    const word = this.#match(nameWord)
    if (word === undefined) return this.#skip()
    const name = plainName(word)
    if (this.#match(operator) !== undefined) return this.#valueOf(name, word, start)
    return this.#without(name, start)
  }

  #without(name: string, start: number): boolean {
    if (keywords.has(name) || (name === 'echo' && this.#text.includes('>>'))) {
      this.#last = name
      return true
    }
    if (spaced.has(this.#last ?? '')) this.#add(name, this.#rest() || undefined, start)
    else if (naming.has(this.#last ?? '')) {
      this.#add(name, undefined, start)
      return true
    }
    return this.#skip()
  }

  /** Some command or sentence: what may come after it is read again. */
  #skip(): boolean {
    turn.lastIndex = this.#at
    const isFound = turn.test(this.#text)
    this.#at = isFound ? turn.lastIndex : this.#text.length
    this.#last = undefined
    return isFound
  }

  #valueOf(name: string, word: string, start: number): boolean {
    const sign = this.#text.slice(start + word.length, this.#at)
    const first = this.#text[this.#at]
    if (first === '{' || first === '[') {
      this.#add(name, '', start)
      return true
    }
    const opened = /^\$?(["'])/.exec(word)?.[1]
    const isOpen = opened !== undefined && !word.endsWith(opened)
    const value = isOpen ? this.#until(opened) : this.#value(sign)
    this.#add(name, value.text, start)
    if (wrappers.test(name)) this.#inside(value.text, value.start)
    return value.goesOn
  }

  #value(sign: string): { readonly text: string; readonly start: number; readonly goesOn: boolean } {
    const start = this.#at
    const opened = this.#match(openingQuote)
    if (opened !== undefined) return this.#until(opened.at(-1) ?? '')
    const text = this.#match(this.#isCommand ? commandWord : valueWord) ?? ''
    const more = sign.includes(':') ? anotherKey : anotherName
    more.lastIndex = this.#at
    if (this.#isCommand || more.test(this.#text)) return { text, start, goesOn: true }
    this.#at = start
    return { text: this.#rest(), start, goesOn: false }
  }

  #until(quote: string): { readonly text: string; readonly start: number; readonly goesOn: boolean } {
    const start = this.#at
    const end = quote === "'" ? this.#text.indexOf(quote, start) : closingQuote(this.#text, quote, start)
    const isClosed = end !== -1
    this.#at = isClosed ? end + 1 : this.#text.length
    return { text: this.#text.slice(start, isClosed ? end : undefined), start, goesOn: isClosed }
  }

  #rest(): string {
    const rest = this.#text.slice(this.#at).trim()
    this.#at = this.#text.length
    const hash = rest.startsWith('#') ? 0 : rest.indexOf(' #')
    return withoutEnd((hash === -1 ? rest : rest.slice(0, hash)).trim())
  }

  #inside(value: string, start: number): void {
    if (this.#isCommand || !beginsWithAssignment.test(value)) return
    const inside: Assignment[] = []
    new Line(value, this.#number, inside, true).read()
    for (const assignment of inside) this.#found.push({ ...assignment, column: start + assignment.column })
  }

  #add(name: string, value: string | undefined, start: number): void {
    this.#found.push({ name, value, line: this.#number, column: start + 1 })
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)?.[0]
    if (match !== undefined) this.#at += match.length
    return match
  }
}

/** The next quote that no backslash takes its meaning from; -1 if there is none. */
function closingQuote(text: string, quote: string, start: number): number {
  let end = text.indexOf(quote, start)
  while (isEscaped(text, end)) end = text.indexOf(quote, end + 1)
  return end
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}

/** What closes a list of JSON or YAML around a value. */
function withoutEnd(value: string): string {
  let end = value.length
  while (end > 0 && ',;}'.includes(value[end - 1] ?? ' ')) end--
  return value.slice(0, end)
}

/** Programs spell the same in their own way: `$env:NAME`, `ENV["NAME"]`. */
function withoutAccess(text: string): string {
  if (!text.includes('$') && !text.includes('[')) return text
  return text.replace(/^(\s*)\$env:/i, '$1').replace(/^(\s*)(?:os\.environ|ENV|process\.env)\[(["']\w+["'])\]/, '$1$2')
}

function plainName(word: string): string {
  if (!/["'\\$.]/.test(word)) return word
  return word.replace(/["'\\$]/g, '').replace(accessors, '')
}
