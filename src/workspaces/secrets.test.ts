import { expect, test } from 'vitest'
import { contentJudge } from './secrets.ts'

const values = [
  { name: 'LETTERS', value: 'kQzWpXnRtYbVmHsJdFgLcTqA' },
  { name: 'SIGNS', value: 'aB3/+"xY9z\\&=é wTq4Lm' },
  { name: 'SHORT', value: 'qzXwPnRtVb' },
]
const judge = contentJudge(values)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const hex = (text: string) => Buffer.from(text).toString('hex')

const spellings: Readonly<Record<string, (value: string) => string | Buffer>> = {
  plain: (value) => value,
  json: (value) => JSON.stringify(value),
  'json in json': (value) => JSON.stringify(JSON.stringify(value)),
  'json of ASCII': (value) =>
    JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  url: (value) => encodeURIComponent(value),
  percent: (value) => hex(value).replaceAll(/../g, '%$&'),
  base64,
  'base64, one byte later': (value) => base64(`:${value}`),
  'base64, two bytes later': (value) => base64(`u:${value}@host`),
  base64url: (value) => Buffer.from(value).toString('base64url'),
  hex,
  HEX: (value) => hex(value).toUpperCase(),
  'UTF-16': (value) => Buffer.from(value, 'utf16le'),
  'UTF-16, big endian': (value) => Buffer.from(value, 'utf16le').swap16(),
  'among bytes': (value) => Buffer.concat([Buffer.from([0, 1, 255]), Buffer.from(value), Buffer.from([0])]),
  coloured: (value) => `${value.slice(0, 4)}\u001b[31m${value.slice(4)}`,
}

test.each(Object.entries(spellings))('a known value is known as %s', (_, spell) => {
  const around = (value: string) =>
    Buffer.concat(['some text ', spell(value), '\nmore\n'].map((part) => Buffer.from(part)))
  for (const { name, value } of values) {
    // Two bytes of text before UTF-16 would shift it.
    const spelling = spell(value)
    const content = Buffer.isBuffer(spelling) ? spelling : around(value)
    expect(judge('a.txt', content), name).toBe('known secret')
  }
})

test.each([
  'kQzWpXnRtYbVmHsJdFgLcTqA.txt',
  `x/${hex('qzXwPnRtVb')}/a.txt`,
  `${base64('qzXwPnRtVb').replace(/=+/, '')}.md`,
])('one in the name %s, too', (path) => {
  expect(judge(path, Buffer.from('harmless'))).toBe('known secret in its name')
})

test('a token in a name is one, too', () => {
  expect(judge('ghp_ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkm', Buffer.from(''))).toMatch(/token in its name$/)
})

test('honest content is kept', () => {
  for (const text of [
    'password = "changeme"\n',
    'export const key = (name: string) => `${name}\\n"`\n',
    '\u0000\u0001PNG',
  ])
    expect(judge('src/a.ts', Buffer.from(text))).toBeUndefined()
})
