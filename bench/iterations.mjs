import { join } from 'node:path'
import { folder, interleaved, onLimit, runLine, wholeTime } from './measure.mjs'
import { row } from './table.mjs'

/** Says something else each time, or the run would end because it stands still. As cheap as a program can be. */
export const agent = 'head -c 16 /dev/urandom'
const few = 50
const many = 450

/** What ralph adds to each iteration. */
export async function iterations(rounds) {
  const ralphRun = (count, before = []) =>
    wholeTime([process.execPath, ...before, ...runLine({ agent, iterations: count })], {
      cwd: folder('iterations'),
      ...onLimit,
    })
  const perIteration = (measure) => (measure(many) - measure(few)) / (many - few)
  const here = import.meta.dirname
  const ms = await interleaved(rounds, {
    plain: () =>
      perIteration((n) => wholeTime([process.execPath, join(here, 'plain-loop.cjs'), String(n), ...agent.split(' ')])),
    ralph: () => perIteration((n) => ralphRun(n)),
    unsynced: () => perIteration((n) => ralphRun(n, ['-r', join(here, 'without-sync.cjs')])),
  })
  return [
    row('plain node loop around the same agent, per iteration', ms.plain, 'ms'),
    row('own overhead per iteration, durable', ms.ralph - ms.plain, 'ms', 0.5),
    row('own overhead per iteration, without syncing the disk', ms.unsynced - ms.plain, 'ms'),
  ]
}
