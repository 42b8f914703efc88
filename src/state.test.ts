import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyHistory } from '../test/support/events.ts'
import { decide, type Rules } from './policy.ts'
import { evolve, newState, rememberedIterations, rememberedSignatures, spent } from './state.ts'

test('replaying any prefix of any history never throws, and spending never shrinks', () => {
  fc.assert(
    fc.property(anyHistory, (events) => {
      let state = newState
      for (const event of events) {
        const next = evolve(state, event)
        expect(spent(next).cost.usd).toBeGreaterThanOrEqual(spent(state).cost.usd)
        expect(spent(next).usage.input).toBeGreaterThanOrEqual(spent(state).usage.input)
        expect(next.iterations).toBeGreaterThanOrEqual(state.iterations)
        expect(next.activeMs).toBeGreaterThanOrEqual(state.activeMs)
        state = next
      }
    }),
  )
})

test('state from a snapshot and the rest equals state from the beginning', () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(60), (events, at) => {
      const snapshot = JSON.parse(JSON.stringify(events.slice(0, at).reduce(evolve, newState)))
      const whole = events.reduce(evolve, newState)
      expect(events.slice(at).reduce(evolve, snapshot)).toEqual(JSON.parse(JSON.stringify(whole)))
    }),
  )
})

test('state stays small however long the history', () => {
  fc.assert(
    fc.property(anyHistory, (events) => {
      const state = events.reduce(evolve, newState)
      expect(state.signatures.length).toBeLessThanOrEqual(rememberedSignatures)
      expect(state.history.length).toBeLessThanOrEqual(rememberedIterations)
    }),
  )
})

test('a decision depends on state and moment alone', () => {
  const rules: Rules = {
    policies: [
      ({ countedIterations }) => (countedIterations > 3 ? [{ kind: 'stop', outcome: 'limit', reason: '3' }] : []),
    ],
    chooseAgent: () => ({ kind: 'go', agent: 'claude' }),
  }
  fc.assert(
    fc.property(anyHistory, (events) => {
      const state = events.reduce(evolve, newState)
      const now = { at: state.at, up: state.up }
      const before = JSON.stringify(state)
      expect(decide(rules, state, now)).toEqual(decide(rules, structuredClone(state), now))
      expect(JSON.stringify(state), 'deciding changes nothing').toBe(before)
    }),
  )
})
