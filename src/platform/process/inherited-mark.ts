import { readFileSync, writeFileSync } from 'node:fs'

/**
 * A second mark beside the environment's, for what clears its environment: an odd oom_score_adj (proc(5)). A process
 * passes it on through fork, exec and setsid. It is small, so all it does besides is to let the kernel, out of memory,
 * end an agent before ralph. Linux only; where it can't be set the environment's mark has to do.
 *
 * The number is no proof: others may have it too. It counts only together with a cleared environment and an age.
 */
export function underMark<T>(mark: number | undefined, spawn: () => T): T {
  const marked = mark !== undefined && setOwn(mark)
  try {
    return spawn()
  } finally {
    if (marked) setOwn(unmarked())
  }
}

/** The mark of everything a run starts; undefined where there can be none. */
export function markOf(runId: string): number | undefined {
  const mark = unmarked() + 11 + 2 * (sumOf(runId) % 100) // 11 to 209, odd: no number that people or systems choose
  return process.platform === 'linux' && mark <= largest ? mark : undefined
}

/** The mark that a process bears, or what it has in its place. */
export function markBorneBy(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/oom_score_adj`, 'latin1'))
  } catch {
    return undefined // gone
  }
}

const largest = 1000

let own: number | undefined
/** What ralph was started with, and what its other children inherit. */
const unmarked = () => (own ??= markBorneBy(process.pid) ?? largest)

function setOwn(mark: number): boolean {
  try {
    writeFileSync('/proc/self/oom_score_adj', String(mark))
    return true
  } catch {
    return false // a read-only /proc
  }
}

function sumOf(text: string): number {
  return Buffer.from(text).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7)
}
