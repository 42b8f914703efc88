import { expect, test, vi } from 'vitest'
import { systemClock } from './clock.ts'

function fakeTime() {
  const time = { wall: 1_000_000, awake: 5000, sinceBoot: 90_000 }
  const clock = systemClock({ wall: () => time.wall, awake: () => time.awake, sinceBoot: () => time.sinceBoot })
  const sleepOfMachine = (ms: number) => {
    time.sinceBoot += ms
    time.wall += ms
  }
  const pass = (ms: number) => {
    time.awake += ms
    sleepOfMachine(ms)
  }
  return { time, clock, pass, sleepOfMachine }
}

test('both readings advance with time', () => {
  const { clock, pass } = fakeTime()
  const before = clock.now()
  pass(1234)
  expect(clock.now()).toEqual({ at: before.at + 1234, up: before.up + 1234 })
})

test('a step of the wall clock changes nothing', () => {
  const { clock, time, pass } = fakeTime()
  for (const step of [7_200_000, -14_400_000]) {
    const before = clock.now()
    time.wall += step
    pass(1000)
    expect(clock.now()).toEqual({ at: before.at + 1000, up: before.up + 1000 })
  }
})

test("a laptop's sleep counts for `at` and not for `up`, each time", () => {
  const { clock, time, pass, sleepOfMachine } = fakeTime()
  const before = clock.now()
  for (let night = 0; night < 3; night++) {
    sleepOfMachine(28_800_000)
    pass(600)
    clock.now()
  }
  expect(clock.now()).toEqual({ at: before.at + 3 * 28_800_600, up: before.up + 1800 })
  expect(clock.now().at).toBe(time.wall)
})

test('the rounding of the time since boot is no sleep', () => {
  const { clock, time, pass } = fakeTime()
  const before = clock.now()
  for (let i = 0; i < 20; i++) {
    pass(600)
    const exact = time.sinceBoot
    time.sinceBoot = Math.floor(exact / 1000) * 1000 + (i % 2 ? 999 : 0)
    clock.now()
    time.sinceBoot = exact
  }
  expect(clock.now().at).toBe(before.at + 12_000)
})

test('time since boot is looked up at most every 500 ms', () => {
  const sinceBoot = vi.fn<() => number>(() => 0)
  const clock = systemClock({ wall: () => 0, awake: () => 0, sinceBoot })
  for (let i = 0; i < 1000; i++) clock.now()
  expect(sinceBoot).toHaveBeenCalledTimes(1)
})

test('waits until the time has come', async () => {
  const clock = systemClock()
  const until = clock.now().at + 60
  await clock.sleepUntil(until, new AbortController().signal)
  const lateMs = clock.now().at - until
  expect(lateMs).toBeGreaterThanOrEqual(0)
})

test('a past time and an aborted signal are not waited for', async () => {
  const clock = systemClock()
  await expect(clock.sleepUntil(clock.now().at - 1, new AbortController().signal)).resolves.toBeUndefined()
  await expect(clock.sleepUntil(Infinity, AbortSignal.abort())).resolves.toBeUndefined()
})

test('an abort ends a wait at once', async () => {
  const clock = systemClock()
  const stop = new AbortController()
  const waiting = clock.sleepUntil(clock.now().at + 3_600_000, stop.signal)
  stop.abort()
  await expect(waiting).resolves.toBeUndefined()
})

test("a sleep of the machine ends a wait that it outlasted, though the machine's timers stood still", async () => {
  vi.useFakeTimers()
  try {
    const { clock, pass, sleepOfMachine } = fakeTime()
    let done = false
    const waiting = clock.sleepUntil(clock.now().at + 3_600_000, new AbortController().signal).then(() => (done = true))
    pass(1000)
    await vi.advanceTimersByTimeAsync(1000)
    expect(done).toBe(false)
    sleepOfMachine(7_200_000)
    pass(1000)
    await vi.advanceTimersByTimeAsync(1000)
    await waiting
  } finally {
    vi.useRealTimers()
  }
})

test('thousands of waits leave nothing on a signal', async () => {
  const clock = systemClock()
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  for (let i = 0; i < 5000; i++) await clock.sleepUntil(0, signal)
  expect(removed.mock.calls.length).toBe(added.mock.calls.length)
})
