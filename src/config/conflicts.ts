import { RalphError } from '../errors.ts'
import type { Given } from './layer.ts'
import type { Setting } from './option.ts'
import { options } from './options.ts'
import { placeOf, rank } from './origin.ts'

export type Merged = Map<Setting, Given>

interface Rivals {
  readonly pair: readonly [Setting, Setting]
  readonly why: string
  /** Whether the two values really exclude each other; always, unless told. */
  readonly clash?: (a: unknown, b: unknown) => boolean
}

const rivals: readonly Rivals[] = [
  { pair: ['promptFile', 'promptText'], why: 'a run has one task' },
  { pair: ['agents', 'agentCommand'], why: 'an agent is chosen by its name or by its command' },
  {
    pair: ['git', 'checkpointMode'],
    why: 'commits need git',
    clash: (git, mode) => git === false && mode === 'commit',
  },
  {
    pair: ['verbose', 'quiet'],
    why: 'more and less at once',
    clash: (verbose, quiet) => verbose === true && quiet === true,
  },
]

/** Settles what excludes each other, and refuses what means nothing without another setting. */
export function settleConflicts(merged: Merged): void {
  const settled = settleRivals(merged)
  const format = merged.get('agentFormat')
  if (!format || !isGiven(merged, 'agentFormat') || isGiven(merged, 'agentCommand')) return
  if (!settled.some(({ pair }) => pair.includes('agentCommand'))) {
    throw new RalphError(
      `${placeOf(format.origin)} says how to read an agent's command, but there is none`,
      'Add --agent-command, or leave the format out: ralph knows that of the agents it knows by name.',
    )
  }
  reset(merged, 'agentFormat')
}

/**
 * Settles settings that exclude each other: the one from the stronger source stays, the other becomes its default.
 * Both from the same source is a contradiction that only the user can solve. Gives those of which one gave way.
 */
export function settleRivals(merged: Merged): readonly Rivals[] {
  return rivals.filter((rival) => settle(merged, rival))
}

/** Whether one of the two had to give way. */
function settle(merged: Merged, { pair: [first, second], why, clash }: Rivals): boolean {
  const a = merged.get(first)
  const b = merged.get(second)
  if (!a || !b || !isGiven(merged, first) || !isGiven(merged, second)) return false
  if (clash && !clash(a.value, b.value)) return false
  if (rank(a.origin) === rank(b.origin)) {
    throw new RalphError(
      `${placeOf(a.origin)} and ${placeOf(b.origin)} exclude each other: ${why}`,
      'Keep one of them.',
    )
  }
  const loser = rank(a.origin) < rank(b.origin) ? first : second
  reset(merged, loser)
  return true
}

function reset(merged: Merged, setting: Setting): void {
  merged.set(setting, { value: options[setting].default, origin: { source: 'default' } })
}

function isGiven(merged: Merged, setting: Setting): boolean {
  return (merged.get(setting)?.origin.source ?? 'default') !== 'default'
}
