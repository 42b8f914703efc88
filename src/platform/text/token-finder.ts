import { flagOf, Heads, nextHead } from './heads.ts'
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

/** Looks at the places of a text where a token may start. */
class Starts {
  readonly #heads = new Heads<CredentialForm>()

  constructor(tokens: readonly CredentialForm[]) {
    for (const form of tokens) for (const start of form.starts) this.#heads.add(start, form)
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

  #look(text: string, at: number, looking: Looking): void {
    let head = nextHead(0, text.charCodeAt(at))
    head = nextHead(head, text.charCodeAt(at + 1))
    head = nextHead(head, text.charCodeAt(at + 2))
    if (this.#heads.flags[flagOf(head)] === 0) return
    this.#heads.each(text, at, head, (form) => looking.at(at, form))
  }
}

const percent = 0x25
/** Of `\n`, `\x0a`, `\u000a`, behind the backslash. */
const escapes = [1, 3, 5]
