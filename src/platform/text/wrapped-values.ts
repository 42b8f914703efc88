import type { SecretRange } from './secret-ranges.ts'
import type { SecretValue } from './secret-values.ts'
import { afterEscape, escapedCode, skipped, special, spellingCodes } from './spelling.ts'
import { alphabet, longestForm, ValueAutomaton } from './value-automaton.ts'

/** How far a value has been read at the end of a text, so that the next text may go on with it. Places count from the first text. */
export interface Trail {
  readonly node: number
  /** Where the next text begins. */
  readonly base: number
  /** Where each of the characters begins that may be the start of a value. */
  readonly starts: readonly number[]
}

export const noTrail: Trail = { node: 0, base: 0, starts: [] }

/** The beginning of a value at the end of a text. */
export interface OpenValue {
  readonly start: number
  readonly name: string
  /** Letters and digits that are there, and how many the value has. */
  readonly read: number
  readonly length: number
}

/**
 * Finds known values by their spelling (`spelling.ts`), also those that go on from one text to the next. What finds
 * them is built on first use; a character costs one step, whatever the number of values.
 */
export class WrappedValues {
  #automaton: ValueAutomaton | undefined
  readonly #values: readonly SecretValue[]
  /** Where the last characters begin. */
  readonly #places = new Float64Array(2 * longestForm)

  constructor(values: readonly SecretValue[]) {
    this.#values = values
  }

  /** The values in a text that follows `trail`. Ranges may begin before it. */
  find(text: string, trail: Trail = noTrail): { readonly ranges: readonly SecretRange[]; readonly trail: Trail } {
    const base = trail.base + text.length
    const automaton = (this.#automaton ??= new ValueAutomaton(this.#values))
    if (automaton.isEmpty) return { ranges: [], trail: { ...noTrail, base } }
    const places = this.#places
    trail.starts.forEach((start, index) => (places[index] = start))
    const { ranges, node, count } = walk(automaton, places, text, trail)
    const depth = automaton.depths[node] ?? 0
    const starts = Array.from({ length: depth }, (_, index) => places[(count - depth + index) % places.length] ?? 0)
    return { ranges, trail: { node, base, starts } }
  }

  /** The value that has begun at the end of the text before. */
  open({ node, starts }: Trail): OpenValue | undefined {
    const [start] = starts
    const automaton = this.#automaton
    if (start === undefined || !automaton) return undefined
    const { name, length } = automaton.goal(node)
    return { start, name, read: starts.length, length }
  }
}

function walk(automaton: ValueAutomaton, places: Float64Array, text: string, { node: from, base, starts }: Trail) {
  const { steps, matches } = automaton
  const ranges: SecretRange[] = []
  const mask = places.length - 1
  let node = from
  let count = starts.length
  let lastCount = -1
  for (let index = 0; index < text.length;) {
    const at = index
    const unit = text.charCodeAt(at)
    let code = unit < 0x100 ? (spellingCodes[unit] ?? skipped) : skipped
    index += 1
    if (code >= special) {
      if (code === skipped) continue
      index = afterEscape(text, at)
      code = escapedCode()
      if (code === skipped) continue
    }
    places[count & mask] = base + at
    count += 1
    node = steps[node * alphabet + code] ?? 0
    const form = matches[node] ?? 0
    if (form === 0) continue
    const { name, length } = automaton.form(form)
    const last = ranges.at(-1)
    // Parts of one value follow each other.
    const goesOn = last?.name === name && count - length <= lastCount
    if (goesOn) ranges.pop()
    ranges.push({ start: goesOn ? last.start : (places[(count - length) & mask] ?? 0), end: base + index, name })
    lastCount = count
  }
  return { ranges, node, count }
}
