/**
 * What a name promises of its value. `password`: people chose it. `secret`: a machine did, mostly. `perhaps`: believed
 * only of a value that looks like nothing else.
 */
export type Promised = 'password' | 'secret' | 'perhaps'

const known = new Map<string, Promised | undefined>()

/** Judges a name as code, constants and headers spell it: `dbPassword`, `API_KEY_2`, `X-Auth-Token`. */
export function promiseOf(name: string): Promised | undefined {
  const before = known.get(name)
  if (before !== undefined || known.has(name)) return before
  if (known.size >= mostKnown) known.clear()
  const promise = judged(wordsOf(name))
  known.set(name, promise)
  return promise
}

const mostKnown = 2000

function wordsOf(name: string): readonly string[] {
  const words = name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
  return words.filter((word) => word !== '')
}

function judged(words: readonly string[]): Promised | undefined {
  let end = words.length
  while (end > 1 && neutral.test(words[end - 1] ?? '')) end -= 1
  const last = words[end - 1] ?? ''
  const before = words[end - 2] ?? ''
  if (
    /^(?:get|ask|read|prompt|verify|check|hash|compare|validate|is|has|no|with|without|use|uses|needs)$/.test(
      words[0] ?? '',
    ) &&
    end > 1
  )
    return undefined
  if (harmlessEnd.test(last) || harmless.test(`${before} ${last}`)) return undefined
  if (password.test(last) && !/^(?:by|com|encom|sur|tres|over|under|get|ask)pass$/.test(last)) return 'password'
  if (idempotency.test(`${before} ${last}`)) return 'perhaps'
  if (secret.test(last) || secret.test(before + last)) return 'secret'
  if (last === 'key' && kindOfKey.test(before)) return 'secret'
  if ((last === 'auth' || (last === 'pat' && before !== '')) && end === words.length) return 'perhaps'
  return words.some((word) => telling.test(word)) ? 'perhaps' : undefined
}

/** They tell requests apart, mostly by a UUID. */
const idempotency =
  /^(?:client|request|idempotency|update|action|lock|change|registration|job|starting|upload|sequence|deployment) token$/

/** What may follow without changing what it is. */
const neutral =
  /^(?:\d{1,4}|v\d|values?|base|plain|plaintext|clear|text|string|str|raw|data|prod|production|stage|staging|live|dev|development|test|default|old|new|env|b64|base64)$/

const password = /^[a-z]*(?:passw(?:or)?[dt]|passphrase|passcode|passwrd|pass|pwd)$/
const secret =
  /(?:secret|(?<!tokeni[sz]e|public)token|creds?|credentials?)$|^(?:psk|dsn|sig)$|^[a-z]*(?:api|access|account|private|auth|signing|encryption|shared|secret|subscription|licen[cs]e|master|sas)key$/
const kindOfKey =
  /^(?:\w*api|access|account|private|auth|sign|signing|encrypt(?:ion)?|decrypt(?:ion)?|shared|preshared|secret|subscription|licen[cs]e|master|service|admin|webhook|app|application|consumer|client|functions?|jwt|hmac|deploy|deployment|write|ingest|ingestion|instrumentation|server|security|rest|sas|integration|role)$/
const telling =
  /^(?:pass(?:word|wd|phrase)?|pwd|secrets?|tokens?|keys?|credentials?|creds?|auth|apikeys?|\w+(?:key|token|secret))$/

/** They tell of a secret without being one. */
const harmlessEnd =
  /^(?:ids?|names?|files?|filename|paths?|ur[il]s?|types?|length|len|size|count|total|ttl|expir\w*|age|hash|hashed|digest|refs?|version|arn|policy|fields?|headers?|prefix|suffix|endpoint|alias|ring|pair|pairs|board|code|codes|word|selector|signature|algorithm|alg|label|hint|placeholder|regex|pattern|strength|min|max|timeout|limit|reset|enabled|disabled|required|manager|service|provider|store|storage|vault|index|usage|format|kind|status|state|event|events|error|errors|exists|fingerprint|date|time|at|by|on|for|changed|updated|column|table|input|form|page|dialog|view|screen|prompt|rule|rules|check|validator|handler|factory|generator|parser|class|func|function|method|param|params|arg|args|option|options|config|settings|set|map|list|array|count|used|left|down|up|press|pressed|frame|mesh|stone|accessor|issuer|audience|scope|scopes|encoder|counter|budget|rate|price|cost|window|per|sec|second|seconds|minutes|hours|days|bytes|bits|chars|tokens|tokenizer)$/

const harmless =
  /^(?:page|next|forward|backward|input|output|prev|previous|continuation|sync|cancellation|cancel|public|pub|max|min|num|total|eos|bos|pad|unk|sep|cls|mask|stop|special|design|lexer|parser) tokens?$|^(?:public|publishable|pub|primary|foreign|sort|partition|row|natural|candidate|composite|surrogate|cache|map|dict|hash|object|group|group by|index|idx|bucket|schema|sequence|unique|lookup|state|route|query|react|list|item|sort|join|issue|project|idempotency|dedupe|deduplication|hot|shortcut|function|arrow|host|known|translation|i18n|message|config|registry|env|json|yaml|column|field|property|meta|metric|event|topic|routing|restore|feature|flag|ssh|gpg|kms) keys?$/
