import { RalphError } from '../errors.ts'
import { JournalConflict } from '../journal.ts'
import { runLoop } from '../loop.ts'
import { systemClock } from '../platform/clock.ts'
import { startWatchdog } from '../platform/process/watchdog.ts'
import { Recorder } from '../recorder.ts'
import type { View } from '../view.ts'
import type { CommandContext } from './command.ts'
import { contextClean } from './context-clean.ts'
import { composeWorld } from './compose.ts'
import type { Execution } from './execution.ts'
import { exitCode } from './exit-code.ts'
import { Haste } from './haste.ts'
import { composeViews } from './views.ts'

const closeMs = 2000

/** Works on the run until it ends; resolves to the exit code. Nothing of the agents is left, however it ends. */
export async function execute(execution: Execution, context: CommandContext): Promise<number> {
  const { journal, state, opening, runId, signals } = execution
  const clock = systemClock()
  const watchdog = startWatchdog(runId)
  const views = composeViews(execution, { clock, context })
  const why = (error: unknown) => contextClean(context)(reason(error)) // made when it is needed: hardly ever
  const onViewError = (error: unknown) =>
    void context.stderr.write(`ralph: a view failed and is left out from now on: ${why(error)}\n`)
  const recorder = new Recorder({ journal, views, clock, state, onViewError })
  const haste = new Haste(execution, recorder)
  signals.attend({
    onPause: () => void recorder.record({ type: 'run.pause-requested' }).catch(() => undefined), // the loop meets the same error
    onImpatience: (signal) => haste.make(signal),
  })
  try {
    const world = await composeWorld(execution, { recorder, clock, context })
    const hasty = { ...world, workspace: haste.shortened(world.workspace) }
    const { finished } = await runLoop(hasty, opening, signals.stop)
    return exitCode(finished?.outcome ?? 'failed', signals.received())
  } catch (error) {
    await lastWords(recorder, error, why)
    throw error
  } finally {
    await closeAll(views)
    await execution.sandbox?.close()
    await journal.close()
    await watchdog.dismiss()
    await haste.leave()
  }
}

/** A run that breaks off says why in its own record, if the record still takes it. */
async function lastWords(recorder: Recorder, error: unknown, why: (error: unknown) => string): Promise<void> {
  if (error instanceof JournalConflict || recorder.state.finished || recorder.state.seq === 0) return
  await recorder.record({ type: 'run.finished', outcome: 'failed', reason: why(error) }).catch(() => undefined)
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
