import { findPrivateKeys } from '../platform/text/private-keys.ts'
import { inEveryReading } from '../platform/text/readings.ts'
import { formFinder, knownValueFinder, type CredentialForm } from '../platform/text/secret-ranges.ts'
import type { SecretValue } from '../platform/text/secret-values.ts'
import { tokenFinder } from '../platform/text/token-finder.ts'
import { markedFormats, shortestToken, tokenFormats } from '../platform/text/token-formats.ts'
import { WrappedValues } from '../platform/text/wrapped-values.ts'
import { type BinaryPath, binary, parentOf } from './binary.ts'

/** Why a file of this name is left out of checkpoints whatever it contains. */
export function secretName(path: BinaryPath): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (isEnvironmentFile(name)) return 'environment file'
  if (/^id_(rsa|dsa|ecdsa|ed25519)/.test(name) && !name.endsWith('.pub')) return 'private key'
  if (/\.(pem|key|p12|pfx|pkcs12|jks|keystore|ppk|kdbx)$/.test(name)) return 'private key'
  if (credentialFiles.test(name)) return 'credentials'
  if (isSecretFolder(`/${parentOf(path).toLowerCase()}/`, name)) return 'credentials'
  return undefined
}

/** Gives the reason why a file with this content (or a link with this target) is left out, or nothing. */
export type JudgeContent = (path: BinaryPath, content: Buffer) => string | undefined

/**
 * Finds private keys, tokens whose form leaves no doubt, and `values` known word for word, in every spelling that is
 * redacted where it is shown, in names, too. Not what stands after `password=`: that would cost people the checkpoint of
 * ordinary source code.
 */
export function contentJudge(values: readonly SecretValue[]): JudgeContent {
  const findTokens = tokenFinder(tokenFormats, shortestToken)
  const findOthers = formFinder([...markedFormats, ...looseForms])
  const holdsValue = valueFinder(values)
  const judge = (text: string) => {
    if (holdsValue(text)) return 'known secret'
    const found = findTokens(text)[0] ?? findOthers(text)[0]
    return found && `${found.name} token`
  }
  return (path, content) => {
    const named = judge(path)
    if (named) return `${named} in its name`
    const text = content.toString('latin1')
    if (registryFile.test(path) && registryLogin.test(text)) return 'credentials'
    if (privateKey.test(text) || findPrivateKeys(text).length > 0 || text.includes('PuTTY-User-Key-File-'))
      return 'private key'
    return judge(text)
  }
}

/** Whether a text, its characters bytes, holds one of the values. */
function valueFinder(values: readonly SecretValue[]): (text: string) => boolean {
  if (values.length === 0) return () => false
  // As they are in the bytes of a file; and as they are, for what is written in ASCII of their own bytes (hex, base64).
  const inBytes = values.map(({ name, value }) => ({ name, value: binary(value) }))
  const known = [...values, ...inBytes.filter(({ value }, index) => value !== values[index]?.value)]
  const find = knownValueFinder(known)
  const findRead = inEveryReading(find, () => [])
  const wrapped = new WrappedValues(known)
  wrapped.beThorough()
  return (text) => {
    if (wrapped.find(text).ranges.length > 0) return true
    // Of what is no text only UTF-16 is read otherwise than it is written.
    if (text.includes('\0')) return find(text).length > 0 || find(text.replaceAll('\0', '')).length > 0
    return findRead(text).length > 0
  }
}

function isEnvironmentFile(name: string): boolean {
  if (!name.startsWith('.env') && !name.endsWith('.env')) return false
  return !/(^|[.-])(example|sample|template|dist)(\.env)?$/.test(name)
}

function isSecretFolder(folder: string, name: string): boolean {
  if (folder.endsWith('/.ssh/')) return !/\.pub$|^known_hosts|^config$|^authorized_keys$/.test(name)
  if (folder.includes('/.gnupg/')) return true
  return (
    (folder.endsWith('/.aws/') && name === 'credentials') ||
    (folder.endsWith('/.kube/') && name === 'config') ||
    (folder.endsWith('/.docker/') && name === 'config.json')
  )
}

const credentialFiles =
  /^([._]netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.htpasswd|\.dockercfg|credentials(\.json|\.ya?ml|\.toml|\.db)?|client_secret.*\.json|service[-_]?account.*\.json|application_default_credentials\.json)$/

/** Here the mark alone is enough, if it has a line to itself. */
const privateKey = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----[ \t\r]{0,4}(?:\n|\\n)/

const registryFile = /(^|\/)\.(npmrc|yarnrc|yarnrc\.yml|pypirc)$/

/** A value, not the `${NAME}` of one. */
const registryLogin = /(?:_authToken|_auth|_password|password|npmAuthToken|npmAuthIdent)\s*[=:]\s*["']?[^\s"'$]/

/** Wider than what is masked in output: there a false alarm garbles honest text, here it only leaves a file out. */
const looseForms: readonly CredentialForm[] = [
  { name: 'aws', starts: ['AKIA', 'ASIA'], pattern: /(?<![A-Za-z0-9])A[KS]IA[0-9A-Z]{16}(?![A-Za-z0-9])/y },
  {
    name: 'aws',
    starts: ['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'],
    pattern: /aws_secret_access_key["']?\s{0,4}[=:]\s{0,4}["']?[A-Za-z0-9/+]{40}/iy,
  },
  { name: 'anthropic', starts: ['sk-ant-'], pattern: /sk-ant-[\w-]{12,512}/y },
]
