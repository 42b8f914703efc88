import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { isInside, readRegularFile } from '../platform/files.ts'
import { readBranch } from './branch.ts'
import type { Repository } from './repository.ts'

/** Files in the git folder that stand for something half done. */
const unfinished: readonly (readonly [name: string, obstacle: string])[] = [
  ['MERGE_HEAD', 'a merge is in progress'],
  ['rebase-merge', 'a rebase is in progress'],
  ['rebase-apply', 'a rebase is in progress'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick is in progress'],
  ['REVERT_HEAD', 'a revert is in progress'],
  ['BISECT_LOG', 'a bisect is in progress'],
  ['index.lock', 'another git command is at work'],
  ['info/sparse-checkout', 'a sparse checkout hides files that a commit would delete'],
]

/** Why nothing can be committed here now, or nothing. Only looks. */
export function commitObstacle(repository: Repository): string | undefined {
  const { gitDir, commonDir } = repository
  if (!existsSync(join(gitDir, 'HEAD'))) return 'there is no git repository here'
  for (const [name, obstacle] of unfinished) if (existsSync(join(gitDir, name))) return obstacle
  if (!readBranch(repository)) return 'no branch is checked out'
  if (!isOrdinary(join(gitDir, 'index'))) return 'its index is not an ordinary file'
  if (leadsOutside(repository)) return 'its objects or branches lie outside of it'
  const config = join(commonDir, 'config')
  const special = existsSync(config) && /^[ \t]*(objectformat|refstorage)[ \t]*=[ \t]*(sha256|reftable)/im
  if (special && special.test(textOf(config))) return 'its format (sha256 or reftable) is not supported'
  return undefined
}

/** Whether what is written into a repository would end up elsewhere. */
export function leadsOutside({ commonDir }: Repository): boolean {
  return !['objects', 'refs/heads'].every((name) => isInside(commonDir, join(commonDir, name)))
}

/** Git would write to what a link, or a second name, stands for. */
function isOrdinary(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return !stats || (stats.isFile() && stats.nlink === 1)
}

/** Agents can put anything there: a pipe, a file without an end. */
function textOf(file: string): string {
  const reading = readRegularFile(file, { maxBytes: 1024 * 1024 })
  return 'bytes' in reading ? reading.bytes.toString('utf8') : ''
}
