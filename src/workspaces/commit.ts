import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { RalphError } from '../errors.ts'
import { diskError } from '../platform/disk-error.ts'
import { git } from '../platform/git.ts'
import type { SecretValue } from '../platform/text/secret-values.ts'
import type { RunState } from '../state.ts'
import type { Snapshot, SnapshotReason, Workspace } from '../workspace.ts'
import { headCommit, moveBranch, readBranch } from './branch.ts'
import { type BinaryPath, binary, fileName, readable, splitNul } from './binary.ts'
import { commitObstacle, leadsOutside } from './commit-obstacle.ts'
import { readUserConfig, type UserConfig } from './commit-config.ts'
import { isDue } from './due.ts'
import { finalSnapshot } from './final.ts'
import { Judge, type Rules } from './judge.ts'
import { changedPathsOutsideNested, type Scope } from './listing.ts'
import { rawChanges } from './raw-changes.ts'
import { findRepository, type Repository } from './repository.ts'
import { contentJudge } from './secrets.ts'
import { defaultMaxFileBytes } from './shadow.ts'
import { bounded } from './skipped.ts'
import { openStandIn, type StandIn } from './stand-in.ts'

export interface CommitOptions {
  /** The workspace, inside a repository. */
  readonly directory: string
  /** The shadow repository. Beside it another one is made, which stands in for the user's. */
  readonly gitDir: string
  readonly runId: string
  readonly interval: number
  readonly maxFileBytes?: number
  readonly secretValues?: readonly SecretValue[]
}

/**
 * `--checkpoint-mode commit`: ordinary commits on the branch that is checked out. Each is the branch's newest commit
 * plus the work tree, without what checkpoints leave out; what is left out stays as it was committed before. Never
 * resets, amends, pushes, signs, or runs a hook or filter. A start makes no commit: the agent has done nothing yet.
 *
 * What someone has staged stays staged. Only entries of the index that equal the branch's newest commit are moved on
 * with it. While a merge or rebase goes on, or no branch is checked out, nothing is committed.
 *
 * Throws a RalphError if that is so from the start.
 */
export async function commitWorkspace(options: CommitOptions): Promise<Workspace> {
  const repository = requireRepository(options.directory)
  const config = await readUserConfig(repository)
  const scratch = join(dirname(options.gitDir), 'commit.git')
  const standIn = await openStandIn(repository, scratch, config.conversions)
  const committer = new Committer({ ...options, gitDir: scratch }, repository, standIn, config)
  return {
    async snapshot(reason, state, signal) {
      if (reason === 'end') return finalSnapshot((own) => committer.snapshot(reason, state, own))
      if (signal.aborted || !existsSync(options.directory)) return undefined
      try {
        return await committer.snapshot(reason, state, signal)
      } catch (error) {
        if (signal.aborted || !existsSync(options.directory)) return undefined
        throw diskError(error, 'make a commit', 'free or unlock the disk, then go on with: ralph resume')
      }
    },
  }
}

function requireRepository(directory: string): Repository {
  const repository = findRepository(realpathSync(directory))
  const obstacle = repository ? commitObstacle(repository) : 'there is no git repository here'
  if (repository && !obstacle) return repository
  throw new RalphError(
    `--checkpoint-mode commit: ${obstacle}`,
    'mend that, or leave the option out: checkpoints are then kept outside the repository',
    4,
  )
}

class Committer {
  readonly #options: CommitOptions
  readonly #repository: Repository
  readonly #place: string
  readonly #standIn: StandIn
  readonly #scope: Scope
  readonly #rules: Rules
  readonly #config: UserConfig
  readonly #identity: Readonly<Record<string, string>>

  constructor(options: CommitOptions, repository: Repository, standIn: StandIn, config: UserConfig) {
    const { directory, gitDir, maxFileBytes = defaultMaxFileBytes, secretValues = [] } = options
    const { name, email } = config.person
    this.#options = options
    this.#repository = repository
    this.#place = realPlace(repository)
    this.#standIn = standIn
    this.#config = config
    const place = standIn.ownIndex(join(gitDir, `index-${options.runId}`), realpathSync(directory))
    this.#scope = { place, prefix: repository.prefix }
    this.#rules = { maxFileBytes, judgeContent: contentJudge(secretValues) }
    this.#identity = {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    }
  }

  async snapshot(reason: SnapshotReason, state: RunState, signal: AbortSignal): Promise<Snapshot | undefined> {
    if (!existsSync(this.#scope.place.folder) || !this.#isStillThere()) return undefined
    this.#standIn.mend()
    const head = headCommit(this.#repository)
    const { tree, skipped } = await this.#stage(head, signal)
    const wanted = reason !== 'start' && isDue(reason, state, this.#options.interval)
    const commit = wanted ? await this.#commit(tree, head, state, signal) : undefined
    return {
      fingerprint: tree,
      ...(commit !== undefined && { commit }),
      ...(skipped.length > 0 && { skipped: bounded(skipped) }),
    }
  }

  /** An agent can put a link to somebody else's repository in the place of this one. */
  #isStillThere(): boolean {
    return (
      existsSync(this.#repository.gitDir) &&
      realPlace(this.#repository) === this.#place &&
      !leadsOutside(this.#repository)
    )
  }

  /** Builds the tree to commit in an index of our own: the newest commit, and over it the work tree. */
  async #stage(head: string | undefined, signal: AbortSignal) {
    const { place } = this.#scope
    await git(place, head ? ['read-tree', '--reset', head] : ['read-tree', '--empty'], { signal })
    const judge = new Judge(binary(place.folder), this.#rules)
    const paths: BinaryPath[] = []
    const skipped: string[] = []
    for (const path of await changedPathsOutsideNested(this.#scope, signal)) {
      if (isFolder(fileName(binary(place.folder), path))) continue // a submodule: its pointer is the user's to move
      if (judge.judge(path).kind === 'skipped') skipped.push(readable(path))
      else paths.push(path)
    }
    const filtered = await this.#filtered(paths, signal)
    const input = paths.filter((path) => !filtered.has(path)).join('\0')
    if (input !== '')
      await git(place, ['update-index', '--add', '--remove', '--replace', '-z', '--stdin'], { input, signal })
    const tree = (await git(place, ['write-tree'], { signal })).trim()
    return { tree, skipped: [...skipped, ...[...filtered].map(readable)].toSorted() }
  }

  /** Files that a program (Git LFS, say) converts for the repository: we start no such program, so we can't commit them. */
  async #filtered(paths: readonly BinaryPath[], signal: AbortSignal): Promise<ReadonlySet<BinaryPath>> {
    if (paths.length === 0) return new Set()
    const call = { input: paths.join('\0'), signal }
    const fields = splitNul(await git(this.#scope.place, ['check-attr', '-z', '--stdin', 'filter'], call))
    const none = new Set(['unspecified', 'unset', 'set'])
    return new Set(fields.filter((_, i) => i % 3 === 0 && !none.has(fields[i + 2] ?? 'unset')))
  }

  async #commit(tree: string, head: string | undefined, state: RunState, signal: AbortSignal) {
    const branch = readBranch(this.#repository)
    if (!branch || branch.commit !== head || commitObstacle(this.#repository)) return undefined
    const { place } = this.#scope
    const before = head ? (await git(place, ['rev-parse', `${head}^{tree}`], { signal })).trim() : emptyTreeId
    if (tree === before) return undefined
    const message = `ralph: iteration ${state.iterations} (run ${this.#options.runId})`
    const parent = head ? ['-p', head] : []
    const call = { signal, env: this.#identity }
    const commit = (await git(place, ['commit-tree', tree, ...parent, '-m', message], call)).trim()
    await this.#moveIndex(before, tree, signal)
    const { person: who, beginsLogs } = this.#config
    moveBranch(this.#repository, branch, { to: commit, who, message, beginsLogs })
    return commit
  }

  /** Before the branch moves, so that a kill in between leaves changes staged and not unstaged. */
  async #moveIndex(before: string, after: string, signal: AbortSignal): Promise<void> {
    const user = this.#standIn.userIndex()
    const diff = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames']
    const staged = rawChanges(await git(user, ['diff-index', '--cached', ...diff, before, '--'], { signal }))
    const stagedPaths = new Set(staged.map(({ path }) => path))
    const moved = rawChanges(await git(this.#scope.place, ['diff-tree', ...diff, before, after, '--'], { signal }))
      .filter(({ path }) => !stagedPaths.has(path))
      .toSorted((a, b) => Number(b.status === 'D') - Number(a.status === 'D'))
    const input = moved.map(({ path, mode, id }) => `${mode} ${id}\t${path}\0`).join('')
    await git(user, ['update-index', '-z', '--index-info'], { input, signal })
  }
}

function realPlace({ gitDir, commonDir }: Repository): string {
  return `${realpathSync(gitDir)}\0${realpathSync(commonDir)}`
}

function isFolder(path: Buffer): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** Git knows it without storing it. */
const emptyTreeId = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
