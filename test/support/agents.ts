import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Path of a small misbehaving program. */
export const agentProgram = (name: string) => new URL(`../fixtures/agents/${name}`, import.meta.url).pathname

let count = 0
/** A number of seconds that no other process sleeps for: it finds this test's processes by their command lines. */
export function uniqueSeconds(): string {
  return `600.${process.pid}${String(++count).padStart(4, '0')}`
}

/** Living processes with one of the tokens in their command line or environment. Sees what cleared its environment or has no marker. */
export function processesWith(...tokens: readonly string[]): number[] {
  const shows = (path: string) => {
    try {
      const text = readFileSync(path, 'latin1')
      return tokens.some((token) => text.includes(token))
    } catch {
      return false // gone, or not readable
    }
  }
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => shows(`/proc/${pid}/cmdline`) || shows(`/proc/${pid}/environ`))
}

/** Asks again and again, until it is so or the deadline has passed. Answers whether it is. */
export async function eventually(isSo: () => boolean, deadlineMs = 20_000, everyMs = 10): Promise<boolean> {
  for (const end = performance.now() + deadlineMs; performance.now() < end; await sleep(everyMs))
    if (isSo()) return true
  return isSo()
}
