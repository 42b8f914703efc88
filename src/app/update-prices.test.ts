import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownPrices } from '../agents/prices/prices.ts'
import type { PriceRow } from '../agents/prices/price-table.ts'
import { runCommandLine } from './cli.ts'

let home: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-prices-')))
})
afterEach(() => rmSync(home, { recursive: true }))

async function ralph(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runCommandLine(args, {
    cwd: home,
    env: { HOME: home, PATH: `${home}/bin:${process.env['PATH']}`, TMPDIR: home, RALPH_STATE_DIR: `${home}/state` },
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  })
  return { code, out, err }
}

const rowsOf = () =>
  Object.entries(ownPrices.models).flatMap(([name, row]) => (typeof row === 'string' ? [] : [[name, row] as const]))

/** The providers of our own table, as the package writes them; `change` may say otherwise of a model. */
function providers(change: (name: string, row: PriceRow) => PriceRow = (_, row) => row) {
  const families = {
    anthropic: /^claude-/,
    openai: /^(gpt|o\d|codex)/,
    google: /^gemini-/,
    'x-ai': /^grok-/,
    mistral: /stral/,
    moonshotai: /^kimi-/,
  }
  return Object.entries(families).map(([id, family]) => ({
    id,
    models: rowsOf()
      .filter(([name]) => family.test(name))
      .map(([name, row]) => {
        const [input, cacheRead, cacheWrite, output] = change(name, row)
        const prices = {
          input_mtok: input,
          cache_read_mtok: cacheRead,
          cache_write_mtok: cacheWrite,
          output_mtok: output,
        }
        return { id: name, match: { equals: name }, context_window: row[4], prices }
      }),
  }))
}

interface Fake {
  readonly name?: string
  readonly version?: string
  readonly code?: string
}

/** An npm that hands out a package made for the test. Its code would leave a file if anyone ran it. */
function npmOffers({ name = '@pydantic/genai-prices', version = '9.9.9', code = codeWith(providers()) }: Fake): void {
  const folder = join(home, 'made/package')
  mkdirSync(join(folder, 'dist'), { recursive: true })
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, version, scripts: { prepare: `touch ${home}/ran` } }),
  )
  writeFileSync(join(folder, 'LICENSE'), 'as you like it')
  writeFileSync(join(folder, 'dist/index.js'), code)
  execFileSync('tar', ['-czf', join(home, 'made.tgz'), '-C', join(home, 'made'), 'package'])
  npmRuns(`cp ${home}/made.tgz "$4/made-9.9.9.tgz"; echo "$@" > ${home}/arguments`)
}

function npmRuns(script: string): void {
  mkdirSync(join(home, 'bin'), { recursive: true })
  writeFileSync(join(home, 'bin/npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

const codeWith = (list: readonly object[]) =>
  `require('node:fs').writeFileSync('${home}/ran','');const E=${JSON.stringify(list)};process.exit(3)`
const kept = () => join(home, 'state/prices.json')

test('update keeps the newest prices without running anything of the package, and look-ups use them', async () => {
  npmOffers({ code: codeWith(providers((name, row) => (name === 'gpt-5.5' ? [6, 0.6, 6, 36] : row))) })
  const { code, out, err } = await ralph('prices', 'update')
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('@pydantic/genai-prices 9.9.9')
  expect(readFileSync(join(home, 'arguments'), 'utf8')).toMatch(
    /^pack @pydantic\/genai-prices@latest .*--ignore-scripts/,
  )
  expect(existsSync(join(home, 'ran'))).toBe(false)
  expect(statSync(kept()).mode & 0o777).toBe(0o600)
  expect(readdirSync(home).filter((file) => file.startsWith('ralph-npm-'))).toEqual([])
  const [known] = JSON.parse((await ralph('prices', 'openai/gpt-5.5', '--json')).out)
  expect(known).toMatchObject({ name: 'gpt-5.5', input: 6, output: 36, source: '@pydantic/genai-prices 9.9.9' })
  const [own] = JSON.parse((await ralph('prices', 'qwen3-coder-plus', '--json')).out)
  expect(own).toMatchObject({ known: true, source: ownPrices.source })
})

test.each<[string, () => Fake, RegExp]>([
  [
    'changes a price beyond belief',
    () => ({ code: codeWith(providers((name, row) => (name === 'gpt-5.5' ? [0.01, 0.01, 0.01, 0.01] : row))) }),
    /gpt-5\.5 went from \$5\/\$30/,
  ],
  ['is older', () => ({ version: '0.0.1' }), /made from @pydantic\/genai-prices 0\.0\.1/],
  [
    'lists hardly anything',
    () => ({ code: codeWith(providers().map(({ id, models }) => ({ id, models: models.slice(0, 1) }))) }),
    /it lists \d models/,
  ],
  ['holds no data', () => ({ code: 'const E = await fetch("http://x")' }), /holds no list of prices/],
  ['is another package', () => ({ name: 'genai-prices' }), /no release of/],
  ['has a version that writes to the terminal', () => ({ version: '1.0.0\x1b[2J' }), /no release of/],
])('a list that %s is refused, and the present one stays', async (_, fake, problem) => {
  npmOffers(fake())
  const { code, out, err } = await ralph('prices', 'update')
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(problem)
  expect(existsSync(kept())).toBe(false)
})

test.each([
  [
    'npm fails',
    'echo "npm error code E404" >&2; echo "npm error 404 Not Found" >&2; exit 1',
    /could not fetch .*: code E404, 404 Not Found/,
  ],
  ['npm hands out nothing', 'exit 0', /its archive is missing/],
  ['npm hands out rubbish', 'echo rubbish > "$4/x.tgz"', /damaged or too large/],
  ['npm hands out an empty archive', 'gzip < /dev/null > "$4/x.tgz"', /no release of/],
])('%s: it is said, and nothing changes', async (_, script, problem) => {
  npmRuns(script)
  const { code, err } = await ralph('prices', 'update')
  expect(code).toBe(1)
  expect(err).toMatch(problem)
  expect(existsSync(kept())).toBe(false)
})

test.each([
  ['broken', '{'],
  ['hostile', JSON.stringify({ schema: 1, date: '2099-01-01', source: 'x', models: { 'gpt-5.5': [0, 0, 0, 0, 0] } })],
  ['empty', ''],
])('a kept list that is %s is named and not used', async (_, content) => {
  mkdirSync(join(home, 'state'))
  writeFileSync(kept(), content)
  const { code, out, err } = await ralph('prices', 'gpt-5.5', '--json')
  expect(code).toBe(0)
  expect(err).toContain(`the prices in ${kept()} are not used`)
  expect(JSON.parse(out)).toMatchObject([{ model: 'gpt-5.5', input: 5, source: ownPrices.source }])
})

test('an unknown model is said to be so, with what to do, and the exit code tells', async () => {
  const { code, out } = await ralph('prices', 'gpt-5.5', 'who-knows')
  expect(code).toBe(1)
  expect(out).toContain('not known: who-knows; name its price with --price who-knows=IN/OUT')
  expect(out).toMatch(/^gpt-5\.5 +5 +0\.5 +5 +30 +1M +over 272k: 10 \/ 1 \/ 10 \/ 45$/m)
  expect(out).toContain(`prices of ${ownPrices.date}`)
})

test('without names every model is listed', async () => {
  const { code, out } = await ralph('prices', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toHaveLength(rowsOf().length)
})
