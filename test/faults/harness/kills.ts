import type { Budget, Harness, Outcome } from '../harness.ts'
import { killSweep } from '../kill-sweep.ts'
import { randomDeaths } from '../random-death.ts'

/** SIGKILL at random moments, resumed at once, over and over. */
export const kills: Harness = {
  name: 'kills',
  promises: [2, 8, 15, 17],
  async run({ isLong, seed, told }: Budget): Promise<Outcome> {
    const lives = isLong
      ? { starting: 300, working: 700, waiting: 2500 }
      : { starting: 300, working: 300, waiting: 700 }
    const seeds = isLong ? [seed, seed + 1, seed + 2] : [seed]
    const each = isLong ? 200 : 14
    const reports = []
    for (const one of seeds) {
      const deaths = randomDeaths(each, one, lives)
      // Two seconds are promised; the short one must also pass on a machine with much else to do.
      const patience = isLong ? { onTheWay: 0, withinMs: 2000 } : { onTheWay: 2, withinMs: 20_000 }
      reports.push(await killSweep({ deaths, title: `seed ${one}`, ...patience, told }))
    }
    return {
      runs: reports.reduce((sum, { kills: count }) => sum + count, 0),
      findings: reports.flatMap(({ broken }) => broken),
      figures: {
        iterations: reports.reduce((sum, { iterations }) => sum + iterations, 0),
        centsSpent: reports.reduce((sum, { cents }) => sum + cents.really, 0),
        centsRecorded: reports.reduce((sum, { cents }) => sum + cents.recorded, 0),
        slowestResumeMs: Math.max(...reports.map(({ slowestResumeMs }) => slowestResumeMs)),
        slowestEndMs: Math.max(...reports.map(({ slowestEndMs }) => slowestEndMs)),
      },
    }
  },
}
