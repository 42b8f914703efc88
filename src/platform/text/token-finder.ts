import { Looking, type CredentialForm, type FindSecrets } from './secret-ranges.ts'

/**
 * Finds tokens: unbroken runs of at least `shortest` letters, digits and signs, in which a token starts where no word
 * goes on, or behind an escaped character (`\\n`, `%20`). Prose has no such runs, so most of a text is stepped over.
 */
export function tokenFinder(tokens: readonly CredentialForm[], shortest: number): FindSecrets {
  const starts = new Starts(tokens)
  return (text) => {
    const looking = new Looking(text)
    let floor = 0
    // A run that long covers one of every `shortest` places.
    for (let at = shortest - 1; at < text.length; at += shortest) {
      if (kinds[text.charCodeAt(at)] === other) continue
      let start = at
      while (start > floor && kinds[text.charCodeAt(start - 1)] !== other) start -= 1
      floor = at = starts.search(text, start, looking)
    }
    return looking.ranges
  }
}

const other = 0
const sign = 1
const letter = 2
const kinds = new Uint8Array(0x10000)
for (const each of '+/=.~%$@') kinds[each.charCodeAt(0)] = sign
for (const each of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-')
  kinds[each.charCodeAt(0)] = letter

interface Token {
  readonly start: string
  readonly form: CredentialForm
}

/** Tokens by their first three characters. */
class Starts {
  readonly #tokens = new Map<number, Token[]>()
  /** Not zero where it is worth a look into the map. */
  readonly #flags = new Uint8Array(flagCount)

  constructor(forms: readonly CredentialForm[]) {
    for (const form of forms) for (const start of form.starts) this.#add({ start, form })
  }

  /** Looks at every place in a run where a token may start; gives the end of the run. */
  search(text: string, from: number, looking: Looking): number {
    if (text[from - 1] === '\\') for (const behind of escapes) this.#look(text, from + behind, looking)
    let isBehindWord = false
    let index = from
    for (; index < text.length; index += 1) {
      const kind = kinds[text.charCodeAt(index)]
      if (kind === other) break
      if (!isBehindWord) this.#look(text, index, looking)
      isBehindWord = kind === letter
      if (kind === sign && text.charCodeAt(index) === percent) this.#look(text, index + 3, looking)
    }
    return index
  }

  #add(token: Token): void {
    const head = headAt(token.start, 0)
    const tokens = this.#tokens.get(head)
    if (tokens) tokens.push(token)
    else this.#tokens.set(head, [token])
    this.#flags[flagOf(head)] = 1
  }

  #look(text: string, at: number, looking: Looking): void {
    const head = headAt(text, at)
    if (this.#flags[flagOf(head)] === 0) return
    for (const { start, form } of this.#tokens.get(head) ?? []) if (text.startsWith(start, at)) looking.at(at, form)
  }
}

const flagCount = 1 << 15
const flagOf = (head: number) => (head ^ (head >>> 9)) & (flagCount - 1)
const headAt = (text: string, at: number) =>
  (text.charCodeAt(at) << 14) ^ (text.charCodeAt(at + 1) << 7) ^ text.charCodeAt(at + 2)

const percent = 0x25
/** Of `\n`, `\x0a`, `\u000a`, behind the backslash. */
const escapes = [1, 3, 5]
