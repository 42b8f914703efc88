import { describe, expect, test } from 'vitest'
import type { AgentRequest, Exit } from '../agent.ts'
import { kiro } from './q.ts'
import { textFormat } from './text.ts'
import { listPrice } from './prices/prices.ts'

const request: AgentRequest = {
  program: 'x',
  prompt: 'Do the work, please.',
  promptFile: '/p',
  scratch: '/scratch',
  prices: listPrice,
  workspace: '/workspace',
  sessionId: 's-1',
  extraArgs: [],
}
const at = Date.parse('2026-11-20T18:47:46Z')

function run(stdout: string, exit: Partial<Exit> = {}, agent: Pick<typeof kiro, 'parser'> = textFormat) {
  const parser = agent.parser(request)
  const outputs = stdout.split('\n').flatMap((line) => parser.line(line))
  return { outputs, ...parser.end({ code: 0, signal: null, stderr: '', at, ...exit }) }
}

test('all that was printed is the final message', () => {
  expect(run('Working.\n\nTASK_COMPLETE\n')).toMatchObject({ message: 'Working.\n\nTASK_COMPLETE' })
  expect(run('a\nb\n').failure).toBeUndefined()
})

test('of a flood the end is kept, and the estimate grows', () => {
  const { message, usage, outputs } = run(`${'some words of an agent\n'.repeat(200_000)}TASK_COMPLETE`)
  expect(message.length).toBeLessThanOrEqual(64 * 1024)
  expect(message).toMatch(/TASK_COMPLETE$/)
  expect(usage.output).toBeGreaterThan(500_000)
  expect(usage.output).toBeLessThan(2_000_000)
  const told = outputs.flatMap((output) => (output.type === 'usage' ? [output.usage.output] : []))
  expect(told.length).toBeLessThan(10_000)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
})

test('spending is estimated, and never nothing', () => {
  const { usage, cost } = run('')
  expect(usage.basis).toBe('estimated')
  expect(usage.input).toBeGreaterThan(2)
  expect(cost.basis).toBe('estimated')
  expect(cost.usd).toBeGreaterThan(0)
})

test('agents that report have shown how much more is used than can be seen: the guess grows by as much', () => {
  const guess = (estimateFactor: number) => {
    const parser = textFormat.parser({ ...request, estimateFactor })
    parser.line('some words of an agent')
    return parser.end({ code: 0, signal: null, stderr: '', at })
  }
  expect(guess(20).usage.input).toBe(guess(1).usage.input * 20)
  expect(guess(20).cost.usd).toBeCloseTo(guess(1).cost.usd * 20)
  expect(guess(20).usage.basis).toBe('estimated')
})

describe('a bad exit', () => {
  test.each([
    [{ code: 1, stderr: 'You’ve hit your usage limit. Try again in 2 hours.' }, 'rate-limited'],
    [{ code: 1, stderr: 'HTTP 429 Too Many Requests' }, 'rate-limited'],
    [{ code: 3, stderr: 'Error: Not logged in. Please run login.' }, 'unauthorized'],
    [{ code: 1, stderr: 'insufficient_quota' }, 'quota-exhausted'],
    [{ code: 1, stderr: 'status 503: Service Unavailable' }, 'overloaded'],
    [{ code: 1, stderr: 'prompt is too long' }, 'context-overflow'],
    [{ code: 1, stderr: 'TypeError: x is undefined\n  at line 429' }, 'crashed'],
    [{ code: 1, stderr: 'write: disk quota exceeded' }, 'crashed'],
    [{ code: 1, stderr: 'FAIL src/ratelimit.test.ts: @upstash/ratelimit' }, 'crashed'],
    [{ code: null, signal: 'SIGSEGV', stderr: '429 Too Many Requests' }, 'crashed'],
  ] as const)('%j is %s', (exit, kind) => {
    expect(run('done\nTASK_COMPLETE', exit).failure?.kind).toBe(kind)
  })

  test('says when to come back', () => {
    const stderr = 'You’ve hit your usage limit. Try again in 2 hours.'
    expect(run('', { code: 1, stderr }).failure?.retryAt).toBe(at + 7_200_000)
  })

  test('is not explained by words said long before', () => {
    const stdout = `I hit your rate limit: 429 Too Many Requests\n${'working\n'.repeat(10)}`
    expect(run(stdout, { code: 1 }).failure?.kind).toBe('crashed')
    expect(run(stdout).failure).toBeUndefined()
  })
})

test('kiro is read without its decoration', () => {
  const esc = '\u001b'
  const stdout = `${esc}[2K\r${esc}[38;5;10m> ${esc}[0mDone.\n> a quotation\n${esc}[32mTASK_COMPLETE${esc}[0m\n ▸ Credits: 0.15 • Time: 3s\n`
  expect(run(stdout, {}, kiro).message).toBe('Done.\n> a quotation\nTASK_COMPLETE')
})
