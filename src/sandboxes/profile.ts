import { join } from 'node:path'
import type { SandboxProfile } from '../sandbox.ts'
import { credentialPaths } from './credentials.ts'
import type { GitFolders } from './git-folders.ts'
import { isWithin } from './sight.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface ProfileParts {
  /** Real path. */
  readonly workspace: string
  readonly home: string
  /** ralph's own. */
  readonly env: Environment
  /** Root is kept out of the homes of others: for everyone else the system does that. */
  readonly isRoot: boolean
  /** ralph's: nobody else's business, but for what a program is shown of it. */
  readonly stateFolder: string
  readonly git: GitFolders
  /** Of all agents ralph knows, whether they work in this run or not; relative ones lie in the workspace. */
  readonly agentSettings: readonly string[]
  /** Where agents that do not work in this run keep their logins and sessions. */
  readonly otherAgents: readonly string[]
  /** The operator's, `~/` allowed. What may be read although it is hidden must also be told to each program (`Contained.readable`). */
  readonly allowWrite: readonly string[]
  readonly allowRead: readonly string[]
  readonly denyRead: readonly string[]
  readonly hosts: readonly string[] | undefined
  readonly scratch: string
}

/**
 * What makes editors and agents run code when somebody opens the workspace outside the sandbox. Not those that ask first
 * after each change, like `.envrc`, and not what builds and tests run anyway.
 */
const workspaceSettings = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.mcp.json',
  '.vscode/settings.json',
  '.vscode/tasks.json',
] as const

/** What every program of a run may touch, by the rules of the house and the operator's options. Pure. */
export function makeProfile(parts: ProfileParts): SandboxProfile {
  const { workspace, home, git, hosts, scratch } = parts
  const expand = (path: string) => (path === '~' ? home : path.startsWith('~/') ? join(home, path.slice(2)) : path)
  const allowWrite = parts.allowWrite.map(expand)
  const allowed = [...parts.allowRead.map(expand), ...allowWrite]
  const readOnly = [
    ...git.readOnly,
    ...[...workspaceSettings, ...parts.agentSettings].map((path) =>
      path.startsWith('/') ? path : join(workspace, path),
    ),
  ]
  return {
    workspace,
    writable: [...git.writable, ...allowWrite],
    readOnly: unique(readOnly).filter((path) => !allowWrite.some((folder) => isNearer(folder, path, workspace))),
    // A read-only mount stops nobody from talking to a socket in it: another run's way to the network.
    unreadable: unique([
      parts.stateFolder,
      ...defaultsFor(parts).filter((path) => !allowed.some((shown) => isWithin(shown, path))),
      ...parts.denyRead.map(expand),
    ]),
    hosts,
    scratch,
  }
}

function defaultsFor({ home, env, isRoot, otherAgents }: ProfileParts): readonly string[] {
  return [
    ...(isRoot ? ['/home', '/root'].filter((path) => path !== home) : []),
    ...credentialPaths(home, env),
    ...otherAgents,
  ]
}

/** The operator named it, or a folder of the workspace that it lies in: then it is meant. */
function isNearer(folder: string, path: string, workspace: string): boolean {
  return path === folder || (isWithin(folder, path) && isWithin(workspace, folder) && folder !== workspace)
}

const unique = (paths: readonly string[]) => [...new Set(paths)]
