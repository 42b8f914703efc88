import { existsSync } from 'node:fs'
import { diskError } from '../platform/disk-error.ts'
import type { SecretValue } from '../platform/text/secret-values.ts'
import type { RunState } from '../state.ts'
import type { Snapshot, SnapshotReason, Workspace } from '../workspace.ts'
import { Capture } from './capture.ts'
import { isDue } from './due.ts'
import { finalSnapshot } from './final.ts'
import { ObjectStore } from './objects.ts'
import { contentJudge } from './secrets.ts'
import {
  addCheckpoint,
  ensureShadow,
  mendRepository,
  readCheckpoints,
  shadowScope,
  type Checkpoint,
} from './shadow-repository.ts'
import { bounded } from './skipped.ts'
import { writeTree } from './tree.ts'

export interface ShadowOptions {
  /** The workspace. */
  readonly directory: string
  /** The shadow repository in ralph's state folder; made when it is first needed. */
  readonly gitDir: string
  readonly runId: string
  /** Iterations between checkpoints; 0: only where the run starts, claims and ends. */
  readonly interval: number
  readonly maxFileBytes?: number
  /** Secrets known word for word: a file that holds one is left out. */
  readonly secretValues?: readonly SecretValue[]
}

export const defaultMaxFileBytes = 5 * 1024 * 1024

/**
 * Keeps checkpoints in a repository of ralph's own. The user's repository is looked at for its ignore rules and
 * otherwise left alone; nothing it configures is started. A folder without a repository works just as well.
 */
export function shadowWorkspace(options: ShadowOptions): Workspace {
  let opening: Promise<Shadow> | undefined
  const open = () => (opening ??= openShadow(options).catch(forget))
  const forget = (error: unknown): never => {
    opening = undefined
    throw error
  }
  const take = async (reason: SnapshotReason, state: RunState, signal: AbortSignal) =>
    (await open()).snapshot(reason, state, signal)

  return {
    async snapshot(reason, state, signal) {
      if (reason === 'end') return finalSnapshot((own) => take(reason, state, own))
      if (signal.aborted || !existsSync(options.directory)) return undefined
      try {
        return await take(reason, state, signal)
      } catch (error) {
        if (signal.aborted || !existsSync(options.directory)) return undefined
        throw diskError(error, 'make a checkpoint', 'free or unlock the disk, then go on with: ralph resume')
      }
    },
  }
}

async function openShadow(options: ShadowOptions): Promise<Shadow> {
  const { directory, gitDir, runId, maxFileBytes = defaultMaxFileBytes, secretValues = [] } = options
  await ensureShadow(gitDir)
  const [found, checkpoints] = await Promise.all([shadowScope(gitDir, directory), readCheckpoints(gitDir, runId)])
  const store = new ObjectStore(gitDir)
  const rules = { maxFileBytes, judgeContent: contentJudge(secretValues) }
  return new Shadow(options, new Capture({ ...found, store, rules }), store, checkpoints.at(-1))
}

class Shadow {
  readonly #options: ShadowOptions
  readonly #capture: Capture
  readonly #store: ObjectStore
  #latest: Checkpoint | undefined

  constructor(options: ShadowOptions, capture: Capture, store: ObjectStore, latest: Checkpoint | undefined) {
    this.#options = options
    this.#capture = capture
    this.#store = store
    this.#latest = latest
  }

  async snapshot(reason: SnapshotReason, state: RunState, signal: AbortSignal): Promise<Snapshot> {
    mendRepository(this.#options.gitDir)
    const picture = await this.#capture.take(signal)
    const tree = writeTree(picture.tree, this.#store)
    if (isDue(reason, state, this.#options.interval)) this.#keep(tree, reason, state)
    // Also one that was made before a crash and is not in the journal yet.
    const commit = this.#latest?.tree === tree ? this.#latest.commit : undefined
    return {
      fingerprint: tree,
      ...(commit !== undefined && commit !== state.checkpoint?.commit && { commit }),
      ...(picture.skipped.length > 0 && { skipped: bounded(picture.skipped) }),
    }
  }

  #keep(tree: string, reason: SnapshotReason, { iterations: iteration }: RunState): void {
    if (this.#latest?.tree === tree) return
    const { gitDir, runId } = this.#options
    this.#latest = addCheckpoint(gitDir, this.#store, { runId, iteration, reason, tree, after: this.#latest })
  }
}
