import { exitCode, type StopSignal } from './exit-code.ts'

/** What signals mean to those who work. */
export interface SignalListener {
  onPause(): void
  /** Told the first signal again at the second, and once the grace period is over: now it must be quick. */
  onImpatience(signal: StopSignal): void
}

export interface Signals {
  /** Aborts with the name of the first signal that asks the run to end. */
  readonly stop: AbortSignal
  received(): StopSignal | undefined
  /** Until somebody attends, nothing has begun: a signal ends ralph at once, by way of its exit listeners, and a pause waits. */
  attend(listener: SignalListener): void
  /** Takes the handlers away again. */
  release(): void
}

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** After the first signal the run has so long to stop the agent and record. */
const graceMs = 10_000

/** Sent by `ralph pause`: the run ends after its iteration. */
export const pauseSignal = 'SIGUSR2'

/** The first signal asks, each one after it (or a stop that takes too long) tells. */
export function listenForSignals(): Signals {
  const controller = new AbortController()
  let listener: SignalListener | undefined
  let first: StopSignal | undefined
  let isPaused = false
  let deadline: NodeJS.Timeout | undefined
  const onStop = (signal: StopSignal) => {
    if (!listener) process.exit(exitCode('cancelled', signal))
    if (first) return listener.onImpatience(first)
    first = signal
    deadline = setTimeout(() => listener?.onImpatience(signal), graceMs)
    deadline.unref()
    controller.abort(signal)
  }
  const onPause = () => {
    isPaused = true
    listener?.onPause()
  }
  for (const signal of stopSignals) process.on(signal, onStop)
  process.on(pauseSignal, onPause)
  return {
    stop: controller.signal,
    received: () => first,
    attend(newcomer) {
      listener = newcomer
      if (isPaused) newcomer.onPause()
    },
    release() {
      clearTimeout(deadline)
      for (const signal of stopSignals) process.off(signal, onStop)
      process.off(pauseSignal, onPause)
    },
  }
}
