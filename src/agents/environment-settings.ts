import { basename, isAbsolute } from 'node:path'
import { footprints } from './footprints.ts'

/**
 * Files of a workspace that make any agent run code, relative to it. No agent may write those of another either: who
 * can't get out himself could have the next one do it, once the operator starts that one without a sandbox.
 */
export function workspaceSettings(): readonly string[] {
  const settings = Object.values(footprints).flatMap((footprint) => footprint.settings('/', {}))
  return [...new Set(settings.filter((path) => !isAbsolute(path)))].toSorted()
}

/** What stands in for a setting that is missing, so that nobody can make it. */
export type Stub = { readonly type: 'folder' } | { readonly type: 'file'; readonly content: string }

/**
 * A stub that every CLI reads as "nothing is set": measured, where a file in the place of a folder, a file that can't be
 * opened, or an empty file of JSON keeps most of them from starting.
 */
export function stubOf(path: string): Stub {
  const name = basename(path)
  if (/\.jsonc?$/.test(name)) return { type: 'file', content: '{}\n' }
  const isFile = /\.(?:toml|md|env|Dockerfile)$|^(?:config|credentials)$/.test(name)
  return isFile ? { type: 'file', content: '' } : { type: 'folder' }
}
