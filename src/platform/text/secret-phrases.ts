import type { CredentialForm } from './secret-ranges.ts'

const unlessPlaceholder = (secret: string) => !isPlaceholder(secret)

const separator = /\\?["'`]?\]?\s{0,4}(?:=>|:=|=|:)\s{0,4}\\?["'`]?/
const optionSeparator = /(?<=--[a-z-]{0,40})[ =]["']?/
const word = /[^\s"'`,;&|<>(){}[\]\\]/
const kindOfKey = /(?<=(?:api|access|account|private|auth|signing|encryption|shared|secret)[_-]?)key/
const pageToken = /(?<!page[_-]?|next[_-]?)token/
const assignable = `(?:passw(?:or)?d|passphrase|pwd|${pageToken.source}|secret|${kindOfKey.source}|credential)(?:[_-]?(?:key|token|value))?`

/**
 * Credentials that are known only by what stands before them: `password=…`, `Authorization: …`, `user:…@host`.
 * Every repetition is bounded, so that no text makes these slow.
 */
export const secretPhrases: readonly CredentialForm[] = [
  {
    name: 'assigned',
    starts: spellings('passw', 'passphrase', 'pwd', 'token', 'secret', 'key', 'credential'),
    pattern: new RegExp(
      `${assignable}(?:${optionSeparator.source}|${separator.source})(?<secret>${word.source}{6,96})`,
      'iy',
    ),
    accepts: looksSecret,
  },
  {
    name: 'login',
    starts: [' -u '],
    pattern: new RegExp(` -u {1,3}["']?[\\w.@-]{1,64}:(?<secret>${word.source}{6,96})`, 'y'),
    accepts: looksSecret,
  },
  {
    name: 'authorization',
    starts: spellings('authorization'),
    pattern:
      /authorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?:bearer|basic|token|digest|apikey)\s{1,3}(?<secret>[\w.~+/=:-]{8,128})/iy,
    accepts: unlessPlaceholder,
  },
  {
    name: 'bearer',
    starts: spellings('bearer '),
    pattern: /bearer\s{1,3}(?<secret>[\w.~+/=-]{16,128})/iy,
    accepts: looksSecret,
  },
  {
    name: 'address',
    starts: ['://'],
    pattern: /:\/\/[^\s/:@"'<>]{0,64}:(?<secret>[^\s/@"'<>]{3,256})(?=@)/y,
    accepts: unlessPlaceholder,
  },
  {
    name: 'signature',
    starts: ['?sig=', '&sig=', '-Signature='],
    pattern: /.(?:sig|Signature)=(?<secret>[\w%+/=-]{30,1024})/y,
  },
  { name: 'telegram', starts: [':AA'], pattern: /(?<=\b\d{8,10}):(?<secret>AA[\w-]{32,34})(?!\w)/y },
]

/** As code, constants and prose spell them. */
function spellings(...words: readonly string[]): readonly string[] {
  return words.flatMap((each) => [each, each.toUpperCase(), each.charAt(0).toUpperCase() + each.slice(1)])
}

/** Words of the trade that carry digits and say nothing. */
const technical =
  /sha-?\d+|md5|base-?(?:64|32|58)|utf-?(?:8|16)|uuidv?\d?|oauth2?|http2|x509|ed25519|(?:rsa|aes|int|float|es|rs|hs|p)-?\d+|v\d+/gi

/** Letters and digits mixed, and neither code, nor a path, nor an address, nor a stand-in. */
function looksSecret(text: string): boolean {
  if (isPlaceholder(text) || isCode(text)) return false
  const rest = text.replace(technical, '')
  return /\d/.test(rest) && /[A-Za-z]/.test(rest) && !/^\d+(?:\.\d+)?[a-z]{1,3}$/i.test(rest)
}

function isPlaceholder(text: string): boolean {
  return /^(?:[$<{%*[#@]|x{3,}|\.{3}|…|your|example|placeholder|change|redacted|dummy|sample|todo|none|null|undefined|true|false|pass(?:word)?$|passwd$|pwd?$|secret$|token$|process\.|os\.|env\.)/i.test(
    text,
  )
}

/** `config.token2`, `Foo::Bar`, `/run/secrets/db1`, `file.json`, `https://…`. */
function isCode(text: string): boolean {
  return (
    /^[A-Za-z_$][A-Za-z_$0-9]{0,40}(?:(?:\.|::|->)[A-Za-z_$][A-Za-z_$0-9]{0,40}){1,8}[;!?]?$/.test(text) ||
    /^(?:\.{0,2}|~)\/[\w.-]{1,64}(?:\/|$)/.test(text) ||
    /^[a-z][a-z0-9+.-]{1,16}:\/\//i.test(text) ||
    /^[\w./-]{1,128}\.(?:[cm]?[jt]sx?|json|ya?ml|toml|py|rs|go|md|txt|sh|pem|key|crt|env)$/i.test(text)
  )
}
