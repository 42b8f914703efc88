import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrayIn } from './price-literal.ts'

const read = (source: string) => arrayIn(source, () => true)

test('data is read as a bundler prints it, short and long', () => {
  expect(read('"use strict";const E=[{id:"a",on:!0,off:!1,n:.5,m:1e3,l:[1,-2,],t:`x\\`$y`}];f(E)')).toEqual([
    { id: 'a', on: true, off: false, n: 0.5, m: 1000, l: [1, -2], t: 'x`$y' },
  ])
  expect(
    read(`const E = [\n  {\n    "id": 'it\\'s', // a word\n    x_1: "\\u00e9\\x41\\n", /* more */ 2: null,\n  },\n]`),
  ).toEqual([{ id: "it's", x_1: 'éA\n', 2: null }])
})

test.each([
  'const E = [{ id: run() }]',
  'const E = [{ id: process.env.HOME }]',
  'const E = [{ id: `${home}` }]',
  'const E = [{ id: 1 + 1 }]',
  'const E = [{ ...other }]',
  'const E = [{ get id() { return 1 } }]',
  'const E = [{ id: /x/ }]',
  'const E = [{ id: "torn',
  'const E = [{ id: "a"',
  'const E = [{ id: 0x10 }]',
  'const E = {}',
  '',
])('%s is no data', (source) => {
  expect(read(source)).toBeUndefined()
})

test('a name like __proto__ is a name', () => {
  const [one] = read('x=[{__proto__:{polluted:!0}}]') ?? []
  expect(Object.keys(Object(one))).toEqual(['__proto__'])
  expect(Object('polluted' in Object(one))).toEqual(Object(false))
})

test('what does not fit is passed over', () => {
  expect(arrayIn('a=[{x:1}],b=[{y:2}]', ([one]) => 'y' in Object(one))).toEqual([{ y: 2 }])
})

test('nesting without end is refused, and nothing makes it throw', () => {
  expect(read(`x=[{a:${'['.repeat(100_000)}`)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (source) => void read(`x=[{${source}`)))
})

test('all JSON is data', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }), (array) => {
      expect(read(`x=${JSON.stringify(array)}`)).toEqual(JSON.parse(JSON.stringify(array)))
    }),
  )
})
