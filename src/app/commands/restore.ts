import { RalphError } from '../../errors.ts'
import { makeClean } from '../../platform/text/clean.ts'
import { plural } from '../../platform/text/format.ts'
import { knownSecrets } from '../known-secrets.ts'
import { restoreCheckpoint, type Restored } from '../../workspaces/restore.ts'
import { takeWorkspace } from '../begin.ts'
import type { Command } from '../command.ts'
import { findRun } from '../find-run.ts'
import { placeOf } from '../place.ts'

/** Brings files back from a checkpoint: `[run] N [paths…]`. Not while a ralph works here. */
export const restore: Command = async (_flags, words, context) => {
  const place = placeOf(context)
  const { named, number, paths } = request(words)
  const runId = findRun(place, named)
  const lock = await takeWorkspace(place, runId)
  try {
    const secrets = knownSecrets(place.workspace, context.env)
    const restored = await restoreCheckpoint({
      gitDir: place.shadow,
      directory: place.workspace,
      runId,
      number,
      paths,
      secretValues: secrets,
    })
    context.stdout.write(makeClean({ values: secrets })(text(restored, number)))
    return 0
  } finally {
    lock.release()
  }
}

const isNumber = (word: string | undefined): word is string => word !== undefined && /^\d{1,6}$/.test(word)

function request(words: readonly string[]): { named: string | undefined; number: number; paths: readonly string[] } {
  const [first, second] = words
  if (isNumber(first)) return { named: undefined, number: Number(first), paths: words.slice(1) }
  if (isNumber(second)) return { named: first, number: Number(second), paths: words.slice(2) }
  throw new RalphError('which checkpoint?', 'name its number: ralph restore N [paths…]; ralph checkpoints lists them')
}

function text({ restored, deleted, left, safety }: Restored, number: number): string {
  const lines = [
    `restored ${plural(restored.length, 'file')} from checkpoint ${number}`,
    ...restored.map((path) => `  ${path}`),
    ...deleted.map((path) => `  deleted ${path}`),
    ...left.map(({ path, why }) => `  left alone ${path}: ${why}`),
    ...(deleted.length === 0 ? ['files that came later stay; name one to have it removed'] : []),
    `the files as they were before are checkpoint ${safety}: ralph restore ${safety} brings them back`,
  ]
  return `${lines.join('\n')}\n`
}
