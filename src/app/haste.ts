import { killRun } from '../platform/process/sweep.ts'
import type { Recorder } from '../recorder.ts'
import type { Workspace } from '../workspace.ts'
import type { Execution } from './execution.ts'
import { exitCode, type StopSignal } from './exit-code.ts'

/** What is killed is gone in a moment; then there are views to close and a watchdog to send home. */
const usualWayMs = 1000

/**
 * The end of a run that somebody has no more patience for: everything that carries its marker is killed, then it goes the
 * usual way to its end, without a last checkpoint. If that takes too long, or they insist, its record is closed and
 * ralph exits where it stands.
 */
export class Haste {
  #signal: StopSignal | undefined
  /** Ends the wait for the snapshot that is being made. One at a time: a promise for all of them would keep all of them. */
  #waitNoLonger: () => void = () => undefined
  readonly #execution: Pick<Execution, 'runId' | 'journal' | 'sandbox'>
  readonly #recorder: Recorder
  readonly #exit: (code: number) => void

  constructor(
    execution: Pick<Execution, 'runId' | 'journal' | 'sandbox'>,
    recorder: Recorder,
    exit: (code: number) => void = (code) => process.exit(code),
  ) {
    this.#execution = execution
    this.#recorder = recorder
    this.#exit = exit
  }

  make(signal: StopSignal): void {
    if (this.#signal) return void this.#breakOff(signal)
    this.#signal = signal
    this.#waitNoLonger()
    setTimeout(() => void this.#breakOff(signal), usualWayMs).unref()
    killRun(this.#execution.runId).catch(() => undefined) // the watchdog does it again
  }

  /** No snapshot is waited for any longer. */
  shortened(workspace: Workspace): Workspace {
    return {
      snapshot: async (...request) => {
        if (this.#signal) return undefined
        const snapshot = workspace.snapshot(...request)
        return new Promise((resolve, reject) => {
          this.#waitNoLonger = () => resolve(undefined)
          snapshot.then(resolve, reject)
        })
      },
    }
  }

  /** At the usual way's end: a snapshot that nobody waits for keeps nobody here. */
  async leave(): Promise<void> {
    if (this.#signal) await this.#breakOff(this.#signal)
  }

  async #breakOff(signal: StopSignal): Promise<void> {
    try {
      await this.#lastWords(signal)
      await this.#execution.journal.close()
      void this.#execution.sandbox?.close()
    } finally {
      const { finished } = this.#recorder.state // the run may have ended before they lost their patience
      this.#exit(exitCode(finished?.outcome ?? 'cancelled', signal)) // the watchdog ends what is left
    }
  }

  async #lastWords(signal: StopSignal): Promise<void> {
    const { seq, finished, current } = this.#recorder.state
    if (seq === 0 || finished) return
    if (current) await this.#recorder.record({ type: 'iteration.interrupted', iteration: current.iteration })
    await this.#recorder.record({ type: 'run.finished', outcome: 'cancelled', reason: signal })
  }
}
