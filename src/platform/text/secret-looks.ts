/** Words of the trade that carry digits and say nothing. */
const technical =
  /(?<![A-Za-z\d])(?:sha-?\d+|md5|base-?(?:64|32|58)|utf-?(?:8|16)|uuidv?\d?|oauth2?|http2|x509|ed25519|(?:rsa|aes|int|float|es|rs|hs|p)-?\d+|v\d+)/gi

/** Letters and digits mixed, and neither code, nor a path, nor an address, nor a stand-in. */
export function looksSecret(text: string): boolean {
  if (!isMixed(text) || isStandIn(text) || isCode(text)) return false
  const rest = text.replace(technical, '')
  return isMixed(rest) && !/^\d+(?:\.\d+)?[a-z]{1,3}$/i.test(rest)
}

const isMixed = (text: string) => /\d/.test(text) && /[A-Za-z]/.test(text)

/** As people choose them: also digits alone, and letters with signs. */
export function looksPassword(text: string): boolean {
  if (looksSecret(text)) return true
  const isShaped = /^\d{6,}$/.test(text) || (/[A-Za-z]/.test(text) && /^[\w.-]+[!@#$%^*][\w.!@#$%^*-]*$/.test(text))
  return isShaped && !isStandIn(text) && !isCode(text) && !isWordOfTheTrade(text)
}

/** As a literal: words too, but not what a form or a translation calls the field. */
export function looksQuotedPassword(text: string): boolean {
  return looksPassword(text) || (looksPlainPassword(text) && !/^[A-ZÀ-Þ]?[a-zß-ÿ]{0,9}$/.test(text))
}

/** As a password that nothing but its place tells: letters alone, but none of the words that usually stand there. */
export function looksPlainPassword(text: string): boolean {
  return looksPassword(text) || (text.length >= 8 && !isStandIn(text) && !isCode(text) && !isWordOfTheTrade(text))
}

/** Long and mixed, as only machines make them; not made of words, and no alphabet. */
export function looksRandom(text: string): boolean {
  if (!looksSecret(text) || text.length < 16 || /abcdefghijkl|0123456789/i.test(text)) return false
  const words = text.split(/[^A-Za-z\d]+|(?<=[a-z])(?=[A-Z])/).filter((word) => /^[A-Z]?[a-z]{2,}\d{0,2}$/.test(word))
  if (words.join('').length * 2 >= text.length) return false
  const hasBothCases = /[a-z]/.test(text) && /[A-Z]/.test(text)
  return hasBothCases ? /\d\D*\d/.test(text) : /^[a-z\d]{20,}$|^[\da-f-]{32,}$/i.test(text)
}

/** What documents put where a secret goes, the published example keys among it (`AKIAIOSFODNN7EXAMPLE`). */
export function isStandIn(text: string): boolean {
  if (text.length > 512) return false
  return reference.test(text) || standIn.test(text) || (text.length <= 64 && /(.)\1{7,}/.test(text))
}

/** `$NAME`, `${NAME}`, `<your key>`, `{{ secret }}`, `%s`, `process.env.NAME`. */
const reference =
  /^(?:&lt;|\$[A-Za-z_]\w*$|[$#]?[({<[]|%[\w(]|\*+$|#\{|@[\w./]+$|![A-Za-z]+$|(?:process|os|env|config|settings|vars|secrets|import\.meta)\.)|\$\{|\{\{|<[\w -]{1,40}>/

const standIn =
  /^(?:example|placeholder|change[-_ ]?(?:me|it|this)|redacted|dummy|sample|todo|none$|null$|nil$|undefined|true$|false$|pass(?:word)?$|passwd$|pwd?$|secret$|token$)|example|x{5,}|\*{3,}|\.{3}|…|\b(?:your|insert|enter|replace|fake)[-_ ]?(?:own[-_ ]?)?(?:api|access|secret|auth|token|pass|password|key|here|value|client|github|openai|anthropic|aws|npm|db|jwt|real|actual|with|me)|[-_](?:here|placeholder|redacted|changeme)$/i

const member = /^[A-Za-z_$][A-Za-z_$0-9]{0,40}(?:(?:\.|::|->|\?\.)[A-Za-z_$][A-Za-z_$0-9]{0,40}){1,8}[;!?]?$/

/** `config.token2`, `Foo::Bar`, `/run/secrets/db1`, `file.json`, `https://…`. */
function isCode(text: string): boolean {
  if (/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(text)) return true
  if (text.split(/[.:>]/).some((part) => part.length >= 16 && isJumbled(part))) return false
  return (
    // No name in code has a year or a PIN in it; passwords have.
    (!/\d{4}/.test(text) && member.test(text)) ||
    /^(?:\.{0,2}|~)\/[\w.-]{1,64}(?:\/|$)/.test(text) ||
    /^(?:[a-z][a-z0-9+.-]{1,16}:\/\/|arn:|urn:|sha\d+[-:])/i.test(text) ||
    /^[a-z][a-z\d.-]{1,64}-\d{1,4}(?:\.\d{1,6}){1,3}$/.test(text) ||
    /^[\w./-]{1,128}\.(?:[cm]?[jt]sx?|json|ya?ml|toml|py|rs|go|md|txt|sh|pem|key|crt|env)$/i.test(text)
  )
}

const isJumbled = (part: string) => /\d\D+\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part)

/** Types, states, names of fields, and passwords that everybody knows. */
export function isWordOfTheTrade(text: string): boolean {
  if (/[:?]$|^(?:String|ID|Int|Float|Boolean)!$/.test(text)) return true
  return /^(?:string|str|text|varchar|char|bytes?|uint8array|number|integer|boolean|optional|required|nullable|disabled?|enabled?|anonymous|invalid|incorrect|expired|missing|unauthori[sz]ed|forbidden|expected|unknown|default|external|internal|hidden|masked|encrypted|hashed|plaintext|secure|random|generated?|always|never|prompt|interactive|keychain|keyring|vault|publickey|kerberos|bearer|basic|digest|hmac|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|guest|root|admin(?:istrator)?|minioadmin|sa|test(?:ing|er)?|user(?:name)?|demo|letmein|qwerty|welcome|hunter|foo(?:bar)?|bar|baz|abc|asdf|development|production|staging|localhost|supersecret|topsecret|value|input|field|label|reset|forgot|confirm|current|new|old|wrong|repeat|update|login|signin|(?:[A-Za-z]{0,24}[-_.]?)?(?:pass(?:word)?|passwd|pwd|secret|token|credentials?|key|name|field|input|label|error|type|hash|file|path|url)s?(?:[-_.]?[A-Za-z]{1,24})?)$/i.test(
    text,
  )
}
