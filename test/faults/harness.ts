/**
 * A machine that does one kind of harm to the built ralph, over and over, and says which promises did not hold. The same
 * module is run shortly with the tests, and long by hand: `npm run test:faults -- --long --only <name>`.
 */
export interface Harness {
  readonly name: string
  /** What it holds ralph to, as numbered in docs/faults.md. */
  readonly promises: readonly number[]
  readonly run: (budget: Budget) => Promise<Outcome>
}

export interface Budget {
  readonly isLong: boolean
  /** The same seed gives the same harm, though not the same instants. */
  readonly seed: number
  readonly told: (line: string) => void
}

export interface Outcome {
  readonly runs: number
  /** A sentence for each time a promise was broken, with what is needed to see it again. */
  readonly findings: readonly string[]
  readonly figures: Readonly<Record<string, number | string>>
  /** What this machine can't do, so that it was not tried. */
  readonly skipped?: string
}

/** Does all the jobs, so many at once: most of the time of a run is spent waiting. */
export async function inLanes<T>(
  jobs: readonly T[],
  lanes: number,
  act: (job: T, index: number) => Promise<void>,
): Promise<void> {
  const left = jobs.map((job, index) => ({ job, index }))
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) await act(next.job, next.index)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
