import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { FakeClock } from '../scenarios/fake-clock.ts'

const variants: readonly (readonly [string, () => Clock])[] = [
  ['the system clock', () => systemClock()],
  ['the fake clock', () => new FakeClock()],
]

describe.each(variants)('%s', (_name, make) => {
  test('sleeps until its time, not less', async () => {
    const clock = make()
    const until = clock.now().at + 30
    await clock.sleepUntil(until, new AbortController().signal)
    expect(clock.now().at).toBeGreaterThanOrEqual(until)
  })

  test('moves both readings forward together while it sleeps', async () => {
    const clock = make()
    const before = clock.now()
    await clock.sleepUntil(before.at + 20, new AbortController().signal)
    const after = clock.now()
    expect(after.up - before.up).toBeGreaterThanOrEqual(19)
    expect(Math.abs(after.at - before.at - (after.up - before.up))).toBeLessThan(5)
  })

  test('does not sleep for a time that has passed, nor when the signal has aborted', async () => {
    const clock = make()
    const stop = new AbortController()
    await clock.sleepUntil(clock.now().at - 1000, stop.signal)
    stop.abort()
    const before = clock.now().at
    await clock.sleepUntil(before + 3_600_000, stop.signal)
    expect(clock.now().at - before).toBeLessThan(1000)
  })

  test('wakes at once when the signal aborts, without an error', async () => {
    const clock = make()
    const stop = new AbortController()
    const before = clock.now().at
    const sleeping = clock.sleepUntil(before + 3_600_000, stop.signal)
    stop.abort('enough')
    await sleeping
    expect(clock.now().at - before).toBeLessThan(1000)
  })

  test('leaves nothing behind on a signal that outlives many sleeps', async () => {
    const clock = make()
    const { signal } = new AbortController()
    for (let i = 0; i < 20; i++) await clock.sleepUntil(clock.now().at + 1, signal)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('lets several sleep at once, each until its own time', async () => {
    const clock = make()
    const { signal } = new AbortController()
    const start = clock.now().at
    const woke: number[] = []
    await Promise.all(
      [30, 10, 20].map(async (ms) => {
        await clock.sleepUntil(start + ms, signal)
        woke.push(ms)
      }),
    )
    expect(woke).toEqual([10, 20, 30])
  })
})
