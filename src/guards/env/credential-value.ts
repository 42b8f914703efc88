import { secretValues } from '../../platform/text/secret-values.ts'
import { tokenFormats } from '../../platform/text/token-formats.ts'

/** Names that end in these speak of a credential, and hold none. */
const about =
  /(?:NAME|TYPE|LENGTH|TTL|EXPIR\w*|EXPIRATION|PROVIDER|HASHER|POLICY|LIMIT|BUDGET|URL|URI|HOST|HEADER|FILE|PATH|DIR|ALGORITHM|ALG|ISSUER|AUDIENCE|REALM|SCOPES?|ENABLED|REQUIRED|STRATEGY|METHOD|MODE|ROUNDS|PUBLIC_KEY|PUBLISHABLE_KEY|COUNT|SIZE|MIN|MAX|DAYS|HOURS|MINUTES|SECONDS|MS)$|(?:^|_)(?:PUBLIC|MAX|MIN|NUM|ENABLE|DISABLE|USE)_/

/** What stands in an example for what everybody has to put there. */
const placeholder =
  /^(?:<.*>|\[.*\]|\{\{.*\}\}|\$\{{0,2}\s?\w.*|%\w+%|x{3,}.*|\*+|\.{3,}|-+)$|your|change|replace|example|placeholder|dummy|sample|todo|fixme|insert|secret_here|goes_here|here$|^(?:test|fake|foo|bar|local|dev|none|null|undefined|postgres|root|admin|password|secret)\b|1234567|xxxx/i

/** Shorter ones are switches, numbers and words. */
const shortest = 8

/** Whether a variable hands out a credential: by its name and a value that could be one, or by the form of the value. */
export function holdsCredential(name: string, value: string): boolean {
  const told = value.slice(0, 4096)
  if (told.length < shortest || placeholder.test(passwordIn(told) ?? told)) return false
  if (passwordIn(told) !== undefined || isToken(told)) return true
  return !about.test(name) && secretValues({ [name]: told }).length > 0
}

function passwordIn(value: string): string | undefined {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]{0,200}:([^\s@]{1,500})@/i.exec(value)?.[1]
}

function isToken(value: string): boolean {
  return tokenFormats.some(({ starts, pattern }) =>
    starts.some((start) => {
      const at = value.indexOf(start)
      if (at === -1) return false
      pattern.lastIndex = at
      return pattern.test(value)
    }),
  )
}
