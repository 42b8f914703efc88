/**
 * A row of the table. `measured` and `target` are numbers of the same unit, of which less is better unless `atLeast`.
 * A row without a target is there to explain another.
 */
export function row(figure, measured, unit, target, { atLeast = false, note = '' } = {}) {
  const met = target === undefined ? '' : (atLeast ? measured >= target : measured <= target) ? 'yes' : 'NO'
  const bound = target === undefined ? '' : `${atLeast ? '≥' : '≤'} ${target} ${unit}`
  return [figure, `${rounded(measured)} ${unit}`, bound, met, note]
}

export function printTable(rows) {
  const lines = [['figure', 'measured', 'target', 'met', ''], ['---', '---', '---', '---', '---'], ...rows]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  for (const line of lines) console.log(`| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
}

function rounded(value) {
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}
