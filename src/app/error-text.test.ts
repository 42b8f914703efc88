import { expect, test } from 'vitest'
import { RalphError } from '../errors.ts'
import { errorText } from './error-text.ts'

const value = 'tok_4f9a1c7e2b8d6035aa91ffe204'
const context = { cwd: '/nowhere', env: { API_TOKEN: value } }

test('an error holds no known secret and nothing that a terminal obeys, with a stack or without', () => {
  const error = new RalphError(`no ${value}\x1b[2J`, `write ${value} \x9b`)
  expect(errorText(error, context)).toBe('ralph: no [redacted:API_TOKEN]\n  write [redacted:API_TOKEN] \\x9b\n')
  for (const RALPH_DEBUG of ['0', '1']) {
    const text = errorText(new TypeError(`of ${value}`), { ...context, env: { ...context.env, RALPH_DEBUG } })
    expect(text).toMatch(/^ralph: .*of \[redacted:API_TOKEN\]\n/)
    expect(text).not.toContain(value)
  }
})
