import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import type { AgentAdapter } from '../agent.ts'

/** What became of looking for a program. */
export type Found =
  | { readonly state: 'found'; readonly path: string }
  /** A file of that name is there, but may not be run. */
  | { readonly state: 'not-executable'; readonly path: string }
  | { readonly state: 'missing' }

/** Looks along the search path as a shell would; a name with a slash is a path by itself. */
export function findProgram(program: string, searchPath: string | undefined): Found {
  if (program.includes('/')) return look(program)
  let unusable: Found | undefined
  for (const folder of (searchPath ?? '').split(delimiter)) {
    // An empty or relative entry would run whatever the workspace, perhaps a stranger's, has lying about.
    if (!isAbsolute(folder)) continue
    const found = look(join(folder, program))
    if (found.state === 'found') return found
    if (found.state === 'not-executable') unusable ??= found
  }
  return unusable ?? { state: 'missing' }
}

/** The first of an agent's programs that is there. */
export function findAgent({ programs }: AgentAdapter, searchPath: string | undefined): Found {
  const all = programs.map((program) => findProgram(program, searchPath))
  return (
    all.find(({ state }) => state === 'found') ?? all.find(({ state }) => state !== 'missing') ?? { state: 'missing' }
  )
}

export interface InstalledAgent {
  readonly adapter: AgentAdapter
  readonly program: string
}

/** What `auto` means: the installed agents, in the list's order. The demo agent is always there, so it doesn't count. */
export function installedAgents(
  agents: readonly AgentAdapter[],
  searchPath: string | undefined,
): readonly InstalledAgent[] {
  return agents.flatMap((adapter) => {
    if (adapter.name === 'demo') return []
    const found = findAgent(adapter, searchPath)
    return found.state === 'found' ? [{ adapter, program: found.path }] : []
  })
}

function look(path: string): Found {
  try {
    if (!statSync(path).isFile()) return { state: 'missing' }
  } catch {
    return { state: 'missing' }
  }
  try {
    accessSync(path, constants.X_OK)
    return { state: 'found', path }
  } catch {
    return { state: 'not-executable', path }
  }
}
