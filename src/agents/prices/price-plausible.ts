import { priceIn, type PriceTable } from './price-table.ts'

/** Makers change prices, but not like this: a list that says so was damaged, forged, or counts in another unit. */
const largestChange = 10

/**
 * What speaks against putting a table in the place of the present one: it is older, much shorter, or says that some price
 * has changed beyond belief. A price list holds the limits on the cost: one that is too cheap would switch them off.
 */
export function implausible(next: PriceTable, present: PriceTable): string | undefined {
  if (next.date < present.date) return `it is of ${next.date}, and the present one of ${present.date}`
  if (isOlderVersion(next.source, present.source))
    return `it is made from ${next.source}, and the present one from ${present.source}`
  const [count, before] = [modelsIn(next), modelsIn(present)]
  if (count * 2 < before) return `it lists ${count} models, and the present one ${before}`
  const changed = Object.keys(next.models).map((name) => changeOf(name, next, present))
  return changed.find((words) => words !== undefined)
}

/** Other names of a model do not count. */
function modelsIn({ models }: PriceTable): number {
  return Object.values(models).filter((entry) => typeof entry !== 'string').length
}

function changeOf(name: string, next: PriceTable, present: PriceTable): string | undefined {
  const [after, before] = [priceIn(next, name), priceIn(present, name)]
  if (!after || !before) return undefined
  const isFar = (a: number, b: number) => a > b * largestChange || b > a * largestChange
  if (!isFar(after.input, before.input) && !isFar(after.output, before.output)) return undefined
  return `it says that ${name} went from $${before.input}/$${before.output} to $${after.input}/$${after.output}`
}

function isOlderVersion(next: string, present: string): boolean {
  const [a, b] = [next, present].map((source) => /^(\S+) (\d+)\.(\d+)\.(\d+)$/.exec(source))
  if (!a || !b || a[1] !== b[1]) return false
  const difference = [2, 3, 4].map((part) => Number(a[part]) - Number(b[part])).find((one) => one !== 0)
  return difference !== undefined && difference < 0
}
