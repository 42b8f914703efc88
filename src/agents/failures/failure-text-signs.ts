import type { FailureKind } from '../../agent.ts'

/** The account has no money left, whatever else is said. */
export const noMoney = anyOf(
  /\bcredit balance (?:is )?too low\b/,
  /\binsufficient[_ ](?:quota|funds|credits?|(?:account )?balance)\b/,
  /\b(?:not enough|out of|requires? more) credits\b/,
  /\bbilling (?:hard limit|is not enabled)\b/,
  /\bcheck your billing\b/,
  /\busage allocation has been disabled\b/,
  /\byou have no quota\b/,
  errorName('billing_error'),
  statusOf('402', 'payment required'),
)

/**
 * What providers and CLIs say, by kind, for `plainText`. Ordered: a quota is often told with the status of a rate
 * limit, and both with the word "limit".
 */
export const signs: readonly { readonly kind: FailureKind; readonly sign: RegExp }[] = [
  { kind: 'quota-exhausted', sign: noMoney },
  {
    kind: 'context-overflow',
    // Too large for the limit per minute: no wait makes it fit.
    sign: anyOf(/^(?:.{0,40}: ?)?['"]?request too large for [^\n]{0,200}\btokens per min\b/),
  },
  { kind: 'rate-limited', sign: anyOf(/\bexceeded a secondary rate limit\b/, /\bcheck quota\b/) },
  {
    kind: 'quota-exhausted',
    sign: anyOf(
      /\byou exceeded your current quota\b/,
      /(?<!disk |storage |inode )\bquota exceeded\b.{0,40}\b(?:plan|billing)\b/,
      youHave(
        /(?:spend(?:ing)?|monthly(?: \w+)?|overages?|premium request) (?:limit|quota|allowance)|limit for overages/,
      ),
      /\b(?:spend(?:ing)?|monthly (?:usage|request|spend)) limit (?:has been |was )?(?:reached|exceeded)\b/,
      /\breached for this month\b/,
      errorName('MONTHLY_REQUEST_COUNT'),
    ),
  },
  {
    kind: 'unauthorized',
    sign: anyOf(
      /\b(?:invalid|incorrect) (?:x-)?api[- ]?key\b/,
      /\bapi key (?:is )?(?:not valid|invalid|missing|expired)\b/,
      /^(?:error: )?(?:no|missing) api key\b/,
      /\bnot (?:logged|signed) in\b/,
      /\bplease (?:run \W?[\w-]{0,20} ?\/?login|log in|sign in|set an auth method)\b/,
      /"unauthenticated"/,
      /\binvalid auth method\b/,
      /\b(?:oauth|access|refresh|security) token (?:included in the request )?(?:has |is )?(?:expired|invalid|been revoked)\b/,
      /\bauthentication (?:failed|required)\b/,
      errorName('authentication_error|accessdeniedexception|expiredtokenexception'),
      statusOf('40[13]', 'unauthorized|forbidden'),
      /\b401 unauthorized\b/,
      /\b403 forbidden\b/,
    ),
  },
  {
    kind: 'context-overflow',
    sign: anyOf(
      /\b(?:prompt|input) (?:is|as) too long\b/,
      /\bprompt as too long\b/,
      errorName('context_length_exceeded|content_length_exceeds_threshold'),
      /\bmaximum context length\b/,
      /\bcontext window has overflowed\b/,
      /\bout of room in the model's context window\b/,
      /\bexceed(?:s|ed)? (?:the|its|your)? ?(?:model's )?(?:context (?:window|limit|length)|maximum number of tokens)\b/,
    ),
  },
  {
    kind: 'rate-limited',
    sign: anyOf(
      youHave(/limits?|quota|capacity|allowance|usage/),
      sentence(
        /(?:[\w-]{1,20} ){0,3}(?:(?:usage|session|weekly|daily|hourly|\d+-hour|rate|request|tokens?) limit|request quota)(?: (?:has been|was))? (?:reached|exceeded|hit)/,
      ),
      /\bthe usage limit has been reached\b/,
      /\byou(?:'re| are) out of (?:extra )?usage\b/,
      /\byour (?:usage )?limit will reset\b/,
      /\bwait for (?:your )?limits? to reset\b/,
      /\b(?:you have been|your request (?:is|was)) rate[- ]limited\b/,
      /\b(?:would|have) exceed(?:ed)? (?:your|the|call|token) [\w' -]{0,40}\b(?:rate limit|maximum usage)\b/,
      /\bexceeded (?:call|token) rate limit of your\b/,
      /\b(?:free usage|allocated quota) exceeded\b/,
      sentence(/quota exceeded for (?:quota )?metric/),
      errorName(
        'rate_limit(?:_error|_exceeded|ed)|rate_limited|user_\\w+_rate_limited|usage_limit_reached|resource_exhausted|quota_exhausted|throttl(?:ing|ed)exception|freeusagelimiterror',
      ),
      /\b429 too many requests\b/,
      sentence(/too many (?:requests|tokens)/),
      statusOf('429', 'too many requests|rate limit'),
    ),
  },
  {
    kind: 'overloaded',
    sign: anyOf(
      errorName(
        'overloaded_error|server_is_overloaded|(?:insufficient_)?model_capacity(?:_exhausted)?|serviceunavailable(?:exception)?',
      ),
      /^(?:\W{0,3}api error: )?overloaded\b/,
      /\b(?:server|model|service|api) is (?:currently |temporarily )?(?:overloaded|busy|at capacity)\b/,
      /\bno capacity available for model\b/,
      /\bmodel you(?:'ve)? selected is (?:temporarily|currently) unavailable\b/,
      /\btrouble responding right now\b/,
      /\b50[0234] (?:internal server error|bad gateway|service unavailable|gateway time-?out)\b/,
      /\b(?:high demand|at capacity)\b[^\n]{0,100}\b(?:try again|retry)\b/,
      /\bthe server had an error while processing your request\b/,
      /\bstream disconnected before completion\b/,
      /^(?:\W{0,3}api )?error: (?:connection error|request timed out)/,
      /\b(?:error|exception)\b[^\n]{0,60}\b(?:fetch failed|socket hang up|econnreset|etimedout|enotfound|eai_again)\b/,
      statusOf('5\\d\\d', 'internal|bad gateway|service|gateway|overloaded'),
    ),
  },
]

/** "You've hit your … limit": said to the one who pays. Not "what to do if you hit your limit". */
function youHave(what: RegExp): RegExp {
  const done = String.raw`(?:hit|reached|exceeded|exhausted|used up|used all of)`
  return new RegExp(
    String.raw`(?<!\b(?:if|when|once|until|that|before|after) )\byou(?:'ve| have)? ${done} (?:your|the|an?|all)\b(?:[^.!?\n]|\.\d){0,80}?\b(?:${what.source})\b`,
  )
}

/** Where a sentence begins, not in the middle of one: "what happens when the rate limit is exceeded". */
function sentence(words: RegExp): RegExp {
  return new RegExp(String.raw`(?:^|[:"'(\[|·•⚠✕✗×■!.-]\s?|\d\d\d )(?:${words.source})\b`)
}

/** An error's name in JSON or in parentheses; not in a file's path, and not a part of a longer name. */
function errorName(names: string): RegExp {
  return new RegExp(String.raw`(?<![\w./@-])(?:${names})(?![\w/@-]|\.\w|\()`)
}

/**
 * A status as CLIs print it: "API Error: 529 …", "status: 401", "(HTTP 502)", "429 {…". Not "line 429", nor "HTTP 429
 * handler".
 */
function statusOf(code: string, reason: string): RegExp {
  const end = String.raw`(?=\s*(?:$|[.,:;)\]}{"'·|-]|${reason}))`
  return new RegExp(
    [
      String.raw`\b(?:api error:?|rejected|error code:?|(?:last|server|upstream) error:?) \(?${code}\b`,
      String.raw`\b(?:status(?: code)?:?|http(?:/[\d.]+)?(?: error| status(?: code)?)?:?) \(?${code}\b${end}`,
      String.raw`^\W{0,3}(?:error:? )?${code} ?(?=\{|\S{1,30} quota exceeded|${reason})`,
    ].join('|'),
  )
}

function anyOf(...expressions: readonly RegExp[]): RegExp {
  return new RegExp(expressions.map(({ source }) => source).join('|'), 'im')
}
