import type { StopSignal } from './exit-code.ts'

export interface Signals {
  /** Aborts with the name of the first signal that asks the run to end. */
  readonly stop: AbortSignal
  received(): StopSignal | undefined
  /** Takes the handlers away again. */
  release(): void
}

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** After the first signal the run has so long to stop the agent and record; then it is ended at once. */
const graceMs = 10_000

/** Sent by `ralph pause`: the run ends after its iteration. */
export const pauseSignal = 'SIGUSR2'

/**
 * The first signal asks, the second (or a stop that takes too long) tells: `onImpatience` must end the process.
 * The watchdog then ends whatever the agent left.
 */
export function listenForSignals(onPause: () => void, onImpatience: (signal: StopSignal) => void): Signals {
  const controller = new AbortController()
  let first: StopSignal | undefined
  let deadline: NodeJS.Timeout | undefined
  const onStop = (signal: StopSignal) => {
    if (first) return onImpatience(first)
    first = signal
    deadline = setTimeout(() => onImpatience(signal), graceMs)
    deadline.unref()
    controller.abort(signal)
  }
  for (const signal of stopSignals) process.on(signal, onStop)
  process.on(pauseSignal, onPause)
  return {
    stop: controller.signal,
    received: () => first,
    release() {
      clearTimeout(deadline)
      for (const signal of stopSignals) process.off(signal, onStop)
      process.off(pauseSignal, onPause)
    },
  }
}
