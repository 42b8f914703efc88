import { dateTime } from '../../platform/text/format.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { listCheckpoints } from '../../workspaces/checkpoints.ts'
import type { Command } from '../command.ts'
import { findRun } from '../find-run.ts'
import { placeOf } from '../place.ts'
import { table } from '../table.ts'

/** The checkpoints of a run, by the numbers that `ralph diff` and `ralph restore` take. */
export const checkpoints: Command = async (_flags, [named], context) => {
  const place = placeOf(context)
  const runId = findRun(place, named)
  const list = await listCheckpoints(place.shadow, runId)
  if (list.length === 0) {
    context.stdout.write(`run ${runId} has no checkpoints\n`)
    return 0
  }
  const rows = list.map(({ number, iteration, at, reason, filesChanged, commit }) => [
    String(number),
    String(iteration),
    dateTime(at),
    reason,
    filesChanged === undefined ? '' : String(filesChanged),
    commit.slice(0, 12),
  ])
  const lines = table(['N', 'iteration', 'made', 'why', 'files changed', 'commit'], rows)
  context.stdout.write(neutralise(`${lines.join('\n')}\n`))
  return 0
}
