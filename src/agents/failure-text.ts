import type { FailureKind } from '../agent.ts'

/**
 * What kind of failure a *final error text* tells of. Only for text that a CLI printed as the reason of its own bad
 * ending: never for an agent's prose or a tool's output, since projects about rate limiters exist. The expressions
 * ask for the sentence a provider says ("hit your … limit", "429 Too Many Requests"), not for a word ("429", "quota").
 */
export function failureKindIn(text: string): FailureKind | undefined {
  return signs.find(({ sign }) => sign.test(text))?.kind
}

/** What an HTTP status of the provider's says. 400 says nothing: it is used for everything. */
export function failureKindOf(status: number | undefined): FailureKind | undefined {
  if (status === undefined) return undefined
  if (status === 429) return 'rate-limited'
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 402) return 'quota-exhausted'
  if (status === 408 || status >= 500) return 'overloaded'
  return undefined
}

/** Ordered: a quota is often told with the status of a rate limit, and both with the word "limit". */
const signs: readonly { readonly kind: FailureKind; readonly sign: RegExp }[] = [
  {
    kind: 'quota-exhausted',
    sign: anyOf(
      /credit balance is too low/,
      /\binsufficient[_ ](?:quota|funds|credits?|balance)\b/,
      /exceeded your current quota/,
      /(?<!disk |storage |inode )\bquota exceeded\b.{0,40}\b(?:plan|billing)\b/,
      /\b(?:hit|reached|exceeded) (?:your|the) [\w'’ -]{0,40}\b(?:spend|spending|monthly usage) limit\b/,
      /\bspend(?:ing)? limit (?:reached|exceeded)\b/,
      /usage allocation has been disabled/,
      /\bbilling_error\b/,
    ),
  },
  {
    kind: 'unauthorized',
    sign: anyOf(
      /\binvalid api key\b/,
      /\bincorrect api key\b/,
      /\bapi key (?:is )?(?:not valid|invalid|missing|expired)\b/,
      /\bnot logged in\b/,
      /\bplease (?:run \/?login|log in|sign in)\b/,
      /\boauth token (?:has )?(?:expired|been revoked)\b/,
      /\bauthentication[_ ](?:error|failed|required)\b/,
      statusOf('40[13]'),
      /\b401 unauthorized\b/,
      /\b403 forbidden\b/,
    ),
  },
  {
    kind: 'context-overflow',
    sign: anyOf(
      /\bprompt is too long\b/,
      /\binput is too long\b/,
      /\bcontext_length_exceeded\b/,
      /\bmaximum context length\b/,
      /\bout of room in the model['’]s context window\b/,
      /\bexceeds? (?:the|its) (?:model['’]s )?(?:context window|maximum number of tokens)\b/,
    ),
  },
  {
    kind: 'rate-limited',
    sign: anyOf(
      /\b(?:hit|reached|exceed(?:ed|s)?) (?:your|the) [\w'’ -]{0,40}\blimit\b/,
      /\b(?:usage|session|weekly|daily|hourly|\d+-hour|rate|request) limit (?:reached|exceeded|hit)\b/,
      /\bout of (?:extra )?usage\b/,
      /\byour limit will reset\b/,
      /\brate[_ ]limit[_ ](?:error|exceeded)\b/,
      /\busage_limit_reached\b/,
      /\bexceed (?:your|the) [\w'’ -]{0,40}\brate limit\b/,
      /\btoo many requests\b/,
      /\bresource_exhausted\b/,
      /\bthrottlingexception\b/,
      statusOf('429'),
    ),
  },
  {
    kind: 'overloaded',
    sign: anyOf(
      /\boverloaded_error\b/,
      /^(?:api error: )?overloaded\b/m,
      /\b(?:server|model|service|api) is (?:currently |temporarily )?overloaded\b/,
      /\b50[0234] (?:internal server error|bad gateway|service unavailable|gateway timeout)\b/,
      /\b(?:high demand|at capacity)\b.{0,40}\btry again\b/,
      /^api error: (?:connection error|request timed out)/m,
      statusOf('5\\d\\d'),
    ),
  },
]

/** A status as CLIs print it: "API Error: 529 …", "status 503", "status: 401", "rejected (429)", "HTTP 502". Not "line 429". */
function statusOf(code: string): RegExp {
  return new RegExp(`\\b(?:api error:?|status(?: code)?:?|http(?:/[\\d.]+)?:?|rejected) \\(?${code}\\b`)
}

function anyOf(...sentences: readonly RegExp[]): RegExp {
  return new RegExp(sentences.map((sentence) => sentence.source).join('|'), 'im')
}
