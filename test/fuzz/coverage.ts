import { Session, type Profiler } from 'node:inspector'

/** Which parts of one script an input has reached, as V8 counts its blocks. */
export class Coverage {
  readonly #session = new Session()
  readonly #url: string
  readonly #seen = new Set<string>()

  constructor(url: string) {
    this.#url = url
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  /** How many new parts were reached since the last time it was asked; how often each was reached counts, roughly. */
  grown(): number {
    const before = this.#seen.size
    for (const { ranges } of this.#reached()) {
      for (const { startOffset, endOffset, count } of ranges) {
        if (count > 0) this.#seen.add(`${startOffset}-${endOffset} ${Math.min(7, Math.ceil(Math.log2(count)))}`)
      }
    }
    return this.#seen.size - before
  }

  get size(): number {
    return this.#seen.size
  }

  close(): void {
    this.#session.disconnect()
  }

  #reached(): readonly Profiler.FunctionCoverage[] {
    let found: readonly Profiler.FunctionCoverage[] = []
    // The session is this thread's own: it answers before `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error
      found = answer.result.find(({ url }) => url === this.#url)?.functions ?? []
    })
    return found
  }
}
