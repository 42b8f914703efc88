const cue =
  /\b(?:resets?|try again|retry|available again|next available|resume using [\w ]{1,20}|wait|trying again|come back)\b/gi

/** Nobody says it more often; a flood of such words would take long to look through. */
const mostCues = 50

/** What follows each word about coming back, within its line. */
export function afterCues(text: string): readonly string[] {
  return [...text.matchAll(cue)].slice(0, mostCues).map((match) => {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 120)
    return rest.split('\n', 1)[0] ?? ''
  })
}
