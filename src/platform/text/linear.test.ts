import { expect, test } from 'vitest'
import { makeCleaning } from './clean.ts'

const size = 256 * 1024
const values = [
  { name: 'A_KEY', value: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaab12' },
  { name: 'B_KEY', value: 'sk-api03-abcdefgh1234567890' },
]
const cleaning = makeCleaning({ values })

/** What each detector begins to look at, and then finds not to be what it looks for. */
const units: readonly string[] = [
  // Blobs
  'a',
  '0',
  'aB3dE5gH7jK9',
  '0123456789abcdef',
  '=',
  '\\',
  '%25',
  '&#',
  '&amp;',
  '\\u{',
  // Tokens
  'eyJ.eyJ.',
  'eyJaaaaaaaaaa.',
  'eyJaaaaaaaaaaaaaaaaaaaaaaaaaa..',
  'sk-',
  '=sk-',
  'xoxb-1',
  'AKIA',
  'AKIAAAAAAAAAAAAAAAAA ',
  'MTA',
  '-us',
  '$2b$',
  'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSB\n',
  'AZDO',
  '.atlasv1.',
  // Names and what stands between them and a value
  'password=',
  'password    ',
  'password:\n',
  'password="a',
  'password" {\n',
  'token:token:',
  'token\t',
  'key',
  'api key ',
  '_secret_',
  '_pat',
  'A_KEY=',
  'API_KEY_',
  'password is ',
  'name: DB_PASSWORD\n',
  '-pass ',
  // Places in addresses, headers, commands, files
  '://:@',
  '://a:b',
  'postgres://a:b',
  'Bearer ',
  'Authorization: ',
  'cookie: a=b; ',
  'Cookie: ',
  '&sig=',
  ' -p',
  'mysql -p ',
  'curl -u ',
  ' -u a:',
  'curl \\\n',
  '| sudo -S',
  'pass:',
  'IDENTIFIED BY ',
  ':5432:',
  'login a password ',
  'machine a\n',
  'kind: Secret\n',
  'data:\n',
  'kind: Secret\ndata:\n  a: b\n',
  // Keys
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\nAAAA\n',
  '-----END PRIVATE KEY-----',
  'AAAAAAAAAAAAAAAA\n-----END PRIVATE KEY-----\n',
  'Private-Lines: 1 ',
  // Control and invisible characters
  '\x1b',
  '\x1b[',
  '\x9b31m',
  '\r',
  '\0',
  '\u200d',
  '\u{e0041}',
  '🏴\u{e0041}',
  '[redacted:',
  '{{',
  '`',
  '\n',
]

const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The promise is 250 ms on an idle machine; this one may be shared, and a quadratic detector takes a minute. */
const mostMs = 2500

test.each(['at once', 'line by line', 'in pieces'])('no text of 256 KB makes the pipeline slow, %s', (how) => {
  for (const unit of units) {
    const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
    const started = cpuMs()
    run(how, text)
    const ms = cpuMs() - started
    expect({ unit, ms: ms < mostMs ? 'few' : ms }).toEqual({ unit, ms: 'few' })
  }
})

function run(how: string, text: string): void {
  if (how === 'at once') return void cleaning.clean(text)
  const sequence = how === 'line by line' ? cleaning.sequence() : cleaning.stream()
  for (let at = 0; at < text.length; at += 100) sequence.push(text.slice(at, at + 100))
}
