import { existsSync, statSync, type Stats } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { readRegularFile } from '../platform/files.ts'

/** The user's repository around a folder, found by looking only: git, which would obey its config, is not asked. */
export interface Repository {
  readonly top: string
  readonly gitDir: string
  /** Shared by all worktrees of a repository: objects, refs, info. */
  readonly commonDir: string
  /** The folder within `top`, with a slash at its end, or ''. */
  readonly prefix: string
}

/** `.git` may be a folder, or the file that worktrees and submodules have. Stays on the folder's own file system. */
export function findRepository(folder: string): Repository | undefined {
  const { dev } = statSync(folder)
  for (let top = folder; ; top = dirname(top)) {
    if (statSync(top, { throwIfNoEntry: false })?.dev !== dev) return undefined
    const gitDir = gitDirOf(top)
    if (gitDir) {
      const inside = relative(top, folder)
      return { top, gitDir, commonDir: commonDirOf(gitDir), prefix: inside && `${inside}/` }
    }
    if (top === dirname(top)) return undefined
  }
}

/** Where the user notes what git should not see in this clone alone. */
export function excludeFile(folder: string): string | undefined {
  const gitDir = gitDirOf(folder)
  const file = gitDir && join(commonDirOf(gitDir), 'info', 'exclude')
  return file !== undefined && look(file)?.isFile() ? file : undefined
}

function gitDirOf(top: string): string | undefined {
  const dotGit = join(top, '.git')
  const found = look(dotGit)
  if (!found) return undefined
  const gitDir = found.isFile() ? pointedAt(top, dotGit) : dotGit
  return gitDir !== undefined && existsSync(join(gitDir, 'HEAD')) ? gitDir : undefined
}

function pointedAt(top: string, dotGit: string): string | undefined {
  const target = firstLine(dotGit)?.match(/^gitdir: (.+)$/)?.[1]
  return target === undefined ? undefined : resolve(top, target)
}

function commonDirOf(gitDir: string): string {
  const shared = join(gitDir, 'commondir')
  const target = existsSync(shared) ? firstLine(shared) : undefined
  return target ? resolve(gitDir, target) : gitDir
}

/** Agents can put anything there: a link to itself, a pipe, a file without an end. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function firstLine(file: string): string | undefined {
  const reading = readRegularFile(file, { maxBytes: 4096 })
  return 'bytes' in reading ? reading.bytes.toString('utf8').split(/\r?\n/)[0] : undefined
}
