import type { Claim } from './event.ts'

export const blockedMarker = 'TASK_BLOCKED'

/**
 * What an agent's final message asks for. Only its last non-empty line counts, and only if the marker stands there
 * alone: emphasis or backticks around it are allowed, a sentence, a quotation or a list item around it is not.
 * `promise` is the operator's marker (`TASK_COMPLETE` unless told otherwise); `TASK_BLOCKED: why` asks for a human.
 */
export function claimIn(message: string, promise: string): Claim | undefined {
  if (endsInsideCodeBlock(message)) return undefined
  const line = lastLine(message)
  const bare = line
    .replace(/^[*_`~]{0,3}(?=\S)/, '')
    .replace(/[*_`~]{0,3}$/, '')
    .trim()
  if (line === promise || bare === promise) return { kind: 'done' }
  const blocked = bare.match(/^TASK_BLOCKED[*_`]{0,3}\s*:[*_`]{0,3}\s*(\S.*)$/)
  return blocked ? { kind: 'blocked', reason: blocked[1] ?? '' } : undefined
}

/** A ticked `- [x] PROMISE` line that the agent newly put into the task file during its iteration. */
export function tickedIn(before: string, after: string, promise: string): boolean {
  return tickedLines(after, promise) > tickedLines(before, promise)
}

function tickedLines(text: string, promise: string): number {
  return text.split('\n').filter((line) => {
    const item = line.match(/^\s*[-*+]\s+\[[xX]\]\s+(.*?)\s*$/)
    return item?.[1] !== undefined && item[1].replace(/^[*_`]{1,3}|[*_`]{1,3}$/g, '') === promise
  }).length
}

function lastLine(message: string): string {
  const trimmed = message.trimEnd()
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1).trim()
}

/** The last line stands in a fenced block, open or closed right after it: shown, not said. */
function endsInsideCodeBlock(message: string): boolean {
  let fence: string | undefined
  for (const line of message.trimEnd().split('\n')) {
    const mark = line.match(/^\s*(```+|~~~+)/)?.[1]
    if (!mark) continue
    if (fence === undefined) fence = mark
    else if (mark[0] === fence[0] && mark.length >= fence.length) fence = undefined
  }
  return fence !== undefined
}
