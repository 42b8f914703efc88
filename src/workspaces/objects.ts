import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'

/*
 * Git's loose objects, written here because starting git costs more than all the rest of a checkpoint:
 *
 *   objects/ab/cdef…   zlib of "TYPE LENGTH\0CONTENT", named by the SHA-1 of what was compressed
 *   tree CONTENT       for each entry, by name: "MODE NAME\0" and the 20 bytes of its id
 */
export type ObjectId = string

/** More than these are left for the system to write down: syncing each would take seconds. */
const syncedAtMost = 256

/** Adds objects to a repository of ours. Each is whole or absent; none is ever replaced or deleted. */
export class ObjectStore {
  readonly #folder: string
  #unsynced: string[] = []

  constructor(gitDir: string) {
    this.#folder = join(gitDir, 'objects')
  }

  write(type: 'blob' | 'tree' | 'commit', content: Buffer): ObjectId {
    const object = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
    const id = createHash('sha1').update(object).digest('hex')
    const path = join(this.#folder, id.slice(0, 2), id.slice(2))
    if (isWhole(path)) return id
    mkdirSync(join(this.#folder, id.slice(0, 2)), { recursive: true })
    const temporary = join(this.#folder, `.object.${process.pid}-new.tmp`)
    rmSync(temporary, { force: true }) // of a write that failed: it is read-only
    writeFileSync(temporary, deflateSync(object, { level: 1 }), { mode: 0o444 })
    renameSync(temporary, path)
    this.#unsynced.push(path)
    return id
  }

  /** Makes what was written survive a power cut. */
  sync(): void {
    if (this.#unsynced.length <= syncedAtMost) this.#unsynced.forEach(syncFile)
    this.#unsynced = []
  }
}

/** A power cut can leave a name without content. */
function isWhole(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}

function syncFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
