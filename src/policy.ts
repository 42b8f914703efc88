import type { Failure } from './agent.ts'
import type { Moment } from './clock.ts'
import type { Outcome } from './event.ts'
import type { RunState } from './state.ts'

export interface Stop {
  readonly kind: 'stop'
  readonly outcome: Outcome
  readonly reason: string
}
/** `until`: epoch milliseconds. `provider`: a limit of the provider's, so that the wait is nobody's running time. */
export interface Wait {
  readonly kind: 'wait'
  readonly until: number
  readonly reason: string
  readonly provider: boolean
}
/** Most of a limit is used up. Said once. */
export interface Warn {
  readonly kind: 'warn'
  readonly limit: string
  readonly reason: string
}
/** This iteration has to end, not the run: what it failed by, or `stopped` if it is nobody's fault. */
export interface Cut {
  readonly kind: 'cut'
  readonly failure: Failure
}
export interface Go {
  readonly kind: 'go'
  readonly agent: string
  /** The model it is told to use; its own choice otherwise. */
  readonly model?: string
  /** Why this agent or model, if it is not the preferred one. */
  readonly reason?: string
}
/** The agent of this iteration said it is done, and the gates have not judged that yet. */
export interface Verify {
  readonly kind: 'verify'
  readonly iteration: number
}
export type Decision = Stop | Wait | Warn | Go | Verify

/**
 * A rule about whether the run may continue. Pure: the same state at the same moment always gives the same
 * answer, so a resumed run decides exactly as the crashed one would have. Asked between iterations and, for
 * its stops, cuts and warnings, while an agent runs (`state.current`).
 */
export type Policy = (state: RunState, now: Moment) => readonly Objection[]
export type Objection = Stop | Wait | Warn | Cut

export interface Rules {
  readonly policies: readonly Policy[]
  readonly chooseAgent: (state: RunState, now: Moment) => Stop | Wait | Go
}

/** What to do next. A claim is judged first: a run that is done must not stop on a limit instead. */
export function decide(rules: Rules, state: RunState, now: Moment): Decision {
  if (state.accepted) return { kind: 'stop', outcome: 'completed', reason: completion(state) }
  if (state.claim !== undefined) return { kind: 'verify', iteration: state.claim }
  const objections = rules.policies.flatMap((policy) => policy(state, now))
  const waits = objections.filter(isWait).toSorted((a, b) => b.until - a.until)
  return objections.find(isStop) ?? objections.find(isWarn) ?? waits[0] ?? rules.chooseAgent(state, now)
}

/** The rule, if any, that a run in mid-iteration has just broken; else a warning it has just earned. */
export function objection(rules: Rules, state: RunState, now: Moment): Stop | Cut | Warn | undefined {
  const objections = rules.policies.flatMap((policy) => policy(state, now))
  return objections.find(isStop) ?? objections.find(isCut) ?? objections.find(isWarn)
}

const isStop = (found: Objection): found is Stop => found.kind === 'stop'
const isWait = (found: Objection): found is Wait => found.kind === 'wait'
const isWarn = (found: Objection): found is Warn => found.kind === 'warn'
const isCut = (found: Objection): found is Cut => found.kind === 'cut'

function completion(state: RunState): string {
  const gates = Object.keys(state.verdicts).length
  return gates === 0 ? 'the agent said so; no gate was given to prove it' : `${gates} of ${gates} gates passed`
}
