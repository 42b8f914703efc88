import type { Snapshot } from '../workspace.ts'

const finalMs = 5000

/**
 * Takes the snapshot at the end of a run: with a signal of its own, because the run's may be why it ends; bounded,
 * because someone waits; and without an error, because the end must be recorded whatever the disk says.
 */
export async function finalSnapshot(
  take: (signal: AbortSignal) => Promise<Snapshot | undefined>,
): Promise<Snapshot | undefined> {
  const own = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      own.abort()
      resolve(undefined)
    }, finalMs)
  })
  const taken = take(own.signal).catch(() => undefined)
  try {
    return await Promise.race([taken, late])
  } finally {
    clearTimeout(timer)
  }
}
