import { RalphError } from '../errors.ts'
import { liveOwner } from '../platform/lock.ts'
import type { CommandContext } from './command.ts'
import { placeOf } from './place.ts'

/** Signals the ralph that works in this workspace; gives its run. Its pid is believed only with its start time. */
export function signalRun(named: string | undefined, signal: NodeJS.Signals, context: CommandContext): string {
  const { locks, workspace } = placeOf(context)
  const owner = liveOwner(locks, workspace)
  if (!owner) throw new RalphError(`no ralph works in ${workspace}`, 'See what ran with: ralph runs')
  if (named !== undefined && !owner.runId.startsWith(named)) {
    throw new RalphError(`run ${named} is not live: ralph works here on run ${owner.runId}`, 'Name that one, or none.')
  }
  process.kill(owner.pid, signal)
  return owner.runId
}
