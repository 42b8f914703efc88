import { commandSecrets } from './command-secrets.ts'
import { isStandIn, isWordOfTheTrade, looksPlainPassword, looksRandom, looksSecret } from './secret-looks.ts'
import type { CredentialForm, PlacedForm } from './secret-ranges.ts'

const unlessStandIn = (secret: string) => !isStandIn(secret)

/**
 * Credentials that are known only by what stands before them: `password=…`, `Authorization: …`, `user:…@host`.
 * Every repetition is bounded, so that no text makes these slow.
 */
export const secretPhrases: readonly (CredentialForm | PlacedForm)[] = [
  ...commandSecrets,
  {
    name: 'authorization',
    starts: spellings('authorization'),
    pattern:
      /(?<![A-Za-z:])authorization(?:\\{0,3}["'],|\\{0,3}["']?\s{0,3}[:=])\s{0,3}\\{0,3}["']?(?:[a-z-]{2,24}\s{1,3}(?:\w{1,64}:)?)?(?<secret>[\w.~+/=:-]{8,4096})/iy,
    accepts: (secret) => looksSecret(secret) || (!isStandIn(secret) && /^[A-Za-z0-9+/]{12,}={1,2}$/.test(secret)),
  },
  {
    name: 'bearer',
    starts: spellings('bearer '),
    pattern: /bearer\s{1,3}(?<secret>[\w.~+/=-]{16,4096})/iy,
    accepts: looksSecret,
  },
  {
    name: 'address',
    starts: ['://'],
    pattern: /:\/\/[^\s/:@"'<>[\]]{0,128}:(?<secret>[^\s/@"'<>]{3,512})(?=@)/y,
    accepts: isLoginPassword,
  },
  {
    // A password with a slash or an at sign in it, as people forget to encode them.
    name: 'address',
    starts: ['postgres', 'mysql://', 'mongodb', 'redis', 'amqp', 'mariadb://'],
    pattern:
      /(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?|mariadb)(?:\+\w{1,16})?:\/\/[^\s/:@"'<>]{0,128}:(?<secret>[^\s"'<>]{3,256})(?=@[\w.-]{1,128}(?:[:/?\s"'`,)]|$))/y,
    accepts: isLoginPassword,
  },
  {
    name: 'address',
    starts: ['://'],
    pattern: /:\/\/(?<secret>[\w-]{20,256})(?=(?::x-oauth-basic|:)?@(?![\w.-]{0,80}sentry))/y,
    accepts: looksRandom,
  },
  {
    name: 'address',
    starts: ['jdbc:oracle', 'sqlplus '],
    pattern: /(?:jdbc:oracle:\w{1,8}:|sqlplus (?:-\w )?)[\w$]{1,64}\/(?<secret>[^\s@"'/]{3,128})(?=@)/y,
    accepts: unlessStandIn,
  },
  {
    name: 'signature',
    starts: ['?sig=', '&sig=', '-Signature=', '&amp;sig=', 'sig='],
    pattern: /(?:[?&;]|(?<=[?&;"']))?(?:-Signature|sig)=(?<secret>[\w%+/=-]{30,1024})/y,
    accepts: unlessStandIn,
  },
  {
    name: 'code',
    starts: ['?code=', '&code='],
    pattern: /.code=(?<secret>[\w%+/=-]{40,512})/y,
    accepts: looksRandom,
  },
  { name: 'telegram', starts: [':AA'], pattern: /(?<=(?<!\d)\d{8,10}):(?<secret>AA[\w-]{32,34})(?!\w)/y },
  {
    // The AWS console's table and its CSV: the secret key follows the key's id.
    name: 'aws',
    starts: ['AKIA', 'ASIA'],
    pattern: /A[KS]IA[A-Z2-7]{16}[\s,;:|"'`│\t]{1,24}(?<secret>[A-Za-z0-9/+]{40})(?![\w/+=])/y,
    accepts: unlessStandIn,
  },
  {
    name: 'redis',
    starts: ['requirepass ', 'masterauth '],
    pattern: /(?:requirepass|masterauth) {1,8}["']?(?<secret>[^\s"']{4,256})/y,
    accepts: looksPlainPassword,
  },
  {
    name: 'netrc',
    starts: ['login '],
    pattern: /login\s{1,4}\S{1,128}\s{1,8}password\s{1,4}(?<secret>\S{3,256})/y,
    accepts: unlessStandIn,
  },
  {
    name: 'pgpass',
    starts: [':5432:', ':*:', ':5433:', ':6432:', ':6543:'],
    pattern: /(?<=^[\w.*-]{1,128}):(?:\d{1,5}|\*):[\w*-]{1,64}:[\w.*@-]{1,64}:(?<secret>[^\s:]{3,128})$/my,
    accepts: unlessStandIn,
  },
  {
    // A file of passwords: `name:{SHA}…`, and digests of HTTP's own.
    name: 'password-hash',
    starts: ['{SHA}', '{SSHA}', '{CRYPT}'],
    pattern: /\{(?:S?SHA(?:256|512)?|CRYPT)\}(?<secret>[\w./+=$]{12,256})/y,
  },
  {
    name: 'login',
    starts: ['"auth"', "'auth'", '_auth'],
    pattern: /["_']auth["']?\s{0,4}[:=]\s{0,4}["']?(?<secret>[A-Za-z0-9+/]{8,1024}={0,2})(?![\w+/=])/y,
    accepts: isEncodedLogin,
  },
  {
    name: 'jwk',
    starts: ['"d":', '"d" :'],
    pattern: /"d" ?: ?"(?<secret>[\w-]{40,1024})(?=")/y,
  },
  {
    name: 'kubernetes',
    starts: ['client-key-data', 'token-data', '.dockerconfigjson', 'dockercfg'],
    pattern: /[\w.-]{9,18}["']?:\s{1,3}["']?(?<secret>[A-Za-z0-9+/=]{24,65536})/y,
    accepts: unlessStandIn,
  },
]

/** As constants and prose spell them. */
function spellings(word: string): readonly string[] {
  return [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)]
}

/** Names of services and well-known defaults are no passwords: `postgres:postgres@localhost`. */
function isLoginPassword(text: string): boolean {
  return (
    !isStandIn(text) && (text.length > 4 || /\d/.test(text)) && !(isWordOfTheTrade(text) && !looksPlainPassword(text))
  )
}

/** `user:password` in base64, as docker and npm keep it. */
function isEncodedLogin(text: string): boolean {
  return /^[\x20-\x7e]{1,128}:[\x20-\x7e]{1,512}$/.test(Buffer.from(text, 'base64').toString('latin1'))
}
