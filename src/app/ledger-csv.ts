import { neutralise } from '../platform/text/neutralise.ts'
import type { LedgerSum } from '../views/ledger-sums.ts'
import { groupings, type Grouping, type LedgerBook } from './ledger-book.ts'

/*
 * RFC 4180: lines end with CRLF; a cell with a comma, a quote or a line end stands in quotes, quotes in it are doubled.
 * Figures are plain numbers. There is no line of totals: whoever reads CSV adds up.
 */
const figureHeads = [
  'iterations',
  'input_tokens',
  'cache_write_tokens',
  'cache_read_tokens',
  'output_tokens',
  'reasoning_tokens',
  'tokens_basis',
  'cost_usd',
  'cost_basis',
  'reported_usd',
  'priced_usd',
  'estimated_usd',
]

/** The book for spreadsheets and scripts. */
export function bookCsv({ groups }: LedgerBook, by: Grouping): string {
  const columns = groupings[by]
  const rows = groups.map(([key, sum]) => [...columns.map((column) => textCell(key[column] ?? '')), ...figures(sum)])
  return [[...columns, ...figureHeads], ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')
}

function figures({ iterations, usage, cost, usdByBasis }: LedgerSum): readonly string[] {
  const { input, cacheWrite, cacheRead, output, reasoning = 0 } = usage
  const { reported, priced, estimated } = usdByBasis
  return [
    ...[iterations, input, cacheWrite, cacheRead, output, reasoning].map(String),
    usage.basis,
    dollars(cost.usd),
    cost.basis,
    ...[reported, priced, estimated].map(dollars),
  ]
}

/** Without the last digits, which are nothing but rounding errors, and never with an exponent. */
const dollars = (usd: number) => usd.toFixed(10).replace(/\.?0+$/, '')

/**
 * Names come from agents. A spreadsheet would run one that begins like a formula: a quote in front makes it text.
 */
function textCell(text: string): string {
  const clean = neutralise(text)
  const safe = /^[\s]*[=+\-@]/.test(clean) || /^[\t\r]/.test(clean) ? `'${clean}` : clean
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
