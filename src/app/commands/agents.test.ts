import { expect, test } from 'vitest'
import { shown, type AgentLine } from './agents.ts'

const found: AgentLine = {
  name: 'one',
  state: 'found',
  path: '/usr/local/bin/one',
  version: '1.2.3',
  minVersion: null,
  login: { state: 'ready', reason: 'ONE_API_KEY is set' },
  capabilities: { usage: 'live', cost: 'reported', resetTime: true, budget: true, resume: true, context: true },
  install: 'see https://one.test',
  npm: null,
}
const missing: AgentLine = {
  ...found,
  name: 'two',
  state: 'missing',
  path: null,
  version: null,
  login: { state: 'unknown' },
  capabilities: { usage: 'end', cost: 'priced', resetTime: false, budget: false, resume: false },
  npm: { package: '@two/cli', version: '2.0.0' },
}

test('agents stand in a table', () => {
  expect(shown([found, missing])).toBe(
    [
      'agent  version  login               tokens  cost      context   resets    budget    where',
      'one    1.2.3    ONE_API_KEY is set  live    reported  told      told      own too   /usr/local/bin/one',
      'two    -        not known           at end  priced    not told  not told  by ralph  ralph agents install two',
      '',
    ].join('\n'),
  )
})

test('where a table does not fit they stand below one another, and every line fits', () => {
  expect(shown([found, missing], 80)).toBe(
    [
      'one  1.2.3  /usr/local/bin/one',
      '  login: ONE_API_KEY is set',
      '  tokens live, cost reported, context told, reset times told, budget own too',
      'two  -  ralph agents install two',
      '',
    ].join('\n'),
  )
  for (const columns of [10, 30, 60, 100]) {
    const lines = shown([found, missing], columns).split('\n')
    expect(lines.filter((line) => line.length > columns)).toEqual([])
  }
})

test('one that may not be run, or has no npm package, says so', () => {
  const text = shown([
    { ...found, state: 'not-executable' },
    { ...missing, npm: null },
    { ...found, state: 'too-old', version: '0.9', minVersion: '1.0' },
    { ...found, version: null },
  ])
  expect(text).toMatch(/^one +not executable .* \/usr\/local\/bin\/one; see https:\/\/one\.test$/m)
  expect(text).toMatch(/^two +- .* see https:\/\/one\.test$/m)
  expect(text).toMatch(/^one +0\.9, needs 1\.0 /m)
  expect(text).toMatch(/^one +installed /m)
})
