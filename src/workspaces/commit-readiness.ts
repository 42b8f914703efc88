import { realpathSync } from 'node:fs'
import { git } from '../platform/git.ts'
import { commitObstacle } from './commit-obstacle.ts'
import { findRepository } from './repository.ts'

/**
 * Why a run had better not begin to commit on the user's branch here, or nothing. What someone has staged would stay
 * as it is while the branch moves on, and their next commit would take the agent's changes to it back.
 */
export async function commitReadiness(directory: string): Promise<string | undefined> {
  const repository = findRepository(realpathSync(directory))
  const obstacle = repository ? commitObstacle(repository) : 'there is no git repository here'
  if (obstacle || !repository) return obstacle
  const place = { gitDir: repository.gitDir, workTree: repository.top, folder: repository.top }
  const head = await git(place, ['rev-parse', '--quiet', '--verify', 'HEAD'], { answers: [1] })
  const staged = head.trim() === '' ? ['ls-files', '-z'] : ['diff-index', '--cached', '--name-only', '-z', 'HEAD', '--']
  return (await git(place, staged)) === ''
    ? undefined
    : 'something is staged, which a commit of the work tree would cross'
}
