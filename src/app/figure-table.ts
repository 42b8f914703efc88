import { table } from './table.ts'

/** A table whose columns between the first, which are names, and the last hold figures, which stand on the right. */
export function rightAligned(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  names = 1,
): readonly string[] {
  const all = [heads, ...rows]
  const widths = heads.map((_head, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const isFigure = (column: number) => column >= names && column < heads.length - 1
  const [head = [], ...others] = all.map((row) =>
    row.map((cell, column) => (isFigure(column) ? cell.padStart(widths[column] ?? 0) : cell)),
  )
  return table(head, others)
}
