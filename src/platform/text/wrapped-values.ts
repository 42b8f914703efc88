import { Spelling } from './spelling.ts'
import { spelledForms } from './secret-forms.ts'
import type { SecretRange } from './secret-ranges.ts'
import type { SecretValue } from './secret-values.ts'

/** How far a value has been read at the end of a text, so that the next text may go on with it. Positions count from the first text. */
export interface Trail {
  readonly node: number
  readonly base: number
  /** Where each of the characters begins that may be the start of a value. */
  readonly starts: readonly number[]
  /** The value it may be, and the share of it that is there. */
  readonly name: string
  readonly share: number
}

export interface Wrapped {
  readonly ranges: readonly SecretRange[]
  readonly trail: Trail
}

/**
 * Finds known values by their spelling (`spelling.ts`), across texts too: an automaton (Aho and Corasick, 1975) over
 * letters and digits, built on first use. A character costs one step whatever the number of values.
 */
export class WrappedValues {
  #automaton: Automaton | undefined
  readonly #spelling = new Spelling()
  readonly #values: readonly SecretValue[]

  constructor(values: readonly SecretValue[]) {
    this.#values = values
  }

  static readonly start: Trail = { node: 0, base: 0, starts: [], name: '', share: 0 }

  /** The values in a text that follows `trail`. Ranges may begin before it. */
  find(text: string, trail: Trail = WrappedValues.start): Wrapped {
    const automaton = (this.#automaton ??= new Automaton(this.#values))
    if (automaton.isEmpty) return { ranges: [], trail: { ...WrappedValues.start, base: trail.base + text.length } }
    const scan = new Scan(automaton, trail)
    for (let from = 0; from < text.length;) {
      from = this.#spelling.read(text, from)
      scan.take(this.#spelling)
    }
    return { ranges: scan.ranges, trail: scan.trail(trail.base + text.length) }
  }
}

/** One text's way through the automaton. */
class Scan {
  readonly ranges: SecretRange[] = []
  #node: number
  /** Starts of the characters before the block that may still belong to a value. */
  #before: readonly number[]
  /** Characters read in all; where the last range ended in them. */
  #read = 0
  #rangeRead = -1
  readonly #base: number
  readonly #automaton: Automaton

  constructor(automaton: Automaton, { node, base, starts }: Trail) {
    this.#automaton = automaton
    this.#node = node
    this.#before = starts
    this.#base = base
  }

  take({ codes, starts, ends, length }: Spelling): void {
    const { steps, matches } = this.#automaton
    let node = this.#node
    for (let index = 0; index < length; index += 1) {
      node = steps[node * alphabet + (codes[index] ?? 0)] ?? 0
      if (matches[node] !== 0) this.#found(node, index, starts, ends)
    }
    this.#node = node
    const depth = this.#automaton.depths[node] ?? 0
    const kept: number[] = []
    for (let back = depth; back > 0; back -= 1) kept.push(this.#startOf(length - back, starts))
    this.#before = kept
    this.#read += length
  }

  trail(base: number): Trail {
    const { names, lengths, goals, depths } = this.#automaton
    const goal = goals[this.#node] ?? 0
    const share = (depths[this.#node] ?? 0) / (lengths[goal] || 1)
    return { node: this.#node, base, starts: this.#before, name: names[goal] ?? '', share }
  }

  #found(node: number, index: number, starts: Uint32Array, ends: Uint32Array): void {
    const { names, lengths, matches } = this.#automaton
    const form = matches[node] ?? 0
    const length = lengths[form] ?? 0
    const name = names[form] ?? ''
    const first = this.#read + index - length
    const end = this.#base + (ends[index] ?? 0)
    const last = this.ranges.at(-1)
    // The parts of one value follow each other.
    const start =
      last?.name === name && first <= this.#rangeRead ? last.start : this.#startOf(index + 1 - length, starts)
    if (start === last?.start) this.ranges.pop()
    this.ranges.push({ start, end, name })
    this.#rangeRead = this.#read + index
  }

  #startOf(index: number, starts: Uint32Array): number {
    return index < 0 ? (this.#before[this.#before.length + index] ?? 0) : this.#base + (starts[index] ?? 0)
  }
}

const alphabet = 36

/** All forms of all values as one machine. Form 0 is none. */
class Automaton {
  /** Where a character leads from a node. */
  steps = new Int32Array(alphabet * 64)
  /** Characters of a form that lie behind a node. */
  depths: number[] = [0]
  /** The form that ends at a node, and one that a node may become. */
  matches: number[] = [0]
  readonly goals: number[] = [0]
  readonly names: string[] = ['']
  readonly lengths: number[] = [0]

  constructor(values: readonly SecretValue[]) {
    for (const { name, value } of values) for (const form of spelledForms(value)) this.#add(form, name)
    this.#link()
  }

  get isEmpty(): boolean {
    return this.names.length === 1
  }

  #add(form: string, name: string): void {
    let node = 0
    for (const letter of form) {
      const slot = node * alphabet + Number.parseInt(letter, alphabet)
      node = this.steps[slot] || this.#grow(slot, node)
    }
    if (this.matches[node] !== 0) return
    this.matches[node] = this.names.length
    this.names.push(name)
    this.lengths.push(form.length)
  }

  #grow(slot: number, from: number): number {
    const node = this.depths.length
    if ((node + 1) * alphabet > this.steps.length) {
      const larger = new Int32Array(this.steps.length * 2)
      larger.set(this.steps)
      this.steps = larger
    }
    this.steps[slot] = node
    this.depths.push((this.depths[from] ?? 0) + 1)
    this.matches.push(0)
    this.goals.push(this.names.length)
    return node
  }

  /** Where no form goes on, the longest end of what was read that begins a form does. */
  #link(): void {
    const { steps, matches } = this
    const fallbacks = new Int32Array(this.depths.length)
    const queue = [0]
    for (const node of queue) {
      const fallback = fallbacks[node] ?? 0
      if (matches[node] === 0) matches[node] = matches[fallback] ?? 0
      for (let letter = 0; letter < alphabet; letter += 1) {
        const slot = node * alphabet + letter
        const next = steps[slot] ?? 0
        const otherwise = node === 0 ? 0 : (steps[fallback * alphabet + letter] ?? 0)
        if (next === 0) steps[slot] = otherwise
        else {
          fallbacks[next] = otherwise
          queue.push(next)
        }
      }
    }
  }
}
