import { expect, test } from 'vitest'
import { harnesses } from './harness/list.ts'

// Each for a short while; for longer, and with figures: npm run test:faults -- --long. What they do: docs/faults.md.

/** It measures time: by hand, with `npm run test:faults`. */
const byHand = new Set(['fuzzing'])

test.each(harnesses.filter(({ name }) => !byHand.has(name)))(
  '$name: no promise is broken',
  { timeout: 300_000 },
  async ({ run }) => {
    const told: string[] = []
    const { findings, runs, skipped } = await run({ isLong: false, seed: 7, told: (line) => told.push(line) })
    expect(findings).toEqual([])
    if (skipped === undefined) expect(runs).toBeGreaterThan(0)
  },
)
