import { join } from 'node:path'
import { isBelow } from '../../platform/files.ts'

/** In a home folder: logins, keys, and what makes programs run code there. */
const stores = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.kube',
  '.docker/config.json',
  '.config/gcloud',
  '.config/gh',
  '.config/op',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  '.git-credentials',
  '.cargo/credentials.toml',
  '.password-store',
  '.local/share/keyrings',
  '.mozilla',
  '.config/google-chrome',
  '.claude/.credentials.json',
  '.codex/auth.json',
  '.gemini/oauth_creds.json',
  'Library/Keychains',
]

/** The store of credentials of this home that a path lies in. */
export function credentialStore(path: string, home: string): string | undefined {
  return stores.map((name) => join(home, name)).find((store) => isBelow(store, path))
}

/** Keys have these names wherever they lie, in a folder that is called like theirs. */
export function isPrivateKey(parts: readonly string[]): boolean {
  const folder = parts.at(-2)
  const name = parts.at(-1) ?? ''
  if (folder === '.ssh') return /^(?:id_[a-z0-9]+(?:_sk)?|authorized_keys2?|identity)$/.test(name)
  return (folder === '.aws' && name === 'credentials') || parts.includes('.gnupg')
}

/** The kernel's: a path there is a device, a process, or another name for something else. */
export function isKernels(path: string): boolean {
  return ['/proc', '/dev', '/sys'].some((folder) => isBelow(folder, path))
}

/** Git's own folder, in the spellings that some file systems take for it. */
export function isGits(part: string): boolean {
  const name = part.toLowerCase().replace(/[. ]+$/, '')
  return name === '.git' || name === 'git~1' || name.startsWith('.git:')
}
