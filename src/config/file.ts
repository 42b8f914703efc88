import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { RalphError } from '../errors.ts'

const maxBytes = 1024 * 1024

export interface ConfigFile {
  readonly path: string
  readonly text: string
}

/**
 * The text of a configuration file, or nothing if there is none. It is a stranger's file: only a regular one of up to
 * 1 MB is read, and a pipe or a device in its place can't make the start hang.
 */
export function readConfigFile(path: string): ConfigFile | undefined {
  const descriptor = open(path)
  if (descriptor === undefined) return undefined
  try {
    const { size } = regularFile(path, descriptor)
    if (size > maxBytes) throw unreadable(path, `has ${size} bytes, more than the ${maxBytes} a configuration may have`)
    const content = readUpTo(descriptor, maxBytes)
    if (!isUtf8(content)) throw unreadable(path, 'is not UTF-8 text')
    return { path, text: content.toString('utf8').replace(/^\uFEFF/, '') }
  } finally {
    closeSync(descriptor)
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw unreadable(path, `cannot be opened (${code})`)
  }
}

function regularFile(path: string, descriptor: number): { readonly size: number } {
  const facts = fstatSync(descriptor)
  if (!facts.isFile()) throw unreadable(path, 'is not a regular file')
  return facts
}

/** A file may grow between its `fstat` and its reading. */
function readUpTo(descriptor: number, limit: number): Buffer {
  const buffer = Buffer.alloc(limit)
  let length = 0
  for (;;) {
    const read = readSync(descriptor, buffer, length, limit - length, null)
    length += read
    if (read === 0 || length === limit) return buffer.subarray(0, length)
  }
}

function unreadable(path: string, what: string): RalphError {
  return new RalphError(`${path} ${what}`, 'Mend or remove it, or name another file with --config.')
}
