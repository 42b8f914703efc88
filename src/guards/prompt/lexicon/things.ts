import { safeguards } from './safeguards.ts'
import { targets } from './targets.ts'

/** Everything an order may be about, in English. */
export const things = { ...targets, ...safeguards } as const
