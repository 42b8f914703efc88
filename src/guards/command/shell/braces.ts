/** More alternatives than this are no longer told apart. */
const maxAlternatives = 48

/** What a brace expansion stands for, unexpanded inside: `{a,b{c,d}}` is `a` and `b{c,d}`; `{1..3}` is `1`, `2`, `3`. */
export function braceAlternatives(text: string): readonly string[] {
  const inner = text.slice(1, -1)
  const range = /^(-?\d{1,9}|[A-Za-z])\.\.(-?\d{1,9}|[A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(inner)
  if (range) return rangeOf(range[1] ?? '', range[2] ?? '', Math.abs(Number(range[3] ?? 1)) || 1)
  return splitAtCommas(inner).slice(0, maxAlternatives)
}

/** Every way to choose one of each: `[[a, b], [c]]` is `ac` and `bc`. */
export function combinations(choices: readonly (readonly string[])[]): readonly string[] {
  let all: readonly string[] = ['']
  for (const alternatives of choices)
    all = all.flatMap((start) => alternatives.map((end) => start + end)).slice(0, maxAlternatives)
  return all
}

function rangeOf(from: string, to: string, step: number): readonly string[] {
  const isNumber = /\d/.test(from) && /\d/.test(to)
  const [first, last] = isNumber ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)]
  const count = Math.min(maxAlternatives, Math.floor(Math.abs(last - first) / step) + 1)
  const values = Array.from({ length: count }, (_, i) => first + (last < first ? -1 : 1) * i * step)
  return values.map((value) => (isNumber ? String(value) : String.fromCharCode(value)))
}

function splitAtCommas(inner: string): readonly string[] {
  const parts: string[] = []
  let [depth, start, quote] = [0, 0, '']
  for (let i = 0; i < inner.length; i++) {
    const character = inner[i] ?? ''
    if (character === '\\') i++
    else if (quote) quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '{') depth++
    else if (character === '}') depth--
    else if (character === ',' && depth === 0) {
      parts.push(inner.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, inner.slice(start)]
}
