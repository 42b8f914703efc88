import { lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSettings } from '../config/load.ts'
import { runCommandLine } from './cli.ts'
import { exitCode } from './exit-code.ts'

let cwd: string
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'ralph-cli-'))))
afterEach(() => rmSync(cwd, { recursive: true }))

async function ralph(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runCommandLine(args, {
    cwd,
    env: { HOME: cwd },
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  })
  return { code, out, err }
}

async function configured(...args: readonly string[]): Promise<Record<string, { value: unknown; origin: unknown }>> {
  const { code, out, err } = await ralph('config', '--json', ...args)
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}

test('every flag of the documents is understood', async () => {
  const flags =
    '--agent claude --prompt PROMPT.md --max-iterations 100 --max-runtime 14400 --max-tokens 1000000 --max-cost 50.0 ' +
    '--context-window 200000 --checkpoint-interval 5 --metrics-interval 10'
  expect(await configured(...flags.split(' '))).toMatchObject({
    agent: { value: ['claude'], origin: { source: 'flag' } },
    max_runtime: { value: 14_400 },
    max_cost: { value: 50 },
    context_window: { value: 200_000 },
    metrics_interval: { value: 10 },
    archive: { value: true, origin: { source: 'default' } },
  })
})

test('short letters, = and values with commas, dashes and line ends are understood', async () => {
  const read = await configured('-a', 'claude,q', '-i', '5', '--max-cost=7', '-t=30m', '-vP', 'x').catch(
    () => undefined,
  )
  expect(read).toBeUndefined()
  expect(await configured('-aclaude,q', '-i', '5', '--max-cost=7', '-vt30m')).toMatchObject({
    agent: { value: ['claude', 'q'] },
    max_iterations: { value: 5 },
    max_cost: { value: 7 },
    max_runtime: { value: 1800 },
    verbose: { value: true },
  })
  expect(await configured('--prompt-text=two\nlines --here')).toMatchObject({
    prompt_text: { value: 'two\nlines --here' },
  })
  expect(await configured('-p', '- a list item')).toMatchObject({ prompt_text: { value: '- a list item' } })
})

test('gates add up; what is switched off is off', async () => {
  const read = await configured(
    '--gate',
    'npm test',
    '--gate=npm run lint',
    '--no-git',
    '--no-metrics',
    '--no-archive',
    '--no-color',
  )
  expect(read).toMatchObject({
    gate: { value: ['npm test', 'npm run lint'] },
    git: { value: false, origin: { flag: '--no-git' } },
    metrics: { value: false },
    archive: { value: false },
    color: { value: false },
  })
})

test.each([
  [['--max-iteratons', '5'], /unknown option --max-iteratons\n {2}Did you mean --max-iterations\?/],
  [['run', '--max_cost', '5'], /Did you mean --max-cost\?/],
  [['-z'], /unknown option -z/],
  [['--verbose=maybe'], /"maybe" is not true or false/],
  [['--__proto__'], /unknown option --__proto__/],
  [['--max-cost'], /--max-cost needs a value/],
  [['--max-cost', '--verbose'], /--max-cost needs a value/],
  [['--max-cost', '1', '--max-cost', '2'], /--max-cost is given twice: 1 and 2/],
  [['stp'], /unknown command "stp"\n {2}Did you mean ralph stop\?/],
  [['scen'], /unknown command "scen"/],
  [['fix the parser'], /--prompt-text/],
  [['runs', 'x'], /unexpected argument "x"/],
  [['restore'], /is missing/],
  [['completion', 'tcsh'], /"tcsh"/],
  [['config', '--max-cost', '-5'], /--max-cost: "-5" is not an amount/],
  [['config', '--gate='], /--gate: \[""\] is not a shell command/],
  [['resume', '--resume'], /unknown option --resume/],
])('%j is refused with exit code 2 and nothing on stdout', async (args, message) => {
  const { code, out, err } = await ralph(...args)
  expect(err).toMatch(message)
  expect(err.startsWith('ralph: ')).toBe(true)
  expect([code, out]).toEqual([2, ''])
})

test('help is to be had everywhere, in every spelling', async () => {
  const { out } = await ralph('show', '--help')
  expect(out).toMatch(/ralph show \[run\]/)
  for (const args of [
    ['help', 'show'],
    ['show', '-h'],
  ])
    expect((await ralph(...args)).out).toBe(out)
  for (const args of [['--help'], ['-h'], ['help'], ['-i', '5', '--help']])
    expect((await ralph(...args)).out).toMatch(/Commands/)
})

test('a removed folder is said, not crashed over', async () => {
  let err = ''
  const stderr = { write: (text: string) => (err += text) }
  expect(await runCommandLine([], { cwd: '', env: {}, stdout: stderr, stderr })).toBe(2)
  expect(err).toMatch(/no longer exists/)
})

test('init writes a task and a configuration that sets nothing, and never overwrites', async () => {
  expect((await ralph('init')).code).toBe(0)
  expect(readdirSync(cwd).sort()).toEqual(['PROMPT.md', 'ralph.yml'])
  const { origins } = await loadSettings({ flags: {}, env: { HOME: cwd }, cwd })
  expect(Object.values(origins).every(({ source }) => source === 'default')).toBe(true)
  writeFileSync(join(cwd, 'ralph.yml'), 'max_cost: 1')
  expect((await ralph('init')).out).toMatch(/kept ralph\.yml/)
  expect(readFileSync(join(cwd, 'ralph.yml'), 'utf8')).toBe('max_cost: 1')
})

test('every line of the configuration that init writes may be switched on', async () => {
  await ralph('init')
  const text = readFileSync(join(cwd, 'ralph.yml'), 'utf8')
  const settings = text.split('\n').filter((line) => /^#\w+: /.test(line) && !line.includes('<'))
  expect(settings.length).toBeGreaterThan(20)
  for (const line of settings.filter((setting) => !setting.startsWith('#agent_format'))) {
    writeFileSync(join(cwd, 'ralph.yml'), line.slice(1))
    expect((await ralph('config')).err).toBe('')
  }
})

test('init does not write through a link', async () => {
  symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'PROMPT.md'))
  expect((await ralph('init')).out).toMatch(/kept PROMPT\.md/)
  expect(lstatSync(join(cwd, 'PROMPT.md')).isSymbolicLink()).toBe(true)
  expect(readdirSync(cwd)).not.toContain('elsewhere')
})

test.each([
  [['sh'], /^show\t/],
  [['--max-it'], /^--max-iterations\t/],
  [['run', '--no-g'], /^--no-git\t/],
  [['-a', 'claude,ki'], /^claude,kiro\t/],
  [['completion', 'z'], /^zsh\t/],
  [['show', '--js'], /^--json\t/],
])('completing %j gives what fits, and no file names', async (words, first) => {
  const { code, out } = await ralph('complete', '--', ...words)
  expect(code).toBe(0)
  expect(out).toMatch(first)
  expect(out.endsWith('\n:4\n')).toBe(true)
})

test('where nothing fits, the shell may complete file names', async () => {
  expect((await ralph('complete', '--', 'run', '--prompt', '')).out).toBe(':0\n')
})

test('every outcome has an exit code of its own', () => {
  const outcomes = ['completed', 'failed', 'limit', 'refused', 'blocked', 'stalled', 'paused'] as const
  expect(outcomes.map((outcome) => exitCode(outcome))).toEqual([0, 1, 3, 4, 5, 6, 7])
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  expect(signals.map((signal) => exitCode('cancelled', signal))).toEqual([130, 143, 129])
})
