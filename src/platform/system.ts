import { statfsSync } from 'node:fs'
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os'

/** The machine at one moment, and what ralph itself takes of it. */
export interface SystemSample {
  /** `load`: processes that ran or wanted to, on average over the last minute. */
  readonly cpu: { readonly load: number; readonly cores: number }
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number }
  /** The volume of the folder asked about, and what this user may still write to it. Absent: the folder is gone. */
  readonly disk?: { readonly totalBytes: number; readonly freeBytes: number }
  /** `cpuMs` since its start. */
  readonly ralph: { readonly memoryBytes: number; readonly cpuMs: number }
}

/** Looks at the system. Takes a tenth of a millisecond at most: starts nothing and waits for nothing. */
export function sampleSystem(folder: string): SystemSample {
  const disk = sampleDisk(folder)
  const { user, system } = process.cpuUsage()
  return {
    cpu: { load: loadavg()[0] ?? 0, cores: availableParallelism() },
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    ...(disk && { disk }),
    ralph: { memoryBytes: process.memoryUsage.rss(), cpuMs: Math.round((user + system) / 1000) },
  }
}

function sampleDisk(folder: string): SystemSample['disk'] {
  try {
    const { bsize, blocks, bavail } = statfsSync(folder)
    return { totalBytes: bsize * blocks, freeBytes: bsize * bavail }
  } catch {
    return undefined // the agent may have removed the folder: no reason to fail a figure
  }
}
