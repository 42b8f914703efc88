import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { RalphError } from '../errors.ts'
import { codeOf } from '../platform/disk-error.ts'
import { isInside, readRegularFile, remove, syncFolder } from '../platform/files.ts'
import type { Repository } from './repository.ts'

/*
 * The branch that is checked out, read and moved without git, which would obey the repository's config:
 *
 *   HEAD                 "ref: refs/heads/NAME", of this work tree
 *   refs/heads/NAME      40 hexadecimal digits; changed by a new file NAME.lock that takes its place
 *   packed-refs          lines "ID refs/heads/NAME", of branches that have no file of their own
 *   logs/HEAD, logs/…    lines "BEFORE AFTER WHO <MAIL> SECONDS ZONE<tab>MESSAGE"
 *
 * Whatever may have been put there (a link, a pipe), nothing outside of the git folder is read or written.
 */
export interface Branch {
  readonly ref: string
  /** Undefined on a branch without commits. */
  readonly commit: string | undefined
}

/** Undefined if no branch is checked out, or it has a name or a content that git would not give it. */
export function readBranch({ gitDir, commonDir }: Repository): Branch | undefined {
  const ref = /^ref: (refs\/heads\/[^\n]+)\n?$/.exec(textOf(gitDir, 'HEAD') ?? '')?.[1]
  if (ref === undefined || !isRefName(ref)) return undefined
  const loose = textOf(commonDir, ref)?.trimEnd()
  if (loose !== undefined) return objectId.test(loose) ? { ref, commit: loose } : undefined
  return { ref, commit: packed(textOf(commonDir, 'packed-refs') ?? '', ref) }
}

/** The newest commit of what is checked out, a branch or not; none if there is none. */
export function headCommit(repository: Repository): string | undefined {
  const branch = readBranch(repository)
  if (branch) return branch.commit
  const detached = textOf(repository.gitDir, 'HEAD')?.trimEnd()
  return detached !== undefined && objectId.test(detached) ? detached : undefined
}

export interface Move {
  readonly to: string
  readonly who: { readonly name: string; readonly email: string }
  readonly message: string
  /** Otherwise only logs that are there are written. */
  readonly beginsLogs: boolean
}

/** Moves the branch, if it still is where it was when it was read, and notes it in the logs. */
export function moveBranch(repository: Repository, branch: Branch, move: Move): void {
  const { commonDir, gitDir } = repository
  const path = join(commonDir, branch.ref)
  const folder = dirname(path)
  if (!isInside(commonDir, folder)) throw stuck(branch, 'it leads out of the repository')
  mkdirSync(folder, { recursive: true })
  const lock = `${path}.lock`
  const file = create(lock, branch)
  try {
    writeFileSync(file, `${move.to}\n`)
    fsyncSync(file)
    const now = readBranch(repository)
    if (now?.ref !== branch.ref || now.commit !== branch.commit) throw stuck(branch, 'somebody else has moved it')
    renameSync(lock, path)
  } catch (error) {
    remove(lock)
    throw error
  } finally {
    closeSync(file)
  }
  syncFolder(folder)
  const line = logLine(branch, move)
  for (const [root, name] of [[gitDir, 'logs/HEAD'] as const, [commonDir, `logs/${branch.ref}`] as const])
    addToLog(root, name, line, move.beginsLogs)
}

function create(lock: string, branch: Branch): number {
  try {
    return openSync(lock, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o666)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw stuck(branch, 'another git command holds it')
    throw error
  }
}

function stuck({ ref }: Branch, why: string): RalphError {
  return new RalphError(`can't commit to ${ref.slice('refs/heads/'.length)}: ${why}`, 'try again, or use --no-git', 1)
}

/** As git does: it helps people to find their way back, and is no reason to fail. */
function addToLog(root: string, name: string, line: string, begins: boolean): void {
  const path = join(root, name)
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    if (!isInside(root, dirname(path))) return
    if (begins) mkdirSync(dirname(path), { recursive: true })
    const file = openSync(path, O_WRONLY | O_APPEND | (begins ? O_CREAT : 0) | O_NOFOLLOW | O_NONBLOCK, 0o666)
    try {
      const stats = fstatSync(file)
      // One with a second name may be somebody's start file.
      if (stats.isFile() && stats.nlink === 1) writeFileSync(file, line)
    } finally {
      closeSync(file)
    }
  } catch {
    // a pipe, a link, a full disk
  }
}

function logLine({ commit = '0'.repeat(40) }: Branch, { to, who, message }: Move): string {
  const now = new Date()
  const offset = -now.getTimezoneOffset()
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const zone = `${offset < 0 ? '-' : '+'}${twoDigits(hours)}${twoDigits(minutes)}`
  const seconds = Math.floor(now.getTime() / 1000)
  return `${commit} ${to} ${plain(who.name)} <${plain(who.email)}> ${seconds} ${zone}\t${plain(message)}\n`
}

const twoDigits = (count: number) => String(count).padStart(2, '0')
// oxlint-disable-next-line no-control-regex -- they would end the line, or be its marks
const plain = (text: string) => text.replace(/[\x00-\x1f<>]/g, '')

const objectId = /^[0-9a-f]{40}$/

/** What `git check-ref-format` lets pass, and nothing that leads elsewhere. */
function isRefName(ref: string): boolean {
  // oxlint-disable-next-line no-control-regex -- git forbids them
  if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(ref)) return false
  return ref.split('/').every((part) => part !== '' && !part.startsWith('.') && !/\.$|\.lock$/.test(part))
}

function packed(text: string, ref: string): string | undefined {
  const end = `\n${text}\n`.indexOf(` ${ref}\n`)
  const id = end < 0 ? '' : `\n${text}`.slice(end - 41, end)
  return objectId.test(id.slice(1)) && id.startsWith('\n') ? id.slice(1) : undefined
}

function textOf(root: string, name: string): string | undefined {
  const reading = readRegularFile(join(root, name), { maxBytes: 64 * 1024 * 1024, within: realpathSync(root) })
  return 'bytes' in reading ? reading.bytes.toString('utf8') : undefined
}
