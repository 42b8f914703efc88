import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * What exists now, for many questions at once: most of what is asked for is missing, and one reading of a folder answers
 * for all of its names. For one moment only.
 */
export class Survey {
  /** Undefined: can't be read, so anything may be in it. */
  readonly #names = new Map<string, ReadonlySet<string> | undefined>()

  mayExist(path: string): boolean {
    const folder = dirname(path)
    if (folder === path) return true
    if (!this.#names.has(folder)) this.#names.set(folder, this.mayExist(folder) ? namesIn(folder) : new Set())
    return this.#names.get(folder)?.has(basename(path)) ?? true
  }
}

function namesIn(folder: string): ReadonlySet<string> | undefined {
  try {
    return new Set(readdirSync(folder))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT' || code === 'ENOTDIR' ? new Set() : undefined
  }
}
