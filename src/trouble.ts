/** Signs that this agent and model don't get on: nothing changes, or claims are rejected again and again. */
export interface Trouble {
  /** Of the whole run. */
  readonly total: number
  /** Since things last went well for a while. */
  readonly recent: number
  /** Iterations since the last sign. */
  readonly calm: number
  /** Claims rejected in a row since the last sign. */
  readonly rejections: number
}

export const noTrouble: Trouble = { total: 0, recent: 0, calm: 0, rejections: 0 }

/** Iterations without a sign after which the recent ones are forgotten. */
const calmAfter = 3
/** Rejected claims in a row that are a sign. */
const againAndAgain = 2

/** After an iteration whose work and words were, or were not, those of the one before. */
export function afterWork(trouble: Trouble, stoodStill: boolean): Trouble {
  if (stoodStill) return sign(trouble)
  const calm = trouble.calm + 1
  return { ...trouble, calm, recent: calm >= calmAfter ? 0 : trouble.recent }
}

/** After the gates judged a claim. */
export function afterVerdict(trouble: Trouble, accepted: boolean): Trouble {
  const rejections = accepted ? 0 : trouble.rejections + 1
  return rejections < againAndAgain ? { ...trouble, rejections } : sign(trouble)
}

function sign({ total, recent }: Trouble): Trouble {
  return { total: total + 1, recent: recent + 1, calm: 0, rejections: 0 }
}
