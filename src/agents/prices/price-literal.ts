/*
 * Reads data out of a JavaScript file without running it: an array of object literals, as bundlers print them.
 *
 *   value   { key: value, … } | [ value, … ] | "…" | '…' | `…` | 12.5 | .5 | 1e3 | -1 | true | false | null | !0 | !1
 *   key     name | "…" | '…' | 12
 *
 * No expressions, no calls, no `${…}`: what holds one is no data.
 */

/** Thrown inside only: `arrayIn` answers `undefined`. */
class NotData extends Error {}

const deepest = 64
/** Places in a file that may begin the array we look for. */
const mostStarts = 50

/** The first array of objects in a source that is data through and through and that `fits`; `undefined` if there is none. */
export function arrayIn(source: string, fits: (array: readonly unknown[]) => boolean): readonly unknown[] | undefined {
  const starts = source.matchAll(/[=(,:]\s*(?=\[\s*\{)/g)
  let tried = 0
  for (const { index, 0: before } of starts) {
    if (++tried > mostStarts) return undefined
    const array = tryRead(source, index + before.length)
    if (Array.isArray(array) && fits(array)) return array
  }
  return undefined
}

function tryRead(source: string, from: number): unknown {
  try {
    return new Reader(source, from).value(0)
  } catch (error) {
    if (error instanceof NotData) return undefined
    throw error
  }
}

const blank = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
const number = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y
const word = /[A-Za-z_$][\w$]*/y
const constant = /(?:true|false|null|!0|!1|void 0)(?![\w$])/y
const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null, '!0': true, '!1': false }
const plainText = { '"': /[^"\\\n\r]+/y, "'": /[^'\\\n\r]+/y, '`': /[^`\\$]+/y } as const
const escape = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^]))/y
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' }

class Reader {
  readonly #source: string
  #at: number

  constructor(source: string, at: number) {
    this.#source = source
    this.#at = at
  }

  value(depth: number): unknown {
    if (depth > deepest) throw new NotData()
    const next = this.#next()
    if (next === '[') return this.#list(depth)
    if (next === '{') return this.#object(depth)
    if (isQuote(next)) return this.#text(next)
    const known = this.#take(constant)
    if (known !== undefined) return constants[known]
    const digits = this.#take(number)
    if (digits === undefined) throw new NotData()
    return Number(digits)
  }

  #list(depth: number): readonly unknown[] {
    const list: unknown[] = []
    this.#at++
    while (this.#next() !== ']') {
      list.push(this.value(depth + 1))
      this.#comma(']')
    }
    this.#at++
    return list
  }

  #object(depth: number): object {
    const entries: [string, unknown][] = []
    this.#at++
    while (this.#next() !== '}') {
      const key = this.#key()
      if (this.#next() !== ':') throw new NotData()
      this.#at++
      entries.push([key, this.value(depth + 1)])
      this.#comma('}')
    }
    this.#at++
    return Object.fromEntries(entries) // own properties all, `__proto__` too
  }

  #key(): string {
    const next = this.#next()
    if (next === '"' || next === "'") return this.#text(next)
    const key = this.#take(word) ?? this.#take(number)
    if (key === undefined) throw new NotData()
    return key
  }

  #comma(end: string): void {
    const next = this.#next()
    if (next === ',') this.#at++
    else if (next !== end) throw new NotData()
  }

  #text(quote: keyof typeof plainText): string {
    let text = ''
    this.#at++
    while (this.#source[this.#at] !== quote) {
      const piece = this.#take(plainText[quote]) ?? this.#escaped() ?? this.#dollar(quote)
      if (piece === undefined) throw new NotData()
      text += piece
    }
    this.#at++
    return text
  }

  #escaped(): string | undefined {
    escape.lastIndex = this.#at
    const found = escape.exec(this.#source)
    if (!found) return undefined
    this.#at = escape.lastIndex
    const [, braced, four, two, other = ''] = found
    const code = braced ?? four ?? two
    if (code === undefined) return other === '\n' || other === '\r\n' ? '' : (escapes[other] ?? other)
    const point = Number.parseInt(code, 16)
    if (point > 0x10ffff) throw new NotData()
    return String.fromCodePoint(point)
  }

  /** In a template a `$` stands for itself, unless an expression follows. */
  #dollar(quote: string): string | undefined {
    const isPlain = quote === '`' && this.#source[this.#at] === '$' && this.#source[this.#at + 1] !== '{'
    if (isPlain) this.#at++
    return isPlain ? '$' : undefined
  }

  #next(): string {
    this.#take(blank)
    return this.#source[this.#at] ?? ''
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }
}

function isQuote(character: string): character is keyof typeof plainText {
  return character === '"' || character === "'" || character === '`'
}
