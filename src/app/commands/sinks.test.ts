import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunEvent } from '../../event.ts'
import { encodeLine } from '../../journals/line.ts'
import { makeWorkspaceFolder } from '../../platform/state-folder.ts'
import { runCommandLine } from '../cli.ts'

/** What a terminal or a reader of lines would obey. A line of CSV ends with CRLF. */
// oxlint-disable-next-line no-control-regex -- they are what must not appear
const obeyed = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]|\r(?!\n)/
const hostile = 'a\x1b]0;owned\x07b\x9b2Jc\u202ed\u2066e\u200bf\x7f'
const secret = 'tok_4f9a1c7e2b8d6035aa91ffe204'

let home: string
let workspace: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-sinks-')))
  workspace = join(home, `project-${hostile}`)
  mkdirSync(workspace)
})
afterEach(() => rmSync(home, { recursive: true }))

async function ralph(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  let [out, err] = ['', '']
  const code = await runCommandLine(args, {
    cwd: workspace,
    env: { HOME: home, ...env },
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  })
  return { code, out, err }
}

/** As an agent would have it if nothing had been cleaned. */
function writeHostileRun(): void {
  const folder = join(
    makeWorkspaceFolder(join(home, '.local/state/ralph'), workspace),
    'runs',
    '20261101-120000-0000000a',
  )
  const spent = {
    usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1, basis: 'reported' },
    cost: { usd: 1, basis: 'reported' },
  } as const
  const events: readonly RunEvent[] = [
    { type: 'run.started', schema: 1, version: '1', runId: '20261101-120000-0000000a', workspace, settings: {} },
    { type: 'iteration.started', iteration: 1, agent: hostile, prompt: { tokens: 1, bytes: 1, sha256: '', cut: [] } },
    { type: 'tampering.noticed', iteration: 1, findings: [{ path: hostile, kind: 'gate', change: 'changed' }] },
    { type: 'command.judged', iteration: 1, verdict: 'block', command: hostile, rules: ['rule'], by: 'hook' },
    { type: 'iteration.finished', iteration: 1, summary: hostile, model: hostile, sessionId: hostile, ...spent },
    { type: 'gate.finished', iteration: 1, gate: hostile, durationMs: 1, passed: true, evidence: hostile },
    { type: 'run.finished', outcome: 'failed', reason: hostile },
  ]
  mkdirSync(join(folder, 'output'), { recursive: true })
  const lines = events.map((event, index) => encodeLine({ seq: index + 1, at: index, up: index, ...event }))
  writeFileSync(join(folder, 'journal.jsonl'), Buffer.concat(lines))
  writeFileSync(join(folder, 'output', '1.log'), `${hostile}\n`)
}

/** A PATH with an agent in a folder of a hostile name. */
function hostilePath(): string {
  const bin = join(home, `bin-${hostile}`)
  mkdirSync(bin)
  writeFileSync(join(bin, 'claude'), '#!/bin/sh\necho 99.0.0\n')
  chmodSync(join(bin, 'claude'), 0o755)
  return bin
}

test.each([
  ['show'],
  ['show', '--json'],
  ['runs'],
  ['runs', '--json'],
  ['runs', '--all', '--json'],
  ['cost'],
  ['cost', '--json'],
  ['cost', '--csv', '--by', 'agent'],
  ['log'],
  ['checkpoints'],
  ['doctor'],
  ['prices', '<hostile>'],
  ['prices', '<hostile>', '--json'],
  ['config', '--gate', '<hostile>'],
  ['config', '--gate', '<hostile>', '--json'],
  ['agents'],
  ['agents', '--json'],
  ['<hostile>'],
  ['show', '<hostile>'],
])('nothing that a terminal obeys comes out of ralph %s %s', async (...args) => {
  writeHostileRun()
  const words = args.map((word) => (word === '<hostile>' ? hostile : word))
  const { out, err } = await ralph(words, { PATH: hostilePath() })
  expect(out + err).not.toMatch(obeyed)
  expect(out + err).not.toBe('')
})

test('JSON says what it would have said raw', async () => {
  writeHostileRun()
  const { out } = await ralph(['show', '--json'])
  expect(JSON.parse(out)).toMatchObject({ workspace, reason: hostile })
})

test.each([
  ['config', '--gate', `check ${secret}`],
  ['config', '--gate', `check ${secret}`, '--json'],
  ['doctor', secret],
  [secret],
  ['--prompt', `./${secret}.md`],
  ['show', secret],
])('a known secret is in no answer and in no error of ralph %s %s', async (...args) => {
  const inEnvironment = await ralph(args, { API_TOKEN: secret })
  writeFileSync(join(workspace, '.env'), `API_TOKEN=${secret}\n`)
  const inFile = await ralph(args)
  for (const { out, err } of [inEnvironment, inFile]) {
    expect(out + err).not.toContain(secret)
    expect(out + err).not.toBe('')
  }
})
