import type { Workspace } from '../workspace.ts'
import type { CommandContext } from './command.ts'
import type { Execution } from './execution.ts'
import { knownSecrets } from './known-secrets.ts'

/** How the workspace is kept: in a shadow repository, as commits on the user's branch, or only looked at. */
export async function composeWorkspace(
  { place, runId, settings }: Execution,
  { env }: CommandContext,
): Promise<Workspace> {
  const directory = place.workspace
  const { git, checkpointMode, checkpointInterval: interval } = settings
  if (!git) return (await import('../workspaces/plain.ts')).plainWorkspace(directory)
  const common = { directory, runId, interval, secretValues: knownSecrets(directory, env) }
  if (checkpointMode === 'commit')
    return (await import('../workspaces/commit.ts')).commitWorkspace({
      ...common,
      gitDir: `${place.folder}/commit.git`,
    })
  return (await import('../workspaces/shadow.ts')).shadowWorkspace({ ...common, gitDir: place.shadow })
}
