import { parseDotenv } from './dotenv.ts'
import { isStandIn } from './secret-looks.ts'

/** A value that must not be shown, and what to call it in its place. */
export interface SecretValue {
  readonly name: string
  readonly value: string
}

const secretName =
  /KEY(?!BOARD|MAP|WORD|_?ID$)|TOKEN|SECRET|PASSW|PASSPHRASE|(?:^|_)(?:PASS|PWD|PAT|DSN)(?:_|$)|CREDENTIAL|AUTH(?!OR)|COOKIE|SESSION_ID/i
const minimum = 8

/** Values of the environment variables whose names promise a secret, and passwords in addresses (`postgres://user:…@host`). */
export function secretValues(env: Readonly<Record<string, string | undefined>>): readonly SecretValue[] {
  const secrets: SecretValue[] = []
  for (const [name, raw] of Object.entries(env)) {
    if (name === 'PWD' || name === 'OLDPWD') continue
    const value = raw?.trim() ?? ''
    const password = passwordOf(value)
    if (password.length >= minimum) secrets.push({ name, value: password })
    else if (secretName.test(name) && isSecret(value)) secrets.push({ name, value })
  }
  return secrets
}

/**
 * Secrets of a .env file, by the same names; its stand-ins (`changeme`, `<your key>`) aside. Values that `known` has
 * already are left out.
 */
export function secretValuesInDotenv(text: string, known: readonly SecretValue[] = []): readonly SecretValue[] {
  const values = new Set(known.map(({ value }) => value))
  return secretValues(parseDotenv(text)).filter(({ value }) => !values.has(value) && !isStandIn(value))
}

/** Settings that sound secret by their name hold paths, numbers, switches and addresses too: masking those would garble honest text. */
function isSecret(value: string): boolean {
  if (value.length < minimum) return false
  return ![isNumber, isPath, isAddress, isSettingWord].some((isHarmless) => isHarmless(value))
}

const isNumber = (value: string) => /^[\d.,_:+-]+$/.test(value)
const isPath = (value: string) =>
  /^(?:~|\.{1,2})?\/[A-Za-z][\w.@-]*(?:\/[\w.@ -]+)*\/?$/.test(value) && !isRandom(value)
const isAddress = (value: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(value)
const isSettingWord = (value: string) =>
  /^(?:disabled?|enabled?|required|optional|anonymous|undefined|production|development|localhost|keychain|keyring|password|passwd|changeme|publickey|kerberos|openid(?:-connect)?|interactive|always|automatic|external|internal|unlimited|ssh-(?:rsa|ed25519|agent)|(?:gpg|ssh|libsecret|osxkeychain|wincred)(?:-\w+)?)$/i.test(
    value,
  )

/** An absolute path of one long mixed part is rather a key that starts with a slash. */
const isRandom = (value: string) =>
  value.split('/').some((part) => part.length >= 20 && /\d/.test(part) && /[A-Z]/.test(part) && /[a-z]/.test(part))

function passwordOf(value: string): string {
  const password = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:([^\s@]+)@/i.exec(value)?.[1] ?? ''
  return isSettingWord(password) ? '' : password
}
