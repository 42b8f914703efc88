import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { targetFiles, type TargetFile } from './list.ts'
import type { Target } from './target.ts'
import { fuzz, wrongWith } from './fuzzer.ts'

// For as long as you like, led by coverage: node scripts/fuzz.mjs --target journal --seconds 600.

const loaded = await Promise.all(
  Object.keys(targetFiles).map((name): Promise<TargetFile> => import(`./targets/${name}.ts`)),
)
const targets = loaded.flatMap(({ target, targets: several = [] }) => (target ? [target, ...several] : several))

test('every target is listed', () => {
  expect(targets.map(({ name }) => name)).toEqual(Object.values(targetFiles).flat())
})

test('the fuzzer finds a word of the parser that breaks it, and cuts the input down to that', async () => {
  const read = (input: Buffer) => {
    if (input.includes('fatal-word')) throw new Error('broken')
  }
  const target: Target = { name: 'planted', seeds: ['some text'], isLinear: false, read }
  const script = { url: 'none', text: 'if (word === "fatal-word") throw 1' }
  const { findings } = await fuzz({ target, script, corpus: [], seconds: 2, seed: 1, about: () => undefined })
  expect(findings.map(({ what, input }) => [what, input.toString()])).toEqual([['Error: broken', 'fatal-word']])
})

test('the fuzzer finds what takes too long', async () => {
  const read = (input: Buffer) => {
    for (let left = input.length ** 2 / 100; left > 0; left--) if (left < 0) return
  }
  const target: Target = { name: 'slow', seeds: ['ab'], isLinear: true, read }
  const script = { url: 'none', text: '' }
  const { findings } = await fuzz({ target, script, corpus: [], seconds: 0.1, seed: 1, about: () => undefined })
  expect(findings.map(({ what }) => what)).toEqual([expect.stringMatching(/^256 KB take \d+ ms/)])
})

describe.each(targets)('$name', (target) => {
  test('keeps its laws for what once reached something new', async () => {
    for (const input of inputsOf(target)) expect(await wrongWith(target, input)).toBeUndefined()
  })

  test('keeps its laws whatever it is given', async () => {
    const known = fc.constantFrom(...inputsOf(target))
    const parts = fc.array(fc.oneof(known.chain(partOf), fc.uint8Array({ maxLength: 30 }), text), { maxLength: 6 })
    const anything = parts.map((several) => Buffer.concat(several).subarray(0, 4096))
    const keeps = fc.asyncProperty(anything, async (input) => (await wrongWith(target, input)) === undefined)
    await fc.assert(keeps, { numRuns: 60, seed: 7 })
  })
})

const text = fc.string({ unit: 'binary', maxLength: 40 }).map((some) => Buffer.from(some))

const partOf = (whole: Buffer) =>
  fc.tuple(fc.nat(whole.length), fc.nat(400)).map(([from, length]) => whole.subarray(from, from + length))

function inputsOf({ name, seeds }: Target): readonly Buffer[] {
  const store = join('test', 'fuzz', 'corpus', name)
  const kept = existsSync(store) ? readdirSync(store).map((file) => readFileSync(join(store, file))) : []
  return [...seeds.map((seed) => Buffer.from(seed)), ...kept]
}
