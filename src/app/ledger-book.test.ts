import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FoundSpending, RunEvent } from '../event.ts'
import { encodeLine } from '../journals/line.ts'
import { makeWorkspaceFolder } from '../platform/state-folder.ts'
import type { Basis, Spending } from '../usage.ts'
import { runCommandLine } from './cli.ts'

let home: string
let workspace: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-cost-')))
  workspace = join(home, 'project')
  mkdirSync(workspace)
})
afterEach(() => rmSync(home, { recursive: true }))

async function ralph(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runCommandLine(args, {
    cwd: workspace,
    env: { HOME: home },
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  })
  return { code, out, err }
}

const spending = (tokens: number, usd: number, basis: Basis = 'reported'): Spending => ({
  usage: { input: tokens, cacheRead: 0, cacheWrite: 0, output: tokens, basis: basis === 'priced' ? 'reported' : basis },
  cost: { usd, basis },
})

/** Noon, local time, of a day of November 2026. */
const noon = (day: number) => new Date(2026, 10, day, 12).getTime()

/** An iteration of a day that spent with one model, or with several. */
const iteration = (number: number, day: number, model: string, spent: FoundSpending, agent = 'claude') => ({
  day,
  events: [
    { type: 'iteration.started', iteration: number, agent, prompt: { tokens: 1, bytes: 1, sha256: '', cut: [] } },
    { type: 'iteration.finished', iteration: number, summary: '', model, ...spent },
  ] satisfies RunEvent[],
})

/** Writes a run's journal, and says where. */
function writeRun(runId: string, iterations: readonly ReturnType<typeof iteration>[], of = workspace): string {
  const folder = join(makeWorkspaceFolder(join(home, '.local/state/ralph'), of), 'runs', runId)
  const started: RunEvent = { type: 'run.started', schema: 1, version: '1', runId, workspace: of, settings: {} }
  const events = [
    { at: noon(1), event: started },
    ...iterations.flatMap((one) => one.events.map((event) => ({ at: noon(one.day), event }))),
  ]
  mkdirSync(folder, { recursive: true })
  const lines = events.map(({ at, event }, index) => encodeLine({ seq: index + 1, at, up: index, ...event }))
  writeFileSync(join(folder, 'journal.jsonl'), Buffer.concat(lines))
  return join(folder, 'journal.jsonl')
}

const [runA, runB] = ['20261101-120000-0000000a', '20261102-120000-0000000b'] as const

function twoRuns(): void {
  writeRun(runA, [iteration(1, 1, 'opus', spending(100, 1.23)), iteration(2, 2, 'haiku', spending(10, 0.25, 'priced'))])
  writeRun(runB, [iteration(1, 2, 'opus', spending(100, 0.4, 'estimated'), 'codex')])
}

/** Without the width of the columns. */
const words = (text: string) => text.split('\n').map((line) => line.trim().split(/\s{2,}/))

test('sums stand by agent and model, the dearest first, and say how they are known', async () => {
  twoRuns()
  const { code, out, err } = await ralph('cost')
  expect([code, err]).toEqual([0, ''])
  expect(words(out).slice(0, 5)).toEqual([
    ['agent', 'model', 'iterations', 'input', 'cache write', 'cache read', 'output', 'cost'],
    ['claude', 'opus', '1', '100', '0', '0', '100', '$1.23 reported'],
    ['codex', 'opus', '1', '~100', '~0', '~0', '~100', '~$0.40 estimated'],
    ['claude', 'haiku', '1', '10', '0', '0', '10', '~$0.25 priced'],
    ['total', '3', '~210', '~0', '~0', '~210', '~$1.88: $1.23 reported, $0.25 priced, $0.40 estimated'],
  ])
})

describe('by', () => {
  test.each([
    [
      'day',
      [
        ['2026-11-01', '1'],
        ['2026-11-02', '2'],
      ],
    ],
    [
      'agent',
      [
        ['claude', '2'],
        ['codex', '1'],
      ],
    ],
    [
      'run',
      [
        [runB, '/project', '1'],
        [runA, '/project', '2'],
      ],
    ],
    ['workspace', [['/project', '3']]],
  ] as const)('%s', async (by, rows) => {
    twoRuns()
    const { out } = await ralph('cost', '--by', by)
    const shown = words(out.replaceAll(home, '')).slice(1, 1 + rows.length)
    expect(shown.map((row, index) => row.slice(0, rows[index]?.length))).toEqual(rows)
  })
})

test('an iteration with two models is one iteration', async () => {
  const models = [
    { model: 'large', ...spending(8, 0.9) },
    { model: 'small', ...spending(2, 0.1) },
  ]
  writeRun(runA, [iteration(1, 1, 'large', { ...spending(10, 1), models })])
  expect(
    words((await ralph('cost')).out)
      .slice(1, 4)
      .map((row) => row.slice(0, 3)),
  ).toEqual([
    ['claude', 'large', '1'],
    ['claude', 'small', '1'],
    ['total', '1', '10'],
  ])
})

test('--all reads all workspaces of this user; without it only this one', async () => {
  twoRuns()
  const other = join(home, 'other')
  mkdirSync(other)
  writeRun(runA, [iteration(1, 1, 'opus', spending(1, 5))], other)
  expect(JSON.parse((await ralph('cost', '--json')).out).total.cost.usd).toBeCloseTo(1.88)
  const all = JSON.parse((await ralph('cost', '--all', '--by', 'workspace', '--json')).out)
  expect(all).toMatchObject({
    groups: [{ workspace: other, cost: { usd: 5 } }, { workspace }],
    total: { iterations: 4 },
  })
  expect(all.total.usdByBasis).toMatchObject({ priced: 0.25, estimated: 0.4 })
})

test.each([
  ['2026-11-02', 2],
  ['2026-11-03', 0],
  ['3650d', 3],
])('--since %s leaves out what began earlier', async (since, iterations) => {
  twoRuns()
  expect(JSON.parse((await ralph('cost', '--since', since, '--json')).out).total.iterations).toBe(iterations)
})

test.each([
  [['--since', 'yesterday']],
  [['--since', '2026-02-30']],
  [['--since', '7']],
  [['--by', 'mood']],
  [['--by', 'constructor']],
  [['--json', '--csv']],
])('%j is wrong usage', async (args) => {
  expect(await ralph('cost', ...args)).toMatchObject({ code: 2, out: '' })
})

test('CSV has a header, plain figures, CRLF, quotes where they belong, and no formulas', async () => {
  writeRun(runA, [
    iteration(1, 1, '=HYPERLINK("http://x","y")', spending(1, 3)),
    iteration(2, 1, ' +1', spending(1, 2)),
    iteration(3, 1, 'a\x1b[2Jb', spending(1234, 0.1 + 0.2)),
  ])
  const { out } = await ralph('cost', '--csv')
  expect(out.split('\r\n')).toEqual([
    'agent,model,iterations,input_tokens,cache_write_tokens,cache_read_tokens,output_tokens,reasoning_tokens,tokens_basis,cost_usd,cost_basis,reported_usd,priced_usd,estimated_usd',
    `claude,"'=HYPERLINK(""http://x"",""y"")",1,1,0,0,1,0,reported,3,reported,3,0,0`,
    `claude,' +1,1,1,0,0,1,0,reported,2,reported,2,0,0`,
    `claude,a\\x1b[2Jb,1,1234,0,0,1234,0,reported,0.3,reported,0.3,0,0`,
    '',
  ])
})

test('a damaged journal is named, the rest is told, and the exit code says that something is missing', async () => {
  twoRuns()
  const journal = writeRun('20261103-120000-0000000c', [iteration(1, 3, 'opus', spending(1, 100))])
  writeFileSync(journal, readFileSync(journal, 'utf8').replace('"usd":100', '"usd":900'))
  appendFileSync(journal, 'more\n')
  const { code, out, err } = await ralph('cost', '--json')
  expect(code).toBe(1)
  expect(err).toContain('run 20261103-120000-0000000c')
  expect(err).toContain('is damaged in line 3')
  expect(JSON.parse(out)).toMatchObject({
    total: { iterations: 3 },
    unreadable: [{ run: '20261103-120000-0000000c', workspace }],
  })
})

test('where there is nothing to tell it says so', async () => {
  expect(await ralph('cost')).toMatchObject({ code: 0, out: 'no iterations yet\n' })
  expect((await ralph('cost', '--since', '2099-01-01')).out).toContain('no iteration was begun since 2099-01-01')
})

test('show tells the model of each iteration, and the sums where there are several', async () => {
  twoRuns()
  const { out } = await ralph('show', runA)
  expect(words(out)).toContainEqual(['1', 'claude', 'opus', 'succeeded', '0s', '200', '$1.23'])
  expect(words(out)).toContainEqual(['claude', 'haiku', '1 iteration', '20 tokens', '~$0.25 priced'])
  expect(JSON.parse((await ralph('show', runA, '--json')).out)).toMatchObject({
    cost: { usd: 1.48, basis: 'priced' },
    ledger: [
      { agent: 'claude', model: 'opus', iterations: 1, cost: { usd: 1.23, basis: 'reported' } },
      { agent: 'claude', model: 'haiku', iterations: 1, cost: { usd: 0.25, basis: 'priced' } },
    ],
    iterations: [
      { model: 'opus', models: [{ model: 'opus', usage: { input: 100, basis: 'reported' } }] },
      { model: 'haiku', models: [{ model: 'haiku', cost: { basis: 'priced' } }] },
    ],
  })
})
