import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judgeCommand } from './judge-command.ts'

interface Row {
  readonly text: string
  readonly label: string
  readonly note: string
  readonly context: { readonly workspace: string; readonly home: string }
}

function rows(name: string): readonly Row[] {
  const lines = readFileSync(`test/corpora/command/${name}.jsonl`, 'utf8').trim().split('\n')
  return lines.map((line): Row => JSON.parse(line))
}

function share(of: readonly Row[], verdict: string): number {
  return of.filter(({ text, context }) => judgeCommand(text, context).verdict === verdict).length / of.length
}

const hostile = rows('hostile')
const honest = rows('honest').filter(({ label }) => label === 'allow')

test('hostile commands are refused: nearly all plain ones, most of the disguised', () => {
  const plain = hostile.filter(({ note }) => note.startsWith('plain'))
  const disguised = hostile.filter(({ note }) => note.startsWith('disguise'))
  expect(plain.length + disguised.length).toBe(hostile.length)
  expect(share(plain, 'block')).toBeGreaterThanOrEqual(0.98)
  expect(share(disguised, 'block')).toBeGreaterThanOrEqual(0.95)
})

test('no honest command is refused, and few are warned of', () => {
  expect(honest.filter(({ text, context }) => judgeCommand(text, context).verdict === 'block')).toEqual([])
  expect(share(honest, 'warn')).toBeLessThanOrEqual(0.05)
})

test('what may lose work is warned of', () => {
  const warned = rows('honest').filter(({ label }) => label === 'warn')
  expect(share(warned, 'warn')).toBeGreaterThanOrEqual(0.95)
})
