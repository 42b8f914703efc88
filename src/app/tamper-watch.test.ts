import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeClean } from '../platform/text/clean.ts'
import { TamperWatch, type TamperRequest } from './tamper-watch.ts'

const calm = new AbortController().signal
const task = { before: '- [ ] one\n', after: '- [x] one\n' }

function place(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'tampering-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, 'w', path)), { recursive: true })
    writeFileSync(join(root, 'w', path), content)
  }
  mkdirSync(join(root, 'w'))
  for (const [path, content] of Object.entries(files)) write(path, content)
  const watch = (options: Partial<TamperRequest> = {}) =>
    new TamperWatch({
      workspace: join(root, 'w'),
      gates: ['./check.sh'],
      settings: ['.claude/settings.json'],
      promptFile: 'PROMPT.md',
      baselineFile: join(root, 'baseline.json'),
      clean: (text) => text,
      keepsBaseline: false,
      ...options,
    })
  return { root: join(root, 'w'), write, watch }
}

const gate = (name: string) => ({ name, check: async () => ({ passed: true, evidence: 'it ran' }) })

test('what decides about success is noticed, whichever way it was changed', () => {
  const { root, write, watch } = place({
    'check.sh': 'exit 1',
    'test/a.test.js': 'strict',
    'src/parse_test.go': 'strict',
    'ralph.yml': 'max_cost: 1',
    '.git/config': '[core]',
    '.agent/metrics/state_1.json': '{}',
    'src/a.js': 'work',
  })
  const end = watch().begin()
  write('check.sh', 'exit 0')
  write('test/a.test.js', 'lenient')
  rmSync(join(root, 'src/parse_test.go'))
  write('ralph.yml', 'max_cost: 9999')
  write('.git/hooks/pre-commit', 'evil')
  write('.git/config', '[core] fsmonitor = evil')
  write('.claude/settings.json', '{"hooks":{}}')
  write('.agent/metrics/state_1.json', '{"cost":0}')
  write('src/a.js', 'more work')
  write('test/new.test.js', 'a new test is honest work')
  const findings = end({ before: 'do it', after: 'do nothing' }).map(
    ({ change, kind, path }) => `${change} ${kind} ${path}`,
  )
  expect(new Set(findings)).toEqual(
    new Set([
      'changed gate check.sh',
      'changed test test/a.test.js',
      'removed test src/parse_test.go',
      'changed ralph ralph.yml',
      'created hook .git/hooks/pre-commit',
      'changed hook .git/config',
      'created settings .claude/settings.json',
      'changed ralph .agent/metrics/state_1.json',
      'changed task PROMPT.md',
    ]),
  )
})

test('each change is told once, and one that was taken back not at all', () => {
  const { write, watch } = place({ 'check.sh': 'exit 1', 'tests/a.py': 'one' })
  const watching = watch()
  const first = watching.begin()
  write('check.sh', 'exit 0')
  write('tests/a.py', 'two')
  write('tests/a.py', 'one')
  expect(first(task)).toHaveLength(1)
  expect(watching.begin()(task)).toEqual([])
  write('check.sh', 'exit 0 # again')
  expect(watching.begin()(task)).toHaveLength(1)
})

test('a file that is given its old size and time back is still another', () => {
  const { root, write, watch } = place({ 'check.sh': 'exit 1' })
  utimesSync(join(root, 'check.sh'), 1000, 1000)
  const end = watch().begin()
  write('check.sh', 'exit 0')
  utimesSync(join(root, 'check.sh'), 1000, 1000)
  expect(end(task)).toMatchObject([{ path: 'check.sh', change: 'changed' }])
})

test('ticks in the task, new tests, work and modes are nobody’s business', () => {
  const { root, write, watch } = place({ 'check.sh': 'exit 1', 'src/a.js': 'work' })
  const end = watch().begin()
  write('src/a.js', 'other work')
  write('test/b.test.js', 'new')
  appendFileSync(join(root, 'src/a.js'), 'more')
  chmodSync(join(root, 'check.sh'), 0o755)
  expect(end(task)).toEqual([])
})

test('a gate whose own script was changed proves nothing, until it is put back', async () => {
  const { write, watch } = place({ 'check.sh': 'exit 1' })
  const guarded = watch().guard(gate('./check.sh'), './check.sh')
  write('check.sh', 'exit 0')
  expect(await guarded.check(calm)).toMatchObject({
    passed: false,
    evidence: expect.stringContaining('Put back: check.sh'),
  })
  write('check.sh', 'exit 1')
  expect(await guarded.check(calm)).toEqual({ passed: true, evidence: 'it ran' })
})

test('a test script of package.json counts as the gate it is; npm’s placeholder is free to be replaced', async () => {
  const { write, watch } = place({ 'package.json': '{"scripts":{"test":"node --test"}}' })
  const guarded = watch({ gates: ['npm test'] }).guard(gate('npm test'), 'npm test')
  write('package.json', '{"scripts":{"test":"node --test"},"dependencies":{"a":"1"}}')
  expect(await guarded.check(calm)).toMatchObject({ passed: true })
  write('package.json', '{"scripts":{"test":"true"}}')
  expect(await guarded.check(calm)).toMatchObject({ passed: false, evidence: expect.stringContaining('node --test') })

  write('package.json', '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}')
  const fresh = watch({ gates: ['npm test'] }).guard(gate('npm test'), 'npm test')
  write('package.json', '{"scripts":{"test":"node --test"}}')
  expect(await fresh.check(calm)).toMatchObject({ passed: true })
})

test('a gate is guarded by its command, also where its name is redacted', async () => {
  const command = './check.sh --token tok_4f9a1c7e2b8d6035aa91ffe204'
  const { write, watch } = place({ 'check.sh': 'exit 1' })
  const guarded = watch({ gates: [command] }).guard(gate('[redacted:API_TOKEN]'), command)
  write('check.sh', 'exit 0')
  const { passed, evidence } = await guarded.check(calm)
  expect(passed).toBe(false)
  expect(evidence).not.toContain('tok_4f')
})

test('what a script was is told without the secrets in it', async () => {
  const value = 'tok_4f9a1c7e2b8d6035aa91ffe204'
  const clean = makeClean({ values: [{ name: 'API_TOKEN', value }] })
  const { write, watch } = place({ 'package.json': `{"scripts":{"test":"node --test --token ${value}"}}` })
  const guarded = watch({ gates: ['npm test'], clean }).guard(gate('npm test'), 'npm test')
  write('package.json', '{"scripts":{"test":"true"}}')
  const { passed, evidence } = await guarded.check(calm)
  expect(passed).toBe(false)
  expect(evidence).toMatch(/node --test --token \[redacted:\w+\]/)
  expect(evidence).not.toContain(value)
})

test('a script that the agent made itself may change', async () => {
  const { write, watch } = place({})
  const guarded = watch().guard(gate('./check.sh'), './check.sh')
  write('check.sh', 'exit 0')
  expect(await guarded.check(calm)).toMatchObject({ passed: true })
})

test('a run that goes on by itself still compares with its beginning; one that a person reopened begins anew', async () => {
  const { write, watch } = place({ 'check.sh': 'exit 1' })
  watch()
  write('check.sh', 'exit 0')
  expect(await watch({ keepsBaseline: true }).guard(gate('./check.sh'), './check.sh').check(calm)).toMatchObject({
    passed: false,
  })
  expect(watch({ keepsBaseline: true }).begin()(task)).toMatchObject([{ path: 'check.sh' }])
  expect(await watch().guard(gate('./check.sh'), './check.sh').check(calm)).toMatchObject({ passed: true })
})
