import { statSync, utimesSync } from 'node:fs'
import { join, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { RalphError } from '../errors.ts'
import { codeOf } from './disk-error.ts'
import { cleanTemporaries, listFolder, makePrivateFolder, readRegularFile, remove, writeAtomic } from './files.ts'
import { livenessOf, ownIdentity, type ProcessIdentity } from './process-identity.ts'

/*
 * Who works where: one file per ralph in `locks/`, plain JSON. It counts only while its owner lives, so nobody ever
 * needs to remove one.
 *
 * Announce, then look: everybody writes a file of their own first and reads those of the others second, so of two who
 * start at once at least one sees the other. Whoever sees nobody holds the workspace and says so; of those who only see
 * each other, all but the first by name take their file back and try again. Names are never used twice, so removing
 * a dead owner's file can't hit a living one's. No native lock, no socket: the same on every system and in containers.
 *
 * The time of a file's last change is no date: it is the machine's monotonic clock, set anew every few seconds, for those
 * who can't see the owner's process because they run in another container.
 */

/** Who holds a workspace. */
export interface Owner extends ProcessIdentity {
  readonly workspace: string
  readonly runId: string
  /** Epoch milliseconds. */
  readonly since: number
  /** False until it is certain that nobody else holds it. */
  readonly holds: boolean
  /** Runs that died here before, whose processes may not all have been ended yet. */
  readonly deadRuns: readonly string[]
}

export interface Lock {
  /** Runs that died here and never let go: whatever still runs of them should be ended. */
  readonly deadRuns: readonly string[]
  /** Lets go, at once. */
  release(): void
}

export interface LockRequest {
  readonly locksFolder: string
  /** Its real path: links and `..` must not hide that two are one. */
  readonly workspace: string
  readonly runId: string
}

const patienceMs = 2000
const beatEveryMs = 10_000
const silentMs = 60_000

/**
 * Makes this process the only ralph in a workspace, its parent folders and its sub-folders. Throws a `RalphError`
 * that names the holder if there is a live one. A dead one is replaced, and never waited for.
 */
export async function acquireLock({ locksFolder, workspace, runId }: LockRequest): Promise<Lock> {
  makePrivateFolder(locksFolder)
  cleanTemporaries(locksFolder)
  const unique = Math.random().toString(36).slice(2)
  const self = ownIdentity()
  const own: LockFile = {
    path: join(locksFolder, `${runId}-${process.pid}-${unique}.json`),
    owner: { ...self, workspace, runId, since: Date.now(), holds: false, deadRuns: [] },
  }
  const forget = () => unlessRefused(() => remove(own.path))
  process.once('exit', forget)
  try {
    const dead = await outwait(locksFolder, own)
    return hold(own, dead, forget)
  } catch (error) {
    process.off('exit', forget)
    throw error
  }
}

/** Until no rival is left. Resolves with those who died here. */
async function outwait(locksFolder: string, own: LockFile): Promise<readonly LockFile[]> {
  const deadline = performance.now() + patienceMs
  do {
    announce(own)
    const { rivals, dead } = lookAround(locksFolder, own)
    if (rivals.length === 0) return dead
    const holder = rivals.find(({ owner }) => owner.holds)
    if (holder || rivals.some(({ path }) => path < own.path)) remove(own.path)
    if (holder) throw heldBy(holder, own.owner)
    await sleep(1 + Math.random() * 4)
  } while (performance.now() < deadline)
  remove(own.path)
  throw new RalphError(`another ralph is about to start in ${own.owner.workspace}`, 'Try again in a moment.', 4)
}

/** The live ralph in a workspace (its real path), if there is one. */
export function liveOwner(locksFolder: string, workspace: string): Owner | undefined {
  const self = ownIdentity()
  const files = readLockFiles(locksFolder).filter(({ owner }) => owner.workspace === workspace && owner.holds)
  return files.find((file) => isLive(file, self))?.owner
}

interface LockFile {
  readonly path: string
  readonly owner: Owner
}

function announce({ path, owner }: LockFile): void {
  writeAtomic(path, `${JSON.stringify(owner)}\n`)
  beat(path)
}

/** Everybody else who wants this workspace, or one that overlaps with it. */
function lookAround(locksFolder: string, own: LockFile) {
  const others = readLockFiles(locksFolder).filter(
    ({ path, owner }) => path !== own.path && overlap(owner.workspace, own.owner.workspace),
  )
  const rivals = others.filter((other) => isLive(other, own.owner))
  return { rivals, dead: others.filter((other) => !rivals.includes(other)) }
}

/** The dead are in our own file before theirs are removed: killed here, we pass them on. */
function hold({ path, owner }: LockFile, dead: readonly LockFile[], forget: () => void): Lock {
  const deadRuns = [...new Set(dead.flatMap((other) => [other.owner.runId, ...other.owner.deadRuns]))]
  announce({ path, owner: { ...owner, holds: true, deadRuns } })
  for (const other of dead) remove(other.path)
  const beating = setInterval(() => unlessRefused(() => beat(path)), beatEveryMs).unref()
  return {
    deadRuns,
    release() {
      clearInterval(beating)
      process.off('exit', forget)
      forget()
    },
  }
}

function readLockFiles(locksFolder: string): readonly LockFile[] {
  return listFolder(locksFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(locksFolder, name))
    .flatMap((path) => {
      const owner = readOwner(path)
      return owner ? [{ path, owner }] : []
    })
}

/** Whole or absent, for it is renamed into place; what is neither was broken by a power cut, and its owner with it. */
function readOwner(path: string): Owner | undefined {
  const reading = readRegularFile(path, { maxBytes: 1_048_576 })
  if ('problem' in reading) return undefined
  try {
    const owner: Partial<Owner> = JSON.parse(reading.bytes.toString())
    const { workspace, runId, pid, startTime, host, since = 0, holds = true, deadRuns = [] } = owner
    if (!workspace || !runId || !pid || startTime === undefined || host === undefined) return undefined
    return { ...owner, workspace, runId, pid, startTime, host, since, holds, deadRuns }
  } catch {
    return undefined
  }
}

function isLive({ path, owner }: LockFile, self: ProcessIdentity): boolean {
  const liveness = livenessOf(owner, self)
  return liveness === 'other-container' ? !isSilent(path) : liveness !== 'dead'
}

/** Seconds on a clock that all processes of this machine share, that nobody sets, and that stands still in its sleep. */
const monotonicSeconds = () => Number(process.hrtime.bigint() / 1_000_000n) / 1000

function beat(path: string): void {
  utimesSync(path, monotonicSeconds(), monotonicSeconds())
}

function isSilent(path: string): boolean {
  const changed = statSync(path, { throwIfNoEntry: false })
  return !changed || monotonicSeconds() * 1000 - changed.mtimeMs > silentMs
}

/** A disk that has become read-only is no reason to end a run: its lock dies with its process anyway. */
function unlessRefused(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (codeOf(error) === undefined && !(error instanceof RalphError)) throw error
  }
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [withSeparator(one), withSeparator(other)]
  return a.startsWith(b) || b.startsWith(a)
}

const withSeparator = (folder: string) => (folder.endsWith(sep) ? folder : folder + sep)

function heldBy({ path, owner }: LockFile, self: Owner): RalphError {
  const { pid, runId, since, host, workspace } = owner
  const where = workspace === self.workspace ? workspace : `${workspace}, which overlaps with ${self.workspace}`
  const isHere = livenessOf(owner, self) === 'alive'
  const when = new Date(since).toISOString().replace('T', ' ').slice(0, 19)
  return new RalphError(
    `another ralph works in ${where}: run ${runId}, pid ${pid}${isHere ? '' : ` on ${host}`}, since ${when} UTC`,
    isHere ? `Wait for it, or end it with: ralph stop ${runId}` : `If it no longer runs there, remove ${path}`,
    4,
  )
}
