import type { FailureKind } from '../../agent.ts'
import { plainText } from './failure-text-plain.ts'
import { noMoney, signs } from './failure-text-signs.ts'

/**
 * What kind of failure a *final error text* tells of. Only for text that a CLI printed as the reason of its own bad
 * ending: never for an agent's prose or a tool's output, since projects about rate limiters exist. The expressions
 * ask for the sentence a provider says ("you've hit your … limit", "429 Too Many Requests"), not for a word.
 */
export function failureKindIn(text: string): FailureKind | undefined {
  const said = plainText(text)
  const kind = signs.find(({ sign }) => sign.test(said))?.kind
  // Also said of limits that go by: by Google of those per minute, by others of those per month.
  if (kind === 'quota-exhausted' && !noMoney.test(said) && comesBack.test(said)) return 'rate-limited'
  return kind
}

/** What an HTTP status of the provider's says. 400 says nothing: it is used for everything. */
export function failureKindOf(status: number | undefined): FailureKind | undefined {
  if (status === undefined) return undefined
  if (status === 429) return 'rate-limited'
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 402) return 'quota-exhausted'
  if (status === 413) return 'context-overflow'
  if (status === 408 || status >= 500) return 'overloaded'
  return undefined
}

/** It names a time, or Google's service that counts per minute and per day. */
const comesBack =
  /\b(?:resets?|retry|try again|wait)(?: (?:in|after|at|on))? ?\d|\bresets?(?: on| at)? [a-z]{3,9}\.? \d|"retryDelay"|"resets?_(?:at|in)|\bresource_exhausted\b|\bgenerativelanguage\b|\bai\.google\.dev\b/i
