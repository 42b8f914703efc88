import { setTimeout as sleep } from 'node:timers/promises'
import type { Family } from './family.ts'
import { outlastWatchdogs } from './old-watchdogs.ts'
import { signalGroup, signalProcess } from './stop.ts'
import type { ProcessInfo } from './table.ts'
import { ancestorsOf, processTable } from './tree.ts'

/** Long enough for a process with gigabytes to be taken down, short enough for nobody to wait for. */
const boundMs = 2000
const longestPauseMs = 50

/** Ends everything an agent left behind: its group, and whoever left the group. Resolves with how many there were. */
export function sweep(root: number, family: Family): Promise<number> {
  return endAll(() => {
    const left = family.survivors()
    signalGroup(root, 'SIGKILL')
    return left
  })
}

/** Ends everything that carries a run's marker, of a ralph that is dead. Resolves once the dead ralph's watchdog has gone, too. */
export async function sweepRun(runId: string): Promise<number> {
  const ended = await killRun(runId)
  await outlastWatchdogs(runId)
  return ended
}

/**
 * Ends everything that carries a run's marker. Resolves with how many there were. Spares ralph itself and its ancestors:
 * someone may resume a run from a shell that the run's agent started.
 */
export function killRun(runId: string): Promise<number> {
  const spared = new Set(ancestorsOf(process.pid))
  return endAll(() =>
    processTable
      .carriers(runId)
      .filter((pid) => !spared.has(pid))
      .map((pid) => processTable.read(pid))
      .filter((process) => process !== undefined),
  )
}

/**
 * Again and again, because what is being killed may be forking. Where something was found, only the second look in a
 * row that finds nothing is believed: a process shows no environment for the moment in which it becomes a program.
 */
async function endAll(find: () => readonly ProcessInfo[]): Promise<number> {
  const ended = new Set<string>()
  const deadline = performance.now() + boundMs
  let emptyLooks = 0
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    const left = find()
    for (const { pid, startTime } of left) {
      signalProcess(pid, 'SIGKILL')
      ended.add(`${pid} ${startTime}`)
    }
    emptyLooks = left.length === 0 ? emptyLooks + 1 : 0
    if (emptyLooks > Math.min(ended.size, 1) || performance.now() > deadline) return ended.size
    await sleep(pauseMs)
  }
}
