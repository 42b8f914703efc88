import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listFolder, readRegularFile, remove, writeAtomic } from '../platform/files.ts'
import type { GitPlace } from '../platform/git.ts'
import type { Repository } from './repository.ts'
import { ensureRepository, mendRepository } from './shadow-repository.ts'

/**
 * A repository of ralph's own in which git works for the user's: with the user's work tree, objects and index, but
 * with a config that ralph wrote. No program can be named in it, so none is started, whatever the user's own config
 * and attributes say, and whoever changes them meanwhile: git never reads that config. (With it, even a change of the
 * index starts filters: git compares files that are as young as the index.)
 */
export interface StandIn {
  /** Makes sure that nobody has written into it. To be called each time an agent has run. */
  mend(): void
  /** With an index of ralph's own. */
  ownIndex(indexFile: string, folder: string): GitPlace & { readonly workTree: string; readonly indexFile: string }
  /** With the index in which people stage. */
  userIndex(): GitPlace & { readonly workTree: string; readonly indexFile: string }
}

/** Makes it in `gitDir`. `conversions` are the lines of its `[core]` section that say how files are converted. */
export async function openStandIn(repository: Repository, gitDir: string, conversions: string): Promise<StandIn> {
  const { top: workTree, commonDir } = repository
  const files = {
    HEAD: 'ref: refs/heads/none\n',
    config: `[core]\n\trepositoryformatversion = 0\n\tbare = false\n${conversions}`,
    // Without programs these are words. They say which files would be committed unconverted.
    'info/attributes': textOf(join(commonDir, 'info', 'attributes')),
  }
  await ensureRepository(gitDir, files)
  const common = { gitDir, workTree, objects: join(commonDir, 'objects') }
  return {
    mend: () => mendRepository(gitDir, files),
    ownIndex: (indexFile, folder) => ({ ...common, folder, indexFile }),
    userIndex() {
      lendSharedIndex(repository.gitDir, gitDir)
      return { ...common, folder: workTree, indexFile: join(repository.gitDir, 'index') }
    },
  }
}

const sharedIndex = /^sharedindex\.[0-9a-f]{40}$/

/** The greater part of a split index lies in a file that git looks for in its own folder. What it writes is whole again. */
function lendSharedIndex(from: string, to: string): void {
  const wanted = listFolder(from).filter((name) => sharedIndex.test(name))
  for (const name of listFolder(to)) if (sharedIndex.test(name) && !wanted.includes(name)) remove(join(to, name))
  for (const name of wanted.filter((one) => !existsSync(join(to, one)))) {
    const reading = readRegularFile(join(from, name), { maxBytes: 256 * 1024 * 1024 })
    if ('bytes' in reading) writeAtomic(join(to, name), reading.bytes)
  }
}

function textOf(file: string): string {
  const reading = readRegularFile(file, { maxBytes: 1024 * 1024 })
  return 'bytes' in reading ? reading.bytes.toString('utf8') : ''
}
