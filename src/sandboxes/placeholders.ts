import { lstatSync, mkdirSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { readRegularFile, remove, writeAtomic } from '../platform/files.ts'
import { isTaken } from './sight.ts'

/*
 * What does not exist can't be guarded: a mount needs something to stand on. So something is put there for as long as a
 * run goes on, and noted in a file of ralph's own before it is made, so that what a killed ralph left is taken away by
 * the next one:
 *
 *   {"schema":1,"made":[{"path":"/w/.claude","kind":"folder"},{"path":"/w/.claude/settings.json","kind":"folder"}]}
 *
 * Where people keep work it is a folder, whatever the name says: git does not see empty folders, so nobody commits one.
 */
export interface Placeholder {
  readonly path: string
  readonly kind: 'folder' | 'file'
}

/** Things that stand where something must not be made. Only what is still as it was made is ever removed. */
export class Placeholders {
  #made: readonly Placeholder[] = []
  readonly #record: string

  /** Takes away what another one left behind that had the same record. */
  constructor(record: string) {
    this.#record = record
    removePlaceholders(record)
  }

  /** Makes those that are missing, in this order. One that can't be made is left out: the agent is the same user. */
  make(wanted: readonly Placeholder[]): void {
    const missing = wanted.filter(({ path }) => !isTaken(path))
    const unknown = missing.filter(({ path }) => !this.isOurs(path))
    if (unknown.length > 0) {
      this.#made = [...this.#made, ...unknown]
      writeAtomic(this.#record, JSON.stringify({ schema: 1, made: this.#made }))
    }
    for (const placeholder of missing) put(placeholder)
  }

  isOurs(path: string): boolean {
    return this.#made.some((placeholder) => placeholder.path === path)
  }

  remove(): void {
    this.#made = []
    removePlaceholders(this.#record)
  }
}

/** Takes away what a record speaks of, and the record. */
export function removePlaceholders(record: string): void {
  const reading = readRegularFile(record, { maxBytes: 1024 * 1024 })
  if ('problem' in reading) return
  for (const placeholder of placeholdersIn(reading.bytes.toString('utf8')).toReversed()) take(placeholder)
  remove(record)
}

/** Valid for those who read it, and says nothing. */
export function emptyContent(path: string): string {
  if (basename(path) === 'commondir') return '.\n' // of a git folder: an empty one is an error, this one means itself
  const extension = extname(path)
  return extension === '.json' ? '{}\n' : extension === '.xml' ? '<settings/>\n' : ''
}

function put({ path, kind }: Placeholder): void {
  try {
    if (kind === 'folder') mkdirSync(path)
    else writeFileSync(path, emptyContent(path), { flag: 'wx' })
  } catch {
    // a full disk, or a folder that is not ours
  }
}

function take({ path, kind }: Placeholder): void {
  try {
    if (kind === 'folder') rmdirSync(path)
    else if (isAsMade(path)) unlinkSync(path)
  } catch {
    // gone already, or no longer empty: then it is somebody's
  }
}

function isAsMade(path: string): boolean {
  if (!lstatSync(path).isFile()) return false
  const content = emptyContent(path)
  const reading = readRegularFile(path, { maxBytes: content.length })
  return 'bytes' in reading && reading.bytes.toString('utf8') === content
}

function placeholdersIn(text: string): readonly Placeholder[] {
  try {
    const { made }: { made?: unknown } = JSON.parse(text)
    return Array.isArray(made) ? made.filter(isPlaceholder) : []
  } catch {
    return []
  }
}

function isPlaceholder(value: unknown): value is Placeholder {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('kind' in value)) return false
  return typeof value.path === 'string' && (value.kind === 'folder' || value.kind === 'file')
}
