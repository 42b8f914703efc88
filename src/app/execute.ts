import { RalphError } from '../errors.ts'
import { JournalConflict } from '../journal.ts'
import { runLoop } from '../loop.ts'
import { systemClock } from '../platform/clock.ts'
import { startWatchdog } from '../platform/process/watchdog.ts'
import { Recorder } from '../recorder.ts'
import type { View } from '../view.ts'
import type { CommandContext } from './command.ts'
import { composeWorld } from './compose.ts'
import type { Execution } from './execution.ts'
import { exitCode } from './exit-code.ts'
import { listenForSignals } from './signals.ts'
import { composeViews } from './views.ts'

const closeMs = 2000

/** Works on the run until it ends; resolves to the exit code. Nothing of the agents is left, however it ends. */
export async function execute(execution: Execution, context: CommandContext): Promise<number> {
  const { journal, state, opening, runId } = execution
  const clock = systemClock()
  const watchdog = startWatchdog(runId)
  const views = composeViews(execution, { clock, context })
  const onViewError = (error: unknown) =>
    void context.stderr.write(`ralph: a view failed and is left out from now on: ${reason(error)}\n`)
  const recorder = new Recorder({ journal, views, clock, state, onViewError })
  const signals = listenForSignals(
    () => void recorder.record({ type: 'run.pause-requested' }).catch(() => undefined), // the loop meets the same error
    (signal) => process.exit(exitCode('cancelled', signal)), // the watchdog ends what is left
  )
  try {
    const world = await composeWorld(execution, { recorder, clock, context })
    const { finished } = await runLoop(world, opening, signals.stop)
    return exitCode(finished?.outcome ?? 'failed', signals.received())
  } catch (error) {
    await lastWords(recorder, error)
    throw error
  } finally {
    await closeAll(views)
    await execution.sandbox?.close()
    await journal.close()
    signals.release()
    await watchdog.dismiss()
  }
}

/** A run that breaks off says why in its own record, if the record still takes it. */
async function lastWords(recorder: Recorder, error: unknown): Promise<void> {
  if (error instanceof JournalConflict || recorder.state.finished || recorder.state.seq === 0) return
  await recorder.record({ type: 'run.finished', outcome: 'failed', reason: reason(error) }).catch(() => undefined)
}

async function closeAll(views: readonly View[]): Promise<void> {
  const closing = Promise.allSettled(views.map(async (view) => view.close?.()))
  const deadline = new Promise((resolve) => setTimeout(resolve, closeMs).unref())
  await Promise.race([closing, deadline])
}

function reason(error: unknown): string {
  if (error instanceof RalphError) return error.message
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
