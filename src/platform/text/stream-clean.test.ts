import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCleaning } from './clean.ts'

const values = [
  { name: 'DEPLOY_KEY', value: 'Zq8/Kp+3"x&w7Lm=Tn5#Rv2' },
  { name: 'API_TOKEN', value: 'tok_4f9a1c7e2b8d6035aa91ffe204' },
  { name: 'DB_PASSWORD', value: 'h0rse-Battery!9' },
  { name: 'SHORT_KEY', value: 'k9Xw2pQz' },
]
const cleaning = makeCleaning({ values })
const shortened = (text: string) => text.toLowerCase().replace(/[^a-z\d]/g, '')

/** A text in pieces, cut at these places. */
function pieces(text: string, cuts: readonly number[]): readonly string[] {
  const places = [0, ...[...new Set(cuts.map((cut) => cut % (text.length + 1)))].toSorted((a, b) => a - b), text.length]
  return places.slice(1).map((end, index) => text.slice(places[index], end))
}

function streamed(parts: readonly string[]): string {
  const stream = cleaning.stream()
  return [...parts.map((part) => stream.push(part)), stream.end()].join('')
}

const filler = fc.constantFrom('building\n', 'ok ', '\n', '\t', 'key=', 'a'.repeat(90), 'x\r\n', '{"text":"', '👩 ')
const secretPiece = fc.constantFrom(...values.map(({ value }) => value))
const textArbitrary = fc
  .array(fc.oneof(filler, secretPiece), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))

test('however a text is cut, what comes out holds no known value', () => {
  fc.assert(
    fc.property(textArbitrary, fc.array(fc.nat(2000), { maxLength: 30 }), (text, cuts) => {
      const shown = streamed(pieces(text, cuts))
      for (const { value } of values) expect(shown).not.toContain(value)
    }),
  )
})

test('a value wrapped over lines is masked, whatever the width and the indentation, line by line too', () => {
  for (const { name, value } of values.slice(0, 2)) {
    for (let width = 5; width < value.length; width += 1) {
      const lines = value.match(new RegExp(`[^]{1,${width}}`, 'g')) ?? []
      for (const indent of ['', '    ', '> ', '+ ', '│ ']) {
        const text = ['before', ...lines.map((line) => indent + line), 'after'].join('\n')
        expect(shortened(cleaning.clean(text))).not.toContain(shortened(value))
        expect(cleaning.clean(text)).toContain(`[redacted:${name}]`)
        const shown = streamed(text.split('\n').map((line) => `${line}\n`))
        expect(shortened(shown)).not.toContain(shortened(value))
        expect(shown).toMatch(/^before\n[^]*\[redacted:[^]*after\n$/)
      }
    }
  }
})

test('honest text comes out unchanged, and whole lines at once', () => {
  const stream = cleaning.stream()
  expect(stream.push('one\ntw')).toBe('one\n')
  expect(stream.push('o\nthree')).toBe('two\n')
  expect(stream.end()).toBe('three')
  expect(stream.end()).toBe('')
})

test('a beginning that turned out to be none comes out unchanged', () => {
  expect(streamed(['the prefix tok_4f9a\n', 'is public\n'])).toBe('the prefix tok_4f9a\nis public\n')
})

test('the beginning of a value at the very end is masked once it says enough', () => {
  expect(streamed(['see tok_4f9a1c7e2b8d6035'])).toBe('see [redacted:API_TOKEN]')
})

test('a private key that arrives line by line is masked, with its end, without it, and in a diff', () => {
  const body = Array.from(
    { length: 20 },
    (_, index) => `MIIEpAIBAAKCAQEA${'q7Zk'.repeat(11)}x${String(index).padStart(2, '0')}`,
  )
  const begin = ['-----BEGIN RSA PRIV', 'ATE KEY-----'].join('')
  const end = ['-----END RSA PRIV', 'ATE KEY-----'].join('')
  for (const mark of ['', '+', '  12\t', '    "']) {
    for (const last of [[end], []]) {
      const lines = ['$ cat key', begin, ...body, ...last, 'all is done'].map((line) => `${mark}${line}\n`)
      const shown = streamed(lines)
      for (const line of body) expect(shown).not.toContain(line)
      expect(shown).toContain('$ cat key')
      expect(shown).toContain('all is done')
    }
  }
})

test('a mention of a private key hides nothing of what follows', () => {
  const mark = ['-----BEGIN PRIV', 'ATE KEY-----'].join('')
  const text = `grep "${mark}" -r .\nsrc/a.ts\nNothing found in 12 files.\n${mark}\nHere a key would stand.\nDone\n`
  expect(streamed(text.split(/(?<=\n)/))).toBe(text)
})

test('what an earlier line announces is masked in a later one', () => {
  const shown = streamed(['machine api.shop.dev\n', '  login dev\n', '  password gq72kxw9\n', 'done\n'])
  expect(shown).toBe('machine api.shop.dev\n  login dev\n  password [redacted:netrc]\ndone\n')
})

test('a line without end is cleaned in parts, in bounded memory', () => {
  const stream = cleaning.stream()
  let shown = ''
  for (let index = 0; index < 40; index += 1) {
    shown += stream.push('x'.repeat(10_000) + (index % 7 === 3 ? 'tok_4f9a1c7e2b8d6035aa91ffe204' : ''))
    expect(index * 10_000 - shown.length).toBeLessThan(100_000)
  }
  shown += stream.end()
  expect(shown).not.toContain('tok_4f9a')
  expect(shown.length).toBeGreaterThan(399_000)
})
