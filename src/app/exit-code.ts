import type { Outcome } from '../event.ts'

/** The signals that end a run in order. */
export type StopSignal = 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGTERM'

const codes: Readonly<Record<Exclude<Outcome, 'cancelled'>, number>> = {
  completed: 0,
  failed: 1,
  limit: 3,
  refused: 4,
  blocked: 5,
  stalled: 6,
  paused: 7,
}

const signalCodes: Readonly<Record<StopSignal, number>> = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 }

/** One code for one outcome. A cancelled run says which signal did it, as a shell would. 2 is never an outcome. */
export function exitCode(outcome: Outcome, signal: StopSignal = 'SIGINT'): number {
  return outcome === 'cancelled' ? signalCodes[signal] : codes[outcome]
}

/** What the codes mean, for the reference page. */
export const exitCodes: readonly (readonly [codes: string, meaning: string])[] = [
  ['0', 'completed: the agent claimed to be done and every gate passed'],
  ['1', 'failed: gave up after failures, or a bug in ralph'],
  ['2', 'wrong usage or configuration; nothing was started'],
  ['3', 'limit: iterations, running time, tokens or cost'],
  ['4', 'refused: a check before the start said no'],
  ['5', 'blocked: the agent asked for a human'],
  ['6', 'stalled: no progress'],
  ['7', 'paused: `ralph resume` goes on'],
  ['130, 143, 129, 131', 'cancelled by SIGINT, SIGTERM, SIGHUP, SIGQUIT; `ralph resume` goes on'],
]
