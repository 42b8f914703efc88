import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { startTimeOf } from './process/tree.ts'

/** Which process this is, among all that ever ran on any machine, as far as the system tells. */
export interface ProcessIdentity {
  readonly pid: number
  /** In the system's own notation: a process that gets the same number later has another one. */
  readonly startTime: string
  readonly host: string
  /** Of this start of the machine. Linux. */
  readonly bootId?: string
  /** Numbers of processes mean something only within one: containers have their own. Linux. */
  readonly pidNamespace?: string
}

export function ownIdentity(): ProcessIdentity {
  const bootId = optional(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const pidNamespace = optional(() => readlinkSync('/proc/self/ns/pid'))
  return {
    pid: process.pid,
    startTime: startTimeOf(process.pid) ?? '',
    host: hostname(),
    ...(bootId && { bootId }),
    ...(pidNamespace && { pidNamespace }),
  }
}

/** `other-…`: we can't ask about it from here. */
export type Liveness = 'alive' | 'dead' | 'other-container' | 'other-machine'

/** Whether that very process still runs. A number alone proves nothing, and what is left of an ended one is dead. */
export function livenessOf(process: ProcessIdentity, self: ProcessIdentity): Liveness {
  if (process.bootId !== self.bootId) return process.host === self.host ? 'dead' : 'other-machine'
  if (process.bootId === undefined && process.host !== self.host) return 'other-machine'
  if (process.pidNamespace !== self.pidNamespace) return 'other-container'
  return startTimeOf(process.pid) === process.startTime ? 'alive' : 'dead'
}

function optional(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined // this system has no such thing
  }
}
