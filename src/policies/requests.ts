import type { Policy } from '../policy.ts'

/** The agent asked for a human. */
export const blocked: Policy = ({ blocked: reason }) =>
  reason === undefined ? [] : [{ kind: 'stop', outcome: 'blocked', reason }]

/** A person asked for a pause: it comes between two iterations. */
export const paused: Policy = ({ pauseRequested, current }) =>
  pauseRequested && !current ? [{ kind: 'stop', outcome: 'paused', reason: 'paused by request' }] : []
