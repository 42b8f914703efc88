import { expect, test } from 'vitest'
import type { AgentOutput } from '../../agent.ts'
import { makeCleaning } from './clean.ts'

const value = 'tok_4f9a1c7e2b8d6035aa91ffe204'
const cleaning = makeCleaning({ values: [{ name: 'API_TOKEN', value }] })
const usage = {
  type: 'usage',
  usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1, basis: 'reported' },
  cost: { usd: 1, basis: 'reported' },
} as const

function told(outputs: readonly AgentOutput[]): readonly AgentOutput[] {
  const clean = cleaning.outputs()
  return [...outputs.flatMap((output) => clean.push(output)), ...clean.end()]
}

const text = (words: string): AgentOutput => ({ type: 'text', text: words })

test('outputs come at once and one by one, as long as none ends with the beginning of a secret', () => {
  const clean = cleaning.outputs()
  const outputs: readonly AgentOutput[] = [
    text('hello'),
    usage,
    { type: 'tool', name: 'Bash', detail: 'ls' },
    text('bye'),
  ]
  for (const output of outputs) expect(clean.push(output)).toEqual([output])
  expect(clean.end()).toEqual([])
})

test('a value that two outputs share is masked in both', () => {
  for (let cut = 1; cut < value.length; cut += 1) {
    const shown = told([text(`a ${value.slice(0, cut)}`), text(`${value.slice(cut)} b`)])
    expect(shown).toHaveLength(2)
    const joined = shown.map((output) => (output.type === 'text' ? output.text : '')).join('')
    expect(joined).not.toContain(value)
    expect(joined).toMatch(/^a .*redacted:API_TOKEN.* b$/)
  }
})

test('figures are not held back, and other outputs keep their order', () => {
  const clean = cleaning.outputs()
  expect(clean.push(text(`a ${value.slice(0, 15)}`))).toEqual([])
  expect(clean.push(usage)).toEqual([usage])
  const tool: AgentOutput = { type: 'tool', name: 'Bash', detail: 'ls' }
  expect(clean.push(tool)).toEqual([text('a [redacted:API_TOKEN]'), tool])
  expect(clean.push(text(`${value.slice(15)} b`))).toEqual([text('[redacted:API_TOKEN] b')])
})

test('what waits is told at the end', () => {
  const clean = cleaning.outputs()
  expect(clean.push({ type: 'stderr', text: 'see tok_4f' })).toEqual([])
  expect(clean.end()).toEqual([{ type: 'stderr', text: 'see tok_4f' }])
})

test('every text is bounded', () => {
  const [shown] = told([{ type: 'tool-result', ok: true, detail: 'x'.repeat(3_000_000) }])
  expect(shown?.type === 'tool-result' && shown.detail.length).toBeLessThan(66_000)
})
