import type { Ground } from '../place.ts'
import { globMatches, hasGlob } from '../shell/glob.ts'
import type { Spot } from '../shell/session.ts'
import { isAgentSetting } from './settings.ts'
import { resolve, segmentsOf } from './resolve.ts'

/** What kind of place a path leads to. */
export type Region =
  /** In the workspace, nothing special. */
  | 'inside'
  | 'workspace'
  /** All that is in the workspace but dot files. */
  | 'contents'
  /** The workspace's `.git`, or something of it. */
  | 'git'
  /** What git runs: hooks and configuration. */
  | 'hooks'
  /** What holds the agent: ralph's state and shims, settings of agents. */
  | 'guard'
  | 'settings'
  | 'temporary'
  /** All of the temporary folder. */
  | 'temporaries'
  /** Null, the standard streams, random bytes. */
  | 'sink'
  | 'socket'
  | 'device'
  | 'kernel'
  /** Something that holds the workspace or the home. */
  | 'root'
  | 'system'
  /** Software that is installed for the machine by hand. */
  | 'local'
  | 'home'
  | 'at-home'
  /** Caches at home: they come back by themselves. */
  | 'cache'
  | 'outside'
  /** Begins with a variable that may be empty. */
  | 'unset'
  | 'unknown'

export interface Target {
  readonly region: Region
  /** Absolute; patterns are still in it. What is unknown: as it was written. */
  readonly path: string
}

/** Where a path leads. Patterns lead to the gravest place that they match. */
export function locate(text: string, spot: Spot): Target {
  const resolved = resolve(text, spot)
  if (resolved.kind !== 'path') return { region: resolved.kind, path: resolved.rest }
  const { segments } = resolved
  const { ground } = spot
  const path = `/${segments.join('/')}`
  const wild = segments.findIndex(hasGlob)
  if (wild < 0) return { region: regionOf(path, ground), path }
  return { region: patternRegion(segments, wild, ground), path }
}

/** The gravest place that a pattern matches, else that of the folder in which it begins. */
function patternRegion(segments: readonly string[], wild: number, ground: Ground): Region {
  const covers = (path: string) => coversPath(segments, segmentsOf(path))
  if (covers(ground.home)) return 'home'
  if (covers(ground.workspace)) return 'workspace'
  if (covers(`${ground.workspace}/.git`)) return 'git'
  if (ground.protectedPaths.some(covers)) return 'guard'
  const folder = `/${segments.slice(0, wild).join('/')}`
  const base = regionOf(folder, ground)
  const isAll = wild === segments.length - 1 && segments[wild] === '*'
  if (base === 'workspace') return isAll ? 'contents' : 'inside'
  if (base === 'temporaries') return isAll ? 'temporaries' : 'temporary'
  if (base === 'home') return isAll ? 'home' : 'at-home'
  return base
}

/** The pattern matches the path, or something that it lies in. */
function coversPath(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length <= path.length &&
    pattern.every((name, i) => name === path[i] || (hasGlob(name) && globMatches(name, path[i] ?? '')))
  )
}

function regionOf(path: string, ground: Ground): Region {
  const { workspace, home } = ground
  if (ground.protectedPaths.some((own) => isWithin(path, own))) return 'guard'
  if (path === workspace) return 'workspace'
  if (path === home) return 'home'
  if (isWithin(workspace, path) || isWithin(home, path)) return 'root'
  if (isWithin(path, workspace)) return regionInside(path.slice(workspace.length + 1), path)
  return regionOutside(path, ground)
}

function regionInside(relative: string, path: string): Region {
  if (relative === '.git') return 'git'
  if (relative.startsWith('.git/')) return gitRegion(relative.slice(5))
  return isAgentSetting(path) ? 'settings' : 'inside'
}

/** Locks and the remains of an operation are swept away honestly. */
function gitRegion(relative: string): Region {
  if (/^(?:hooks|config|config\.worktree|info\/attributes|modules\/[^/]+\/(?:hooks|config))(?:\/|$)/.test(relative))
    return 'hooks'
  const isRemains =
    /(?:\.lock|^gc\.log|^(?:MERGE|REBASE|CHERRY_PICK|REVERT|FETCH|ORIG)_[A-Z]+|^(?:COMMIT_EDITMSG|info\/exclude|index))$|^rebase-(?:merge|apply)(?:\/|$)/.test(
      relative,
    )
  return isRemains ? 'inside' : 'git'
}

const temporary = /^\/(?:tmp|var\/tmp|private\/tmp|dev\/shm|var\/folders|private\/var\/folders)(?:\/|$)/
const temporaries = /^\/(?:tmp|var\/tmp|private\/tmp|dev\/shm|var\/folders|private\/var\/folders)$/
const sink = /^\/dev\/(?:null|zero|full|u?random|tty|stdin|stdout|stderr|fd(?:\/.*)?|pts\/\d+)$|^\/proc\/self\/fd\//
const local = /^\/(?:usr\/local|opt|etc\/apt\/(?:sources\.list\.d|keyrings)|usr\/share\/keyrings|etc\/apk\/keys)\/./
const cache =
  /^(?:\.cache|Library\/Caches|\.npm\/(?:_cacache|_logs|_npx)|\.gradle\/caches|\.m2\/repository|\.cargo\/(?:registry|git)|go\/pkg|\.pnpm-store|\.local\/share\/(?:pnpm|Trash|virtualenvs)|\.yarn\/(?:cache|berry)|\.bun\/install\/cache|\.nuget\/packages|\.expo|\.android\/cache|Library\/Developer\/Xcode\/DerivedData)(?:\/|$)/

function regionOutside(path: string, { home }: Ground): Region {
  if (temporaries.test(path)) return 'temporaries'
  if (temporary.test(path)) return 'temporary'
  if (sink.test(path)) return 'sink'
  if (/^\/dev\/(?:tcp|udp)\//.test(path)) return 'socket'
  if (/^\/dev(?:\/|$)/.test(path)) return 'device'
  if (/^\/(?:proc|sys)(?:\/|$)/.test(path)) return 'kernel'
  if (isWithin(path, home))
    return cache.test(path.slice(home.length + 1)) ? 'cache' : isAgentSetting(path) ? 'settings' : 'at-home'
  if (local.test(path)) return 'local'
  if (
    /^\/(?:bin|sbin|usr|lib\w*|etc|var|boot|opt|root|home|srv|mnt|media|run|snap|System|Library|Applications|Users|Volumes|nix|private|cores|[A-Za-z]:)(?:\/|$)/.test(
      path,
    )
  )
    return 'system'
  return 'outside'
}

/** The path is the folder, or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === '/' || (path.startsWith(folder) && path.charCodeAt(folder.length) === 0x2f)
}
