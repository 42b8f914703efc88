import { setTimeout as sleep } from 'node:timers/promises'
import { signalProcess } from './stop.ts'
import { processTable } from './tree.ts'

/** What a watchdog calls itself on its command line, with its run's id behind it. */
export const watchdogName = 'ralph-watchdog'

/** Two empty rounds of a watchdog and some more, on a busy machine too. */
const patienceMs = 2000
const lookEveryMs = 10

/**
 * Resolves when no watchdog of a run is left whose ralph is dead: one that is still at work can't tell the agents of
 * its dead ralph from those of the one that goes on with the run. It knows how to find processes that nobody else
 * finds any more, so it is given the time to end by itself; only one that can't is killed.
 */
export async function outlastWatchdogs(runId: string): Promise<void> {
  const watchdogs = () => processTable.withWords(watchdogName, runId)
  const deadline = performance.now() + patienceMs
  for (let left = watchdogs(); left.length > 0; left = watchdogs()) {
    if (performance.now() > deadline) for (const pid of left) signalProcess(pid, 'SIGKILL')
    await sleep(lookEveryMs)
  }
}
