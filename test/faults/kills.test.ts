import { expect, test } from 'vitest'
import { eventSweep } from './event-sweep.ts'
import { killSweep } from './kill-sweep.ts'

// More of both, and stricter: npm run test:kill. What is held to: laws.ts.

/** Two seconds are promised; a test must also pass on a machine with much else to do. */
const withinMs = 20_000

test('killed at random moments and resumed, a run loses nothing and leaves nothing', { timeout: 300_000 }, async () => {
  const lives = { starting: 300, working: 300, waiting: 900 }
  const report = await killSweep({ kills: 16, seed: 7, lives, onTheWay: 2, withinMs })
  expect(report.broken).toEqual([])
  expect(report.iterations).toBeGreaterThan(5)
})

test('killed after each kind of event and resumed, a run loses nothing', { timeout: 300_000 }, async () => {
  const report = await eventSweep({ withinMs, chosen: (type, index, events) => events.lastIndexOf(type) === index })
  expect(report.broken).toEqual([])
  expect(report.kills).toBeGreaterThanOrEqual(11)
})
