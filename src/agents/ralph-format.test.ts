import { describe, expect, test } from 'vitest'
import type { Exit } from '../agent.ts'
import { ralphFormat } from './ralph-format.ts'
import { listPrice } from './prices/prices.ts'

function run(lines: readonly (string | object)[], exit: Partial<Exit> = {}) {
  const parser = ralphFormat.parser({
    program: 'x',
    prompt: 'Do it.',
    promptFile: '/p',
    scratch: '/scratch',
    prices: listPrice,
    workspace: '/workspace',
    sessionId: 's-1',
    extraArgs: [],
  })
  const outputs = lines.flatMap((line) => parser.line(typeof line === 'string' ? line : JSON.stringify(line)))
  return { outputs, ...parser.end({ code: 0, signal: null, stderr: '', at: 0, ...exit }) }
}

const usage = (input: number, output: number, more: object = {}) => ({
  type: 'usage',
  usage: { input, output },
  ...more,
})

test('every event of the format becomes the output of its name', () => {
  const { outputs, message, model, sessionId } = run([
    { type: 'session', id: 's1', model: 'm', version: '2', contextWindow: 1000 },
    { type: 'thinking', text: 'hm' },
    { type: 'text', text: 'hello' },
    { type: 'tool', name: 'write', detail: 'a.txt' },
    { type: 'tool-result', ok: false, detail: 'no space' },
    usage(10, 5, { cost: { usd: 0.25 }, context: 15 }),
    { type: 'retry', message: 'busy' },
    { type: 'result', message: 'TASK_COMPLETE' },
  ])
  expect(outputs).toEqual([
    { type: 'session', id: 's1', model: 'm', version: '2', contextWindow: 1000 },
    { type: 'thinking', text: 'hm' },
    { type: 'text', text: 'hello' },
    { type: 'tool', name: 'write', detail: 'a.txt' },
    { type: 'tool-result', ok: false, detail: 'no space' },
    {
      type: 'usage',
      usage: { input: 10, cacheRead: 0, cacheWrite: 0, output: 5, basis: 'reported' },
      cost: { usd: 0.25, basis: 'reported' },
      context: 15,
    },
    { type: 'retry', message: 'busy' },
    { type: 'ended' },
  ])
  expect({ message, model, sessionId }).toEqual({ message: 'TASK_COMPLETE', model: 'm', sessionId: 's1' })
})

test('readings are totals: one that repeats or shrinks changes nothing', () => {
  const { usage: total, cost } = run([
    usage(10, 5, { cost: { usd: 0.5 } }),
    usage(10, 5, { cost: { usd: 0.5 } }),
    usage(3, 1, { cost: { usd: 0.1 } }),
    usage(12, 6, { cost: { usd: 0.6 } }),
    { type: 'result', message: '' },
  ])
  expect([total.input, total.output, cost.usd]).toEqual([12, 6, 0.6])
})

test('what is not reported is priced by the model, or estimated, and never free', () => {
  const result = { type: 'result', message: 'x' }
  expect(run([{ type: 'session', model: 'claude-sonnet-4-5' }, usage(1_000_000, 0), result]).cost).toEqual({
    usd: 6,
    basis: 'priced',
  })
  expect(run([usage(1_000_000, 0), result]).cost).toEqual({ usd: 15, basis: 'estimated' })
  expect(run([result]).cost.basis).toBe('estimated')
  expect(run([result]).cost.usd).toBeGreaterThan(0)
})

test('an agent that reports nothing is charged for its words while it runs', () => {
  const words = { type: 'text', text: 'some more words '.repeat(100) }
  const guessed = run([words, words, words]).outputs.filter(({ type }) => type === 'usage')
  expect(guessed).toHaveLength(3)
  expect(guessed[2]).toMatchObject({ cost: { basis: 'estimated' } })
  expect(run([usage(1, 1), words, words]).outputs.filter(({ type }) => type === 'usage')).toHaveLength(1)
})

describe('the end', () => {
  const result = { type: 'result', message: 'TASK_COMPLETE' }
  test.each([
    ['a result and exit 0', [result], {}, undefined],
    ['plain text only and exit 0', ['working', 'TASK_COMPLETE'], {}, undefined],
    ['text events without a result', [{ type: 'text', text: 'TASK_COMPLETE' }], {}, 'crashed'],
    ['a tool, then text, without a result', [{ type: 'tool', name: 'x' }, 'TASK_COMPLETE'], {}, 'crashed'],
    ['nothing', [], {}, 'crashed'],
    ['a result and exit 1', [result], { code: 1 }, 'crashed'],
    ['a result and death by signal', [result], { code: null, signal: 'SIGKILL' }, 'crashed'],
    ['plain text and exit 1', ['TASK_COMPLETE'], { code: 1 }, 'crashed'],
    ['a failure', [{ ...result, failure: { kind: 'overloaded' } }], { code: 1 }, 'overloaded'],
    ['a failure of an unknown kind', [{ ...result, failure: { kind: 'lazy' } }], {}, 'crashed'],
    ['a failure that is only ours to name', [{ ...result, failure: { kind: 'stopped' } }], {}, 'crashed'],
    ['a failure of no shape', [{ ...result, failure: 'yes' }], {}, 'crashed'],
    ['no failure said in full', [{ ...result, failure: null }], {}, undefined],
  ] as const)('%s', (_, lines, exit, kind) => {
    expect(run(lines, exit).failure?.kind).toBe(kind)
  })

  test('a limit says when to come back', () => {
    const failure = { kind: 'rate-limited', message: 'later', retryAt: 123 }
    expect(run([{ type: 'result', message: '', failure }], { code: 1 }).failure).toEqual(failure)
  })

  test('plain text is the final message', () => {
    expect(run(['{"name":"not ours"}', 'done', 'TASK_COMPLETE']).message).toBe(
      '{"name":"not ours"}\ndone\nTASK_COMPLETE',
    )
  })
})
