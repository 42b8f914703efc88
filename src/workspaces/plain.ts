import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Workspace } from '../workspace.ts'

/** Past these the rest of a folder is not looked at: the fingerprint then stands for its first part. */
const maxEntries = 20_000

/** So many entries are looked at before the rest of ralph gets a turn. */
const entriesPerTurn = 2_000

const notOurs = new Set(['.git', '.agent', 'node_modules'])

/**
 * No checkpoints, only a fingerprint from what the file system says of each file, for `--no-git`. A file that is
 * written again with the same content counts as changed.
 */
export function plainWorkspace(directory: string): Workspace {
  return {
    async snapshot(reason, _state, signal) {
      if ((signal.aborted && reason !== 'end') || !existsSync(directory)) return undefined
      return { fingerprint: await fingerprint(directory) }
    },
  }
}

async function fingerprint(root: string): Promise<string> {
  const digest = new Digest()
  const folders = [root]
  let entries = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const name of namesIn(folder)) {
      if (notOurs.has(name)) continue
      if (++entries > maxEntries) return digest.toString()
      if (entries % entriesPerTurn === 0) await new Promise(setImmediate)
      const path = join(folder, name)
      const found = lstatSync(path, { throwIfNoEntry: false, bigint: true })
      if (!found) continue
      // A folder's own time changes with the entries we skip.
      const { size, mtimeNs, mode, ino } = found
      digest.add(found.isDirectory() ? `${path}/${mode}` : `${path}\0${size} ${mtimeNs} ${mode} ${ino}`)
      if (found.isDirectory()) folders.push(path)
    }
  }
  return digest.toString()
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return [] // gone, or not ours to read: nothing in it that an agent of this user could have changed
  }
}

/** Two FNV-1a hashes side by side. Loading `node:crypto` would cost more than the walk, and nobody gains by a collision. */
class Digest {
  #a = 0x811c9dc5
  #b = 0x01000193

  add(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      this.#a = Math.imul(this.#a ^ code, 0x01000193)
      this.#b = Math.imul(this.#b ^ code, 0x85ebca6b) + i
    }
  }

  toString(): string {
    return [this.#a, this.#b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
  }
}
