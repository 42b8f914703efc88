/** One process. */
export interface ProcessInfo {
  readonly pid: number
  /** It has ended and only waits for its parent to notice. */
  readonly isZombie: boolean
  readonly parent: number
  readonly group: number
  readonly session: number
  /** Unique among the uses of this pid, within one boot. */
  readonly startTime: string
  /** Of this process and of the children it has waited for. */
  readonly cpuMs: number
  readonly memoryBytes: number
}

/** A look at the system's processes. A pid alone is never trusted: it comes with a start time or a marker. */
export interface ProcessTable {
  /** Living processes, no zombies: those of `known`, and at least all that were created after the pid `since` (undefined: all). */
  look(known: Iterable<number>, since: number | undefined): Look
  read(pid: number): ProcessInfo | undefined
  /** Whether this process was started with `RALPH_RUN_ID=<marker>`. */
  carries(pid: number, marker: string): boolean
  /** Whether it shows an environment of its own making: neither a marker nor a home. */
  hasClearedEnvironment(pid: number): boolean
  /** Every process that was started with `RALPH_RUN_ID=<marker>`. */
  carriers(marker: string): readonly number[]
  /** Every process whose command line has these words in a row, other words before and after them. */
  withWords(...words: readonly string[]): readonly number[]
}

export interface Look {
  readonly processes: readonly ProcessInfo[]
  /** The newest pid the kernel had given out before this look, to go on from. Undefined: unknown, look at all again. */
  readonly newest: number | undefined
}

/** The environment variable that brands everything an agent starts, however it is forked, detached or orphaned. */
export const markerVariable = 'RALPH_RUN_ID'
