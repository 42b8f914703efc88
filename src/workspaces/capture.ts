import { existsSync, rmSync } from 'node:fs'
import { git } from '../platform/git.ts'
import { RalphError } from '../errors.ts'
import { type BinaryPath, binary, readable, splitNul } from './binary.ts'
import { Judge, type Rules } from './judge.ts'
import { changedPaths, trackedThoughIgnored, type Scope } from './listing.ts'
import type { ObjectStore } from './objects.ts'
import type { Repository } from './repository.ts'
import { changed, emptyTree, entryAt, type Change, type Tree } from './tree.ts'

export interface Picture {
  readonly tree: Tree
  /** Left out: secrets, keys, very large files. */
  readonly skipped: readonly string[]
}

export interface Subject {
  readonly scope: Scope
  readonly store: ObjectStore
  readonly rules: Rules
  readonly repository: Repository | undefined
}

/** So many files may differ from the index before it is brought up to date: reading them again is cheaper than that. */
const toleratedChanges = 32

/** How long files are read before the rest of ralph gets a turn. */
const turnMs = 20

/**
 * Takes pictures of a work tree. The index is a cache only: it tells git which files it need not list, because they
 * are as they were. A picture is the index's content with every listed path read anew, so an index that is old, or
 * lost, costs time and nothing else. One writer at a time.
 */
export class Capture {
  readonly #subject: Subject
  #base: Tree | undefined
  #tracked: readonly BinaryPath[] = []
  /** Git re-reads files that are as young as the index; writing it again in a later second ends that. */
  #youngSince: number | undefined = 0

  constructor(subject: Subject) {
    this.#subject = subject
  }

  async take(signal: AbortSignal): Promise<Picture> {
    const { picture, changes } = await this.#look(signal)
    try {
      await this.#keepIndexFresh(picture.tree, changes, signal)
    } catch (error) {
      this.#base = undefined // git may have written the index before it failed: read it again
      throw error
    }
    return picture
  }

  /** Takes a picture and leaves the index as it is: for commands that run beside a loop. */
  async glance(signal: AbortSignal): Promise<Picture> {
    return (await this.#look(signal)).picture
  }

  async #look(signal: AbortSignal): Promise<{ readonly picture: Picture; readonly changes: readonly Change[] }> {
    try {
      return await this.#compare(signal)
    } catch (error) {
      if (!(error instanceof RalphError) || !/index file|bad index|bad signature|index uses/.test(error.message))
        throw error
      rmSync(this.#subject.scope.place.indexFile, { force: true }) // damaged, by a power cut for instance
      this.#base = undefined
      return this.#compare(signal)
    }
  }

  async #compare(signal: AbortSignal) {
    const { scope, repository } = this.#subject
    if (!this.#base) {
      const loading = [this.#load(signal), trackedThoughIgnored(scope, repository, signal)] as const
      ;[this.#base, this.#tracked] = await Promise.all(loading)
    }
    const base = this.#base
    const tracked = this.#tracked.filter((path) => !entryAt(base, path))
    const paths = new Set([...(await changedPaths(scope, signal)), ...tracked])
    const { changes, skipped } = await this.#read(paths, base, signal)
    return { picture: { tree: changed(base, changes), skipped }, changes }
  }

  async #read(paths: Iterable<BinaryPath>, base: Tree, signal: AbortSignal) {
    const { scope, store, rules } = this.#subject
    const judge = new Judge(binary(scope.place.folder), rules)
    const changes: Change[] = []
    const skipped: string[] = []
    let turnEnds = performance.now() + turnMs
    for (const path of paths) {
      const judged = judge.judge(path)
      if (judged.kind === 'skipped') skipped.push(readable(path))
      const kept = judged.kind === 'kept' ? { mode: judged.mode, id: store.write('blob', judged.content) } : undefined
      if (kept ?? entryAt(base, path)) changes.push([path, kept])
      if (performance.now() < turnEnds) continue
      await new Promise(setImmediate)
      if (signal.aborted) throw new RalphError('the checkpoint was stopped', 'run the command again', 1)
      turnEnds = performance.now() + turnMs
    }
    return { changes, skipped: skipped.toSorted() }
  }

  async #keepIndexFresh(tree: Tree, changes: readonly Change[], signal: AbortSignal): Promise<void> {
    const second = Math.floor(Date.now() / 1000)
    if (changes.length > toleratedChanges) {
      await this.#updateIndex(tree, changes, signal)
      this.#youngSince = second
    } else if (this.#youngSince !== undefined && this.#youngSince < second && this.#hasIndex()) {
      await this.#refreshIndex(signal)
      this.#youngSince = undefined
    }
  }

  #hasIndex(): boolean {
    return existsSync(this.#subject.scope.place.indexFile)
  }

  async #load(signal: AbortSignal): Promise<Tree> {
    if (!this.#hasIndex()) return emptyTree
    const staged = splitNul(await git(this.#subject.scope.place, ['ls-files', '-z', '-s'], { signal }))
    return changed(emptyTree, staged.map(indexEntry))
  }

  async #updateIndex(tree: Tree, changes: readonly Change[], signal: AbortSignal): Promise<void> {
    const { place, prefix } = this.#subject.scope
    const lines = changes.map(
      ([path, entry]) => `${entry?.mode ?? 0} ${entry?.id ?? noObject}\t${binary(prefix)}${path}\0`,
    )
    this.#unlock()
    await git(place, ['update-index', '-z', '--index-info'], { input: lines.join(''), signal })
    this.#base = tree
    await this.#refreshIndex(signal)
  }

  async #refreshIndex(signal: AbortSignal): Promise<void> {
    this.#unlock()
    const answers = [1] // some file has changed since
    await git(this.#subject.scope.place, ['update-index', '-q', '--force-write-index', '--refresh'], {
      signal,
      answers,
    })
  }

  /** Left by a run that was killed: there is one writer, and it is we. */
  #unlock(): void {
    rmSync(`${this.#subject.scope.place.indexFile}.lock`, { force: true })
  }
}

const noObject = '0'.repeat(40)

/** `MODE ID STAGE<tab>PATH` */
function indexEntry(line: string): Change {
  const [mode = '', id = ''] = line.split(' ', 2)
  return [line.slice(line.indexOf('\t') + 1), { mode, id }]
}
