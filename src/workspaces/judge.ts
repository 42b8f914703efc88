import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readlinkSync } from 'node:fs'
import { codeOf } from '../platform/disk-error.ts'
import { type BinaryPath, fileName, parentOf } from './binary.ts'
import { type JudgeContent, secretName } from './secrets.ts'

type Mode = '100644' | '100755' | '120000'

/** What becomes of one path: kept with exactly these bytes, known to be absent, or left out for a reason. */
export type Judgement =
  | { readonly kind: 'kept'; readonly mode: Mode; readonly content: Buffer }
  | { readonly kind: 'absent' }
  | { readonly kind: 'skipped'; readonly reason: string }

export interface Rules {
  readonly maxFileBytes: number
  readonly judgeContent: JudgeContent
}

/**
 * Reads and judges files below `root`. What is judged is what is stored, so a file that changes in between can't
 * slip a secret past. Links are read as links and never followed, not in the middle of a path either.
 */
export class Judge {
  readonly #root: BinaryPath
  readonly #rules: Rules
  readonly #realFolders = new Map<BinaryPath, boolean>([['', true]])

  constructor(root: BinaryPath, rules: Rules) {
    this.#root = root
    this.#rules = rules
  }

  judge(path: BinaryPath): Judgement {
    try {
      return this.#look(path)
    } catch (error) {
      return unreadable(error)
    }
  }

  #look(path: BinaryPath): Judgement {
    if (!this.#isRealFolder(parentOf(path))) return { kind: 'absent' }
    const found = lstatSync(fileName(this.#root, path), { throwIfNoEntry: false })
    if (!found || found.isDirectory()) return { kind: 'absent' }
    const named = secretName(path) ?? unstorable(path, found.isSymbolicLink())
    if (named) return { kind: 'skipped', reason: named }
    if (found.isSymbolicLink()) return this.#judged(path, '120000', this.#link(path))
    if (!found.isFile()) return { kind: 'absent' }
    return found.size > this.#rules.maxFileBytes ? { kind: 'skipped', reason: 'too large' } : this.#file(path)
  }

  #judged(path: BinaryPath, mode: Mode, content: Buffer): Judgement {
    const reason = this.#rules.judgeContent(path, content)
    return reason === undefined ? { kind: 'kept', mode, content } : { kind: 'skipped', reason }
  }

  #link(path: BinaryPath): Buffer {
    return readlinkSync(fileName(this.#root, path), { encoding: 'buffer' })
  }

  #file(path: BinaryPath): Judgement {
    // Not blocking: it may have become a named pipe since it was looked at.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    const file = openSync(fileName(this.#root, path), flags)
    try {
      const { mode, size } = fstatSync(file)
      const content = readFileSync(file)
      if (Math.max(size, content.length) > this.#rules.maxFileBytes) return { kind: 'skipped', reason: 'too large' }
      return this.#judged(path, mode & 0o100 ? '100755' : '100644', content)
    } finally {
      closeSync(file)
    }
  }

  #isRealFolder(folder: BinaryPath): boolean {
    const known = this.#realFolders.get(folder)
    if (known !== undefined) return known
    const real =
      this.#isRealFolder(parentOf(folder)) &&
      lstatSync(fileName(this.#root, folder), { throwIfNoEntry: false })?.isDirectory() === true
    this.#realFolders.set(folder, real)
    return real
  }
}

/** Names that git refuses to check out: a tree with one of them could not be restored. */
function unstorable(path: BinaryPath, isLink: boolean): string | undefined {
  const forbidden = /(^|\/)\.git(\/|$)/i.test(path) || (isLink && /(^|\/)\.gitmodules$/i.test(path))
  return forbidden ? 'a name git cannot store' : undefined
}

function unreadable(error: unknown): Judgement {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO') return { kind: 'absent' }
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'skipped', reason: 'unreadable' }
  throw error
}
