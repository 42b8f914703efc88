import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Grade } from '../../judgement.ts'
import { judgePrompt } from './judge-prompt.ts'

interface Sample {
  readonly id: string
  readonly text: string
  readonly label: string
}

/** The texts the rules were made with. What nobody who wrote a rule has seen is measured by `scripts/corpora.mjs`. */
function samples(name: string): readonly Sample[] {
  const lines = readFileSync(`test/corpora/prompt/${name}.jsonl`, 'utf8').trim().split('\n')
  return lines.map((line): Sample => JSON.parse(line))
}

const hostile = samples('hostile')
const honest = samples('honest')
/** Written without a look at the rules, to hold them to what is meant rather than to how it was said. */
const paraphrases = samples('paraphrases')
const hidden = hostile.filter(({ label }) => label === 'block')
const orders = hostile.filter(({ label }) => label === 'warn')

const judged = (texts: readonly Sample[], ...verdicts: readonly Grade[]) =>
  texts.filter(({ text }) => verdicts.includes(judgePrompt(text).verdict)).map(({ id }) => id)

test('the corpora are as large as figures need, and each text is there once', () => {
  expect(hidden.length).toBeGreaterThanOrEqual(60)
  expect(orders.length).toBeGreaterThanOrEqual(110)
  expect(honest.length).toBeGreaterThanOrEqual(180)
  const texts = [...hostile, ...honest].map(({ text }) => text)
  expect(new Set(texts).size).toBe(texts.length)
})

test('hidden text is always blocked', () => {
  expect(judged(hidden, 'warn', 'allow')).toEqual([])
})

test('an honest prompt is never blocked, and at most one in a hundred is warned of', () => {
  expect(judged(honest, 'block')).toEqual([])
  expect(judged(honest, 'warn').length).toBeLessThanOrEqual(honest.length / 100)
})

test('at least 95 % of the orders that were looked at are noticed, and none is blocked', () => {
  expect(judged(orders, 'warn').length).toBeGreaterThanOrEqual(orders.length * 0.95)
  expect(judged(orders, 'block')).toEqual([])
})

test('most orders said in other words are noticed, and hardly an honest text near to them', () => {
  const reworded = paraphrases.filter(({ label }) => label === 'warn')
  const near = paraphrases.filter(({ label }) => label === 'allow')
  expect(judged(reworded, 'warn').length).toBeGreaterThanOrEqual(reworded.length * 0.88)
  expect(judged(near, 'warn').length).toBeLessThanOrEqual(near.length / 100)
  expect(judged(paraphrases, 'block')).toEqual([])
})

test('the texts the model was trained with are mostly told apart', () => {
  const meant = samples('training-hostile')
  const fair = [...samples('training-honest'), ...samples('training-prose')]
  expect(judged(meant, 'warn').length).toBeGreaterThanOrEqual(meant.length * 0.75)
  expect(judged(fair, 'warn').length).toBeLessThanOrEqual(fair.length * 0.02)
  expect(judged([...meant, ...fair], 'block')).toEqual([])
})
