import type { AgentOutput } from '../../agent.ts'
import { count, fields, text } from '../reading/fields.ts'

type Window = Extract<AgentOutput, { type: 'window' }>

/**
 * The windows of a subscription, from `rate_limits` of a session record:
 *
 *   limit_name           of a limit for one model; null for the plan's own
 *   primary, secondary   null, or used_percent, window_minutes, resets_at in epoch seconds
 */
export function codexWindows(limits: unknown): readonly Window[] {
  const told = fields(limits)
  const limit = text(told['limit_name'])
  return [told['primary'], told['secondary']].flatMap((value) => {
    const window = fields(value)
    const percent = count(window['used_percent'])
    const minutes = count(window['window_minutes'])
    const seconds = count(window['resets_at'])
    if (percent === undefined || minutes === undefined) return []
    const name = limit === undefined ? nameOf(minutes) : `${limit} ${nameOf(minutes)}`
    return [{ type: 'window', name, percent, ...(seconds !== undefined && { resetsAt: seconds * 1000 }) } as const]
  })
}

function nameOf(minutes: number): string {
  if (minutes === 5 * 60) return 'five_hour'
  if (minutes === 7 * 24 * 60) return 'seven_day'
  return minutes % 60 === 0 ? `${minutes / 60}_hour` : `${minutes}_minute`
}
