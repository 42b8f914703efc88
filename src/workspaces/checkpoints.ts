import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RalphError } from '../errors.ts'
import { git } from '../platform/git.ts'
import type { SecretValue } from '../platform/text/secret-values.ts'
import { Capture, type Picture } from './capture.ts'
import { ObjectStore } from './objects.ts'
import { contentJudge } from './secrets.ts'
import { defaultMaxFileBytes } from './shadow.ts'
import { ensureShadow, readCheckpoints, shadowScope, type Checkpoint } from './shadow-repository.ts'
import { writeTree } from './tree.ts'

/** The shadow repository of a workspace, and a run that has checkpoints in it. */
export interface CheckpointPlace {
  readonly gitDir: string
  readonly directory: string
  readonly runId: string
  readonly maxFileBytes?: number
  readonly secretValues?: readonly SecretValue[]
  readonly signal?: AbortSignal
}

export interface ListedCheckpoint extends Checkpoint {
  /** Since the checkpoint before; absent for the first. */
  readonly filesChanged?: number
}

/** The checkpoints of a run, oldest first; none if it has none. */
export async function listCheckpoints(gitDir: string, runId: string): Promise<readonly ListedCheckpoint[]> {
  const checkpoints = await readCheckpoints(gitDir, runId)
  if (checkpoints.length < 2) return checkpoints
  const input = checkpoints.map(({ commit }) => `${commit}\n`).join('')
  const args = ['diff-tree', '--stdin', '--raw', '-r', '--no-renames']
  const counts = new Map<string, number>()
  let commit = ''
  for (const line of (await git({ gitDir, folder: gitDir }, args, { input })).split('\n')) {
    if (line.startsWith(':')) counts.set(commit, (counts.get(commit) ?? 0) + 1)
    else commit = line
  }
  return checkpoints.map((one, i) => (i === 0 ? one : { ...one, filesChanged: counts.get(one.commit) ?? 0 }))
}

export interface DiffRequest extends CheckpointPlace {
  readonly from: number
  /** Another checkpoint; without it the work tree as it is now. */
  readonly to?: number
  readonly color?: boolean
  readonly maxBytes?: number
}

export interface Diff {
  /** Holds what agents wrote, control characters too: neutralise it before a terminal sees it. */
  readonly text: string
  /** It was longer than `maxBytes`. */
  readonly cut: boolean
}

/** What changed from one checkpoint to another, or to now, as a unified diff. Starts no diff program and no converter. */
export async function diffCheckpoints(request: DiffRequest): Promise<Diff> {
  const { gitDir, directory, runId, from, to, color = false, maxBytes = 16 * 1024 * 1024, signal } = request
  const checkpoints = await readCheckpoints(gitDir, runId, signal)
  const before = findCheckpoint(checkpoints, from).tree
  const after = to === undefined ? (await presentTree(request)).tree : findCheckpoint(checkpoints, to).tree
  const flags = ['-p', '-r', '-M', '--no-ext-diff', '--no-textconv', `--color=${color ? 'always' : 'never'}`]
  const place = { gitDir, folder: existsSync(directory) ? directory : gitDir }
  const printed = await git(place, ['diff-tree', ...flags, before, after, '--'], { maxBytes, cut: true, signal })
  return { text: Buffer.from(printed, 'latin1').toString('utf8'), cut: printed.length >= maxBytes }
}

/** A RalphError names those there are. */
export function findCheckpoint(checkpoints: readonly Checkpoint[], number: number): Checkpoint {
  const found = checkpoints.find((one) => one.number === number)
  if (found) return found
  const last = checkpoints.at(-1)?.number
  const there = last === undefined ? 'this run has no checkpoints' : `there are 1 to ${last}`
  throw new RalphError(`no checkpoint ${number}: ${there}`, 'list them with: ralph checkpoints')
}

/** The work tree as it is now, stored in the shadow repository. Works beside a live run: its index is only copied. */
export async function presentTree(
  place: CheckpointPlace,
): Promise<{ readonly tree: string } & Pick<Picture, 'skipped'>> {
  const { gitDir, directory, maxFileBytes = defaultMaxFileBytes, secretValues = [] } = place
  const signal = place.signal ?? new AbortController().signal
  await ensureShadow(gitDir)
  mkdirSync(directory, { recursive: true })
  const { scope, repository } = await shadowScope(gitDir, directory)
  const store = new ObjectStore(gitDir)
  const rules = { maxFileBytes, judgeContent: contentJudge(secretValues) }
  return withIndexCopy(scope.place.indexFile, gitDir, async (indexFile) => {
    const own = { ...scope, place: { ...scope.place, indexFile } }
    const { tree, skipped } = await new Capture({ scope: own, repository, store, rules }).glance(signal)
    const id = writeTree(tree, store)
    store.sync()
    return { tree: id, skipped }
  })
}

async function withIndexCopy<T>(index: string, gitDir: string, act: (copy: string) => Promise<T>): Promise<T> {
  const copy = join(gitDir, `index-copy-${process.pid}`)
  rmSync(copy, { force: true })
  if (existsSync(index)) copyFileSync(index, copy)
  try {
    return await act(copy)
  } finally {
    rmSync(copy, { force: true })
  }
}
