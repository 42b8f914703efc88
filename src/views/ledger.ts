import type { FailureKind } from '../agent.ts'
import type { Recorded, RunEvent } from '../event.ts'
import {
  addSpending,
  laterSpending,
  noSpending,
  type Cost,
  type ModelSpending,
  type Spending,
  type Usage,
} from '../usage.ts'

/**
 * What one iteration spent with one model. An iteration has one line, or several that add up to it. Lines of all
 * iterations, the current one included, add up to `spent(state)`: tokens exactly, dollars to a rounding error.
 */
export interface LedgerLine extends ModelSpending {
  readonly iteration: number
  readonly agent: string
  /** Epoch milliseconds: the iteration's. */
  readonly startedAt: number
  /** How the iteration ended; `null` if well, or not yet. */
  readonly failure: FailureKind | null
  /** ralph died under it. */
  readonly interrupted: boolean
}

/** The model of a line about which nobody ever said a name. */
export const unknownModel = 'unknown'

/** The lines of a run in their order, one iteration after the other. Pure; needs no more memory than one iteration. */
export function* ledgerOf(events: Iterable<Recorded>): Generator<LedgerLine> {
  const ledger = new Ledger()
  for (const event of events) yield* ledger.add(event)
  yield* ledger.current()
}

interface Open {
  readonly iteration: number
  readonly agent: string
  readonly startedAt: number
  model: string | undefined
  spending: Spending
  models: readonly ModelSpending[]
}

const none: readonly LedgerLine[] = []

/** Keeps the books of a run, event by event, as `evolve` does: what it gives out adds up to what that counts. */
export class Ledger {
  #open: Open | undefined

  /** The lines that an event settles. */
  add(event: Recorded): readonly LedgerLine[] {
    switch (event.type) {
      case 'iteration.started': {
        const settled = this.#close({ interrupted: true })
        this.#open = opened(event)
        return settled
      }
      case 'agent.identified':
        if (this.#open && event.model !== undefined) this.#open.model = event.model
        return none
      case 'iteration.usage':
        this.#read(event)
        return none
      case 'iteration.finished':
        this.#read(event)
        if (this.#open && event.model !== undefined) this.#open.model = event.model
        return this.#close({ failure: event.failure?.kind })
      case 'iteration.interrupted':
        if (event.found) this.#read(event.found)
        return this.#close({ interrupted: true })
      default:
        return none
    }
  }

  /** Lines of the iteration that is going on. */
  current(): readonly LedgerLine[] {
    return this.#open ? linesOf(this.#open, {}) : none
  }

  #read(reading: Spending & { readonly models?: readonly ModelSpending[] }): void {
    if (!this.#open) return
    this.#open.spending = laterSpending(this.#open.spending, reading)
    this.#open.models = reading.models ?? this.#open.models
  }

  #close(end: Ending): readonly LedgerLine[] {
    const open = this.#open
    this.#open = undefined
    return open ? linesOf(open, end) : none
  }
}

interface Ending {
  readonly failure?: FailureKind | undefined
  readonly interrupted?: true
}

function opened({ iteration, agent, at, model }: Extract<Recorded, { type: 'iteration.started' }>): Open {
  return { iteration, agent, startedAt: at, model, spending: noSpending, models: [] }
}

function linesOf(open: Open, { failure, interrupted }: Ending): readonly LedgerLine[] {
  const { iteration, agent, startedAt } = open
  const shared = { iteration, agent, startedAt, failure: failure ?? null, interrupted: interrupted ?? false }
  return split(open).map(({ model, usage, cost }) => ({ ...shared, model, usage, cost }))
}

/** By models if their shares add up to the whole, on the same basis; else all of it belongs to the model we know of. */
function split({ spending, models, model = unknownModel }: Open): readonly ModelSpending[] {
  const shares = merged(models)
  const sum = shares.reduce<Spending>(addSpending, noSpending)
  return shares.length > 0 && isSame(sum, spending) ? shares : [{ model, ...spending }]
}

function merged(models: readonly ModelSpending[]): readonly ModelSpending[] {
  const byModel = new Map<string, Spending>()
  for (const { model, ...share } of models) {
    const before = byModel.get(model)
    byModel.set(model, before ? addSpending(before, share) : share)
  }
  return [...byModel].map(([model, { usage, cost }]) => ({ model, usage, cost }))
}

function isSame(a: Spending, b: Spending): boolean {
  return isSameUsage(a.usage, b.usage) && isSameCost(a.cost, b.cost)
}

function isSameUsage(a: Usage, b: Usage): boolean {
  return (
    a.input === b.input &&
    a.cacheRead === b.cacheRead &&
    a.cacheWrite === b.cacheWrite &&
    a.output === b.output &&
    (a.reasoning ?? 0) === (b.reasoning ?? 0) &&
    a.basis === b.basis
  )
}

/** Sums of dollars in another order differ in their last digits. */
function isSameCost(a: Cost, b: Cost): boolean {
  return a.basis === b.basis && Math.abs(a.usd - b.usd) <= 1e-9 * Math.max(1, a.usd, b.usd)
}
