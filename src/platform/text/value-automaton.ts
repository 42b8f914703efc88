import { spelledForms } from './secret-forms.ts'
import type { SecretValue } from './secret-values.ts'

/** Digits and letters. */
export const alphabet = 36

/** No form that is added is longer. */
export const longestForm = 64

interface Form {
  readonly name: string
  readonly length: number
}

/** The forms of many values as one machine (Aho and Corasick, 1975): one step for each character. Form 0 is none. */
export class ValueAutomaton {
  /** Where a character leads from a node. */
  readonly steps: Int32Array
  /** Characters of a form that lie behind a node. */
  readonly depths: Uint8Array
  /** The form that ends at a node. */
  readonly matches: Int32Array
  /** A form that a node may become. */
  readonly #goals: Int32Array
  readonly #forms: Form[] = [{ name: '', length: 0 }]
  #size = 1

  constructor(values: readonly SecretValue[]) {
    const forms = values.flatMap(({ name, value }) => spelledForms(value).map((text) => ({ name, text })))
    const most = forms.reduce((sum, { text }) => sum + text.length, 1)
    this.steps = new Int32Array(alphabet * most)
    this.depths = new Uint8Array(most)
    this.matches = new Int32Array(most)
    this.#goals = new Int32Array(most)
    for (const { name, text } of forms) this.#add(text, name)
    this.#link()
  }

  get isEmpty(): boolean {
    return this.#size === 1
  }

  form(index: number): Form {
    return this.#forms[index] ?? { name: '', length: 0 }
  }

  goal(node: number): Form {
    return this.form(this.#goals[node] ?? 0)
  }

  #add(text: string, name: string): void {
    const { steps, depths, matches } = this
    let node = 0
    for (let index = 0; index < text.length; index += 1) {
      const slot = node * alphabet + codeOf(text.charCodeAt(index))
      let next = steps[slot] ?? 0
      if (next === 0) {
        next = this.#size
        this.#size += 1
        steps[slot] = next
        depths[next] = index + 1
        this.#goals[next] = this.#forms.length
      }
      node = next
    }
    if (matches[node] !== 0) return
    matches[node] = this.#forms.length
    this.#forms.push({ name, length: text.length })
  }

  /** Where no form goes on, the longest end of what was read that begins a form does. */
  #link(): void {
    const { steps, matches } = this
    const fallbacks = new Int32Array(this.#size)
    const queue = new Int32Array(this.#size)
    let queued = 1
    for (let head = 0; head < queued; head += 1) {
      const node = queue[head] ?? 0
      const row = node * alphabet
      const fallback = (fallbacks[node] ?? 0) * alphabet
      if (matches[node] === 0) matches[node] = matches[fallbacks[node] ?? 0] ?? 0
      for (let code = 0; code < alphabet; code += 1) {
        const next = steps[row + code] ?? 0
        const otherwise = node === 0 ? 0 : (steps[fallback + code] ?? 0)
        if (next === 0) {
          steps[row + code] = otherwise
          continue
        }
        fallbacks[next] = otherwise
        queue[queued] = next
        queued += 1
      }
    }
  }
}

const codeOf = (unit: number) => (unit < 0x3a ? unit - 0x30 : unit - 0x57)
