import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCleaning } from './clean.ts'

const value = 'tok_4f9a1c7e2b8d6035aa91ffe204'
const cleaning = makeCleaning({ values: [{ name: 'API_TOKEN', value }] })
const { clean } = cleaning

/** What detectors look for, cut so that it may come together. */
const pieces = [
  [
    'password',
    'token',
    'api_key',
    'Authorization: ',
    'Bearer ',
    'Basic ',
    'Cookie: ',
    'a=',
    'kind: Secret\n',
    'data:\n  ',
  ],
  [
    '=',
    ': ',
    ' is ',
    ' -p',
    'mysql ',
    'curl -u ',
    'a:',
    '@',
    '://',
    'postgres',
    '"',
    "'",
    '\n',
    '\r\n',
    '\\n',
    '\\',
    ' ',
    '{',
    '}',
  ],
  ['ghp_', 'sk-', 'AKIA', 'xoxb-', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9b', 'hunter2hunter2', '0123456789abcdef', 'AAAAAAAA'],
  ['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'MIIEpAIBAAKCAQEAq7Zkq7Zkq7Zkq7Zkq7Zkq7Zk0'],
  [
    value,
    value.slice(0, 15),
    value.slice(15),
    Buffer.from(value).toString('base64'),
    '[redacted:API_TOKEN]',
    '[redacted:',
  ],
  ['\x1b', '\x1b[31m', '\x9b', '\u200b', '\u202e', '\ufe0f', '\u200d', '👩', '\0'],
].flat()

test('what was cleaned is clean: to clean it again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      const once = clean(parts.join(''))
      expect(clean(once)).toBe(once)
    }),
    { numRuns: 3000 },
  )
})

test('a mark that stands for a secret is no login, and no name of another secret', () => {
  for (const text of [
    'curl -u [redacted:API_TOKEN] x',
    '[redacted:API_TOKEN]: 0123456789abcdef01',
    '[redacted:github]=s3cretValue99',
  ])
    expect(clean(text)).toBe(text)
})

test('a known secret within such a mark is masked all the same', () => {
  expect(clean(`[redacted:${value}]`)).not.toContain(value)
})

test('of a known secret that was cut short no half is left', () => {
  const cut = `echo ${value.slice(0, 16)}…`
  expect(clean(cut)).toBe('echo [redacted:API_TOKEN]…')
  const outputs = cleaning.outputs()
  const tool = (detail: string) => ({ type: 'tool', name: 'shell', detail }) as const
  const told = [...outputs.push(tool(cut)), ...outputs.push(tool('ls')), ...outputs.end()]
  expect(told).toEqual([tool('echo [redacted:API_TOKEN]…'), tool('ls')])
})
