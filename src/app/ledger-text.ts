import { cost, grouped, money } from '../platform/text/format.ts'
import type { Basis } from '../usage.ts'
import type { LedgerSum } from '../views/ledger-sums.ts'
import { rightAligned } from './figure-table.ts'
import { groupings, type Grouping, type LedgerBook } from './ledger-book.ts'

const bases = ['reported', 'priced', 'estimated'] as const

const noteWords: Readonly<Partial<Record<Basis, string>>> = {
  priced: '~ priced: reported tokens times list prices (`ralph prices`)',
  estimated: '~ estimated: the agent did not report its tokens, or the price of its model is not known',
}

/** The book as a table for people, with how each sum is known. */
export function bookText({ groups, total }: LedgerBook, by: Grouping): string {
  const columns = groupings[by]
  const heads = [...columns, 'iterations', 'input', 'cache write', 'cache read', 'output', 'cost']
  const rows = groups.map(([key, sum]) => [...columns.map((column) => key[column] ?? ''), ...figures(sum)])
  const last = [...columns.map((_column, index) => (index === 0 ? 'total' : '')), ...figures(total)]
  const notes = bases.filter((basis) => total.usdByBasis[basis] > 0).flatMap((basis) => noteWords[basis] ?? [])
  return [
    ...rightAligned(heads, [...rows, last], columns.length),
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n')
}

/** `$1.23 reported`; of several parts a sum is only as certain as its weakest: `~$1.63: $1.23 reported, $0.40 estimated`. */
export function costWords({ cost: sum, usdByBasis }: Pick<LedgerSum, 'cost' | 'usdByBasis'>): string {
  const parts = bases.filter((basis) => usdByBasis[basis] > 0)
  if (parts.length > 1)
    return `${cost(sum)}: ${parts.map((basis) => `${money(usdByBasis[basis])} ${basis}`).join(', ')}`
  return `${cost(sum)} ${sum.basis}`
}

function figures(sum: LedgerSum): readonly string[] {
  const { input, cacheWrite, cacheRead, output, basis } = sum.usage
  const counts = [input, cacheWrite, cacheRead, output].map((count) => tokenText(count, basis))
  return [grouped(sum.iterations), ...counts, costWords(sum)]
}

const tokenText = (count: number, basis: Basis) => `${basis === 'estimated' ? '~' : ''}${grouped(count)}`
