import type { Settings } from '../config/settings.ts'
import type { Recorded } from '../event.ts'
import type { Journal } from '../journal.ts'
import type { Opening } from '../loop.ts'
import type { Sandbox } from '../sandbox.ts'
import type { RunState } from '../state.ts'
import type { ChosenAgent } from './chosen-agent.ts'
import type { Money } from './money.ts'
import type { Place } from './place.ts'
import type { Signals } from './signals.ts'

/** A run that is about to begin or to go on; the workspace is locked and what dead runs left is swept. */
export interface Execution {
  readonly place: Place
  readonly runId: string
  readonly settings: Settings
  readonly agents: ReadonlyMap<string, ChosenAgent>
  readonly money: Money
  readonly journal: Journal
  /** What the journal holds and adds up to; nothing for a new run. */
  readonly past: readonly Recorded[]
  readonly state: RunState
  readonly opening: Opening
  readonly sandbox: Sandbox | undefined
  readonly signals: Signals
}
