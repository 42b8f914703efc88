import { setTimeout as sleep } from 'node:timers/promises'
import { RalphError } from '../../errors.ts'
import { liveOwner } from '../../platform/lock.ts'
import type { Command } from '../command.ts'
import { placeOf } from '../place.ts'
import { signalRun } from '../signal-run.ts'

/** A stop takes the grace period at most, and what the last records need. */
const patienceMs = 15_000
const lookEveryMs = 50

/** Ends a live run, in order, and waits for it: its agent is stopped, and its end recorded. */
export const stop: Command = async (_flags, [named], context) => {
  const { locks, workspace } = placeOf(context)
  const runId = signalRun(named, 'SIGTERM', context)
  for (let waited = 0; liveOwner(locks, workspace)?.runId === runId; waited += lookEveryMs) {
    if (waited > patienceMs)
      throw new RalphError(`run ${runId} still runs`, 'ask again with: ralph stop; the second time it ends at once', 1)
    await sleep(lookEveryMs)
  }
  context.stdout.write(`run ${runId} has stopped; go on with: ralph resume ${runId}\n`)
  return 0
}
