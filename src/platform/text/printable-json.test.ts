import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutralise } from './neutralise.ts'
import { printableJson } from './printable-json.ts'

test('controls, marks of direction and invisible characters stand as escapes', () => {
  expect(printableJson({ a: '\x7f\x9b\u202e\u2066\u200b\u2028\u{e0041}é日' })).toBe(
    '{"a":"\\u007f\\u009b\\u202e\\u2066\\u200b\\u2028\\udb40\\udc41é日"}',
  )
})

test('whatever the text, nothing is left to neutralise, and it is read as it was', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\x1b', '\x9b', '\u202e', '\ufe0f', '\u{e0041}', '\udb40', '👩'),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const value = { [pieces[0] ?? '']: pieces.join('') }
      const json = printableJson(value, 2)
      expect(neutralise(json)).toBe(json)
      expect(JSON.parse(json)).toEqual(value)
    }),
  )
})
