import { RalphError } from '../../errors.ts'
import { isTerminal } from '../../platform/console.ts'
import { wantsColour } from '../../platform/text/palette.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { knownSecrets } from '../known-secrets.ts'
import { diffCheckpoints, listCheckpoints } from '../../workspaces/checkpoints.ts'
import type { Command } from '../command.ts'
import { findRun } from '../find-run.ts'
import { placeOf } from '../place.ts'

const range = /^(\d{1,6})(?:\.\.(\d{1,6})?)?$/

/** What changed since a checkpoint (the first, if none is named), or between two. */
export const diff: Command = async ({ 'no-color': noColor }, words, context) => {
  const place = placeOf(context)
  const spec = words.find((word) => range.test(word))
  const named = words.find((word) => word !== spec)
  const runId = findRun(place, named)
  const { from, to } = spec === undefined ? await wholeRun(place.shadow, runId) : ends(spec)
  const color = wantsColour({ flag: noColor ? false : undefined, env: context.env, isTerminal: isTerminal(1) })
  const where = {
    gitDir: place.shadow,
    directory: place.workspace,
    runId,
    color,
    secretValues: knownSecrets(place.workspace, context.env),
  }
  const { text, cut } = await diffCheckpoints({ ...where, from, ...(to !== undefined && { to }) })
  context.stdout.write(neutralise(text, { colours: color }))
  if (cut) context.stderr.write('ralph: the rest of the diff was left out: it is too long\n')
  return 0
}

function ends(spec: string): { from: number; to: number | undefined } {
  const [, from, to] = range.exec(spec) ?? []
  return { from: Number(from), to: to === undefined ? undefined : Number(to) }
}

async function wholeRun(gitDir: string, runId: string): Promise<{ from: number; to: number | undefined }> {
  const [first] = await listCheckpoints(gitDir, runId)
  if (!first)
    throw new RalphError(`run ${runId} has no checkpoints`, 'it ran with --no-git or in commit mode: use git diff')
  return { from: first.number, to: undefined }
}
