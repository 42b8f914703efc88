import type { Command } from '../command.ts'
import { signalRun } from '../signal-run.ts'
import { pauseSignal } from '../signals.ts'

/** Asks a live run to end after its iteration. */
export const pause: Command = async (_flags, [named], context) => {
  const runId = signalRun(named, pauseSignal, context)
  context.stdout.write(`run ${runId}: asked to pause after its iteration; go on later with: ralph resume\n`)
  return 0
}
