import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
  type Stats,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { codeOf, diskError, reasonOf } from './disk-error.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY, O_RDONLY, O_WRONLY } = constants

export interface AtomicWrite {
  /** Default 0600. */
  readonly mode?: number
  /** Survives a power cut once the call returns. Without it only a crash of ralph finds it whole or absent. */
  readonly durable?: boolean
}

/**
 * Puts `data` at `path` whole or not at all, by a new file beside it and a rename. What stood there is replaced:
 * a link is, too, and never followed. Throws a `RalphError` if the disk refuses.
 */
export function writeAtomic(
  path: string,
  data: string | Uint8Array,
  { mode = 0o600, durable }: AtomicWrite = {},
): void {
  const temporary = temporaryName(path)
  try {
    const file = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
    try {
      writeFully(file, typeof data === 'string' ? Buffer.from(data) : data)
      if (mode !== 0o600) fchmodSync(file, mode)
      if (durable) fsyncSync(file) // the content must be on the disk before the name is
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    if (durable) syncFolder(dirname(path))
  } catch (error) {
    remove(temporary)
    throw diskError(error, `write ${path}`)
  }
}

/** Writes every byte: a single write may stop short when the disk is nearly full. */
export function writeFully(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
}

/** Makes the names in a folder (created, renamed, removed) survive a power cut. */
export function syncFolder(folder: string): void {
  const file = openSync(folder, O_RDONLY)
  try {
    fsyncSync(file)
  } catch (error) {
    if (codeOf(error) !== 'EINVAL') throw error // some network file systems can't sync a folder
  } finally {
    closeSync(file)
  }
}

let temporaries = 0
const temporaryPattern = /\.(\d+)-[0-9a-z]+\.tmp$/

/** Hidden, and not to be guessed: someone who plants a link at the next name must not win. */
function temporaryName(path: string): string {
  const unique = `${(temporaries++).toString(36)}${Math.random().toString(36).slice(2, 10)}`
  return join(dirname(path), `.${basename(path)}.${process.pid}-${unique}.tmp`)
}

/** Removes the temporary files that writers killed in mid-write left in a folder. */
export function cleanTemporaries(folder: string): void {
  for (const name of listFolder(folder)) {
    const pid = name.startsWith('.') ? temporaryPattern.exec(name)?.[1] : undefined
    if (pid !== undefined && !processExists(Number(pid))) remove(join(folder, name))
  }
}

/** The names in a folder; none if there is no such folder. */
export function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw diskError(error, `read the folder ${folder}`)
  }
}

/** Makes a folder, and those above it that are missing, for this user alone. Their names survive a power cut. */
export function makePrivateFolder(path: string): void {
  try {
    const first = mkdirSync(path, { recursive: true, mode: 0o700 })
    if (first === undefined) return
    for (let made = resolve(path); ; made = dirname(made)) {
      syncFolder(dirname(made))
      if (made === resolve(first)) return
    }
  } catch (error) {
    throw diskError(error, `create the folder ${path}`)
  }
}

/** Removes a file; that it is already gone is fine. */
export function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw diskError(error, `remove ${path}`)
  }
}

export type FileProblem = 'missing' | 'unreadable' | 'not-a-file' | 'too-large' | 'outside'

export type FileReading =
  | { readonly bytes: Buffer }
  /** `detail` completes the sentence "PATH …": "is a folder", "does not exist". */
  | { readonly problem: FileProblem; readonly detail: string }

export interface FileRequest {
  readonly maxBytes: number
  /** The folder in which the file must lie, links followed: for paths that an agent or a stranger can turn. */
  readonly within?: string
}

/** Reads a whole regular file of at most `maxBytes`. Never blocks on a FIFO and never touches a device. */
export function readRegularFile(path: string, { maxBytes, within }: FileRequest): FileReading {
  let file: number | undefined
  try {
    const before = statSync(path)
    if (within !== undefined && !isInside(within, path)) return outside(within)
    if (!before.isFile()) return { problem: 'not-a-file', detail: `is ${kindOf(before)}, not a file` }
    file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
    const stats = fstatSync(file) // again: another file may stand there since
    if (!stats.isFile()) return { problem: 'not-a-file', detail: `is ${kindOf(stats)}, not a file` }
    if (within !== undefined && !holds(within, path, stats)) return outside(within)
    const bytes = readUpTo(file, maxBytes + 1, stats.size)
    if (bytes.length > maxBytes) return { problem: 'too-large', detail: `is larger than ${maxBytes} bytes` }
    return { bytes }
  } catch (error) {
    return unreadable(error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** Whether the file that was opened is the one in the folder: between a look and an opening a link can be turned. */
function holds(folder: string, path: string, opened: Stats): boolean {
  const real = realDestination(path) // asked once: asked again, it may lead elsewhere
  if (real === undefined || !isBelow(realpathSync.native(folder), real)) return false
  const there = lstatSync(real, { throwIfNoEntry: false })
  return there?.ino === opened.ino && there.dev === opened.dev
}

function outside(folder: string): FileReading {
  return { problem: 'outside', detail: `lies outside ${folder}` }
}

function unreadable(error: unknown): FileReading {
  const code = codeOf(error) ?? ''
  if (['ENOENT', 'ENOTDIR'].includes(code)) return { problem: 'missing', detail: 'does not exist' }
  if (['EACCES', 'EPERM'].includes(code)) return { problem: 'unreadable', detail: 'may not be read by this user' }
  if (code === 'ELOOP') return { problem: 'unreadable', detail: 'is a link that leads to itself' }
  return { problem: 'unreadable', detail: `can't be read: ${reasonOf(error)}` }
}

/** The size a file states is only a hint: it may grow while it is read, and those in /proc state none. */
function readUpTo(file: number, maxBytes: number, sizeHint: number): Buffer {
  let bytes = Buffer.allocUnsafe(Math.min(maxBytes, sizeHint + 1))
  let length = 0
  for (;;) {
    const count = readSync(file, bytes, length, bytes.length - length, null)
    length += count
    if (count === 0 || length === maxBytes) return bytes.subarray(0, length)
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(maxBytes, 2 * length + 65_536))
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

/**
 * Whether writing to or reading from `path` stays inside `folder`, links followed, whether or not `path` exists yet.
 * A link that leads nowhere counts where it points to, for a write would create its target.
 */
export function isInside(folder: string, path: string): boolean {
  const real = realDestination(path)
  return real !== undefined && isBelow(realpathSync.native(folder), real)
}

/** Whether `path` is `folder` or lies below it, by their names alone: give real paths. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** No longer path can be opened, by any name. */
const maxPathBytes = 4096

/**
 * Where writing to or reading from `path` would end up, links followed, whether or not it exists yet; `undefined` if
 * it leads nowhere: links in a circle, or a path longer than any file's.
 */
export function realDestination(path: string): string | undefined {
  if (Buffer.byteLength(path) > maxPathBytes) return undefined
  return destination(path.startsWith(sep) ? path : `${process.cwd()}${sep}${path}`, 0)
}

/** No `path.resolve` on the way down: it takes `link/..` for the folder of the link, the kernel for its target's. */
function destination(path: string, hops: number): string | undefined {
  if (hops > 40) return undefined
  try {
    return realpathSync.native(path) // the other one takes `..` away before it looks
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return undefined
  }
  const there = existingPart(path)
  const rest = path.slice(there.length)
  const target = linkTarget(there)
  if (target !== undefined && !existsSync(there)) {
    const start = target.startsWith(sep) ? target : `${dirname(there)}${sep}${target}`
    return destination(start + rest, hops + 1)
  }
  const ending = join(realpathSync.native(there), rest)
  // What is not there has no `..`: whoever opens this takes both away first, and may then meet links.
  return rest.split(sep).includes('..') ? destination(ending, hops + 1) : ending
}

/** The beginning of a path that is there: a link at its end counts, wherever it leads. */
function existingPart(path: string): string {
  let there: string = sep
  for (let end = path.indexOf(sep, 1); ; end = path.indexOf(sep, end + 1)) {
    const part = end < 0 ? path : path.slice(0, end)
    if (!isThere(part)) return there
    if (end < 0) return path
    there = part
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false // ours to look at or not, it is no way on
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined
  } catch {
    return undefined // not there, or not ours to look at: then it is no link that we could follow
  }
}

/** Whether a process with this number is there at all, whoever's it is. */
function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
