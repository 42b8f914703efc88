import { neutralise } from './neutralise.ts'
import { PrivateKeys } from './private-keys.ts'
import { masked, type SecretFinders } from './redact.ts'
import type { SecretRange } from './secret-ranges.ts'
import { noTrail, openValue, type Trail } from './wrapped-values.ts'

/** A text whose turn has not come: its end may be the beginning of a secret. */
interface Held {
  readonly text: string
  readonly start: number
}

/** However long a secret goes on, no more is held back. */
const mostHeld = 64
const mostHeldLength = 256 * 1024

/** So much of a value at the end of what there is tells that it is one. */
const conclusive = 12

/** Lines that say what later ones are: `machine …`, `login …`, `kind: Secret`, `data:`, `name: API_TOKEN`, `Password:`. */
const opener =
  /^.{0,40}(?:\b(?:machine|login)\s+\S.{0,80}|\bkind["']?:\s*["']?[Ss]ecret["']?,?|\b(?:data|stringData)["']?:\s*\{?|\bname["']?:\s*["']?[\w-]{0,60}|(?:[Pp]assw\w{0,8}|[Tt]oken|[Ss]ecret|[Kk]ey)["']?\s*:)\s*$/gm
/** For so many texts they count. */
const openerReach = 40
const mostOpeners = 3
const openerWindow = 512

/**
 * Cleans texts that follow one another, as lines or messages do: also secrets that begin in one and end in another.
 * Texts come back in order, each for itself; one that ends with what may be the beginning of a known value waits for
 * the next one, or for `flush`.
 */
export class SequenceClean {
  #held: Held[] = []
  #heldLength = 0
  #ranges: SecretRange[] = []
  #trail: Trail = noTrail
  #openers: readonly string[] = []
  #openersLeft = 0
  readonly #keys = new PrivateKeys()
  readonly #finders: SecretFinders

  constructor(finders: SecretFinders) {
    this.#finders = finders
    finders.wrapped.beThorough()
  }

  /** The texts that are ready now, this one among them or not. */
  push(text: string): readonly string[] {
    const { base } = this.#trail
    const wrapped = this.#finders.wrapped.find(text, this.#trail)
    const within = [...this.#inContext(text), ...this.#keys.find(text)]
    this.#ranges.push(...within.map((range) => moved(range, base)), ...wrapped.ranges)
    this.#trail = wrapped.trail
    this.#held.push({ text, start: base })
    this.#heldLength += text.length
    if (this.#held.length > mostHeld || this.#heldLength > mostHeldLength) return this.flush()
    return this.#release(openValue(this.#trail)?.start ?? this.#trail.base)
  }

  /** Whatever waits; a beginning that tells enough is masked. What comes later still counts as its end. */
  flush(): readonly string[] {
    if (this.#held.length === 0) return []
    const open = openValue(this.#trail)
    if (open && (open.read >= conclusive || open.share >= 0.5)) {
      this.#ranges.push({ start: open.start, end: this.#trail.base, name: open.name })
    }
    return this.#release(this.#trail.base)
  }

  #release(upTo: number): readonly string[] {
    const ready: string[] = []
    for (let held = this.#held[0]; held && held.start + held.text.length <= upTo; held = this.#held[0]) {
      this.#held.shift()
      this.#heldLength -= held.text.length
      ready.push(this.#cleaned(held))
    }
    return ready
  }

  #cleaned({ text, start }: Held): string {
    const end = start + text.length
    const here = this.#ranges.filter((range) => range.start < end && range.end > start)
    this.#ranges = this.#ranges.filter((range) => range.end > end)
    const clipped = here.map((range) => moved(range, -start)).map((range) => clip(range, text.length))
    return neutralise(masked(text, clipped))
  }

  /** Behind the earlier lines that say what it may be. */
  #inContext(text: string): readonly SecretRange[] {
    const context = this.#openers.map((line) => `${line}\n`).join('')
    const ranges = this.#finders.within(context + text)
    this.#noticeOpeners(text)
    if (context === '') return ranges
    return ranges.filter(({ end }) => end > context.length).map((range) => moved(range, -context.length))
  }

  #noticeOpeners(text: string): void {
    const found = text.slice(-openerWindow).match(opener)
    this.#openersLeft = found ? openerReach : this.#openersLeft - 1
    if (found) this.#openers = [...this.#openers, ...found].slice(-mostOpeners)
    else if (this.#openersLeft === 0) this.#openers = []
  }
}

const moved = ({ start, end, name }: SecretRange, by: number): SecretRange => ({
  start: start + by,
  end: end + by,
  name,
})

const clip = ({ start, end, name }: SecretRange, length: number): SecretRange => ({
  start: Math.max(0, start),
  end: Math.min(length, end),
  name,
})
