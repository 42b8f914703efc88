import type { RunState } from '../state.ts'
import type { Choice } from './choose-agent.ts'

export interface Escalation {
  /** The agents of the run, best first. */
  readonly usual: readonly Choice[]
  /** Stronger agents or models, one step each, the cheapest first. */
  readonly steps: readonly Choice[]
  /** Go back to the usual ones once things have gone well for a while. */
  readonly returns: boolean
}

/** The order of preference after so much trouble: each sign of it is a step up the list. The usual agents stand in. */
export function escalated({ usual, steps, returns }: Escalation): (state: RunState) => readonly Choice[] {
  return ({ trouble }) => {
    const level = Math.min(steps.length, returns ? trouble.recent : trouble.total)
    const step = steps[level - 1]
    if (!step) return usual
    const reason = `escalated, step ${level} of ${steps.length}: no progress, or a gate that fails again and again`
    return [{ ...step, reason }, ...usual.filter((choice) => choice.agent !== step.agent)]
  }
}
