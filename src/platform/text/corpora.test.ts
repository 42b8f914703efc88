import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeCleaning } from './clean.ts'
import { makeRedactor } from './redact.ts'

/*
 * test/corpora/output/*.jsonl: texts as agents and tools print them. `secrets` hold one credential each, in
 * `context.secret`; `benign` none. Published example keys (AKIAIOSFODNN7EXAMPLE), placeholders and the passwords
 * everybody knows (postgres:postgres) count as benign. Some characters are escapes, so that no scanner takes the file
 * for a leak.
 */

interface Sample {
  readonly id: string
  readonly text: string
  readonly context: { readonly secret?: string; readonly credential?: string; readonly source?: string }
}

function samples(name: string): readonly Sample[] {
  const path = new URL(`../../../test/corpora/output/${name}.jsonl`, import.meta.url)
  // oxlint-disable-next-line typescript/no-unsafe-return -- the corpus is ours
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const secrets = samples('secrets')
const benign = samples('benign')
const redact = makeRedactor()
const survives = (shown: string, { context: { secret = '' } }: Sample) => shown.includes(secret)
const share = (part: number, whole: number) => part / whole

test('the corpora are large enough to say something', () => {
  expect(secrets.length).toBeGreaterThan(400)
  expect(new Set(secrets.map(({ context }) => context.credential)).size).toBeGreaterThan(100)
  expect(benign.length).toBeGreaterThan(400)
})

test('at least 98 of 100 secrets are masked', () => {
  const missed = secrets.filter((sample) => survives(redact(sample.text), sample))
  expect({ missed: missed.map(({ id }) => id), isEnough: share(missed.length, secrets.length) <= 0.02 }).toMatchObject({
    isEnough: true,
  })
})

test('at least 95 of 100 secrets are masked when the text arrives line by line', () => {
  const cleaning = makeCleaning()
  const missed = secrets.filter((sample) => {
    const sequence = cleaning.sequence()
    const shown = [...sample.text.split('\n').flatMap((line) => sequence.push(line)), ...sequence.flush()].join('\n')
    return survives(shown, sample)
  })
  expect({ missed: missed.map(({ id }) => id), isEnough: share(missed.length, secrets.length) <= 0.05 }).toMatchObject({
    isEnough: true,
  })
})

test('secrets are masked in JSON, too, once and twice', () => {
  for (const times of [1, 2]) {
    const missed = secrets.filter((sample) => {
      let text = sample.text
      for (let time = 0; time < times; time += 1) text = JSON.stringify({ text })
      return redact(text).includes(JSON.stringify(sample.context.secret).slice(1, -1))
    })
    expect({
      times,
      missed: missed.map(({ id }) => id),
      isEnough: share(missed.length, secrets.length) <= 0.05,
    }).toMatchObject({ isEnough: true })
  }
})

test('at most one honest text of 100 is altered; hashes, ids, lockfiles, usage and encoded files never', () => {
  const altered = benign.filter(({ text }) => redact(text) !== text)
  const exact = new Set(['hash', 'id', 'usage', 'base64', 'lockfile', 'git', 'git-log'])
  expect(altered.filter(({ context }) => exact.has(context.source ?? '')).map(({ id }) => id)).toEqual([])
  expect({ altered: altered.map(({ id }) => id), isFew: share(altered.length, benign.length) <= 0.01 }).toMatchObject({
    isFew: true,
  })
})

test('honest texts line by line come out as they went in', () => {
  const cleaning = makeCleaning()
  const altered = benign.filter(({ text }) => {
    const sequence = cleaning.sequence()
    const lines = text.split('\n')
    const shown = [...lines.flatMap((line) => sequence.push(line)), ...sequence.flush()]
    return shown.join('\n') !== lines.map((line) => cleaning.clean(line)).join('\n')
  })
  expect(altered.map(({ id }) => id)).toEqual([])
})

test('what was masked once stays as it is', () => {
  for (const { text } of [...secrets, ...benign]) {
    const shown = redact(text)
    expect(redact(shown)).toBe(shown)
  }
})
