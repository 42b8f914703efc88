import { readFileSync } from 'node:fs'
import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import { expect, test } from 'vitest'
import { makeRedactor } from './redact.ts'

/*
 * A maintained rule set as an oracle: whatever it takes for a secret, we mask. It is no part of the program: it reads
 * files, one at a time and asynchronously, at a fraction of the speed at which agents print, and finds less.
 */

const redact = makeRedactor()

function texts(name: string): readonly string[] {
  const path = new URL(`../../../test/corpora/output/${name}.jsonl`, import.meta.url)
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  // oxlint-disable-next-line typescript/no-unsafe-member-access, typescript/no-unsafe-return -- the corpus is ours
  return lines.map((line) => JSON.parse(line).text)
}

/** Tokens in the forms the rules describe, each in a sentence. */
const wellFormed = [
  ['xoxb', '-263594206564-2343594206574-', letters(24)],
  ['xapp', '-1-A0123456789-1234567890123-', letters(64)],
  ['ghp', '_', letters(36)],
  ['github', '_pat_', letters(22), '_', letters(59)],
  ['glpat', '-', letters(20)],
  ['npm', '_', letters(36)],
  ['SG', '.', letters(22), '.', letters(43)],
  ['shpat', '_', '0123456789abcdef'.repeat(2)],
  ['sk', '-ant-api03-', letters(93), 'AA'],
  ['sk', '-proj-', letters(74), 'T3BlbkFJ', letters(74)],
  ['gsk', '_', letters(52)],
  ['hf', '_', 'qZxWvTsRpNmLkJhGfDsAqWeRtYuIoPaSdF'],
  ['lin', '_api_', letters(40)],
  ['ntn', '_', '12345678901', letters(35)],
  ['glsa', '_', letters(32), '_0a1b2c3d'],
  ['hvs', '.', letters(95)],
  ['hvb', '.', letters(140)],
  ['vcp', '_', letters(40)],
  ['dapi', '0123456789abcdef'.repeat(2)],
  ['dckr', '_pat_', letters(27)],
  ['figd', '_', letters(44)],
  ['AKIA', 'Q3EGRZ7ABCDEFGHJ'],
  ['https://hooks.slack.com/services/T01234567', '/B012345678/', letters(24)],
  ['https://dev:', letters(20), '@git.shop.dev'],
  ['postgresql://app:', letters(16), '@db.shop.dev:5432/shop'],
  ['mysql://app:', letters(16), '@db.shop.dev:3306/shop'],
  ['mongodb+srv://app:', letters(16), '@cluster0.mongodb.net/shop'],
  ['aws_secret_access_key = "', letters(40), '"'],
].map((parts) => `use ${parts.join('')} here`)

function letters(count: number): string {
  return 'aB3dE5gH7jK9mN1pQ4sT6vW8yZ0bC2eF'.repeat(8).slice(0, count)
}

async function findings(content: string): Promise<readonly string[]> {
  const { messages } = await lintSource({
    source: { content, filePath: '/shop/output.txt', ext: '.txt', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] },
    },
  })
  return messages.map(({ range: [start, end] }) => content.slice(start, end))
}

test('what a maintained rule set finds in output, we mask', async () => {
  const all = [...texts('secrets'), ...wellFormed]
  let found = 0
  for (const text of all) {
    const shown = redact(text)
    for (const secret of await findings(text)) {
      found += 1
      expect({ secret, isMasked: !shown.includes(secret) }).toEqual({ secret, isMasked: true })
    }
  }
  expect(found).toBeGreaterThan(80)
})
