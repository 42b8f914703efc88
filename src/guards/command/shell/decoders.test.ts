import { expect, test } from 'vitest'
import { escaped, fromBase32, fromBase64, fromHex, printed, reversed, translated } from './decoders.ts'
import { globMatches, matches } from './glob.ts'
import { optionsOf, names } from './options.ts'
import { plain } from './known.ts'

test('codes become texts', () => {
  expect(fromBase64('cm0g\nLXJm')).toBe('rm -rf')
  expect(fromBase32('OJWSALLSMY======')).toBe('rm -rf')
  expect(fromHex('72 6d\\x200x2d')).toBe('rm -')
  expect(reversed('mr\nsl')).toBe('rm\nls')
  expect(translated('sm', 'a-z', 'b-za')).toBe('tn')
  expect(translated('r-m', '-', undefined)).toBe('rm')
  expect(escaped('\\x72\\155\\u0020\\n\\q')).toBe('rm \n\\q')
})

test('printf uses its format again while arguments are left', () => {
  expect(printed('%s-%s\\n', ['a', 'b', 'c'])).toBe('a-b\nc-\n')
  expect(printed('%b%%', ['\\x41'])).toBe('A%')
  expect(printed('no arguments', [])).toBe('no arguments')
})

test('patterns match as the shell matches them', () => {
  expect(['*', '?.git', '.g*', '.[a-h]it', '.!'].filter((pattern) => globMatches(pattern, '.git'))).toEqual([
    '.g*',
    '.[a-h]it',
  ])
  expect(matches('*b*c', 'abxxc')).toBe(true)
  expect(matches('a*b*c*d*e*f', 'a'.repeat(5000))).toBe(false)
})

test('options are read as getopt reads them', () => {
  const words = (text: string) => text.split(' ').map((word) => plain(word))
  const { flags, values, operands } = optionsOf(words('-rf -o out --name=x --size 3 a -- -b'), {
    valued: names('o size'),
  })
  expect([...flags]).toEqual(['r', 'f', 'o', 'name', 'size'])
  expect([...values].map(([name, given]) => [name, given.map(({ text }) => text)])).toEqual([
    ['o', ['out']],
    ['name', ['x']],
    ['size', ['3']],
  ])
  expect(operands.map(({ text }) => text)).toEqual(['a', '-b'])
})
