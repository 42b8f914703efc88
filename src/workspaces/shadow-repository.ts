import { createHash } from 'node:crypto'
import { existsSync, linkSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RalphError } from '../errors.ts'
import { codeOf } from '../platform/disk-error.ts'
import {
  cleanTemporaries,
  makePrivateFolder,
  readRegularFile,
  remove,
  syncFolder,
  writeAtomic,
} from '../platform/files.ts'
import { git, requireGit } from '../platform/git.ts'
import { binary } from './binary.ts'
import type { Scope } from './listing.ts'
import type { ObjectId, ObjectStore } from './objects.ts'
import { findRepository, type Repository } from './repository.ts'

/*
 * The shadow repository: ralph's own, outside the workspace, made without `git init` so that no template of the
 * user's gets in. It borrows no objects (no alternates): what `rm -rf .git` or `git gc` in the workspace takes away
 * must not be missing here, and secrets in the user's history must not be reachable from here.
 *
 *   config  HEAD  info/     constant, below
 *   objects/                all content, written by ralph alone
 *   index-<hash>            a cache for one work tree and folder
 *   refs/ralph/<run>/<n>    checkpoint n of a run, counted from 1; its parent is checkpoint n-1
 */
const shadowFiles: Readonly<Record<string, string>> = {
  HEAD: 'ref: refs/heads/none\n',
  config: '[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tprotectNTFS = false\n\tprotectHFS = false\n',
  // Bytes go in and come out as they are: no line-end conversion, no filter, whatever .gitattributes says.
  'info/attributes': '* -text !eol -filter -ident !working-tree-encoding !diff\n',
  // What a package manager can bring back; a .gitignore overrules this.
  'info/exclude': 'node_modules/\n.venv/\n__pycache__/\n',
}

/** Makes the repository if there is none, and puts its few files right. */
export async function ensureShadow(gitDir: string): Promise<void> {
  await ensureRepository(gitDir, shadowFiles)
}

/** Makes a repository of ralph's own with these files in it, or mends it. Needs a git that can be kept harmless. */
export async function ensureRepository(gitDir: string, files: Readonly<Record<string, string>>): Promise<void> {
  if (!existsSync(join(gitDir, 'objects'))) await requireGit('/')
  for (const folder of ['info', 'objects', 'refs']) makePrivateFolder(join(gitDir, folder))
  for (const folder of ['', 'info', 'objects']) cleanTemporaries(join(gitDir, folder))
  mendRepository(gitDir, files)
}

/**
 * Puts right what decides about a repository of ours: an agent that runs without a sandbox can write here, too. To be
 * called before git is, each time an agent has run.
 */
export function mendRepository(gitDir: string, files: Readonly<Record<string, string>> = shadowFiles): void {
  for (const name of ['commondir', 'config.worktree', 'hooks'])
    rmSync(join(gitDir, name), { recursive: true, force: true }) // they would send git to other settings
  for (const [name, content] of Object.entries(files)) {
    const path = join(gitDir, name)
    const isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false
    const reading = isFile ? readRegularFile(path, { maxBytes: Buffer.byteLength(content) }) : undefined
    const isRight = reading && 'bytes' in reading && reading.bytes.toString('utf8') === content
    if (!isRight) writeAtomic(path, content)
  }
}

/**
 * Where the ignore rules for a folder come from: the repository around it, unless that repository ignores the whole
 * folder (a home folder kept in git, say). Without one the folder stands alone.
 */
export async function shadowScope(
  gitDir: string,
  directory: string,
): Promise<{ readonly scope: Scope; readonly repository: Repository | undefined }> {
  const folder = realpathSync(directory)
  const around = findRepository(folder)
  const repository = around?.prefix && (await ignores(around, gitDir)) ? undefined : around
  const workTree = repository?.top ?? folder
  const prefix = repository?.prefix ?? ''
  const indexFile = join(gitDir, `index-${shortHash(`${workTree}\0${prefix}`)}`)
  return { scope: { place: { gitDir, workTree, folder, indexFile }, prefix }, repository }
}

async function ignores({ top, prefix }: Repository, gitDir: string): Promise<boolean> {
  const place = { gitDir, workTree: top, folder: top }
  const call = { input: `${binary(prefix)}\0`, answers: [1], env: { GIT_LITERAL_PATHSPECS: '0' } } // it knows no literal ones
  return (await git(place, ['check-ignore', '--no-index', '-z', '--stdin'], call)) !== ''
}

function shortHash(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 8)
}

/** A checkpoint: a commit in the shadow repository and what its message says. */
export interface Checkpoint {
  /** Counted from 1 within a run. */
  readonly number: number
  /** How many iterations had ended. */
  readonly iteration: number
  readonly commit: ObjectId
  readonly tree: ObjectId
  /** Epoch milliseconds. */
  readonly at: number
  /** Why it was made: a `SnapshotReason`, or `restore` for the present as it was before a restore. */
  readonly reason: string
}

export interface NewCheckpoint {
  readonly runId: string
  readonly iteration: number
  readonly reason: string
  readonly tree: ObjectId
  readonly after: Checkpoint | undefined
}

const subject = /^ralph: checkpoint (\d+), iteration (\d+) \((\w+)\)$/

/** The checkpoints of a run, oldest first. */
export async function readCheckpoints(gitDir: string, runId: string, signal?: AbortSignal): Promise<Checkpoint[]> {
  if (!existsSync(join(gitDir, 'refs'))) return []
  const format = '--format=%(objectname) %(tree) %(contents:subject)%00%(contents:body)%00'
  const printed = await git({ gitDir, folder: gitDir }, ['for-each-ref', format, '--', refFolder(runId)], { signal })
  const fields = printed.split('\0')
  const found: Checkpoint[] = []
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [commit = '', tree = '', ...words] = (fields[i] ?? '').trimStart().split(' ')
    const [, number, iteration, reason = ''] = words.join(' ').match(subject) ?? []
    const at = Number(fields[i + 1]?.match(/^at (\d+)$/m)?.[1] ?? 0)
    if (number) found.push({ number: Number(number), iteration: Number(iteration), commit, tree, at, reason })
  }
  return found.sort((a, b) => a.number - b.number)
}

/** Adds a checkpoint that survives a power cut. Two at once get two numbers. */
export function addCheckpoint(gitDir: string, store: ObjectStore, wanted: NewCheckpoint): Checkpoint {
  const { runId, iteration, reason, tree, after } = wanted
  const at = Date.now()
  for (let number = (after?.number ?? 0) + 1; ; number++) {
    const who = `ralph <ralph@localhost> ${Math.floor(at / 1000)} +0000`
    const headers = [`tree ${tree}`, ...(after ? [`parent ${after.commit}`] : []), `author ${who}`, `committer ${who}`]
    const message = `ralph: checkpoint ${number}, iteration ${iteration} (${reason})\n\nrun ${runId}\nat ${at}\n`
    const commit = store.write('commit', Buffer.from(`${headers.join('\n')}\n\n${message}`))
    store.sync()
    if (createRef(gitDir, `${refFolder(runId)}${number}`, commit))
      return { number, iteration, commit, tree, at, reason }
  }
}

function refFolder(runId: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(runId))
    throw new RalphError(`'${runId}' is not a run id`, 'list the runs of this workspace with: ralph runs')
  return `refs/ralph/${runId}/`
}

/** By a link, which never replaces: whole or absent, and no lock that a killed process could leave. */
function createRef(gitDir: string, ref: string, commit: ObjectId): boolean {
  const path = join(gitDir, ref)
  const folder = join(path, '..')
  const written = join(gitDir, `.ref.${process.pid}-link.tmp`) // a temporary file, should we be killed here
  mkdirSync(folder, { recursive: true })
  writeAtomic(written, `${commit}\n`, { durable: true })
  try {
    linkSync(written, path)
    syncFolder(folder)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    remove(written)
  }
}
