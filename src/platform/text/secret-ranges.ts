import { stringFinder } from './find-strings.ts'
import { secretForms } from './secret-forms.ts'
import type { SecretValue } from './secret-values.ts'

/** A part of a text that must not be shown. */
export interface SecretRange {
  readonly start: number
  readonly end: number
  readonly name: string
}

export type FindSecrets = (text: string) => readonly SecretRange[]

/** Finds known values in every form they are printed in. */
export function knownValueFinder(values: readonly SecretValue[]): FindSecrets {
  const forms = values.flatMap(({ name, value }) => secretForms(value).map((form) => ({ name, form })))
  const find = stringFinder(forms.map(({ form }) => form))
  return (text) => {
    const ranges: SecretRange[] = []
    find(text, (start, end, index) => ranges.push({ start, end, name: forms[index]?.name ?? '' }))
    return ranges
  }
}

/** A form of credential that can be known by how it starts, or by what stands before it. */
export interface CredentialForm {
  readonly name: string
  /** Where to look. */
  readonly starts: readonly string[]
  /** Sticky, tried at each start. The match is masked, or the group `secret` at its end. Bounded: a near miss costs little. */
  readonly pattern: RegExp
  /** For a start in the middle of a credential: what of it stands before. */
  readonly before?: RegExp
  accepts?(secret: string): boolean
}

/** The same for what a pattern can't tell. */
export interface PlacedForm {
  readonly starts: readonly string[]
  find(text: string, at: number): SecretRange | undefined
}

export type Form = CredentialForm | PlacedForm

/** Finds credentials of the given forms. */
export function formFinder(forms: readonly Form[]): FindSecrets {
  const starts = forms.flatMap((form) => form.starts.map((start) => ({ start, form })))
  const find = stringFinder(starts.map(({ start }) => start))
  return (text) => {
    const looking = new Looking(text)
    find(text, (at, _end, index) => {
      const form = starts[index]?.form
      if (form) looking.at(at, form)
    })
    return looking.ranges
  }
}

const none: readonly SecretRange[] = []

/** The credentials found in one text so far. */
export class Looking {
  // Hardly any text needs these.
  #ranges: SecretRange[] | undefined
  #covered: Map<Form, number> | undefined
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  get ranges(): readonly SecretRange[] {
    return this.#ranges ?? none
  }

  at(at: number, form: Form): void {
    if (at < (this.#covered?.get(form) ?? 0)) return
    const range = 'find' in form ? form.find(this.#text, at) : rangeAt(form, this.#text, at)
    if (!range) return
    this.#covered ??= new Map<Form, number>()
    this.#covered.set(form, range.end)
    this.#ranges ??= []
    this.#ranges.push(range)
  }
}

function rangeAt(form: CredentialForm, text: string, at: number): SecretRange | undefined {
  const { name, pattern, before } = form
  pattern.lastIndex = at
  const match = pattern.exec(text)
  if (!match) return undefined
  const secret = match.groups?.['secret'] ?? match[0]
  if (form.accepts && !form.accepts(secret)) return undefined
  const end = at + match[0].length
  const lead = before?.exec(text.slice(Math.max(0, at - longestLead), at))?.[0].length ?? 0
  if (before && lead === 0) return undefined
  return { start: end - secret.length - lead, end: runEnd(text, end), name }
}

const longestLead = 128
const run = /[\w+/-]*/y

/** A pattern's bound must not leave the rest of a longer secret standing. */
function runEnd(text: string, from: number): number {
  run.lastIndex = from
  return from + (run.exec(text)?.[0].length ?? 0)
}
