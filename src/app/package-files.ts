import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { findProgram } from '../agents/detect.ts'
import { RalphError } from '../errors.ts'
import { listFolder, readRegularFile } from '../platform/files.ts'

type Environment = Readonly<Record<string, string | undefined>>

const timeoutMs = 120_000
const maxArchiveBytes = 20 * 1024 * 1024
const maxUnpackedBytes = 100 * 1024 * 1024

/**
 * The files of a package's newest version, by their path in it, fetched with the user's own npm, registry and proxy.
 * They are read from the archive: nothing of the package is installed or run, its scripts least of all.
 */
export async function packageFiles(name: string, env: Environment): Promise<ReadonlyMap<string, Buffer>> {
  const npm = findProgram('npm', env['PATH'])
  if (npm.state !== 'found') throw new RalphError('npm is not installed', 'Install node with npm, then try again.', 4)
  const folder = mkdtempSync(join(tmpdir(), 'ralph-npm-'))
  try {
    await pack(npm.path, name, folder, env)
    return filesInArchive(unpacked(archiveIn(folder, name), name))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function pack(npm: string, name: string, folder: string, env: Environment): Promise<void> {
  const flags = ['--ignore-scripts', '--no-update-notifier', '--loglevel=error']
  const options = {
    cwd: folder,
    env: { ...env },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 20,
  } as const
  try {
    await promisify(execFile)(npm, ['pack', `${name}@latest`, '--pack-destination', folder, ...flags], options)
  } catch (error) {
    throw new RalphError(`npm could not fetch ${name}: ${whyNot(error)}`, 'See whether `npm ping` works.', 1)
  }
}

/** npm says it on stderr, last of all where its log is. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('killed' in error && error.killed) return `it took longer than ${timeoutMs / 1000} seconds`
  const printed = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : ''
  const lines = printed.split('\n').filter((line) => line.trim() !== '' && !line.includes('complete log of this run'))
  const words = lines.map((line) => line.replace(/^npm (?:error|ERR!) ?/, '').trim())
  return words.slice(0, 3).join(', ') || error.message
}

function archiveIn(folder: string, name: string): Buffer {
  const archive = listFolder(folder).find((file) => file.endsWith('.tgz'))
  const reading =
    archive === undefined ? undefined : readRegularFile(join(folder, archive), { maxBytes: maxArchiveBytes })
  if (reading && 'bytes' in reading) return reading.bytes
  throw new RalphError(`npm fetched ${name}, but its archive ${reading?.detail ?? 'is missing'}`, 'Try again later.', 1)
}

function unpacked(archive: Buffer, name: string): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: maxUnpackedBytes })
  } catch {
    throw new RalphError(`the archive of ${name} is damaged or too large`, 'Try again later.', 1)
  }
}

const block = 512

/**
 * The regular files in a tar archive, as npm packs them: a header of 512 bytes (name, size in octal at 124, type at 156,
 * first part of the name at 345), the content, zeros up to the next 512. Npm puts all below one folder, whose name goes.
 */
export function filesInArchive(archive: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (let at = 0; at + block <= archive.length;) {
    const header = archive.subarray(at, at + block)
    const size = Number.parseInt(textAt(header, 124, 12), 8)
    const name = [textAt(header, 345, 155), textAt(header, 0, 100)].filter((part) => part !== '').join('/')
    if (name === '' || !(size >= 0)) break
    const start = at + block
    const isFile = ['0', ''].includes(textAt(header, 156, 1))
    if (isFile && start + size <= archive.length) {
      files.set(name.replace(/^[^/]*\//, ''), archive.subarray(start, start + size))
    }
    at = start + Math.ceil(size / block) * block
  }
  return files
}

function textAt(header: Buffer, from: number, length: number): string {
  const [text = ''] = header.toString('latin1', from, from + length).split('\0', 1)
  return text.trim()
}
