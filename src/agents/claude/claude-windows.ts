import type { AgentOutput } from '../../agent.ts'
import { count, fields, text, type Fields } from '../reading/fields.ts'

/**
 * What `rate_limit_info` says of a subscription's windows: `rateLimitType` ("five_hour", "seven_day", …) with
 * `utilization` (a share of 1, over it past the limit) and `resetsAt` (seconds) of the one that is nearest its limit,
 * and the same per window in `unifiedWindows`. Nothing of it comes without a subscription, and not with every call.
 */
export function claudeWindows(info: Fields): readonly AgentOutput[] {
  const perWindow = Object.entries(fields(info['unifiedWindows']))
  const outputs = perWindow.flatMap(([name, told]) => windowOutput(name, fields(told)))
  const nearest = text(info['rateLimitType'])
  if (nearest === undefined || outputs.some((output) => output.name === nearest)) return outputs
  return [...outputs, ...windowOutput(nearest, info)]
}

function windowOutput(name: string, told: Fields): readonly (AgentOutput & { readonly type: 'window' })[] {
  const share = count(told['utilization']) ?? (told['status'] === 'rejected' ? 1 : undefined)
  const seconds = count(told['resetsAt'])
  if (share === undefined) return []
  const percent = Math.round(share * 1000) / 10
  return [{ type: 'window', name, percent, ...(seconds !== undefined && { resetsAt: seconds * 1000 }) }]
}
