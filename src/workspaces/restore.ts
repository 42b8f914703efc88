import { lstatSync, readdirSync, realpathSync, rmdirSync, rmSync, unlinkSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { RalphError } from '../errors.ts'
import { codeOf } from '../platform/disk-error.ts'
import { git } from '../platform/git.ts'
import { type BinaryPath, binary, fileName, parentOf, readable } from './binary.ts'
import { findCheckpoint, presentTree, type CheckpointPlace } from './checkpoints.ts'
import { ObjectStore } from './objects.ts'
import { rawChanges, type RawChange } from './raw-changes.ts'
import { addCheckpoint, readCheckpoints, type Checkpoint } from './shadow-repository.ts'

export interface RestoreRequest extends CheckpointPlace {
  readonly number: number
  /** Relative to the workspace, or absolute within it; a folder stands for what it held then. None: every file. */
  readonly paths: readonly string[]
}

export interface Restored {
  /** The checkpoint that holds the present as it was before. */
  readonly safety: number
  readonly restored: readonly string[]
  readonly deleted: readonly string[]
  /** Files that were not touched, because the safety checkpoint could not hold what stands there now. */
  readonly left: readonly { readonly path: string; readonly why: string }[]
}

/**
 * Brings files of a checkpoint back, after a checkpoint of the present. A file that came later is deleted only if it
 * is named itself, never because its folder is or because nothing is. Nothing is overwritten that could not be
 * brought back in turn. The user's repository is not touched and need not exist any more.
 */
export async function restoreCheckpoint(request: RestoreRequest): Promise<Restored> {
  const { gitDir, directory, runId, number, signal } = request
  const checkpoints = await readCheckpoints(gitDir, runId, signal)
  const target = findCheckpoint(checkpoints, number)
  const { tree: present } = await presentTree(request)
  const root = realpathSync(directory)
  const named = request.paths.map((path) => insideWorkspace(root, path)).filter((path) => path !== '')
  const everything = named.length < request.paths.length || named.length === 0
  const flags = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames']
  const at = { gitDir, folder: gitDir }
  const differing = rawChanges(await git(at, ['diff-tree', ...flags, present, target.tree, '--'], { signal }))
  await refuseUnknown(request, named, [present, target.tree])

  const later = differing.filter(({ status, path }) => status === 'D' && named.includes(path))
  const wanted = differing.filter(({ status, path }) => status !== 'D' && (everything || isNamed(path, named)))
  const saved = new Set(differing.filter(({ status }) => status !== 'A').map(({ path }) => path))
  const safety = keepPresent(request, checkpoints, target, present)

  for (const { path } of later) remove(root, path)
  const blocked = wanted.map((change) => ({ change, why: obstacle(root, change, saved) }))
  const free = blocked.filter(({ why }) => why === undefined).map(({ change }) => change.path)
  await checkOut(request, root, target.tree, free)
  return {
    safety: safety.number,
    restored: free.map(readable),
    deleted: later.map(({ path }) => readable(path)),
    left: blocked.flatMap(({ change, why }) => (why === undefined ? [] : [{ path: readable(change.path), why }])),
  }
}

function keepPresent(
  { gitDir, runId }: RestoreRequest,
  checkpoints: readonly Checkpoint[],
  target: Checkpoint,
  tree: string,
): Checkpoint {
  const after = checkpoints.at(-1)
  if (after?.tree === tree) return after
  const iteration = after?.iteration ?? target.iteration
  return addCheckpoint(gitDir, new ObjectStore(gitDir), { runId, iteration, reason: 'restore', tree, after })
}

/** The path within the workspace; '' for the workspace itself. Refuses what lies outside, a link on the way included. */
function insideWorkspace(root: string, path: string): BinaryPath {
  const inside = relative(root, resolve(root, path))
  const parts = inside.split('/')
  const refuse = (why: string) => {
    throw new RalphError(`can't restore '${path}': ${why}`, 'name files and folders inside the workspace')
  }
  if (inside === '') return ''
  if (parts[0] === '..' || path.includes('\0')) refuse('it is outside the workspace')
  if (parts.some((part) => part.toLowerCase() === '.git')) refuse('ralph does not touch .git')
  for (let depth = 1; depth < parts.length; depth++) {
    const parent = lstatSync(join(root, ...parts.slice(0, depth)), { throwIfNoEntry: false })
    if (parent?.isSymbolicLink()) refuse(`${parts.slice(0, depth).join('/')} is a link`)
    if (!parent?.isDirectory()) break
  }
  return binary(inside)
}

function isNamed(path: BinaryPath, named: readonly BinaryPath[]): boolean {
  return named.some((name) => path === name || path.startsWith(`${name}/`))
}

/** A misspelt name must not look like success. */
async function refuseUnknown(
  { gitDir, number, signal }: RestoreRequest,
  named: readonly BinaryPath[],
  trees: readonly string[],
): Promise<void> {
  for (const path of named) {
    const found = await Promise.all(
      trees.map((tree) =>
        git({ gitDir, folder: gitDir }, ['ls-tree', '-z', tree, '--', latin1Argument(path)], { signal }),
      ),
    )
    if (found.every((printed) => printed === ''))
      throw new RalphError(
        `checkpoint ${number} has no ${readable(path)}`,
        `see what it has with: ralph diff ${number}`,
      )
  }
}

/** Arguments are text: only names that are UTF-8 can be named. */
const latin1Argument = readable

/** Why a path can't be written without losing what the safety checkpoint does not hold. */
function obstacle(root: string, { path, status }: RawChange, saved: ReadonlySet<BinaryPath>): string | undefined {
  for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) {
    const found = lstat(root, parent)
    if (!found || found.isDirectory()) continue
    return saved.has(parent) ? undefined : `${readable(parent)} is in the way`
  }
  const found = lstat(root, path)
  if (!found) return undefined
  if (found.isDirectory()) return removeEmptyFolder(root, path) ? undefined : 'a folder of that name stands there'
  return status === 'A' ? 'what stands there now is left out of checkpoints: move it away first' : undefined
}

function lstat(root: string, path: BinaryPath) {
  try {
    return lstatSync(fileName(binary(root), path), { throwIfNoEntry: false })
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

function removeEmptyFolder(root: string, path: BinaryPath): boolean {
  const folder = fileName(binary(root), path)
  if (readdirSync(folder).length > 0) return false
  rmdirSync(folder)
  return true
}

/** Removes a file, and the folders above it that it leaves empty. */
function remove(root: string, path: BinaryPath): void {
  unlinkSync(fileName(binary(root), path))
  for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) {
    if (!removeEmptyFolder(root, parent)) return
  }
}

/** Git writes the files: links as links, replacing a link in the way instead of following it. */
async function checkOut(
  { gitDir, signal }: RestoreRequest,
  root: string,
  tree: string,
  paths: readonly BinaryPath[],
): Promise<void> {
  if (paths.length === 0) return
  const indexFile = join(gitDir, `index-restore-${process.pid}`)
  const place = { gitDir, indexFile, workTree: root, folder: root }
  try {
    await git(place, ['read-tree', tree], { signal })
    await git(place, ['checkout-index', '-f', '-z', '--stdin'], { input: `${paths.join('\0')}\0`, signal })
  } finally {
    rmSync(indexFile, { force: true })
  }
}
