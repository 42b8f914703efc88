import { uptime } from 'node:os'
import type { Clock, Moment } from '../clock.ts'

/** Where a clock reads time. All in milliseconds; only differences of `awake` and `sinceBoot` matter. */
export interface TimeSources {
  /** Wall time, read once: later steps of the system's clock change nothing. */
  readonly wall: () => number
  /** Monotonic, stands still while the machine sleeps. */
  readonly awake: () => number
  /** Since boot, goes on while the machine sleeps; may be coarse (a second on macOS). */
  readonly sinceBoot: () => number
}

const systemSources: TimeSources = {
  wall: Date.now,
  awake: () => performance.now(),
  sinceBoot: () => uptime() * 1000,
}

/** `uptime` reads a file, so it is not asked on every reading. */
const checkSleepEveryMs = 500
/** Less is rounding of the two sources, not a sleep. */
const shortestSleepMs = 1000
/** Longest timer: a sleeping machine stops timers, so a wait must look at the clock again. */
const longestTimerMs = 1000

/** The machine's clock: unmoved by steps of the wall clock, and right again within a second after a laptop's sleep. */
export function systemClock(sources: TimeSources = systemSources): Clock {
  const now = reader(sources)
  return {
    now,
    sleepUntil(at, signal) {
      return new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined
        const wake = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        const look = () => {
          const leftMs = at - now().at
          if (leftMs <= 0 || signal.aborted) wake()
          else timer = setTimeout(look, Math.min(leftMs, longestTimerMs))
        }
        signal.addEventListener('abort', wake, { once: true })
        look()
      })
    },
  }
}

function reader({ wall, awake, sinceBoot }: TimeSources): () => Moment {
  const start = awake()
  const anchor = wall()
  let asleepAtStart = sinceBoot() - start
  let checkedAt = start
  let sleptMs = 0

  const noticeSleep = (reading: number) => {
    if (reading - checkedAt < checkSleepEveryMs) return
    checkedAt = reading
    const grownMs = sinceBoot() - reading - asleepAtStart
    if (grownMs < shortestSleepMs) return
    sleptMs += grownMs
    asleepAtStart += grownMs
  }
  return () => {
    const reading = awake()
    noticeSleep(reading)
    const up = reading - start
    return { at: anchor + up + sleptMs, up }
  }
}
