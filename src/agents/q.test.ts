import { describe, expect, test } from 'vitest'
import { claimIn } from '../claim.ts'
import { agentRequest } from '../../test/support/request.ts'
import { casesOf, replay, replayLines } from '../../test/support/transcripts.ts'
import { kiro, q } from './q.ts'

/** Nobody recorded these: they are made up after the documentation and the reports of users. */
const version = 'kiro/from-documentation'
const chat = (name: string) => replay(kiro, version, name)

/** Success or kind of failure, beginning of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, words: string]>> = {
  'agent-not-found': ['crashed', 'it exited with code 4: error: no agent with name reviewer found'],
  answer: ['success', 'I wrote hello.txt.\n\nTASK_COMPLETE'],
  'mcp-did-not-start': ['crashed', 'it exited with code 3: error: MCP server docs failed to start'],
  'monthly-limit': ['quota-exhausted', 'Monthly request limit reached'],
  'not-logged-in': ['unauthorized', 'error: You are not logged in, please log in with kiro-cli login'],
  question: ['success', 'Would you like me to go on'],
  'token-expired': ['unauthorized', 'The bearer token included in the request is invalid'],
}

describe('a documented ending', () => {
  test.each(Object.entries(endings))('%s is read', (name, [kind, words]) => {
    const { failure, message } = chat(name)
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
  })

  test('is not forgotten', () => {
    expect(Object.keys(endings).toSorted()).toEqual(casesOf(version))
  })
})

test('a question at the end claims nothing, an answer may', () => {
  expect(claimIn(chat('question').message, 'TASK_COMPLETE')).toBeUndefined()
  expect(claimIn(chat('answer').message, 'TASK_COMPLETE')).toEqual({ kind: 'done' })
})

test('its decoration and what it cost are no part of the answer', () => {
  expect(chat('answer').message).toBe('I wrote hello.txt.\n\nTASK_COMPLETE')
})

test("words about limits and logins in an answer are the agent's", () => {
  for (const said of [
    'I explained why "Monthly request limit reached" is shown.',
    'Done.\nKiro is having trouble responding right now: that text is translated.',
  ])
    expect(replayLines(kiro, said.split('\n')).failure).toBeUndefined()
})

test('death by signal stays what it is', () => {
  const exit = { code: null, signal: 'SIGKILL' }
  expect(replayLines(q, ['Amazon Q is having trouble responding right now'], exit).failure).toEqual({
    kind: 'crashed',
    message: 'it was ended by SIGKILL',
  })
})

test('spending is estimated', () => {
  const { usage, cost } = chat('answer')
  expect([usage.basis, cost.basis]).toEqual(['estimated', 'estimated'])
})

test('the command trusts all tools and takes the prompt on stdin', () => {
  const { args, stdin, env } = q.command(agentRequest({ prompt: 'p', model: 'm', extraArgs: ['--agent', 'mine'] }))
  expect(args.join(' ')).toBe('chat --no-interactive --trust-all-tools --model m --agent mine')
  expect(stdin).toBe('p')
  expect(env['NO_COLOR']).toBe('1')
})
