/** How often the work has come back to the same point: `times` in a row, through a cycle of `period` iterations. */
export interface Repetition {
  readonly times: number
  readonly period: number
}

const longestPeriod = 3

/**
 * The strongest repetition at the end of a list of signatures (newest last). `a b b b` is 3 × period 1,
 * `a b a b` is 2 × period 2. A standing still of one iteration is 1 × period 1.
 */
export function repetition(signatures: readonly string[]): Repetition {
  let strongest: Repetition = { times: signatures.length > 0 ? 1 : 0, period: 1 }
  for (let period = 1; period <= longestPeriod; period++) {
    const times = cycles(signatures, period)
    if (times > 1 && times * period > strongest.times * strongest.period) strongest = { times, period }
  }
  return strongest
}

function cycles(signatures: readonly string[], period: number): number {
  let equal = 0
  for (let i = signatures.length - 1; i >= period && signatures[i] === signatures[i - period]; i--) equal++
  return Math.floor((equal + period) / period)
}

/**
 * An agent's last message without what changes by itself: ids, times, durations, counters of attempts, case and
 * spacing. Two messages that say the same are equal after it; another count of what is done is another message.
 */
export function normalised(message: string): string {
  return message
    .toLowerCase()
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{20,40}\b/g, '#')
    .replace(/\b(?=[a-z_-]*\d)[\w-]{6,}\b/g, '#')
    .replace(/\b\d{1,2}:\d{2}(?::\d{2})?z?\b/g, '#')
    .replace(/\b\d+(?:\.\d+)?\s?(?:ns|us|µs|ms|s|m|h|sec|secs|seconds?|minutes?|hours?)\b/g, '#')
    .replace(/\b(iteration|attempt|try|run|pass|round|turn|step)(?:\s+(?:no\.?|number))?\s*#?\s*\d+/g, '$1 #')
    .replace(/\d{4,}/g, '#')
    .replace(/\s+/g, ' ')
    .trim()
}
