import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import type { AgentAdapter } from '../agent.ts'
import { isOlder, versionOf } from './version.ts'

/** What became of looking for a program. */
export type Found =
  | { readonly state: 'found'; readonly path: string }
  | TooOld
  /** A file of that name is there, but may not be run. */
  | { readonly state: 'not-executable'; readonly path: string }
  | { readonly state: 'missing' }

/** It is there, but does not understand the command line, or prints something else. */
export interface TooOld {
  readonly state: 'too-old'
  readonly path: string
  readonly version: string
  readonly minVersion: string
}

/** Looks along the search path as a shell would; a name with a slash is a path by itself. */
export function findProgram(program: string, searchPath: string | undefined): Exclude<Found, TooOld> {
  if (program.includes('/')) return look(program)
  let unusable: Exclude<Found, TooOld> | undefined
  for (const folder of new Set((searchPath ?? '').split(delimiter))) {
    // An empty or relative entry would run whatever the workspace, perhaps a stranger's, has lying about.
    if (!isAbsolute(folder)) continue
    const found = look(join(folder, program))
    if (found.state === 'found') return found
    if (found.state === 'not-executable') unusable ??= found
  }
  return unusable ?? { state: 'missing' }
}

/** How good it is to have found this; what is equally good counts in the order it was looked for. */
const ranks = { found: 0, 'too-old': 1, 'not-executable': 2, missing: 3 } as const

/**
 * The first of an agent's programs that can be run: on the search path, then in `ownFolder`, where
 * `ralph agents install` puts them. One whose version shows, and is too old, is none.
 */
export function findAgent(adapter: AgentAdapter, searchPath: string | undefined, ownFolder?: string): Found {
  let best: Found = { state: 'missing' }
  for (const lookThere of lookouts(adapter, searchPath, ownFolder)) {
    const found = judged(lookThere(), adapter)
    if (ranks[found.state] < ranks[best.state]) best = found
    if (best.state === 'found') break
  }
  return best
}

/** Where `ralph agents install` puts one of an agent's programs. */
export function ownProgram({ name, programs }: AgentAdapter, ownFolder: string): string {
  return join(ownFolder, name, 'node_modules', '.bin', programs[0] ?? name)
}

/** What keeps an agent from being run, for a person; `undefined` if nothing does. */
export function whyUnusable(found: Found, { programs }: AgentAdapter): string | undefined {
  switch (found.state) {
    case 'found':
      return undefined
    case 'too-old':
      return `${found.path} is version ${found.version}: it takes ${found.minVersion} or a newer one`
    case 'not-executable':
      return `${found.path} is not executable`
    case 'missing':
      return `${programs.join(' or ')} is not on the PATH`
  }
}

export interface InstalledAgent {
  readonly adapter: AgentAdapter
  readonly program: string
}

/** What `auto` means: the installed agents, in the list's order. The demo agent is always there, so it doesn't count. */
export function installedAgents(
  agents: readonly AgentAdapter[],
  searchPath: string | undefined,
  ownFolder?: string,
): readonly InstalledAgent[] {
  return agents.flatMap((adapter) => {
    if (adapter.name === 'demo') return []
    const found = findAgent(adapter, searchPath, ownFolder)
    return found.state === 'found' ? [{ adapter, program: found.path }] : []
  })
}

/** Not looked at before the ones ahead of them were. */
function lookouts(adapter: AgentAdapter, searchPath: string | undefined, ownFolder: string | undefined) {
  const onPath = adapter.programs.map((program) => () => findProgram(program, searchPath))
  return ownFolder === undefined ? onPath : [...onPath, () => look(ownProgram(adapter, ownFolder))]
}

function judged(found: Exclude<Found, TooOld>, { minVersion, npm }: AgentAdapter): Found {
  if (found.state !== 'found' || minVersion === undefined) return found
  const version = versionOf(found.path, npm?.package)
  if (version === undefined || !isOlder(version, minVersion)) return found
  return { state: 'too-old', path: found.path, version, minVersion }
}

function look(path: string): Exclude<Found, TooOld> {
  try {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return { state: 'missing' }
  } catch {
    return { state: 'missing' } // a folder we may not look into, a link that leads to itself
  }
  try {
    accessSync(path, constants.X_OK)
    return { state: 'found', path }
  } catch {
    return { state: 'not-executable', path }
  }
}
