import type { RunEvent } from './event.ts'

/** How much of subscriptions' windows is used: by agent, by the window's name. */
export type Windows = Readonly<Record<string, Readonly<Record<string, WindowShare>>>>

export interface WindowShare {
  readonly percent: number
  /** Epoch milliseconds. */
  readonly resetsAt?: number
}

/** The newest reading replaces the one before. */
export function observeWindow(
  windows: Windows,
  { agent, window, percent, resetsAt }: Extract<RunEvent, { type: 'window.observed' }>,
): Windows {
  const share = { percent, ...(resetsAt !== undefined && { resetsAt }) }
  return { ...windows, [agent]: { ...windows[agent], [window]: share } }
}
