import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { targetFiles, type TargetFile } from './list.ts'
import type { Target } from './target.ts'
import { wrongWith } from './fuzzer.ts'

// For as long as you like, led by coverage: node scripts/fuzz.mjs --target journal --seconds 600.

const loaded = await Promise.all(
  Object.keys(targetFiles).map((name): Promise<TargetFile> => import(`./targets/${name}.ts`)),
)
const targets = loaded.flatMap(({ target, targets: several = [] }) => (target ? [target, ...several] : several))

test('every target is listed', () => {
  expect(targets.map(({ name }) => name)).toEqual(Object.values(targetFiles).flat())
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
