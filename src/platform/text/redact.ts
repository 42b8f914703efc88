import { findPrivateKeys } from './private-keys.ts'
import { assignedSecrets } from './assigned-secrets.ts'
import { cookieSecrets } from './cookies.ts'
import { kubernetesSecrets } from './kubernetes.ts'
import { secretPhrases } from './secret-phrases.ts'
import { formFinder, knownValueFinder, type FindSecrets, type SecretRange } from './secret-ranges.ts'
import type { SecretValue } from './secret-values.ts'
import { tokenFinder } from './token-finder.ts'
import { markedFormats, shortestToken, tokenFormats } from './token-formats.ts'
import { WrappedValues } from './wrapped-values.ts'

/** A text without what must not be seen in it. */
export type Clean = (text: string) => string

export interface RedactorOptions {
  /** Secrets known by value, from the environment and the configuration: found in every encoding. */
  readonly values?: readonly SecretValue[]
}

const findTokens = tokenFinder(tokenFormats, shortestToken)
const findPhrases = formFinder([...markedFormats, ...secretPhrases, assignedSecrets])

/** No known value and no form of credential is shorter: `://:abc@`. Most names of fields are. */
const shortestSecret = 8

/** What looks for secrets. Made once for a run: known values cost a millisecond or more to prepare. */
export interface SecretFinders {
  /** What lies within one text. Private keys and wrapped values go on from text to text. */
  readonly within: FindSecrets
  readonly wrapped: WrappedValues
}

/** Finders of known values, well-known token formats, and what stands after `password=` and its like. */
export function secretFinders({ values = [] }: RedactorOptions = {}): SecretFinders {
  const finders: readonly FindSecrets[] = [
    knownValueFinder(values),
    findTokens,
    findPhrases,
    cookieSecrets,
    kubernetesSecrets,
  ]
  const find: FindSecrets = (text) => {
    const ranges: SecretRange[] = []
    // Not flatMap, which takes far longer and comes twice for every line that is printed.
    for (const finder of finders) for (const range of finder(text)) ranges.push(range)
    return ranges
  }
  return {
    within: (text) => (text.length < shortestSecret ? [] : [...find(text), ...findHidden(text, find)]),
    wrapped: new WrappedValues(values),
  }
}

/**
 * Replaces secrets by `[redacted:NAME]`: known values first, then well-known token formats, private keys, and what
 * stands after `password=` and its like. Takes time in proportion to the text; honest text comes back as it is.
 */
export function makeRedactor(options: RedactorOptions = {}): Clean {
  return redactorOf(secretFinders(options))
}

/** A redactor of texts that stand each for itself. */
export function redactorOf({ within, wrapped }: SecretFinders): Clean {
  return (text) =>
    text.length < shortestSecret
      ? text
      : masked(text, [...within(text), ...findPrivateKeys(text), ...wrapped.find(text).ranges])
}

/** Where colours and invisible characters are strewn in, a secret is found in what a person would see. */
const unseen =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+|\r(?!\n)/g

function findHidden(text: string, find: FindSecrets): readonly SecretRange[] {
  if (text.search(unseen) === -1) return []
  const places: number[] = []
  let shown = ''
  let from = 0
  const keep = (to: number) => {
    for (let index = from; index < to; index += 1) places.push(index)
    shown += text.slice(from, to)
  }
  for (const { index, 0: piece } of text.matchAll(unseen)) {
    keep(index)
    from = index + piece.length
  }
  keep(text.length)
  return find(shown).map(({ start, end, name }) => ({
    start: places[start] ?? 0,
    end: (places[end - 1] ?? 0) + 1,
    name,
  }))
}

/** The text with its secrets replaced. Overlapping ranges become one, named by the first, longest of them. */
export function masked(text: string, ranges: readonly SecretRange[]): string {
  if (ranges.length === 0) return text
  const ordered = ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)
  let result = ''
  let covered = 0
  let open: SecretRange | undefined
  for (const range of ordered) {
    if (open && range.start < covered) {
      covered = Math.max(covered, range.end)
      continue
    }
    result += (open ? `[redacted:${open.name}]` : '') + text.slice(covered, range.start)
    covered = range.end
    open = range
  }
  return result + (open ? `[redacted:${open.name}]` : '') + text.slice(covered)
}
