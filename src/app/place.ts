import { realpathSync } from 'node:fs'
import { locksFolder, runFiles, runFolder, stateFolder, workspaceFolder } from '../platform/state-folder.ts'
import type { CommandContext } from './command.ts'

/** Where a command works: the folder it was called in, and what ralph keeps about that folder. */
export interface Place {
  /** Its real path. */
  readonly workspace: string
  /** The state folder of this user. */
  readonly state: string
  /** The part of it that belongs to this workspace. */
  readonly folder: string
  readonly locks: string
  /** The shadow repository with the checkpoints. */
  readonly shadow: string
}

export function placeOf({ cwd, env }: CommandContext): Place {
  return placeIn(stateFolder(env), realpathSync(cwd))
}

export function placeIn(state: string, workspace: string): Place {
  const folder = workspaceFolder(state, workspace)
  return { workspace, state, folder, locks: locksFolder(state), shadow: `${folder}/shadow.git` }
}

/** What the command guard of a workspace needs: the same for all of its runs, of which one is alive at a time. */
export function guardFoldersOf({ folder }: Place) {
  return { folder: `${folder}/guard`, decisionsFolder: `${folder}/decisions` } as const
}

/** The files of one run. */
export function filesOf(place: Place, runId: string) {
  const folder = runFolder(place.folder, runId)
  return {
    folder,
    ...runFiles(folder),
    prompt: `${folder}/prompt.md`,
    scratch: `${folder}/scratch`,
    baseline: `${folder}/baseline.json`,
    sandbox: `${folder}/sandbox`,
  } as const
}
