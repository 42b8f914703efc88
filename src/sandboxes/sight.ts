import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** Something that exists, by its real path: a link as the target of a mount leads somewhere else, or nowhere. */
export interface Sight {
  readonly path: string
  readonly kind: 'folder' | 'file' | 'socket'
}

/** What stands at a path, links followed. Undefined: nothing, or nothing that we may see. */
export function sightOf(path: string): Sight | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false }) // an error costs more than all the rest, and most are missing
    if (!stats) return undefined
    const kind = stats.isDirectory() ? 'folder' : stats.isSocket() ? 'socket' : 'file'
    return { path: realpathSync.native(path), kind }
  } catch {
    return undefined
  }
}

/** The real path that something missing would have. Undefined: it is there, or nothing can be made there. */
export function realPathOfMissing(path: string): string | undefined {
  const nearest = [path, ...foldersAbove(path)].find(isTaken)
  const base = nearest === undefined || nearest === path ? undefined : sightOf(nearest)
  return nearest !== undefined && base?.kind === 'folder' ? join(base.path, relative(nearest, path)) : undefined
}

/** Whether anything at all has this name, a dangling link included. */
export function isTaken(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true // not for us to see
  }
}

/** Whether `path` is `folder` or lies in it. Both absolute and normal. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** The folders above a path, the nearest first; `/` is the last. */
export function foldersAbove(path: string): readonly string[] {
  const above = dirname(path)
  return above === path ? [] : [above, ...foldersAbove(above)]
}

/** The entry of `folder` in which `path` lies. */
export function entryOf(folder: string, path: string): string {
  const [name = ''] = path.slice(folder.length + 1).split(sep)
  return join(folder, name)
}
