import { rareForms, spelledForms } from './secret-forms.ts'
import type { SecretRange } from './secret-ranges.ts'
import type { SecretValue } from './secret-values.ts'
import { afterEscape, escapedCode, letters, skipped, special, spellingCodes } from './spelling.ts'

/** How far values have been read at the end of a text, so that the next text may go on with them. Places count from the first text. */
export interface Trail {
  /** Where the next text begins. */
  readonly base: number
  /** Letters and digits read, and the last four of them. */
  readonly count: number
  readonly recent: number
  /** Where the last four begin. */
  readonly places: readonly number[]
  readonly begun: readonly Begun[]
}

/** A value of which the beginning was read: four letters and digits at least. */
interface Begun {
  readonly form: Form
  readonly start: number
  readonly firstCount: number
  readonly read: number
}

interface Form {
  readonly name: string
  readonly text: string
}

/** The beginning of a value at the end of a text. */
export interface OpenValue {
  readonly start: number
  readonly name: string
  /** How much of the value is there, between 0 and 1. */
  readonly share: number
  readonly read: number
}

export const noTrail: Trail = { base: 0, count: 0, recent: 0, places: [0, 0, 0, 0], begun: [] }

/**
 * Finds known values by their spelling (`spelling.ts`), also those that go on from one text to the next. Each letter or
 * digit costs a look at the last four: only where a value begins with them is more compared.
 */
export class WrappedValues {
  #heads: Heads | undefined
  #isThorough = false
  readonly #values: readonly SecretValue[]

  constructor(values: readonly SecretValue[]) {
    this.#values = values
  }

  /** From now on also in disguise: not needed before an agent or a gate speaks, and it takes a while. */
  beThorough(): void {
    if (this.#isThorough) return
    this.#isThorough = true
    this.#made.addAll(this.#values, rareForms)
  }

  /** The values in a text that follows `trail`. Ranges may begin before it. */
  find(text: string, trail: Trail = noTrail): { readonly ranges: readonly SecretRange[]; readonly trail: Trail } {
    const heads = this.#made
    if (heads.isEmpty) return { ranges: [], trail: { ...trail, base: trail.base + text.length } }
    return walk(heads, text, trail)
  }

  get #made(): Heads {
    if (this.#heads) return this.#heads
    this.#heads = new Heads()
    this.#heads.addAll(this.#values, spelledForms)
    return this.#heads
  }
}

/** Of the values that have begun, the one of which the most is there. */
export function openValue({ begun }: Trail): OpenValue | undefined {
  const [longest] = begun.toSorted((a, b) => b.read - a.read)
  if (!longest) return undefined
  const { form, start, read } = longest
  return { start, name: form.name, share: read / form.text.length, read }
}

/** So much of a value at the end of what there is tells that it is one. */
const conclusive = 12

/** Of a value that ends with what was read: what there is of it, if that tells enough. */
export function halfValue(trail: Trail): SecretRange | undefined {
  const open = openValue(trail)
  if (!open || (open.read < conclusive && open.share < 0.5)) return undefined
  return { start: open.start, end: trail.base, name: open.name }
}

/** The same where the end of the text was cut off and marked as such: no other text will go on with it. */
export function cutValue(text: string, trail: Trail): SecretRange | undefined {
  const half = text.endsWith('…') ? halfValue(trail) : undefined
  return half && { ...half, end: half.end - 1 }
}

/** The forms of all values by how they begin. */
class Heads {
  readonly #forms = new Map<number, Form[]>()
  /** Not zero where it is worth a look into the map. */
  readonly flags = new Uint8Array(flagCount)

  addAll(values: readonly SecretValue[], formsOf: (value: string) => readonly string[]): void {
    for (const { name, value } of values) for (const text of formsOf(value)) this.#add(name, text)
  }

  get isEmpty(): boolean {
    return this.#forms.size === 0
  }

  at(head: number): readonly Form[] {
    return this.#forms.get(head) ?? []
  }

  #add(name: string, text: string): void {
    let head = 0
    for (let index = 0; index < 4; index += 1) head = withCode(head, letters.indexOf(text.charAt(index)))
    this.flags[flagOf(head)] = 1
    const forms = this.#forms.get(head)
    if (forms) forms.push({ name, text })
    else this.#forms.set(head, [{ name, text }])
  }
}

/** Few enough to stay near the processor, so many that hardly any four letters of honest text look like a head. */
const flagCount = 1 << 14
const flagOf = (head: number) => (head ^ (head >>> 11)) & (flagCount - 1)
/** The last four; no code is zero here, so that fewer are like no four. */
const withCode = (head: number, code: number) => ((head << 6) | (code + 1)) & 0xffffff

const zero = 0x30
const smallX = 0x78

/** Every character of every agent passes here: plain numbers only, until a value begins. */
function walk(heads: Heads, text: string, trail: Trail): { ranges: readonly SecretRange[]; trail: Trail } {
  const { flags } = heads
  const { base } = trail
  let [first = 0, second = 0, third = 0, fourth = 0] = trail.places
  const matches = new Matches(heads, trail.begun)
  let isWaiting = matches.isWaiting
  let { recent, count } = trail
  for (let index = 0; index < text.length;) {
    const at = index
    const unit = text.charCodeAt(at)
    let code = spellingCodes[unit] ?? skipped
    index += 1
    if (code >= special) {
      if (code === skipped) continue
      if (unit === zero && (text.charCodeAt(index) | 0x20) !== smallX) code = 0
      else {
        index = afterEscape(text, at)
        code = escapedCode()
        if (code === skipped) continue
      }
    }
    first = second
    second = third
    third = fourth
    fourth = base + at
    count += 1
    if (isWaiting) isWaiting = matches.goOn(code, base + index, count)
    recent = ((recent << 6) | (code + 1)) & 0xffffff
    if (flags[(recent ^ (recent >>> 11)) & (flagCount - 1)] !== 0) isWaiting = matches.begin(recent, first, count)
  }
  const places = [first, second, third, fourth]
  return { ranges: matches.ranges, trail: { base: base + text.length, count, recent, places, begun: matches.begun } }
}

/** The values that have begun, and those that were found. */
class Matches {
  readonly ranges: SecretRange[] = []
  begun: Begun[]
  #lastCount = -1
  readonly #heads: Heads

  constructor(heads: Heads, begun: readonly Begun[]) {
    this.#heads = heads
    this.begun = [...begun]
  }

  get isWaiting(): boolean {
    return this.begun.length > 0
  }

  /** Tells, as `goOn` does, whether any value is waited for. */
  begin(head: number, start: number, count: number): boolean {
    for (const form of this.#heads.at(head)) this.begun.push({ form, start, firstCount: count - 4, read: 4 })
    return this.isWaiting
  }

  goOn(code: number, end: number, count: number): boolean {
    const still: Begun[] = []
    for (const { form, start, firstCount, read } of this.begun) {
      if (form.text[read] !== letters[code]) continue
      if (read + 1 < form.text.length) still.push({ form, start, firstCount, read: read + 1 })
      else this.#found({ start, end, name: form.name }, firstCount, count)
    }
    this.begun = still
    return this.isWaiting
  }

  /** Parts of one value follow each other. */
  #found(range: SecretRange, firstCount: number, count: number): void {
    const last = this.ranges.at(-1)
    const goesOn = last?.name === range.name && firstCount <= this.#lastCount
    if (goesOn) this.ranges.pop()
    this.ranges.push(goesOn ? { ...range, start: Math.min(last.start, range.start) } : range)
    this.#lastCount = count
  }
}
