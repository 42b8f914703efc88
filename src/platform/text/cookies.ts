import { isStandIn } from './secret-looks.ts'
import type { SecretRange } from './secret-ranges.ts'

/*
 *   Cookie: name=value; name=value          Set-Cookie: name=value; Path=/; HttpOnly
 *
 * Who holds the value of a session's cookie is logged in. Values that are long enough and mixed are taken for such.
 */

const headerName = /cookie\\?["']?\s{0,2}[:,=]\s{0,4}\\?["']?(?=[^\s=;"']{1,64}=)/giy
const pair = /([^\s=;,"'\\]{1,64})=([^\s;,"'\\]{1,4096})(?:; ?)?/y
const names = ['cookie', 'Cookie', 'COOKIE']
const attributes = /^(?:path|domain|expires|max-age|samesite|version|priority)$/i
const telling = /sess|sid$|token|auth|jwt|login|remember|csrf|xsrf|identity|credential|^connect|\.sid/i

/** Finds values of cookies in headers. */
export function cookieSecrets(text: string): readonly SecretRange[] {
  const ranges: SecretRange[] = []
  for (const name of names) {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
      headerName.lastIndex = at
      const header = headerName.exec(text)
      if (header) addPairs(text, at + header[0].length, ranges)
    }
  }
  return ranges
}

function addPairs(text: string, from: number, ranges: SecretRange[]): void {
  pair.lastIndex = from
  for (let count = 0; count < 100; count += 1) {
    const match = pair.exec(text)
    if (!match) return
    const [, name = '', value = ''] = match
    const start = match.index + name.length + 1
    if (isCookieSecret(name, value)) ranges.push({ start, end: start + value.length, name: 'cookie' })
  }
}

function isCookieSecret(name: string, value: string): boolean {
  if (attributes.test(name) || isStandIn(value)) return false
  const isMixed = /\d/.test(value) && /[A-Za-z]/.test(value)
  return isMixed && (telling.test(name) ? value.length >= 8 : value.length >= 24)
}
