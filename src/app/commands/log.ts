import { setTimeout as sleep } from 'node:timers/promises'
import { RalphError } from '../../errors.ts'
import { liveOwner } from '../../platform/lock.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { listOutputs, readOutput } from '../../views/output-parts.ts'
import type { Command, Output } from '../command.ts'
import { findRun } from '../find-run.ts'
import { filesOf, placeOf } from '../place.ts'

/** What the agents printed, cleaned before it was kept. With --follow also what they go on to print. */
export const log: Command = async ({ iteration, follow }, [named], context) => {
  const place = placeOf(context)
  const runId = findRun(place, named)
  const reader = new LogReader(filesOf(place, runId).folder, only(iteration), context.stdout)
  const isLive = () => liveOwner(place.locks, place.workspace)?.runId === runId
  reader.print()
  if (follow) await printWhile(isLive, reader)
  return 0
}

async function printWhile(isLive: () => boolean, reader: LogReader): Promise<void> {
  while (isLive()) {
    await sleep(300)
    reader.print()
  }
}

function only(iteration: unknown): number | undefined {
  if (iteration === undefined) return undefined
  const number = Number(iteration)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new RalphError(
    `--iteration must be a number from 1 up, not ${JSON.stringify(iteration)}`,
    'ralph show lists the iterations',
  )
}

class LogReader {
  #printed = new Map<number, number>()
  readonly #folder: string
  readonly #only: number | undefined
  readonly #out: Output

  constructor(folder: string, iteration: number | undefined, out: Output) {
    this.#folder = folder
    this.#only = iteration
    this.#out = out
  }

  /** What has come since the last call. */
  print(): void {
    for (const iteration of listOutputs(this.#folder)) {
      if (this.#only !== undefined && this.#only !== iteration) continue
      const from = this.#printed.get(iteration)
      if (from === undefined && this.#only === undefined) this.#out.write(`== iteration ${iteration}\n`)
      this.#printed.set(iteration, from ?? 0)
      for (const { text, end } of readOutput(this.#folder, iteration, from ?? 0)) {
        this.#out.write(neutralise(text))
        this.#printed.set(iteration, end)
      }
    }
  }
}
