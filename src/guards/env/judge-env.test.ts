import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeEnv } from './judge-env.ts'

interface Sample {
  readonly id: string
  readonly text: string
  readonly label: 'block' | 'warn' | 'allow'
}

function corpus(name: string): readonly Sample[] {
  const file = new URL(`../../../test/corpora/env/${name}.jsonl`, import.meta.url)
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Sample => JSON.parse(line))
}

const hostile = corpus('hostile')
const honest = corpus('honest')

function otherwise(samples: readonly Sample[], isRight: (sample: Sample, verdict: string) => boolean) {
  return samples.flatMap((sample) => {
    const { verdict, reasons } = judgeEnv(sample.text)
    return isRight(sample, verdict) ? [] : [{ id: sample.id, text: sample.text, verdict, rule: reasons[0]?.rule }]
  })
}

test('variables that run or redirect something are blocked, and honest ones never', () => {
  const dangerous = hostile.filter(({ label }) => label === 'block')
  expect(otherwise(dangerous, (_, verdict) => verdict === 'block')).toEqual([])
  expect(otherwise(honest, (_, verdict) => verdict !== 'block')).toEqual([])
})

test('credentials with a value are warned of, and examples of some are not', () => {
  const credentials = hostile.filter(({ label }) => label === 'warn')
  expect(otherwise(credentials, (_, verdict) => verdict === 'warn')).toEqual([])
  expect(otherwise(honest, (_, verdict) => verdict === 'allow')).toEqual([])
})

test('the corpora are as large as figures need', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(80)
  expect(honest.length).toBeGreaterThanOrEqual(80)
})

test('a reason says what, why and where, and never the value', () => {
  const { reasons } = judgeEnv('NODE_ENV=test\n  LD_PRELOAD=./a-secret-place.so\n')
  expect(reasons).toEqual([
    { rule: 'env-loader', grade: 'block', message: expect.stringMatching(/^LD_PRELOAD makes /), line: 2, column: 3 },
  ])
  expect(JSON.stringify(judgeEnv('MY_TOKEN=ghp_A8xK2eZvKYlo2C0b9dQ7rA8xK2eZvKYlo2C0'))).not.toContain('A8xK2')
})

test('the gravest reason is the first', () => {
  const { verdict, reasons } = judgeEnv('API_TOKEN=kD83fjw9Qmz1xx20\nPYTHONPATH=.\n')
  expect(verdict).toBe('block')
  expect(reasons.map(({ grade }) => grade)).toEqual(['block', 'warn'])
})

test('any text gets an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(['block', 'warn', 'allow']).toContain(judgeEnv(text).verdict)
    }),
    { numRuns: 300 },
  )
})

const size = 256 * 1024
const fill = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size)

test.each([
  ['one name', fill('A')],
  ['names', fill('A ')],
  ['ever new names', Array.from({ length: 40_000 }, (_, index) => `A${index}=1`).join('\n')],
  ['commas', `A=${fill(',')}x`],
  ['signs', fill('a=')],
  ['nested maps', fill('a: {b: ')],
  ['names with a flaw at the end', `${fill('A ')}!`],
  ['assignments in one line', fill('A=1 ')],
  ['dangerous ones', fill('LD_PRELOAD=1\n')],
  ['quotes that never close', fill('A="')],
  ['escaped quotes', `A="${fill('\\"')}`],
  ['backslashes', fill('\\')],
  ['continued lines', fill('A\\\n')],
  ['braces', fill('{')],
  ['keys of JSON', fill('"A":{')],
  ['spaces before a sign', `A${fill(' ')}=`],
  ['separators', fill('; ')],
  ['keywords', fill('export ')],
  ['substitutions', `A=${fill('$(curl ')}`],
  ['a shell in a pipe, almost', `A=$(${fill('| s')}`],
  ['a value of options', `NODE_OPTIONS=${fill('--max-old-space-size=1 ')}`],
  ['a compiler', `CC=${fill('a-')}!`],
  ['an address', `DATABASE_URL=postgres://${fill('a:')}`],
  ['underlines', fill('_A_')],
  ['a name of a vendor', `ANTHROPIC${fill('_URL')}x=1`],
  ['a token, almost', `A=${fill('ghp_')}`],
  ['escapes', fill('\\u0041')],
])('256 KB of %s take no longer than a glance', (_, text) => {
  const tries = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage()
    judgeEnv(text)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  expect(Math.min(...tries)).toBeLessThan(250) // of this process alone: others run beside it
})
