import type { Spending } from '../../src/usage.ts'

/** Whether every figure is a number that can be added up: none negative, none infinite, none missing. */
export function isTotal({ usage, cost }: Spending): boolean {
  const amounts = [usage.input, usage.cacheRead, usage.cacheWrite, usage.output, usage.reasoning ?? 0, cost.usd]
  return amounts.every((amount) => Number.isFinite(amount) && amount >= 0)
}
