import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceIn, readPriceTable } from './price-table.ts'

const good = {
  schema: 1,
  date: '2026-11-21',
  source: 'somewhere 1.2.3',
  models: { one: [1, 0.1, 1.25, 5, 1000], uno: 'one', long: [1, 1, 1, 1, 0, 200_000, 2, 2, 2, 2] },
  later: { '2027-01-01': { one: [2, 0.2, 2.5, 10, 1000] } },
}

test('a sound table is read', () => {
  const table = readPriceTable(good)
  if ('problem' in table) throw new Error(table.problem)
  expect(priceIn(table, 'uno')).toEqual({
    input: 1,
    cacheRead: 0.1,
    cacheWrite: 1.25,
    output: 5,
    basis: 'priced',
    contextWindow: 1000,
  })
  expect(priceIn(table, 'long')?.long).toEqual({ over: 200_000, input: 2, cacheRead: 2, cacheWrite: 2, output: 2 })
  expect(priceIn(table, 'uno', '2027-06-01')).toMatchObject({ input: 2 })
  expect(priceIn(table, 'toString')).toBeUndefined()
})

test.each([
  ['no table', 'hello'],
  ['null', null],
  ['another schema', { ...good, schema: 2 }],
  ['no date', { ...good, date: 'yesterday' }],
  ['a source that writes to the terminal', { ...good, source: '\x1b[2Jx' }],
  ['no models', { ...good, models: {} }],
  ['a negative price', { ...good, models: { one: [-1, 0, 1, 1, 0] } }],
  ['a price of nothing', { ...good, models: { one: [0, 0, 0, 0, 0] } }],
  ['an absurd price', { ...good, models: { one: [1, 1, 1, 1e6, 0] } }],
  ['a price that is no number', { ...good, models: { one: ['1', 1, 1, 1, 0] } }],
  ['a row with a hole', { ...good, models: { one: [1, 1, 1, 1] } }],
  ['a name that refers to nothing', { ...good, models: { one: 'two' } }],
  ['names that refer to each other', { ...good, models: { one: 'two', two: 'one' } }],
  ['a name that is none', { ...good, models: { 'a\nb': [1, 1, 1, 1, 0] } }],
  ['a later price that is none', { ...good, later: { '2027-01-01': { one: [] } } }],
  ['a later day that is none', { ...good, later: { soon: {} } }],
  ['a prototype', JSON.parse('{"schema":1,"date":"2026-11-21","source":"x","models":{"__proto__":[1,1,1,1,0]}}')],
])('%s is refused with a reason', (_, value) => {
  expect(readPriceTable(value)).toEqual({ problem: expect.stringMatching(/\w/) })
})

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (whole, models, later) => {
      readPriceTable(whole)
      readPriceTable({ ...good, models })
      readPriceTable({ ...good, later })
    }),
  )
})
