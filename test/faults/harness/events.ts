import { eventSweep } from '../event-sweep.ts'
import type { Budget, Harness, Outcome } from '../harness.ts'

/** SIGKILL right after an event was printed, then one resume, in a world of its own each. */
export const events: Harness = {
  name: 'events',
  promises: [8, 15],
  async run({ isLong, told }: Budget): Promise<Outcome> {
    const report = await eventSweep({
      withinMs: isLong ? 2000 : 20_000,
      // The last of each kind.
      ...(!isLong && { chosen: (type, index, all) => all.lastIndexOf(type) === index }),
      told,
    })
    return { runs: report.kills, findings: report.broken, figures: { eventsOfARun: report.events } }
  },
}
