import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boolean, bytes, count, duration, fraction, list, money, text } from './kinds.ts'

test.each([
  ['90', 90_000],
  ['0.5', 500],
  ['500ms', 500],
  ['90m', 5_400_000],
  ['4h', 14_400_000],
  ['1h30m', 5_400_000],
  ['2d', 172_800_000],
  ['1.5h', 5_400_000],
])('a duration of %s is %i ms, as text and as data', (written, ms) => {
  expect(duration().fromText(written)).toBe(ms)
  expect(duration().fromData(written)).toBe(ms)
})

test.each([
  '',
  ' ',
  '-1',
  '0',
  '0s',
  '1e3',
  'NaN',
  'Infinity',
  '1h 30m',
  '30m1h',
  '1h1h',
  '90 m',
  'm',
  '11y',
  '4000d',
  '0x10',
  '٣',
])('a duration of %j is refused', (written) => expect(duration().fromText(written)).toBeUndefined())

test('a bare number in a file is seconds, and a duration may be zero only where that means something', () => {
  expect(duration().fromData(14_400)).toBe(14_400_000)
  expect(duration().fromData(0)).toBeUndefined()
  expect(duration({ zero: true }).fromData(0)).toBe(0)
  expect(duration().fromData(Number.NaN)).toBeUndefined()
  expect(duration().fromData(-1)).toBeUndefined()
})

test('what a duration is shown as reads back as the same duration', () => {
  const kind = duration({ zero: true })
  fc.assert(fc.property(fc.integer({ min: 0, max: 315_360_000_000 }), (ms) => kind.fromText(kind.toText(ms)) === ms))
})

test.each([
  ['100', 100],
  ['1_000_000', 1_000_000],
])('a count of %s is %i', (written, value) => expect(count().fromText(written)).toBe(value))

test.each(['0', '-1', '1.5', '1e6', '', 'ten', '1__0', '_1', '9007199254740992', '+5', ' 5'])(
  'a count of %j is refused',
  (written) => expect(count().fromText(written)).toBeUndefined(),
)

test('a count in a file is a number, not a text that looks like one', () => {
  expect(count().fromData(5)).toBe(5)
  expect(count().fromData('5')).toBeUndefined()
  expect(count().fromData(1.5)).toBeUndefined()
  expect(count().fromData(2 ** 60)).toBeUndefined()
  expect(count(0).fromData(0)).toBe(0)
})

test.each([
  ['50.0', 50],
  ['.5', 0.5],
  ['1000000', 1_000_000],
])('an amount of %s is %d dollars', (written, value) => expect(money().fromText(written)).toBe(value))

test.each(['0', '0.00', '-5', '1e3', '$5', '1000001', 'Infinity', 'NaN', '', '5,00'])(
  'an amount of %j is refused',
  (written) => expect(money().fromText(written)).toBeUndefined(),
)

test('an infinite or missing amount in a file is refused', () => {
  for (const data of [Infinity, Number.NaN, null, '50', true, [5]]) expect(money().fromData(data)).toBeUndefined()
})

test('a fraction is above 0 and at most 1', () => {
  expect(fraction().fromText('0.8')).toBe(0.8)
  expect(fraction().fromText('1')).toBe(1)
  expect(fraction().fromText('0')).toBeUndefined()
  expect(fraction().fromText('80')).toBeUndefined()
})

test('bytes take units of 1024', () => {
  expect(bytes().fromText('512K')).toBe(524_288)
  expect(bytes().fromText('10MB')).toBe(10_485_760)
  expect(bytes().fromText('1GiB')).toBe(2 ** 30)
  expect(bytes().fromText('65536')).toBe(65_536)
  expect(bytes().fromText('0')).toBeUndefined()
  expect(bytes().fromText('9999999999G')).toBeUndefined()
})

test('yes and no are booleans in a variable; in a file only true and false are', () => {
  expect(boolean().fromText('Yes')).toBe(true)
  expect(boolean().fromText('0')).toBe(false)
  expect(boolean().fromText('toString')).toBeUndefined()
  expect(boolean().fromData('no')).toBeUndefined()
  expect(boolean().fromData(0)).toBeUndefined()
})

test('a text may not be blank and may not hold a NUL', () => {
  const kind = text({ expected: 'a text', placeholder: '<text>' })
  expect(kind.fromText('line one\nline two')).toBe('line one\nline two')
  for (const bad of ['', ' \n', 'a\0b']) expect(kind.fromText(bad)).toBeUndefined()
})

test('a list with commas is split; a list without is one item a line, and a comma belongs to the item', () => {
  const names = list({ expected: 'names', placeholder: '<names>', separator: ',' })
  const commands = list({ expected: 'commands', placeholder: '<command>' })
  expect(names.fromText('a, b')).toEqual(['a', 'b'])
  expect(names.fromText('a,,b')).toBeUndefined()
  expect(commands.fromText('echo a, b\nnpm test\n')).toEqual(['echo a, b', 'npm test'])
  expect(commands.fromData(['npm test', 5])).toBeUndefined()
})
