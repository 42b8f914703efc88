import type { Budget, Harness, Outcome } from '../harness.ts'
import { killSweep } from '../kill-sweep.ts'
import { randomNumbers } from '../random.ts'
import { canInject, deadlyCalls, deathAtCall, type DeadlyCall } from '../syscall-death.ts'
import type { Death } from '../kill-sweep.ts'

/** How often one life of two seconds makes each call, about: the last of them may come late or never. */
const callsOfALife: Readonly<Record<DeadlyCall, number>> = {
  write: 60,
  fdatasync: 25,
  fsync: 14,
  openat: 250,
  rename: 10,
  unlink: 10,
  mkdir: 5,
  link: 1,
  ftruncate: 1,
  close: 250,
  kill: 8,
  clone: 8,
  pipe2: 12,
}

/** SIGKILL as ralph enters a system call, which then is not made; resumed at once, over and over. */
export const syscalls: Harness = {
  name: 'syscalls',
  promises: [8, 9, 11],
  async run({ isLong, seed, told }: Budget): Promise<Outcome> {
    if (!canInject()) return { runs: 0, findings: [], figures: {}, skipped: 'strace is missing or may not trace' }
    const died: Record<string, number> = {}
    const random = randomNumbers(seed)
    const deaths = Array.from({ length: isLong ? 150 : 12 }, (_, index): Death => {
      // The first two calls are those of every record: each second death is at one of them.
      const call = index % 2 === 0 ? deadlyCalls[Math.floor(random() * 3)] : deadlyCalls[3 + ((index >> 1) % 10)]
      const chosen = call ?? 'write'
      const death = deathAtCall(chosen, 1 + Math.floor(random() ** 2 * callsOfALife[chosen]))
      return async (life) => {
        const result = await death(life)
        if (result.where?.startsWith('at ')) died[chosen] = (died[chosen] ?? 0) + 1
        return result
      }
    })
    const patience = isLong ? { onTheWay: 1, withinMs: 2000 } : { onTheWay: 2, withinMs: 20_000 }
    const report = await killSweep({ deaths, title: `seed ${seed}`, ...patience, told })
    const valid = Object.values(died).reduce((sum, count) => sum + count, 0)
    return {
      runs: report.kills,
      findings: report.broken,
      figures: {
        diedAtTheCall: valid,
        iterations: report.iterations,
        slowestResumeMs: report.slowestResumeMs,
        centsSpent: report.cents.really,
        centsRecorded: report.cents.recorded,
        ...Object.fromEntries(Object.entries(died).map(([call, count]) => [`at ${call}`, count])),
      },
    }
  },
}
