import { lstatSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readRegularFile } from '../platform/files.ts'
import { sightOf } from './sight.ts'

/** What git keeps for a working tree, which may lie outside of it. */
export interface GitFolders {
  /** Outside the workspace: a worktree's or a submodule's part of another repository. */
  readonly writable: readonly string[]
  /** What git runs, or reads the names of programs from. */
  readonly readOnly: readonly string[]
}

const none: GitFolders = { writable: [], readOnly: [] }

/**
 * Where the repository of a workspace is. Everything a commit needs is writable: objects, references, index, logs. Hooks
 * and settings are not: the user's own git, outside, would run them.
 */
export function gitFolders(workspace: string): GitFolders {
  const dotGit = join(workspace, '.git')
  const stats = lstatSync(dotGit, { throwIfNoEntry: false })
  if (!stats) return none
  if (stats.isFile()) return linkedFolders(workspace, dotGit)
  const folder = sightOf(dotGit)
  if (folder?.kind !== 'folder') return none
  return { writable: [], readOnly: decisiveFiles(folder.path) }
}

/** `.git` as a file: `gitdir: <path>`. It must not be pointed elsewhere. */
function linkedFolders(workspace: string, dotGit: string): GitFolders {
  const told = /^gitdir: (.+)$/m.exec(textOf(dotGit))?.[1]
  const own = told === undefined ? undefined : sightOf(resolve(workspace, told))?.path
  if (own === undefined || !pointsBack(own, workspace, dotGit)) return { writable: [], readOnly: [dotGit] }
  const common = sightOf(resolve(own, textOf(join(own, 'commondir')).trim() || '.'))?.path ?? own
  const back = sightOf(join(own, 'gitdir')) ? [join(own, 'gitdir')] : []
  return {
    writable: [common, own],
    readOnly: [...new Set([dotGit, ...back, ...decisiveFiles(own), ...decisiveFiles(common)])],
  }
}

/**
 * A repository names its working tree as the working tree names it. Otherwise an agent that may write `.git` could have any
 * folder made writable that looks like a repository.
 */
function pointsBack(folder: string, workspace: string, dotGit: string): boolean {
  if (sightOf(join(folder, 'HEAD'))?.kind !== 'file') return false
  const pointer = textOf(join(folder, 'gitdir')).trim()
  if (pointer !== '') return resolve(folder, pointer) === dotGit
  const tree = /^[ \t]*worktree[ \t]*=(.+)$/m.exec(textOf(join(folder, 'config')))?.[1]
  return tree !== undefined && resolve(folder, tree.trim()) === workspace
}

/**
 * Of one repository and the submodules in it. `commondir`, which is usually missing, would send git to other settings.
 * `info/attributes` only names filters; a setting makes them programs.
 */
function decisiveFiles(folder: string): readonly string[] {
  const config = join(folder, 'config')
  const settings = textOf(config)
  const perTree = /^[ \t]*worktreeConfig[ \t]*=[ \t]*(?:true|yes|on|1)\b/im.test(settings)
  return [
    join(folder, 'hooks'),
    join(folder, 'commondir'),
    config,
    ...includesIn(settings, folder),
    ...(perTree || sightOf(join(folder, 'config.worktree')) ? [join(folder, 'config.worktree')] : []),
    ...modulesIn(join(folder, 'modules'), mostLevels).flatMap(decisiveFiles),
  ]
}

/** Files that settings take more settings from. One in a home (`~/`) can't be written anyway. */
function includesIn(settings: string, folder: string): readonly string[] {
  const paths = [...settings.matchAll(/^[ \t]*path[ \t]*=(.*)$/gim)].map(([, written = '']) => valueOf(written))
  return paths.flatMap((path) => (path === '' || path.startsWith('~') ? [] : [resolve(folder, path)]))
}

/** In quotes or up to a comment. */
function valueOf(written: string): string {
  const value = written.trim()
  return (value.startsWith('"') ? value.slice(1).split('"', 1) : value.split(/[;#]/, 1)).join('').trim()
}

/** A submodule's name may have slashes in it. */
const mostLevels = 4

function modulesIn(folder: string, levels: number): readonly string[] {
  if (levels === 0) return []
  return entries(folder).flatMap((name) => {
    const path = join(folder, name)
    return sightOf(join(path, 'HEAD')) ? [path] : modulesIn(path, levels - 1)
  })
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  } catch {
    return []
  }
}

/** Agents can put anything there: a named pipe, a file without an end. */
function textOf(path: string): string {
  const reading = readRegularFile(path, { maxBytes: 16 * 1024 * 1024 })
  return 'bytes' in reading ? reading.bytes.toString('utf8') : ''
}
