import { createHash } from 'node:crypto'
import { lstatSync, readlinkSync } from 'node:fs'
import { listFolder, readRegularFile } from '../../platform/files.ts'

/** Stands for what is at a path: equal content, equal digest. */
export type Digest = string

export const missing: Digest = 'missing'

/** Larger ones are known by their size and the time of their last change. */
const hashedBytes = 4 * 1024 * 1024

/** What is at a path now; `missing` if nothing is. */
export function digestOf(path: string): Digest {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return missing
  if (found.isSymbolicLink()) return `link ${textDigest(readlinkSync(path))}`
  if (found.isDirectory()) return listFolder(path).length === 0 ? missing : 'a folder' // a sandbox puts empty ones where nothing may be made
  if (!found.isFile()) return 'no file'
  const reading = found.size <= hashedBytes ? readRegularFile(path, { maxBytes: hashedBytes }) : undefined
  return reading && 'bytes' in reading ? textDigest(reading.bytes) : `${found.size} ${found.mtimeMs}`
}

export function textDigest(content: string | Uint8Array): Digest {
  return createHash('sha256').update(content).digest('hex')
}

/** Changes with every write, rename or change of mode, whoever sets the clock of the file back. */
export function stamp(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs} ${found.mode}` : missing
}
