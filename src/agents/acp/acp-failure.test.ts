import { describe, expect, test } from 'vitest'
import { converse, ended, messages, opening, said, update } from '../../../test/support/dialogues.ts'
import { replayedAt } from '../../../test/support/transcripts.ts'

const promptFails = (error: object) => converse([...opening, ...messages({ id: 3, error })]).failure

describe('a turn that ends with', () => {
  test.each([
    ['end_turn', undefined, ''],
    ['max_tokens', 'crashed', 'maximum of output tokens'],
    ['max_turn_requests', 'stopped', 'its own limit'],
    ['refusal', 'crashed', 'refused'],
    ['cancelled', 'crashed', 'cancelled its turn itself'],
    ['toString', 'crashed', 'a reason ralph does not know: toString'],
    [undefined, 'crashed', 'a reason ralph does not know: none'],
  ])('%s', (stopReason, kind, words) => {
    const { failure } = converse([...opening, ...messages(said('Done.'), ended({ stopReason }))])
    expect(failure?.kind).toBe(kind)
    expect(failure?.message ?? '').toContain(words)
  })
})

describe('success needs', () => {
  const good = [...opening, ...messages(said('TASK_COMPLETE'), ended())]

  test.each([
    ['exit 1', { code: 1 }, 'then it exited with code 1'],
    ['death by signal', { code: null, signal: 'SIGKILL' }, 'ended by SIGKILL'],
  ])('more than a turn before %s', (_, exit, words) => {
    expect(converse(good).failure).toBeUndefined()
    expect(converse(good, { exit }).failure).toEqual({ kind: 'crashed', message: expect.stringContaining(words) })
  })

  test('a word, a tool call or a token', () => {
    const turn = (...list: readonly object[]) => converse([...opening, ...messages(...list, ended())]).failure?.kind
    expect(turn()).toBe('crashed')
    expect(turn(said('  \n'), update('usage_update', { used: 100, size: 1000 }))).toBe('crashed')
    expect(turn(said('Hi.'))).toBeUndefined()
    expect(turn(update('tool_call', { toolCallId: '1', title: 't' }))).toBeUndefined()
    const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 }
    expect(converse([...opening, ...messages(ended({ usage }))]).failure).toBeUndefined()
  })

  test('nothing from words about limits in the work itself', () => {
    const prose = "Error: You've hit your 5-hour limit · resets 7:47pm (UTC). 429 Too Many Requests"
    const call = { toolCallId: '1', kind: 'execute', status: 'failed', rawOutput: prose }
    expect(converse([...opening, ...messages(update('tool_call', call), said(prose), ended())]).failure).toBeUndefined()
  })

  test('an answer to the prompt', () => {
    const exit = { code: 1, stderr: 'warning\nAPI Error: 529 overloaded_error\n' }
    expect(converse(opening, { exit }).failure).toEqual({
      kind: 'overloaded',
      message: expect.stringMatching(/^it exited with code 1 before it answered session\/prompt: .*529/),
    })
    expect(converse([], { exit: { stderr: '' } }).failure?.message).toBe(
      'it exited with code 0 before it answered initialize',
    )
  })

  test('that it can read us', () => {
    const lines = messages({ id: null, error: { code: -32700, message: 'Parse error' } })
    expect(converse(lines).failure?.message).toContain('before it answered initialize: Parse error')
  })
})

describe('the kind of an error', () => {
  test.each([
    [{ code: -32603, message: 'Internal error: x', data: { errorKind: 'rate_limit' } }, 'rate-limited', 'x'],
    [{ code: -32603, message: 'No.', data: { errorKind: 'authentication_failed' } }, 'unauthorized', 'No.'],
    [{ code: -32603, message: 'No.', data: { errorKind: 'billing_error' } }, 'quota-exhausted', 'No.'],
    [{ code: -32603, message: 'No.', data: { errorKind: 'server_error' } }, 'overloaded', 'No.'],
    [{ code: -32603, message: 'No.', data: { errorKind: 'toString' } }, 'crashed', 'No.'],
    [{ code: 429, message: 'Too much' }, 'rate-limited', 'Too much'],
    [{ code: 429, message: 'Your credit balance is too low' }, 'quota-exhausted', 'credit'],
    [{ message: 'Your credit balance is too low', data: { errorKind: 'rate_limit' } }, 'quota-exhausted', 'credit'],
    [{ code: 503, message: 'The model is gone' }, 'overloaded', 'The model is gone'],
    [{ code: 403, message: 'Billing is not enabled for this project.' }, 'quota-exhausted', 'Billing'],
    [{ code: 400, message: '{"error":{"code":400,"message":"Prompt is too long"}}' }, 'context-overflow', /^Prompt/],
    [{ code: -32603, message: 'Internal error', data: { details: '502 Bad' } }, 'overloaded', /^502 Bad$/],
    [{ code: -32603, message: 'Internal error', data: 'Weekly limit reached' }, 'rate-limited', 'Weekly'],
    [{ code: -32603, message: 'Internal error' }, 'crashed', /^Internal error$/],
    [{ code: -32000, message: 'Authentication required' }, 'unauthorized', 'Authentication required'],
    [{ code: -32000, message: '429 Too Many Requests' }, 'rate-limited', '429'],
    [{ code: 1 }, 'crashed', /^error 1$/],
    [{}, 'crashed', /^error without words$/],
  ])('%j', (error, kind, words) => {
    expect(promptFails(error)).toMatchObject({ kind, message: expect.stringMatching(words) })
  })

  test('a limit says when to come back', () => {
    const error = { code: 429, message: 'Please retry in 90s.' }
    expect(promptFails(error)?.retryAt).toBe(replayedAt + 90_000)
  })

  test('nobody is logged in: what can be done stands beside it', () => {
    const authMethods = [{ id: 'a', name: 'Log in with Google' }, { id: 'b', name: 'API key' }, {}]
    const lines = messages({ id: 1, result: { authMethods } }, { id: 2, error: { code: -32000, message: 'Log in' } })
    const { failure, outputs, usage } = converse(lines)
    expect(failure).toEqual({ kind: 'unauthorized', message: 'Log in; it offers: Log in with Google, API key' })
    expect(outputs.at(-1)).toEqual({ type: 'ended' })
    expect(usage).toMatchObject({ input: 0, basis: 'reported' })
  })

  test('an agent that opens no session has crashed', () => {
    const { failure } = converse(messages({ id: 1, result: {} }, { id: 2, result: {} }))
    expect(failure).toEqual({ kind: 'crashed', message: 'it answered session/new without a session' })
  })
})

describe('an agent that tells of its troubles in the place of its model', () => {
  const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 }
  const copilot = (...list: readonly object[]) => {
    const [, ...rest] = opening
    const first = messages({ id: 1, result: { agentInfo: { name: 'Copilot' } } })
    return converse([...first, ...rest, ...messages(...list)])
  }

  test('has failed if that was the last it said', () => {
    const { failure, message } = copilot(said('I begin.'), said('Error: Last error: 503 gone'), ended({ usage }))
    expect(failure).toEqual({ kind: 'overloaded', message: 'Error: Last error: 503 gone' })
    expect(message).toBe('I begin.')
  })

  test('has not, if it went on', () => {
    expect(copilot(said('Error: x'), said('Done.'), ended({ usage })).failure).toBeUndefined()
    const call = update('tool_call', { toolCallId: '1', status: 'completed' })
    expect(copilot(said('Error: x'), call, ended({ usage })).failure).toBeUndefined()
  })

  test('has failed if it always reports its usage, and did not', () => {
    expect(copilot(said('Sorry.'), ended({ usage: null })).failure).toEqual({ kind: 'crashed', message: 'Sorry.' })
    expect(copilot(said('Sorry.'), ended({ usage })).failure).toBeUndefined()
  })
})
