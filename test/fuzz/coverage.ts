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

  /** The parts that were reached since the last time it was asked, and are not known. */
  fresh(): readonly string[] {
    return this.take().filter((part) => !this.#seen.has(part))
  }

  /** All that were reached since the last time it was asked; how often each was reached counts, roughly. */
  take(): readonly string[] {
    return this.#reached().flatMap(({ ranges }) =>
      ranges
        .filter(({ count }) => count > 0)
        .map(({ startOffset, endOffset, count }) => `${startOffset}-${endOffset} ${roughly(count)}`),
    )
  }

  know(parts: readonly string[]): void {
    for (const part of parts) this.#seen.add(part)
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

const roughly = (count: number) => Math.min(7, Math.ceil(Math.log2(count)))
