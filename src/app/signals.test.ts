import { afterEach, expect, test } from 'vitest'
import { listenForSignals, type Signals } from './signals.ts'

let latest: Signals | undefined
afterEach(() => latest?.release())

/** Listens, and notes what it is told. */
function attended(before: () => void = () => undefined) {
  const told: string[] = []
  const signals = listenForSignals()
  latest = signals
  before()
  signals.attend({ onPause: () => void told.push('pause'), onImpatience: (signal) => void told.push(signal) })
  return { signals, told }
}

const send = (signal: NodeJS.Signals) => void process.emit(signal, signal)

test('the first signal asks, and each after it tells, by the name of the first', () => {
  const { signals, told } = attended()
  send('SIGHUP')
  expect({ told, reason: signals.stop.reason, received: signals.received() }).toEqual({
    told: [],
    reason: 'SIGHUP',
    received: 'SIGHUP',
  })
  send('SIGINT')
  send('SIGHUP')
  expect(told).toEqual(['SIGHUP', 'SIGHUP'])
})

test('a pause that was asked for before the run began is not lost', () => {
  const { told } = attended(() => send('SIGUSR2'))
  expect(told).toEqual(['pause'])
  send('SIGUSR2')
  expect(told).toEqual(['pause', 'pause'])
})

test('whoever has let go hears nothing', () => {
  const before = process.listenerCount('SIGINT')
  const { signals, told } = attended()
  signals.release()
  expect(process.listenerCount('SIGINT')).toBe(before)
  expect(told).toEqual([])
})
