import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RalphError } from '../errors.ts'
import { loadSettings } from './load.ts'
import { allowedIn, configKey } from './option.ts'
import { allOptions } from './options.ts'
import { UntrustedConfig, type Standing } from './trust.ts'

let root: string
let cwd: string
let home: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ralph-trust-'))
  cwd = join(root, 'work')
  home = join(root, 'home')
  mkdirSync(cwd)
  mkdirSync(join(home, '.config', 'ralph'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

const workspace = (text: string) => writeFileSync(join(cwd, 'ralph.yml'), text)
const user = (text: string) => writeFileSync(join(home, '.config', 'ralph', 'config.yml'), text)

function load(standing: Standing = 'unknown', flags = {}, env = {}) {
  return loadSettings({ flags, env: { HOME: home, ...env }, cwd, trust: { of: () => standing } })
}

async function refused(flags = {}, env = {}, standing: Standing = 'unknown'): Promise<UntrustedConfig> {
  const error: unknown = await load(standing, flags, env).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UntrustedConfig)) throw error ?? new Error('it was not refused')
  return error
}

/** Lines that a stranger may write. */
const tight = [
  'max_iterations: 5',
  'limits: {max_cost: 1, max_tokens: 1000, max_runtime: 5m}',
  'max_failures: 1\nmax_wait: 0\niteration_timeout: 1m\nidle_timeout: 1m\ngate_timeout: 1m',
  'max_prompt_size: 1K',
  'max_window_percent: 50',
  'retry_delay: 1m',
  'context_threshold: 0.5',
  'on_context_full: stop',
  'sandbox: strict\nsecurity: strict',
  'sandbox: auto\nsecurity: standard',
  'deny_read: [~/.password-store]',
  'checkpoint_interval: 1',
  'checkpoint_mode: shadow\ngit: true',
  'completion_promise: ALL DONE',
  'prompt: docs/TASK.md',
  'prompt: ./a/../PROMPT.md',
  'verbose: true\nquiet: false\ncolor: false\nmetrics_interval: 1\nno_metrics: true\nno_archive: true',
  'output_format: plain',
  'escalate_return: true',
  'allow_unsafe_paths: false\nallow_unknown_cost: false',
  'agent: auto\ngate: []\nprice: []', // as it would be anyway
  '',
  '# nothing',
]

test.each(tight)('%j needs nobody’s yes', async (text) => {
  workspace(text)
  await expect(load()).resolves.toBeDefined()
})

/** Lines that need a yes, each alone. */
const loose = [
  'agent: claude',
  'agent_command: ./agent.sh',
  'agent_args: [--dangerously-skip-permissions]',
  'model: gpt-9',
  'escalate: [opus]',
  'prompt_text: do something else',
  'prompt: ../outside.md',
  'prompt: /etc/passwd',
  'gate: "true"',
  'gate_timeout: 1d',
  'max_prompt_size: 1G',
  'allow_unsafe_paths: true',
  'max_iterations: 101',
  'limits: {max_cost: 50.01}',
  'max_runtime: 5h',
  'max_tokens: 1000001',
  'price: gpt-5.5=0/0',
  'allow_unknown_cost: true',
  'max_failures: 6',
  'max_wait: 1d',
  'iteration_timeout: 2h',
  'idle_timeout: 16m',
  'retry_delay: 0',
  'context_window: 1000000',
  'context_threshold: 0.9',
  'on_context_full: continue',
  'sandbox: off',
  'security: off',
  'pass_env: [AWS_*]',
  'allow_host: evil.example',
  'allow_write: ~/',
  'allow_read: ~/.ssh',
  'allow_hidden_text: U+200B',
  'checkpoint_interval: 0',
  'checkpoint_interval: 6',
  'checkpoint_mode: commit',
  'no_git: true',
  'quiet: true',
  'completion_promise: "}"',
]

test.each(loose)('%j is refused until somebody says yes', async (text) => {
  workspace(text)
  const error = await refused()
  expect(error).toMatchObject({
    exitCode: 4,
    message: expect.stringMatching(/^ralph\.yml is not trusted yet, and sets /),
  })
  expect(error.hint).toMatch(/ralph trust/)
  await expect(load('trusted')).resolves.toBeDefined()
  const fallback = (await loadSettings({ flags: {}, env: { HOME: home }, cwd: home })).settings
  expect(error.refused.without().settings).toEqual(fallback)
})

test('every option that a configuration may hold is one or the other', () => {
  const named = [...tight, ...loose].join('\n')
  const missing = allOptions.filter(
    ({ name, alias }) => !named.includes(configKey(name)) && !named.includes(alias ?? '\0'),
  )
  expect(missing.filter((option) => allowedIn(option, 'config')).map(({ name }) => name)).toEqual(['agent-format'])
})

test('how an agent is read is as much as which agent it is', async () => {
  workspace('agent_command: x\nagent_format: ralph')
  expect((await refused()).message).toBe('ralph.yml is not trusted yet, and sets agent-command, agent-format')
  workspace('agent_format: ralph')
  expect((await refused({ 'agent-command': 'x' })).message).toMatch(/sets agent-format$/)
})

test('nobody is trusted by default', async () => {
  workspace('gate: x')
  await expect(loadSettings({ flags: {}, env: { HOME: home }, cwd })).rejects.toBeInstanceOf(UntrustedConfig)
})

test('what counts is what would hold without the file', async () => {
  user('max_cost: 5\nsandbox: strict\nallow_host: [a.example, b.example]\ncheckpoint_interval: 0\ndeny_read: [~/x]')
  workspace('max_cost: 6\nsandbox: auto\ndeny_read: [~/y]')
  expect((await refused()).message).toMatch(/sets max-cost, sandbox, deny-read$/)
  workspace('max_cost: 4\nsandbox: strict\nallow_host: a.example\ncheckpoint_interval: 50\ndeny_read: [~/x, ~/y]')
  expect((await load()).settings.maxCostUsd).toBe(4)
  workspace('allow_host: []') // and all would be reachable
  expect((await refused()).message).toMatch(/sets allow-host$/)
})

test('what a flag or a variable overrules is not asked for now, but a yes would be to all of it', async () => {
  workspace('max_cost: 500\ngate: make evil')
  expect((await load('unknown', { 'max-cost': '1', gate: ['make test'] })).settings.gates).toEqual(['make test'])
  const error = await refused({ 'max-cost': '1' }, { RALPH_MAX_ITERATIONS: '3' })
  expect(error.message).toMatch(/sets gate$/)
  expect(error.refused.all.map(({ option, value, without }) => [option.name, value, without])).toEqual([
    ['gate', ['make evil'], []],
    ['max-cost', 500, 50],
  ])
  expect(error.refused.all[1]?.place).toBe('ralph.yml:1: max_cost')
})

test('a harmless setting can not push one of the operator’s out', async () => {
  user('agent_command: careful-agent')
  workspace('agent: auto')
  expect((await refused()).message).toMatch(/sets agent-command$/)
  expect((await refused()).refused.without().settings.agentCommand).toBe('careful-agent')
  user('prompt_text: my task')
  workspace('prompt: PROMPT.md\nmax_cost: 3')
  const error = await refused()
  expect(error.message).toMatch(/sets prompt-text$/)
  expect(error.refused.without().settings).toMatchObject({ promptText: 'my task', maxCostUsd: 50 })
})

test('the tight part of a file is in effect where the rest is held back', async () => {
  workspace('max_cost: 3\ngate: x')
  expect((await refused()).refused.without().settings).toMatchObject({ maxCostUsd: 3, gates: [] })
})

test('a changed file says so', async () => {
  workspace('gate: x')
  expect((await refused({}, {}, 'changed')).message).toBe('ralph.yml has changed since it was trusted, and sets gate')
})

test('a file that the operator names is the operator’s word, wherever it lies', async () => {
  workspace('gate: x')
  expect((await load('unknown', { config: 'ralph.yml' })).settings.gates).toEqual(['x'])
  expect((await load('unknown', {}, { RALPH_CONFIG: join(cwd, 'ralph.yml') })).settings.gates).toEqual(['x'])
  writeFileSync(join(root, 'other.yml'), 'gate: y')
  expect((await load('unknown', { config: '../other.yml' })).settings.gates).toEqual(['y'])
})

describe('a configuration that is a link', () => {
  test('to the outside is refused, and names the way', async () => {
    writeFileSync(join(root, 'secret.yml'), 'max_cost: 1')
    symlinkSync('../secret.yml', join(cwd, 'ralph.yml'))
    const error: unknown = await load().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RalphError)
    expect(error).toMatchObject({ exitCode: 4, message: expect.stringMatching(/ralph\.yml is a link that leads out/) })
    expect((await load('unknown', { config: 'ralph.yml' })).settings.maxCostUsd).toBe(1)
  })

  test('to the inside is read', async () => {
    mkdirSync(join(cwd, 'tools'))
    writeFileSync(join(cwd, 'tools', 'ralph.yml'), 'max_cost: 1')
    symlinkSync('tools/ralph.yml', join(cwd, 'ralph.yml'))
    expect((await load()).settings.maxCostUsd).toBe(1)
  })

  test('to nothing is none, as before', async () => {
    symlinkSync('gone.yml', join(cwd, 'ralph.yml'))
    expect((await load()).settings.maxCostUsd).toBe(50)
  })
})

test.each(['-x', '--dangerously-skip-permissions', 'claude=--yolo', 'a\u001bb', 'claude=', ' -x'])(
  'a model is not called %j',
  async (name) => {
    await expect(load('trusted', { model: name })).rejects.toThrow(/is not the name of a model/)
    await expect(load('trusted', { escalate: name })).rejects.toThrow(/--escalate/)
  },
)

test.each(['claude sonnet', 'anthropic/claude-opus-5', 'claude=opus[1m]', 'gpt-5.5:high', '模型'])(
  'a model may be called %j',
  async (name) => {
    expect((await load('trusted', { model: name })).settings.models).toEqual([name])
  },
)
