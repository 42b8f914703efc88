import { neutralise } from './neutralise.ts'
import { PrivateKeys } from './private-keys.ts'
import { masked, type SecretFinders } from './redact.ts'
import type { SecretRange } from './secret-ranges.ts'
import { cutValue, halfValue, noTrail, openValue, type Trail } from './wrapped-values.ts'

/** A text whose turn has not come: its end may be the beginning of a secret. */
interface Held {
  readonly text: string
  readonly start: number
}

/** However long a secret goes on, no more is held back. */
const mostHeld = 64
const mostHeldLength = 256 * 1024

/** Lines that say what later ones are: `machine …`, `login …`, `kind: Secret`, `data:`, `name: API_TOKEN`, `Password:`. */
const opener =
  /^.{0,40}(?:\b(?:machine|login)\s+\S.{0,80}|\bkind["']?:\s*["']?[Ss]ecret["']?,?|\b(?:data|stringData)["']?:\s*\{?|\bname["']?:\s*["']?[\w-]{0,60}|(?:[Pp]assw\w{0,8}|[Tt]oken|[Ss]ecret|[Kk]ey)["']?\s*:)\s*$/gm
/** What each of them has, found in a fraction of the time. */
const mayOpen = /machine|login|kind|ata|name|assw|oken|ecret|[Kk]ey/
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
    const within = this.#inContext(text)
    const keys = this.#keys.find(text)
    this.#trail = wrapped.trail
    const isHonest = within.length + keys.length + wrapped.ranges.length + wrapped.trail.begun.length === 0
    if (isHonest && this.#held.length + this.#ranges.length === 0) return [neutralise(text)]
    for (const range of within) this.#ranges.push(moved(range, base))
    for (const range of keys) this.#ranges.push(moved(range, base))
    this.#ranges.push(...wrapped.ranges)
    const cut = cutValue(text, this.#trail)
    if (cut) this.#ranges.push(cut)
    this.#held.push({ text, start: base })
    this.#heldLength += text.length
    if (this.#held.length > mostHeld || this.#heldLength > mostHeldLength) return this.flush()
    return this.#release(openValue(this.#trail)?.start ?? this.#trail.base)
  }

  /** Whatever waits; a beginning that tells enough is masked. What comes later still counts as its end. */
  flush(): readonly string[] {
    if (this.#held.length === 0) return []
    const half = halfValue(this.#trail)
    if (half) this.#ranges.push(half)
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
    const end = text.slice(-openerWindow)
    const found = mayOpen.test(end) ? end.match(opener) : null
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
