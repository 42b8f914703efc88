import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git } from '../platform/git.ts'
import { headCommit } from './branch.ts'
import { commitObstacle } from './commit-obstacle.ts'
import { findRepository, type Repository } from './repository.ts'
import { openStandIn } from './stand-in.ts'

/**
 * Why a run had better not begin to commit on the user's branch here, or nothing. What someone has staged would stay
 * as it is while the branch moves on, and their next commit would take the agent's changes to it back.
 */
export async function commitReadiness(directory: string): Promise<string | undefined> {
  const repository = findRepository(realpathSync(directory))
  const obstacle = repository ? commitObstacle(repository) : 'there is no git repository here'
  if (obstacle || !repository) return obstacle
  return (await hasStaged(repository)) ? 'something is staged, which a commit of the work tree would cross' : undefined
}

async function hasStaged(repository: Repository): Promise<boolean> {
  const gitDir = mkdtempSync(join(tmpdir(), 'ralph-look-'))
  try {
    const place = (await openStandIn(repository, gitDir, '')).userIndex()
    const head = headCommit(repository)
    const args = head === undefined ? ['ls-files', '-z'] : ['diff-index', '--cached', '--name-only', '-z', head, '--']
    return (await git(place, args)) !== ''
  } finally {
    rmSync(gitDir, { recursive: true, force: true })
  }
}
