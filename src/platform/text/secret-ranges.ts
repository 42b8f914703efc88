import { stringFinder, type FindStrings } from './find-strings.ts'
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
  /** Where the start is not the end of a longer word. */
  readonly alone?: true
  /** For a start in the middle of a credential: what of it stands before. */
  readonly before?: RegExp
  readonly accepts?: (secret: string) => boolean
}

/** The same for what a pattern can't tell. */
export interface PlacedForm {
  readonly starts: readonly string[]
  find(text: string, at: number): SecretRange | undefined
}

type Form = CredentialForm | PlacedForm

/** Finds credentials of the given forms. */
export function formFinder(forms: readonly Form[]): FindSecrets {
  const search = new FormSearch(forms)
  return (text) => search.through(text, (find) => find(0, text.length))
}

/** The same for forms of which each is an unbroken run of at least `shortestRun` letters, digits, and signs of base64 and addresses. */
export function runFinder(forms: readonly Form[], shortestRun: number): FindSecrets {
  const search = new FormSearch(forms)
  return (text) =>
    search.through(text, (find) => {
      let floor = 0
      // A run that long covers one of every `shortestRun` places.
      for (let at = shortestRun - 1; at < text.length; at += shortestRun) {
        if (runSigns[text.charCodeAt(at)] === 0) continue
        let start = at
        let end = at + 1
        while (start > floor && runSigns[text.charCodeAt(start - 1)] === 1) start -= 1
        while (end < text.length && runSigns[text.charCodeAt(end)] === 1) end += 1
        if (end - start >= shortestRun) find(start, end)
        floor = at = end
      }
    })
}

const runSigns = new Uint8Array(0x10000)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/=.~%$@-')
  runSigns[sign.charCodeAt(0)] = 1

const none: readonly SecretRange[] = []

class FormSearch {
  readonly #starts: readonly { readonly start: string; readonly form: Form }[]
  readonly #find: FindStrings

  constructor(forms: readonly Form[]) {
    this.#starts = forms.flatMap((form) => form.starts.map((start) => ({ start, form })))
    this.#find = stringFinder(this.#starts.map(({ start }) => start))
  }

  /** The ranges in those parts of a text that `search` asks for. */
  through(text: string, search: (find: (from: number, to: number) => void) => void): readonly SecretRange[] {
    // Hardly any text needs these.
    let ranges: SecretRange[] | undefined
    let covered: Map<Form, number> | undefined
    const look = (at: number, _end: number, index: number) => {
      const form = this.#starts[index]?.form
      if (!form || at < (covered?.get(form) ?? 0)) return
      const range = 'find' in form ? form.find(text, at) : rangeAt(form, text, at)
      if (!range) return
      covered ??= new Map<Form, number>()
      covered.set(form, range.end)
      ranges ??= []
      ranges.push(range)
    }
    search((from, to) => this.#find(text, look, from, to))
    return ranges ?? none
  }
}

function rangeAt(form: CredentialForm, text: string, at: number): SecretRange | undefined {
  const { name, pattern, alone, before, accepts } = form
  if (alone && !startsWord(text, at)) return undefined
  pattern.lastIndex = at
  const match = pattern.exec(text)
  if (!match) return undefined
  const secret = match.groups?.['secret'] ?? match[0]
  if (accepts && !accepts(secret)) return undefined
  const end = at + match[0].length
  const lead = before?.exec(text.slice(Math.max(0, at - longestLead), at))?.[0].length ?? 0
  if (before && lead === 0) return undefined
  return { start: end - secret.length - lead, end: runEnd(text, end), name }
}

/** Nothing that could be a part of a token stands before it; an escaped character (`\n`, `%20`) could not. */
function startsWord(text: string, at: number): boolean {
  if (at === 0 || !wordSigns[text.charCodeAt(at - 1)]) return true
  return escaped.test(text.slice(Math.max(0, at - 6), at))
}

const wordSigns = runSigns.slice()
for (const sign of '+/=.~%$@') wordSigns[sign.charCodeAt(0)] = 0
const escaped = /(?:\\[nrtbf0]|%[0-9A-Fa-f]{2}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2})$/

const longestLead = 128
const run = /[\w+/-]*/y

/** A pattern's bound must not leave the rest of a longer secret standing. */
function runEnd(text: string, from: number): number {
  run.lastIndex = from
  return from + (run.exec(text)?.[0].length ?? 0)
}
