import explained from './deviations.json' with { type: 'json' }
import type { Deviation } from './compare.ts'

/** Why a cell is not as it should be, where that is known and can't be helped here. */
export interface Explanation {
  readonly agent: string
  readonly case: string
  readonly aspects: readonly string[]
  readonly reason: string
}

const explanations: readonly Explanation[] = explained

/** The explanations of a cell. */
export function explanationsOf(agent: string, caseName: string): readonly Explanation[] {
  return explanations.filter((it) => it.agent === agent && it.case === caseName)
}

/** What nobody has explained yet. */
export function unexplained(agent: string, caseName: string, found: readonly Deviation[]): readonly Deviation[] {
  const known = new Set<string>(explanationsOf(agent, caseName).flatMap(({ aspects }) => aspects))
  return found.filter(({ aspect }) => !known.has(aspect))
}
