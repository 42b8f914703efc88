import { findPrivateKeys } from './private-keys.ts'
import { assignedSecrets } from './assigned-secrets.ts'
import { cookieSecrets } from './cookies.ts'
import { kubernetesSecrets } from './kubernetes.ts'
import { inEveryReading } from './readings.ts'
import { secretPhrases } from './secret-phrases.ts'
import { formFinder, knownValueFinder, type FindSecrets, type SecretRange } from './secret-ranges.ts'
import type { SecretValue } from './secret-values.ts'
import { tokenFinder } from './token-finder.ts'
import { hashFormats, markedFormats, shortestToken, tokenFormats } from './token-formats.ts'
import { cutValue, WrappedValues } from './wrapped-values.ts'

/** A text without what must not be seen in it. */
export type Clean = (text: string) => string

export interface RedactorOptions {
  /** Secrets known by value, from the environment and the configuration: found in every encoding. */
  readonly values?: readonly SecretValue[]
}

const findTokens = lazily(() => tokenFinder(tokenFormats, shortestToken))
const findPhrases = lazily(() => formFinder([...markedFormats, ...hashFormats, ...secretPhrases, assignedSecrets]))

/** Made when it is first needed: a start that shows nothing of others must not wait for it. */
function lazily(make: () => FindSecrets): FindSecrets {
  let find: FindSecrets | undefined
  return (text) => (find ??= make())(text)
}

/** What stands for a secret is neither the name of another nor a login: in its place stands what is known to be none. */
const mark = /\[redacted:[\w.-]{1,80}\]/g
const blank = (found: string) => `{{${'#'.repeat(found.length - 4)}}}`

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
  const finders = [knownValueFinder(values), findTokens]
  /** Of these a name or a place is all that tells. */
  const placeFinders = [findPhrases, cookieSecrets, kubernetesSecrets]
  const find: FindSecrets = (text) => {
    const ranges: SecretRange[] = []
    // Not flatMap, which takes far longer and comes twice for every line that is printed.
    for (const finder of finders) for (const range of finder(text)) ranges.push(range)
    const unmarked = text.includes('[redacted:') ? text.replace(mark, blank) : text
    for (const finder of placeFinders) for (const range of finder(unmarked)) ranges.push(range)
    return ranges
  }
  const findAll = inEveryReading(find, findPrivateKeys)
  return {
    within: (text) => (text.length < shortestSecret ? [] : findAll(text)),
    wrapped: new WrappedValues(values),
  }
}

/**
 * Replaces secrets by `[redacted:NAME]`: known values first, then well-known token formats, private keys, and what
 * stands after `password=` and its like. Takes time in proportion to the text; honest text comes back as it is.
 */
export function makeRedactor(options: RedactorOptions = {}): Clean {
  const finders = secretFinders(options)
  finders.wrapped.beThorough()
  return redactorOf(finders)
}

/** A redactor of texts that stand each for itself. */
export function redactorOf({ within, wrapped }: SecretFinders): Clean {
  return (text) => {
    if (text.length < shortestSecret) return text
    // What is said before the first agent speaks is short, and the operator's own.
    if (text.length > longestOwnText) wrapped.beThorough()
    const { ranges, trail } = wrapped.find(text)
    const cut = cutValue(text, trail)
    return masked(text, [...within(text), ...findPrivateKeys(text), ...ranges, ...(cut ? [cut] : [])])
  }
}

const longestOwnText = 400

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
