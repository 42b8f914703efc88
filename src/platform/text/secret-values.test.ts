import { expect, test } from 'vitest'
import { parseDotenv } from './dotenv.ts'
import { secretValuesInDotenv } from './secret-values.ts'

test('a .env file is read with its quotes, escapes, comments and lines', () => {
  const text = [
    '# settings',
    'PLAIN=value # a comment',
    "export SINGLE='a # b'",
    'DOUBLE="two\\nlines"',
    'LINES="first',
    'second"',
    'COLON: value',
    '  SPACES = value  ',
    'HASH=a#b',
    'EMPTY=',
    'LATE=1',
    'LATE=2',
    'no entry',
    '=x',
  ]
  expect(parseDotenv(text.join('\r\n').replaceAll('\r\n', '\n'))).toEqual({
    PLAIN: 'value',
    SINGLE: 'a # b',
    DOUBLE: 'two\nlines',
    LINES: 'first\nsecond',
    COLON: 'value',
    SPACES: 'value',
    HASH: 'a#b',
    EMPTY: '',
    LATE: '2',
  })
})

test('of a .env file the secrets are known; settings, paths, stand-ins and what is known already are not', () => {
  const text = [
    'NODE_ENV=production',
    'PORT=3000',
    'API_KEY=k9Xw2pQz77aa',
    'DATABASE_URL=postgres://app:gq72kxw9Ab@db/shop',
    'SESSION_SECRET=<generate one>',
    'JWT_SECRET=changeme-please',
    'STRIPE_KEY=your-stripe-key-here',
    'SSL_KEY=/etc/ssl/private/shop.key',
    'KEY_COUNT=12345678',
    'KNOWN_TOKEN=a1b2c3d4e5f6',
    'OTHER_KEY=${API_KEY}',
  ]
  const known = [{ name: 'KNOWN', value: 'a1b2c3d4e5f6' }]
  expect(secretValuesInDotenv(text.join('\n'), known)).toEqual([
    { name: 'API_KEY', value: 'k9Xw2pQz77aa' },
    { name: 'DATABASE_URL', value: 'gq72kxw9Ab' },
  ])
})

test('no .env file makes it slow', () => {
  const started = process.cpuUsage().user
  for (const unit of ['A="', "A='", 'A=\\"', 'A', 'A=`', 'export ', '"\\']) parseDotenv(unit.repeat(64 * 1024))
  expect(process.cpuUsage().user - started).toBeLessThan(20_000_000)
})
