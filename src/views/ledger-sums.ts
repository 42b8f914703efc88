import { addSpending, noSpending, type Basis, type Spending } from '../usage.ts'
import type { LedgerLine } from './ledger.ts'

/** Lines of the ledger, added up. */
export interface LedgerSum extends Spending {
  /** Iterations that have a line among them. */
  readonly iterations: number
  /** Dollars of the sum by how they are known. */
  readonly usdByBasis: Readonly<Record<Basis, number>>
}

export const noSum: LedgerSum = {
  ...noSpending,
  iterations: 0,
  usdByBasis: { reported: 0, priced: 0, estimated: 0 },
}

/** Adds lines up by a key, in the order in which the keys first came. */
export class LedgerSums<Key> {
  readonly #groups: Map<string, Group<Key>>

  constructor(groups: ReadonlyMap<string, Group<Key>> = new Map()) {
    this.#groups = new Map(groups)
  }

  /** `iteration` tells iterations apart, also those of different runs. Lines of one iteration come together. */
  add(key: Key, line: LedgerLine, iteration: string): void {
    const id = JSON.stringify(key)
    const { sum, last } = this.#groups.get(id) ?? { sum: noSum, last: undefined }
    this.#groups.set(id, { key, sum: plus(sum, line, last !== iteration), last: iteration })
  }

  list(): readonly (readonly [key: Key, sum: LedgerSum])[] {
    return [...this.#groups.values()].map(({ key, sum }) => [key, sum])
  }

  /** A copy: what is added to it is not added here. */
  copy(): LedgerSums<Key> {
    return new LedgerSums(this.#groups)
  }
}

interface Group<Key> {
  readonly key: Key
  readonly sum: LedgerSum
  readonly last: string | undefined
}

function plus(sum: LedgerSum, line: LedgerLine, isNew: boolean): LedgerSum {
  const { basis, usd } = line.cost
  return {
    ...addSpending(sum, line),
    iterations: sum.iterations + (isNew ? 1 : 0),
    usdByBasis: { ...sum.usdByBasis, [basis]: sum.usdByBasis[basis] + usd },
  }
}
