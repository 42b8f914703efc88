import { expect, test } from 'vitest'
import { idleJudge, lookEveryMs } from './idle.ts'

/** Looks once a second at a program with an idle limit of ten. `cpuMs`: per look. */
function looks(count: number, change: { cpuMs?: number; population?: boolean }, start = { at: 0 }) {
  const isIdle = idleJudge(10_000, 1000, () => start.at)
  return Array.from({ length: count }, () => {
    start.at += 1000
    return isIdle({ cpuMs: 0, population: false, ...change }, 0)
  })
}

test('silence without work is idle after the limit, not before', () => {
  expect(looks(10, {}).indexOf(true)).toBe(9)
})

test('work, or processes that come and go, are not idle', () => {
  expect(looks(100, { cpuMs: 60 })).not.toContain(true)
  expect(looks(100, { population: true })).not.toContain(true)
})

test('timers of an event loop are no work', () => {
  expect(looks(12, { cpuMs: 10 })).toContain(true)
})

test('a heap that is swept now and then is no work, a compiler that rests now and then is', () => {
  const time = { at: 0 }
  const judged = (burstMs: number) => {
    const isIdle = idleJudge(10_000, 1000, () => time.at)
    return Array.from({ length: 60 }, (_, second) => {
      time.at += 1000
      return isIdle({ cpuMs: second % 5 === 4 ? burstMs : 15, population: false }, 0)
    })
  }
  expect(judged(140).slice(0, 30)).toContain(true)
  expect(judged(900)).not.toContain(true)
})

test('hard work that is over does not count longer than it took', () => {
  const time = { at: 0 }
  const isIdle = idleJudge(10_000, 1000, () => time.at)
  const judged = Array.from({ length: 40 }, (_, second) => {
    time.at += 1000
    return isIdle({ cpuMs: second < 20 ? 1000 : 0, population: false }, 0)
  })
  expect(judged.indexOf(true)).toBe(29)
})

test('what happened while ralph itself stood still is unknown, so nothing is judged', () => {
  const time = { at: 0 }
  const isIdle = idleJudge(10_000, 1000, () => time.at)
  time.at += 3_600_000
  expect(isIdle({ cpuMs: 0, population: false }, 0)).toBe(false)
})

test('a short limit is looked at more often', () => {
  expect([undefined, 900_000, 1000, 20].map(lookEveryMs)).toEqual([1000, 1000, 250, 50])
})
