import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeRedactor } from './redact.ts'

/** Values as vendors and password managers make them, from a seed. */
function valueFrom(seed: number, length: number, signs: string): string {
  const letters = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${signs}`
  let state = seed
  let value = ''
  while (value.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    value += letters[(state >>> 8) % letters.length]
  }
  return value
}

const wrap = (text: string, width: number, lineEnd = '\n') =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(lineEnd) ?? ''
const bytes = (text: string) => Array.from(Buffer.from(text))
const hex = (byte: number) => byte.toString(16).padStart(2, '0')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const each = (text: string, form: (byte: number) => string, between = '') => bytes(text).map(form).join(between)

const encodings: Readonly<Record<string, (value: string) => string>> = {
  'as it is': (value) => value,
  'in lower case': (value) => value.toLowerCase(),
  'in upper case': (value) => value.toUpperCase(),
  reversed: (value) => Array.from(value).toReversed().join(''),
  base64: base64,
  'base64 for addresses': (value) => Buffer.from(value).toString('base64url'),
  'base64 of more, one further': (value) => base64(`x${value}yz`),
  'base64 of more, two further': (value) => base64(`id:${value}\n`),
  'base64 in lines of 64': (value) => wrap(base64(`${'user:'.repeat(11)}${value}${'!'.repeat(40)}`), 64),
  'base64 in lines of 76': (value) => wrap(base64(`${'name='.repeat(12)}${value}${'!'.repeat(40)}`), 76, '\r\n'),
  'base64 twice': (value) => base64(base64(value)),
  hex: (value) => each(value, hex),
  'hex in upper case': (value) => each(value, hex).toUpperCase(),
  'hex with colons': (value) => each(value, hex, ':'),
  'hex with blanks': (value) => each(value, hex, ' '),
  'hex in a list': (value) => each(value, (byte) => `0x${hex(byte)}`, ', '),
  'hex escapes': (value) => each(value, (byte) => `\\x${hex(byte)}`),
  'unicode escapes': (value) => each(value, (byte) => `\\u00${hex(byte)}`),
  'unicode escapes in JSON in JSON': (value) => each(value, (byte) => `\\\\u00${hex(byte)}`),
  'octal escapes': (value) => each(value, (byte) => `\\${byte.toString(8).padStart(3, '0')}`),
  'decimal bytes': (value) => `[${each(value, String, ', ')}]`,
  'URL-encoded': (value) => encodeURIComponent(value),
  'URL-encoded, every byte': (value) => each(value, (byte) => `%${hex(byte).toUpperCase()}`),
  'URL-encoded twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  'in JSON': (value) => JSON.stringify(value),
  'in JSON in JSON': (value) => JSON.stringify(JSON.stringify(value)),
  'HTML entities': (value) => each(value, (byte) => `&#${byte};`),
  'HTML entities in hex': (value) => each(value, (byte) => `&#x${hex(byte)};`),
  'quoted-printable': (value) => wrap(value, 18).replaceAll('=', '=3D').replaceAll('\n', '=\n'),
  'between colours': (value) => Array.from(value).join('\x1b[1;32m'),
  'between colours in JSON': (value) => Array.from(value).join('\\u001b[0m'),
  'between invisible characters': (value) => Array.from(value).join('\u200b'),
  'letter by letter': (value) => Array.from(value).join(' '),
  concatenated: (value) => `"${wrap(value, 7, '" + "')}"`,
  folded: (value) => wrap(value, 8),
  'folded and indented': (value) => wrap(value, 8, '\n        '),
  'folded in a quote': (value) => wrap(value, 8, '\n> '),
}

test.each(Object.entries(encodings))('a known value is masked %s', (_name, encode) => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const value = valueFrom(seed, 20 + (seed % 25), seed % 3 === 0 ? '+/=' : seed % 3 === 1 ? '-_' : '!$&*#@.')
    const redact = makeRedactor({ values: [{ name: 'DEPLOY_KEY', value }] })
    const encoded = encode(value)
    for (const [before, after] of [
      ['', ''],
      ['key is ', ' now'],
      ['{"text":"', '\\n"}'],
      ['\n', '\n'],
    ] as const) {
      const shown = redact(before + encoded + after)
      expect(shown).toMatch(/\[redacted:(?:DEPLOY_KEY|assigned)\]/)
      // What may be left is signs, what stands beside the value, and the edges where they mix.
      const rest = shown.replace(/\[redacted:\w+\]/g, '').length - before.length - after.length
      expect(rest).toBeLessThan(encoded.length - value.length * 0.8)
    }
  }
})

test('a short known value is masked as it is, and within base64', () => {
  const redact = makeRedactor({ values: [{ name: 'SHORT_KEY', value: 'k9Xw2pQz' }] })
  for (const text of [
    'k9Xw2pQz',
    'K9XW2PQZ',
    base64('k9Xw2pQz'),
    base64('user:k9Xw2pQz'),
    '%6b%39%58%77%32%70%51%7a',
  ]) {
    expect(redact(`a ${text} b`)).toMatch(/\[redacted:SHORT_KEY\]/)
  }
})

test('half of a long random value is masked, too', () => {
  const value = valueFrom(7, 40, '')
  const redact = makeRedactor({ values: [{ name: 'DEPLOY_KEY', value }] })
  expect(redact(`starts with ${value.slice(0, 20)}`)).toBe('starts with [redacted:DEPLOY_KEY]')
  expect(redact(`ends with ${value.slice(20)}`)).toBe('ends with [redacted:DEPLOY_KEY]')
})

test('words that are a password are not masked wherever they are spelled', () => {
  const redact = makeRedactor({ values: [{ name: 'SECRET_KEY', value: 'development-secret-key' }] })
  const honest = 'The development secret key is not for production.'
  expect(redact(honest)).toBe(honest)
  expect(redact('SECRET=development-secret-key')).toBe('SECRET=[redacted:SECRET_KEY]')
})

test('honest text is not touched, whatever the secrets', () => {
  const words = fc.lorem({ maxCount: 60, mode: 'sentences' })
  const values = Array.from({ length: 20 }, (_, seed) => ({ name: `KEY_${seed}`, value: valueFrom(seed + 1, 32, '') }))
  const redact = makeRedactor({ values })
  fc.assert(
    fc.property(words, fc.base64String({ maxLength: 400 }), (text, blob) => {
      expect(redact(`${text}\ndata:image/png;base64,${blob}`)).toBe(`${text}\ndata:image/png;base64,${blob}`)
    }),
  )
})
