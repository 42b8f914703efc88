import { statSync } from 'node:fs'
import { join } from 'node:path'
import { git, type GitPlace } from '../platform/git.ts'
import { type BinaryPath, binary, readable, splitNul } from './binary.ts'
import { excludeFile, type Repository } from './repository.ts'

/** The work tree as git is to see it: whose ignore rules hold, and which part of it is ours. */
export interface Scope {
  readonly place: GitPlace & { readonly workTree: string; readonly indexFile: string }
  /** From the work tree to the workspace: `packages/a/`, or ''. */
  readonly prefix: string
}

/**
 * Paths below the workspace that differ from the index, or are unknown to it and not ignored. A file may be named
 * that turns out to be the same. The work tree's own `.gitignore` files and `info/exclude` decide what is ignored.
 */
export async function changedPaths(scope: Scope, signal: AbortSignal): Promise<readonly BinaryPath[]> {
  const listed = await listChanged(scope, signal)
  const paths = new Set(listed.filter((path) => !path.endsWith('/')))
  for (const folder of listed.filter((path) => path.endsWith('/'))) {
    for (const path of await nestedPaths(scope, folder, signal)) paths.add(path)
  }
  return [...paths]
}

/** The same without what lies in repositories inside the workspace. */
export async function changedPathsOutsideNested(scope: Scope, signal: AbortSignal): Promise<readonly BinaryPath[]> {
  return [...new Set(await listChanged(scope, signal))].filter((path) => !path.endsWith('/'))
}

function listChanged(scope: Scope, signal: AbortSignal): Promise<readonly BinaryPath[]> {
  return list(scope, ['-o', '-m', '-d', '--exclude-standard'], signal)
}

/** Files that the user's own index holds although they are ignored: git would show their changes, so we keep them. */
export async function trackedThoughIgnored(
  scope: Scope,
  repository: Repository | undefined,
  signal: AbortSignal,
): Promise<readonly BinaryPath[]> {
  if (!repository) return []
  const place = { ...scope.place, indexFile: join(repository.gitDir, 'index') }
  if (!statSync(place.indexFile, { throwIfNoEntry: false })?.isFile()) return []
  try {
    return await list({ ...scope, place }, ['-c', '-i', '--exclude-standard'], signal)
  } catch {
    return [] // an index in a form that only its own repository can read: then these files are not copied
  }
}

async function list(scope: Scope, flags: readonly string[], signal: AbortSignal): Promise<string[]> {
  const { place, prefix } = scope
  const exclude = excludeFile(place.workTree)
  const args = ['ls-files', '-z', ...flags, `--exclude=/${escaped(prefix)}.agent/`]
  if (exclude !== undefined) args.push(`--exclude-from=${exclude}`)
  const listed = splitNul(await git(place, args, { signal }))
  return listed.filter((path) => !path.startsWith('.agent/'))
}

/**
 * A repository inside the workspace (a submodule, a clone) is copied like any folder, except its `.git`. Git lists
 * only its name, until the index knows a file in it; so it is looked into as a work tree of its own.
 */
async function nestedPaths(scope: Scope, folder: BinaryPath, signal: AbortSignal): Promise<readonly BinaryPath[]> {
  const name = readable(folder).replace(/\/$/, '')
  if (`${binary(name)}/` !== folder) return [] // no name that a folder to run in could be given by
  const workTree = join(scope.place.folder, name)
  const place = { ...scope.place, workTree, folder: workTree, indexFile: `${scope.place.indexFile}.none` }
  const inside = await changedPaths({ place, prefix: '' }, signal)
  return inside.map((path) => folder + path)
}

/** Taken literally where git expects a pattern. */
function escaped(path: string): string {
  return path.replace(/[\\*?[\]]/g, '\\$&')
}
