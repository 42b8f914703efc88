import { existsSync } from 'node:fs'
import { procTable } from './proc.ts'
import { psTable } from './ps.ts'
import type { ProcessInfo, ProcessTable } from './table.ts'

/** /proc where there is one, else `ps` (macOS; untested). */
export const processTable: ProcessTable = existsSync('/proc/self/stat') ? procTable : psTable

/** Tells one use of a pid from a later one, within one boot. Undefined: no such living process. */
export function startTimeOf(pid: number): string | undefined {
  const process = processTable.read(pid)
  return process?.isZombie ? undefined : process?.startTime
}

/** Every process below `pid` in `processes`; `pid` itself is not among them. */
export function descendantsOf(pid: number, processes: readonly ProcessInfo[]): readonly ProcessInfo[] {
  const children = processes.filter((process) => process.parent === pid && process.pid !== pid)
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, processes)])
}

/** A process and those above it, as far as they can be seen. */
export function ancestorsOf(pid: number): readonly number[] {
  const parent = processTable.read(pid)?.parent
  return parent ? [pid, ...ancestorsOf(parent)] : [pid]
}
