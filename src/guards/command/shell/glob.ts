/** Whether a shell pattern (`*`, `?`, `[…]`) matches the whole name. Linear but for `*`, which goes back once. */
export function globMatches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && /^[*?[]/.test(pattern)) return false
  return matches(pattern, name)
}

/** The same where a leading dot is nothing special: in parameter expansions. */
export function matches(pattern: string, text: string): boolean {
  let [p, t, star, resume] = [0, 0, -1, 0]
  while (t < text.length) {
    const length = p < pattern.length && pattern[p] !== '*' ? oneLength(pattern, p, text[t] ?? '') : 0
    if (length > 0) {
      p += length
      t += 1
    } else if (pattern[p] === '*') {
      star = p
      resume = t
      p += 1
    } else if (star >= 0) {
      resume += 1
      t = resume
      p = star + 1
    } else return false
  }
  while (pattern[p] === '*') p += 1
  return p === pattern.length
}

export function hasGlob(text: string): boolean {
  return /[*?[]/.test(text)
}

/** How much of the pattern the character uses up; nothing if it does not fit. */
function oneLength(pattern: string, at: number, character: string): number {
  if (pattern[at] === '?') return 1
  if (pattern[at] !== '[') return pattern[at] === character ? 1 : 0
  const close = pattern.indexOf(']', at + 2)
  if (close < 0) return character === '[' ? 1 : 0
  return inSet(pattern.slice(at + 1, close), character) ? close + 1 - at : 0
}

function inSet(set: string, character: string): boolean {
  const isNegated = set.startsWith('!') || set.startsWith('^')
  const members = isNegated ? set.slice(1) : set
  let found = false
  for (let i = 0; i < members.length; i++) {
    const [from = '', to = from] =
      members[i + 1] === '-' && i + 2 < members.length ? [members[i], members[i + 2]] : [members[i]]
    if (from !== to) i += 2
    if (character >= from && character <= to) found = true
  }
  return found !== isNegated
}
