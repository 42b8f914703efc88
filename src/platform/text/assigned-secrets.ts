import { looksPassword, looksPlainPassword, looksQuotedPassword, looksRandom, looksSecret } from './secret-looks.ts'
import type { CredentialForm } from './secret-ranges.ts'

/*
 * NAME, what may stand between, VALUE. As configuration, code and prose write it:
 *
 *   password = x   "apiKey": "x"   :secret => 'x'   DB_PASSWORD=x   const TOKEN: &str = "x"   char key[] = "x"
 *   setPassword("x")   setenv("API_KEY", "x")   #define API_KEY "x"   IDENTIFIED BY 'x'   <password>x</password>
 *   <add key="Password" value="x"/>   - name: API_TOKEN\n  value: x   --password x   the password is x
 */

/** As code, constants and prose spell them. */
export function spellings(...words: readonly string[]): readonly string[] {
  return words.flatMap((each) => [each, each.toUpperCase(), each.charAt(0).toUpperCase() + each.slice(1)])
}

const kindOfKey =
  /(?<=(?:api|access|account|private|auth|signing|encryption|shared|secret|subscription|licen[cs]e|master|storage|service|admin|webhook|app|application|consumer|client|functions?|jwt|hmac|deploy|write|ingest|instrumentation)[_ -]?)key/
const pageToken = /(?<!page[_-]?|next[_-]?|continuation[_-]?|sync[_-]?|cancellation[_-]?)token/
const passwordWord = /passw(?:or)?[dt]|passphrase|passcode|pwd|(?<![A-Za-z])pass(?=["'`]?\s?[=:])|(?<=_)pass(?=[_"'`=: ])|(?<=-)pass(?=[ =])/
const suffix = /(?:[_-]?(?:key|token|value|base|plain|prod(?:uction)?|stag(?:e|ing)|live|\d{1,2}))?/
const strongWord = `(?<!\\w:)(?:${pageToken.source}|secret|${kindOfKey.source}|credential|_auth|_pat)${suffix.source}`
const passwordName = `(?:${passwordWord.source})${suffix.source}`

const close = /\\?["'`]?[\])]?(?:\[\w{0,6}\])?(?: \[[^\]\n]{0,24}\])?/
const type = /(?:\s{0,2}:\s{0,2}[&?]?(?:'static )?[A-Za-z][\w<>[\]|?. ]{0,24}(?=\s{0,2}=))?/
const sign = /[ \t]{0,48}(?:=>|:=|==|\?=|=|:)\s{0,8}/
const open = /\\{0,3}["'`]?/
const word = /[^\s"'`,;&|<>(){}[\]\\]{6,256}/
/** Up to the closing quote; escaped quotes end it too, which hides enough. */
const quoted = /\\{0,3}(?:"(?=[^"\s\\]{4,256}\\{0,3}")|'(?=[^'\s\\]{4,256}\\{0,3}')|`(?=[^`\s\\]{4,256}\\{0,3}`))/
const inQuotes = /[^"'`\s\\]{4,256}|(?<=")[^"\s\\]{4,256}|(?<=')[^'\s\\]{4,256}/
const call = /(?:["'`]?\s{0,2},|\()\s{0,2}(?=["'`])/
const gap = /\s{1,4}(?=["'`])/
const says = /\s{1,3}(?:is|was|set to):?\s{1,3}/
/** `config set key value` */
const set = /(?<=\b(?:set|configure)\b[^\n]{0,80}) /
const option = /(?<=\s-{1,2}[A-Za-z-]{0,40})[ =]["']?/
const valueBeside =
  /["']?(?:\s{0,4}(?:\n\s{0,16}|\s)value\s{0,2}[:=]|\s{0,4}:\s{0,4}\{\s{0,16}"value"\s{0,4}:|\s{1,4}\{\s{0,8}(?:(?:type|description|sensitive)[^\n]{0,120}\n\s{0,8}){0,3}default\s{0,12}=)\s{0,4}/
const element = />\s{0,4}(?=[^<\s]{4,256}\s{0,4}<)/

const before = (name: string) =>
  `${name}${close.source}(?:${type.source}${sign.source}(?:${open.source}))`
const beforeQuoted = (name: string) =>
  `${name}${close.source}(?:${type.source}${sign.source}|${call.source}|${gap.source}|${valueBeside.source})(?:${quoted.source})`
const beforeWord = (name: string) =>
  `${name}(?:${option.source}|${set.source}|${says.source}${open.source}|${valueBeside.source}["']?|${element.source})`

const form = (starts: readonly string[], pattern: string, accepts: (text: string) => boolean): CredentialForm => ({
  name: 'assigned',
  starts,
  pattern: new RegExp(pattern, 'iy'),
  accepts,
})

const strongStarts = spellings('token', 'secret', 'key', 'credential', '_auth', '_pat')
const passwordStarts = spellings('pass', 'pwd')

/** Secrets known by the name they are given. Every repetition is bounded, so that no text makes these slow. */
export const assignedSecrets: readonly CredentialForm[] = [
  form(strongStarts, `${beforeQuoted(strongWord)}(?<secret>${inQuotes.source})`, looksSecret),
  form(strongStarts, `(?:${before(strongWord)}|${beforeWord(strongWord)})(?<secret>${word.source})`, looksSecret),
  form(passwordStarts, `${beforeQuoted(passwordName)}(?<secret>${inQuotes.source})`, looksQuotedPassword),
  form(passwordStarts, `(?:${before(passwordName)}|${beforeWord(passwordName)})(?<secret>${word.source})`, looksPassword),
  {
    name: 'assigned',
    starts: ['PASS', 'PWD'],
    pattern: /(?<![a-z])(?:PASS(?:WORD|WD|PHRASE)?|PWD)(?:_(?:PROD(?:UCTION)?|STAG(?:E|ING)|DEV(?:ELOPMENT)?|TEST|LIVE|BASE|OLD|NEW|VALUE|\d{1,2})){0,2}=["']?(?<secret>[^\s"'`$(\\;][^\s"'`\\;]{5,255})/y,
    accepts: looksPlainPassword,
  },
  {
    name: 'assigned',
    starts: ['KEY', 'TOKEN', 'SECRET', 'DSN', 'PAT=', 'AUTH'],
    pattern:
      /(?<=(?:^|[\s"'`;$])(?!(?:\w{0,40}_)?(?:CACHE|PRIMARY|FOREIGN|PUBLIC|SORT|PARTITION|ROW|INDEX|GROUP|ISSUE|PROJECT|IDEMPOTENCY|DEDUPE|HASH|LOOKUP|OBJECT|S3|STORE)_)[A-Z\d_]{1,60})(?:KEY|TOKEN|SECRET|PAT|AUTH)(?:_(?:PROD(?:UCTION)?|STAG(?:E|ING)|DEV(?:ELOPMENT)?|TEST|LIVE|BASE|OLD|NEW|VALUE|\d{1,2})){0,2}=["']?(?<secret>[^\s"'`$(\\;]{16,1024})/my,
    accepts: looksRandom,
  },
]
