import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularFile } from '../platform/files.ts'
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
export function commitObstacle({ gitDir, commonDir }: Repository): string | undefined {
  if (!existsSync(join(gitDir, 'HEAD'))) return 'there is no git repository here'
  for (const [name, obstacle] of unfinished) if (existsSync(join(gitDir, name))) return obstacle
  if (!textOf(join(gitDir, 'HEAD')).startsWith('ref: refs/heads/')) return 'no branch is checked out'
  const config = join(commonDir, 'config')
  const special = existsSync(config) && /^\s*(objectformat|refstorage)\s*=\s*(sha256|reftable)/im
  if (special && special.test(textOf(config))) return 'its format (sha256 or reftable) is not supported'
  return undefined
}

/** Agents can put anything there: a pipe, a file without an end. */
function textOf(file: string): string {
  const reading = readRegularFile(file, { maxBytes: 1024 * 1024 })
  return 'bytes' in reading ? reading.bytes.toString('utf8') : ''
}
