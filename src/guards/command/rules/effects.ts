import type { Reason } from '../../../judgement.ts'
import { holdsCredentials, isCredential, isEnvFile } from '../paths/credentials.ts'
import { locate, type Target } from '../paths/locate.ts'
import { startsLater } from '../paths/settings.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Setting, Spot } from '../shell/session.ts'

/** From where a path is seen, and on which machine it lies. */
export interface Site {
  readonly spot: Spot
  readonly setting: Setting
}

const nothing: readonly Reason[] = []
const noLinks: ReadonlyMap<string, string> = new Map()

/** What is wrong with deleting, emptying or moving away what lies there. A container's own files are its own affair. */
export function removeReasons(text: string, { spot, setting }: Site, recursive: boolean): readonly Reason[] {
  if (setting === 'container') return nothing
  // Deleting a link leaves alone what it leads to.
  const target = locate(
    text,
    spot.links.has(locate(text, { ...spot, links: noLinks }).path) && !text.endsWith('/')
      ? { ...spot, links: noLinks }
      : spot,
  )
  if (setting === 'remote') return removeFromRemote(target, text, recursive)
  switch (target.region) {
    case 'workspace':
      return [block('destroys-history', `deletes the whole workspace with its history: ${shown(text)}`)]
    case 'git':
    case 'hooks':
      return [block('destroys-history', `deletes from the history of the workspace: ${shown(text)}`)]
    case 'guard':
    case 'settings':
      return [block('disables-guard', `deletes what holds the agent: ${shown(text)}`)]
    case 'device':
    case 'kernel':
      return [block('destroys-device', `deletes or overwrites a device: ${shown(text)}`)]
    case 'root':
    case 'system':
    case 'local':
    case 'home':
    case 'at-home':
    case 'outside':
      return [block('destroys-outside', `deletes outside the workspace: ${shown(text)} is ${target.path}`)]
    case 'contents':
      return [warn('loses-work', `deletes everything in the workspace: ${shown(text)}`)]
    case 'cache':
      return [warn('removes-cache', `deletes a cache outside the workspace: ${shown(text)}`)]
    case 'temporaries':
      return recursive ? [warn('loses-work', `deletes everybody's temporary files: ${shown(text)}`)] : nothing
    case 'unset':
      return recursive && mayBePrecious(target.path, spot) ? [unknownRemoval(text, target.path)] : nothing
    case 'unknown':
      return recursive && /^\/?\*?$/.test(target.path) && target.path !== ''
        ? [warn('removes-unknown', `deletes everything in a folder that is not known: ${shown(text)}`)]
        : nothing
    case 'inside':
    case 'temporary':
    case 'sink':
    case 'socket':
      return nothing
  }
}

/** What is left of the path if the variable is empty is nothing, or something that must not be deleted. */
function mayBePrecious(rest: string, spot: Spot): boolean {
  return (
    /^\/?\*?$/.test(rest) || /^(?:root|system|home|at-home|local|workspace|git|guard)$/.test(locate(rest, spot).region)
  )
}

function unknownRemoval(text: string, rest: string): Reason {
  return warn(
    'removes-unknown',
    `deletes what is not known before it runs, perhaps ${shown(rest || '/')}: ${shown(text)}`,
  )
}

function removeFromRemote({ region, path }: Target, text: string, recursive: boolean): readonly Reason[] {
  const isWhole =
    region === 'root' ||
    region === 'home' ||
    region === 'device' ||
    (region === 'system' &&
      (path.split('/').length <= 3 || !/^\/(?:srv|opt|home|mnt|media|var\/(?:www|tmp|cache|log))\//.test(path)))
  if (isWhole) return [block('destroys-outside', `deletes on another machine: ${shown(text)}`)]
  if (region === 'temporary' || region === 'cache' || !recursive) return nothing
  return [warn('destroys-outside', `deletes on another machine: ${shown(text)}`)]
}

export interface WriteManner {
  readonly append: boolean
  /** What is written is known to be nothing: the file is emptied. */
  readonly isEmpty: boolean
  /** A file that is there is changed: `sed -i`. */
  readonly edits?: boolean
  /** The whole file is replaced by something else: `>`. */
  readonly replaces?: boolean
}

/** What is wrong with writing a file there. */
export function writeReasons(text: string, { spot, setting }: Site, manner: WriteManner): readonly Reason[] {
  if (setting === 'container') return nothing
  const { region, path } = locate(text, spot)
  switch (region) {
    case 'hooks':
      return [block('persists', `writes what git runs: ${shown(text)}`)]
    case 'git':
      return [block('destroys-history', `writes into the history of the workspace: ${shown(text)}`)]
    case 'guard':
    case 'settings':
      return [block('disables-guard', `writes what holds the agent: ${shown(text)}`)]
    case 'device':
      return [block('destroys-device', `writes to a device: ${shown(text)}`)]
    case 'kernel':
      return [block('harms-machine', `changes the running system: ${shown(text)}`)]
    case 'unset':
    case 'unknown':
      return startsLater(path) ? [block('persists', `writes what runs later by itself: ${shown(text)}`)] : nothing
    case 'root':
    case 'system':
    case 'local':
    case 'home':
    case 'at-home':
    case 'outside':
      return writeOutside(text, { region, path }, setting === 'here' && destroys(path, manner, spot), spot)
    case 'inside':
    case 'workspace':
    case 'contents':
    case 'temporary':
    case 'temporaries':
    case 'cache':
    case 'sink':
    case 'socket':
      return nothing
  }
}

/** Work of somebody else's is lost: a file that is emptied or changed, or replaced where people keep their things. */
function destroys(path: string, { append, isEmpty, edits, replaces }: WriteManner, { ground }: Spot): boolean {
  if (append) return false
  if (isEmpty || edits === true) return true
  const relative = path.startsWith(`${ground.home}/`) ? path.slice(ground.home.length + 1) : ''
  return (
    replaces === true &&
    /^[^./][^/]*\/./.test(relative) &&
    !/^(?:bin|tmp|temp|logs?|backups?|[Dd]ownloads|releases|snap|go)\//.test(relative)
  )
}

function writeOutside(text: string, { region, path }: Target, empties: boolean, { ground }: Spot): readonly Reason[] {
  if (startsLater(path)) return [block('persists', `writes what runs later by itself: ${shown(text)}`)]
  if (empties || isCredential(path, ground))
    return [block('destroys-outside', `overwrites outside the workspace: ${shown(text)}`)]
  if (region === 'system' || region === 'root')
    return [block('destroys-outside', `writes into the system: ${shown(text)}`)]
  return [warn('writes-outside', `writes outside the workspace: ${shown(text)}`)]
}

/** `prints`: its text comes into sight. `takes`: it goes to another file or program. `tree`: with all that is below. */
export type ReadManner = 'prints' | 'takes' | 'tree'

/** What is wrong with reading what lies there. */
export function readReasons(text: string, { spot, setting }: Site, manner: ReadManner): readonly Reason[] {
  if (setting === 'container' || text === '' || text === '-') return nothing
  const { path, region } = locate(text, spot)
  if (region === 'inside' || region === 'temporary' || region === 'workspace') {
    if (manner === 'prints' && isEnvFile(path))
      return [warn('shows-secrets', `shows a file that holds secrets: ${shown(text)}`)]
    return nothing
  }
  if (isCredential(path, spot.ground) || (manner === 'tree' && holdsCredentials(path, spot.ground)))
    return [block('reads-credentials', `reads credentials: ${shown(text)}`)]
  if (region === 'device' && manner !== 'prints') return [warn('reads-device', `reads a device: ${shown(text)}`)]
  return nothing
}
