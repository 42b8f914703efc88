import { realpathSync } from 'node:fs'
import { delimiter, isAbsolute } from 'node:path'
import { isBelow } from './files.ts'

/** Nobody works in these, whatever folder a run is given. */
const systemFolders = new Set([
  '/usr/bin',
  '/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/sbin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
  '/run/current-system/sw/bin',
])

/** Where somebody else's programs may lie: every folder that git was sent to so far. */
const workedIn = new Set<string>()

/**
 * A PATH on which no git lies that an agent or a repository could have put there: without relative folders, without
 * `node_modules/.bin`, and without those in `folders` or in any that were named before. '' if nothing is left.
 */
export function trustedPath(path: string | undefined, folders: readonly string[]): string {
  for (const folder of folders) if (folder !== '/') workedIn.add(real(folder))
  return (path ?? '').split(delimiter).filter(isTrusted).join(delimiter)
}

function isTrusted(entry: string): boolean {
  if (!isAbsolute(entry)) return false
  const found = real(entry)
  if (systemFolders.has(entry) && systemFolders.has(found)) return true
  if (/\/node_modules\/\.bin\/?$/.test(entry) || found.endsWith('/node_modules/.bin')) return false
  return ![...workedIn].some((folder) => isBelow(folder, found) || isBelow(folder, entry))
}

function real(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}
