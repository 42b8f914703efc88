import { expect, test } from 'vitest'
import { makeClean } from '../platform/text/clean.ts'
import { newState } from '../state.ts'
import { cleanSkipped } from './skipped.ts'

const value = 'tok_4f9a1c7e2b8d6035aa91ffe204'
const clean = makeClean({ values: [{ name: 'API_TOKEN', value }] })
const calm = new AbortController().signal

test('a left-out file whose name is a secret, or hostile, is told cleaned', async () => {
  const skipped = [`${value}.env`, 'a\x1b[2J\u202e.pem', '.env']
  const workspace = cleanSkipped({ snapshot: async () => ({ fingerprint: 'f', commit: 'c', skipped }) }, clean)
  expect(await workspace.snapshot('claim', newState, calm)).toEqual({
    fingerprint: 'f',
    commit: 'c',
    skipped: ['[redacted:API_TOKEN].env', 'a\\x1b[2J<U+202E>.pem', '.env'],
  })
})

test('a workspace that is gone stays gone', async () => {
  const workspace = cleanSkipped({ snapshot: async () => undefined }, clean)
  expect(await workspace.snapshot('end', newState, calm)).toBeUndefined()
})
