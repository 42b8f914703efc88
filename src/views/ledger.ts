import type { FailureKind } from '../agent.ts'
import type { FoundSpending, IterationEnd, Recorded } from '../event.ts'
import {
  addSpending,
  laterSpending,
  noSpending,
  noUsage,
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

type IterationStarted = Extract<Recorded, { type: 'iteration.started' }>

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
    if (event.type === 'iteration.started') return this.#begin(event)
    if (event.type === 'agent.identified') this.#name(event.model)
    if (event.type === 'iteration.usage') this.#read(event)
    if (event.type === 'iteration.finished') return this.#finish(event)
    if (event.type === 'iteration.interrupted') return this.#interrupt(event.found)
    return none
  }

  /** Lines of the iteration that is going on. */
  current(): readonly LedgerLine[] {
    return this.#open ? linesOf(this.#open, {}) : none
  }

  /** Whatever was open before was never ended: its ralph died. */
  #begin(event: IterationStarted): readonly LedgerLine[] {
    const settled = this.#close({ interrupted: true })
    this.#open = opened(event)
    return settled
  }

  #finish(end: IterationEnd): readonly LedgerLine[] {
    this.#read(end)
    this.#name(end.model)
    return this.#close({ failure: end.failure?.kind })
  }

  #interrupt(found: FoundSpending | undefined): readonly LedgerLine[] {
    if (found) this.#read(found)
    return this.#close({ interrupted: true })
  }

  #name(model: string | undefined): void {
    if (this.#open && model !== undefined) this.#open.model = model
  }

  #read(reading: FoundSpending): void {
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

function opened({ iteration, agent, at, model }: IterationStarted): Open {
  return { iteration, agent, startedAt: at, model, spending: noSpending, models: [] }
}

function linesOf(open: Open, { failure, interrupted }: Ending): readonly LedgerLine[] {
  const { iteration, agent, startedAt } = open
  const shared = { iteration, agent, startedAt, failure: failure ?? null, interrupted: interrupted ?? false }
  return split(open).map(({ model, usage, cost }) => ({ ...shared, model, usage, cost }))
}

/**
 * By models, as far as their shares are known: what is left over belongs to the model we know of. Shares that are more
 * than the whole, or known on another basis, are not believed.
 */
function split({ spending, models, model = unknownModel }: Open): readonly ModelSpending[] {
  if (models.length === 0) return [{ model, ...spending }]
  const shares = merged(models)
  const rest = difference(spending, sumOf(shares))
  const lines = isNothing(rest) ? shares : merged([...shares, { model, ...rest }])
  return isSame(sumOf(lines), spending) ? lines : [{ model, ...spending }]
}

function sumOf(shares: readonly Spending[]): Spending {
  return shares.reduce<Spending>(addSpending, noSpending)
}

/** What `part` lacks of `whole`; nothing where it is more. */
function difference({ usage, cost }: Spending, part: Spending): Spending {
  const left = (all: number, known: number) => Math.max(0, all - known)
  const reasoning = left(usage.reasoning ?? 0, part.usage.reasoning ?? 0)
  return {
    usage: {
      input: left(usage.input, part.usage.input),
      cacheRead: left(usage.cacheRead, part.usage.cacheRead),
      cacheWrite: left(usage.cacheWrite, part.usage.cacheWrite),
      output: left(usage.output, part.usage.output),
      ...(reasoning > 0 && { reasoning }),
      basis: usage.basis,
    },
    cost: isSameCost(cost, { ...part.cost, basis: cost.basis })
      ? { usd: 0, basis: cost.basis }
      : { usd: left(cost.usd, part.cost.usd), basis: cost.basis },
  }
}

function isNothing({ usage, cost }: Spending): boolean {
  return cost.usd === 0 && isSameUsage(usage, { ...noUsage, basis: usage.basis })
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
