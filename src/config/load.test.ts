import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RalphError } from '../errors.ts'
import { loadSettings } from './load.ts'
import { allowedIn, configKey, variableName, type AnyOption, type Place } from './option.ts'
import { allOptions, options } from './options.ts'
import type { Trust } from './trust.ts'

let cwd: string
let home: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ralph-config-'))
  home = join(cwd, 'home')
  mkdirSync(join(home, '.config', 'ralph'), { recursive: true })
})
afterEach(() => rmSync(cwd, { recursive: true }))

/** What strangers may set is the business of trust.test.ts. */
const trust: Trust = { of: () => 'trusted' }
const load = (flags = {}, env = {}) => loadSettings({ flags, env: { HOME: home, ...env }, cwd, trust })
const workspace = (text: string, name = 'ralph.yml') => writeFileSync(join(cwd, name), text)
const user = (text: string) => writeFileSync(join(home, '.config', 'ralph', 'config.yml'), text)

async function refusal(flags = {}, env = {}): Promise<string> {
  const error: unknown = await load(flags, env).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof RalphError)) throw error ?? new Error('it was not refused')
  expect(error.exitCode).toBe(2)
  return `${error.message} | ${error.hint}`
}

test('without any source every setting has its default, and no limit is absent', async () => {
  const { settings, origins } = await load()
  for (const option of allOptions) expect(settings[option.setting]).toEqual(option.default)
  expect(new Set(Object.values(origins).map(({ source }) => source))).toEqual(new Set(['default']))
  const { maxIterations, maxRuntimeMs, maxTokens, maxCostUsd } = settings
  expect([maxIterations, maxRuntimeMs, maxTokens, maxCostUsd]).toEqual([100, 14_400_000, 1_000_000, 50])
})

test('every setting is in exactly one group', () => {
  expect(allOptions.map(({ setting }) => setting).sort()).toEqual(Object.keys(options).sort())
  expect(new Set(allOptions.map(({ name }) => name)).size).toBe(allOptions.length)
})

test('defaults < user config < workspace config < environment < flags', async () => {
  user('max_cost: 1\nmax_tokens: 1\nmax_iterations: 1\nmax_failures: 1')
  workspace('max_cost: 2\nmax_tokens: 2\nmax_iterations: 2')
  const { settings, origins } = await load({ 'max-cost': '4' }, { RALPH_MAX_COST: '3', RALPH_MAX_TOKENS: '3' })
  const { maxCostUsd, maxTokens, maxIterations, maxFailures } = settings
  expect([maxCostUsd, maxTokens, maxIterations, maxFailures]).toEqual([4, 3, 2, 1])
  expect(origins.maxCostUsd).toEqual({ source: 'flag', flag: '--max-cost' })
  expect(origins.maxTokens).toEqual({ source: 'environment', variable: 'RALPH_MAX_TOKENS' })
  expect(origins.maxIterations).toEqual({
    source: 'workspace config',
    file: 'ralph.yml',
    line: 3,
    key: 'max_iterations',
  })
  expect(origins.maxFailures).toMatchObject({ source: 'user config', line: 4 })
})

/** Something an option takes that is not its default. */
function sampleOf({ kind, default: preset }: AnyOption): string {
  const candidates = [...(kind.choices ?? []), '7', '0.7', 'seven', '~/seven', 'U+200B']
  return candidates.find((text) => text !== String(preset) && kind.fromText(text) !== undefined) ?? ''
}

// Without a command to read, a format is a contradiction; the configuration file is what the rest is about.
const settable = allOptions.filter(({ name }) => name !== 'agent-format' && name !== 'config')
const settableIn = (place: Place) => settable.filter((option) => allowedIn(option, place))

test.each(settableIn('flag'))('--$name is understood', async (option) => {
  const sample = sampleOf(option)
  const { settings } = await load({ [option.name]: option.kind.placeholder === '' ? sample === 'true' : sample })
  expect(settings[option.setting]).toEqual(option.kind.fromText(sample))
})

test.each(settableIn('environment'))('the variable of $name is understood', async (option) => {
  const { settings } = await load({}, { [variableName(option.name)]: sampleOf(option) })
  expect(settings[option.setting]).toEqual(option.kind.fromText(sampleOf(option)))
})

test.each(settableIn('config'))('the key of $name is understood', async (option) => {
  const value = option.kind.fromText(sampleOf(option))
  workspace(`${configKey(option.name)}: ${JSON.stringify(option.kind.toData(value))}`)
  const { settings } = await load()
  expect(settings[option.setting]).toEqual(value)
})

test('limits may be grouped, and say where they stand', async () => {
  workspace('# mine\nlimits:\n  max_cost: 20\n  max_runtime: 90m\nagent: [claude, q]\ngate: npm test\n')
  const { settings, origins } = await load()
  expect(settings).toMatchObject({
    maxCostUsd: 20,
    maxRuntimeMs: 5_400_000,
    agents: ['claude', 'q'],
    gates: ['npm test'],
  })
  expect(origins.maxCostUsd).toMatchObject({ line: 3, key: 'limits.max_cost' })
})

test.each([
  ['max_cst: 20', /^ralph\.yml:1: unknown key max_cst \| Did you mean max_cost\?$/],
  ['a: 1', /^ralph\.yml:1: unknown key a /],
  ['\nmax-cost: 20', /^ralph\.yml:2: unknown key max-cost \| Did you mean max_cost\?$/],
  ['maxCost: 20', /Did you mean max_cost\?$/],
  ['limits:\n  maxTokens: 20', /^ralph\.yml:2: unknown key limits\.maxTokens \| Did you mean max_tokens\?$/],
  ['limit:\n  max_cost: 2', /Did you mean limits\?/],
  ['limits: {agent: claude}', /agent is no limit/],
  ['limits: 5', /limits must be/],
  ['- max_cost', /must be a list of keys/],
  ['max_cost: "20"', /^ralph\.yml:1: max_cost: "20" is not an amount/],
  ['max_cost: .inf', /"Infinity" is not an amount/],
  ['max_cost:', /null is not an amount/],
  ['# x\nmax_iterations: many', /^ralph\.yml:2: max_iterations: "many" is not a whole number/],
  ['git: no', /"no" is not true or false/],
  ['agent: cladue', /Did you mean claude\?$/],
  ['checkpoint_mode: shadwo', /Did you mean shadow\?$/],
  ['max_cost: 1\nmax_cost: 2', /^ralph\.yml:2: duplicated mapping key/],
  ['max_cost: 1\nlimits: {max_cost: 2}', /given twice/],
  ['prompt: a\nprompt_file: b', /given twice/],
  ['max_cost: [', /^ralph\.yml:\d+: /],
  ['__proto__: {max_cost: 5}', /unknown key __proto__/],
  ['constructor: 5', /unknown key constructor/],
  ['max_cost: &a 5\nmax_tokens: *a', /ralph\.yml:2: .*alias/],
  ['resume: true', /unknown key resume/],
  [`gate: ${'['.repeat(50)}${']'.repeat(50)}`, /ralph\.yml:1: .*(depth|nest)/],
])('a configuration of %j is refused with its place', async (text, message) => {
  workspace(text)
  expect(await refusal()).toMatch(message)
})

test.each(['', '\n', '# only a comment\n', '---\n', '\uFEFFmax_failures: 5', '$schema: x', 'limits:'])(
  'a configuration of %j sets nothing',
  async (text) => {
    workspace(text)
    expect((await load()).settings).toEqual(
      (await loadSettings({ flags: {}, env: { HOME: home }, cwd: home })).settings,
    )
  },
)

test('JSON is read as well', async () => {
  workspace('{\n\t"$schema": "x",\n\t"max_cost": 3\n}', 'ralph.json')
  expect((await load()).origins.maxCostUsd).toMatchObject({ file: 'ralph.json', line: 3 })
})

test('two configurations side by side are refused', async () => {
  workspace('')
  workspace('', 'ralph.yaml')
  expect(await refusal()).toMatch(/Both .*ralph\.yml and .*ralph\.yaml are here/)
})

test('a named configuration takes the place of ralph.yml, and must exist', async () => {
  workspace('max_cost: 1')
  workspace('max_cost: 2', 'other.yml')
  expect((await load({ config: 'other.yml' })).settings.maxCostUsd).toBe(2)
  expect((await load({}, { RALPH_CONFIG: 'other.yml' })).settings.maxCostUsd).toBe(2)
  expect(await refusal({ config: 'none.yml' })).toMatch(/^--config: there is no file none\.yml/)
})

test('a folder, a huge file and bytes that are no text are refused', async () => {
  workspace(`# ${'x'.repeat(1_100_000)}`, 'huge.yml')
  writeFileSync(join(cwd, 'bytes.yml'), Buffer.from([0x61, 0x3a, 0xff]))
  expect(await refusal({ config: '.' })).toMatch(/not a regular file/)
  expect(await refusal({ config: 'huge.yml' })).toMatch(/larger than/)
  expect(await refusal({ config: 'bytes.yml' })).toMatch(/not UTF-8/)
})

test('a pipe is refused at once, although nobody writes to it', async () => {
  execFileSync('mkfifo', [join(cwd, 'pipe')])
  const rescue = spawn('sh', ['-c', 'sleep 3; : > pipe'], { cwd }) // else a reader that waits would wait for ever
  const started = performance.now()
  expect(await refusal({ config: 'pipe' })).toMatch(/not a regular file/)
  expect(performance.now() - started).toBeLessThan(20_000)
  rescue.kill()
})

test('the user config is looked for in XDG_CONFIG_HOME if that is absolute', async () => {
  user('max_cost: 1')
  mkdirSync(join(cwd, 'xdg', 'ralph'), { recursive: true })
  writeFileSync(join(cwd, 'xdg', 'ralph', 'config.yml'), 'max_cost: 2')
  expect((await load({}, { XDG_CONFIG_HOME: join(cwd, 'xdg') })).settings.maxCostUsd).toBe(2)
  expect((await load({}, { XDG_CONFIG_HOME: 'xdg' })).settings.maxCostUsd).toBe(1)
})

test('a variable that looks like a misspelt one is refused; a stranger and a reserved one are ignored', async () => {
  expect(await refusal({}, { RALPH_MAX_CSOT: '5' })).toMatch(/RALPH_MAX_CSOT .*Did you mean RALPH_MAX_COST\?/)
  const { settings } = await load(
    {},
    { RALPH_STATE_DIR: '/x', RALPH_RUN_ID: 'y', RALPH_WIGGUM_HOME: 'z', RALPH_MAX_COST: '' },
  )
  expect(settings.maxCostUsd).toBe(50)
})

test('a bad variable is refused by its name', async () => {
  expect(await refusal({}, { RALPH_MAX_COST: 'lots' })).toMatch(/^RALPH_MAX_COST: "lots" is not an amount/)
})

test('what is on can be switched off and on again by a stronger source', async () => {
  workspace('no_git: true')
  expect((await load()).settings.git).toBe(false)
  expect((await load({ git: true })).settings.git).toBe(true)
  expect((await load({}, { RALPH_NO_GIT: 'false' })).settings.git).toBe(true)
  expect((await load({ 'no-metrics': true })).settings.metrics).toBe(false)
})

test('NO_COLOR switches colours off unless something of ours says otherwise', async () => {
  expect((await load({}, { NO_COLOR: '1' })).settings.color).toBe(false)
  expect((await load({ color: true }, { NO_COLOR: '1' })).settings.color).toBe(true)
  expect((await load({}, { NO_COLOR: '' })).settings.color).toBeUndefined()
})

test.each([
  [{ prompt: 'a', 'prompt-text': 'b' }, /--prompt and --prompt-text exclude each other/],
  [{ prompt: 'a', 'prompt-file': 'b' }, /given twice/],
  [{ agent: 'claude', 'agent-command': 'x' }, /exclude each other/],
  [{ 'no-git': true, 'checkpoint-mode': 'commit' }, /exclude each other/],
  [{ verbose: true, quiet: true }, /exclude each other/],
  [{ 'agent-format': 'claude' }, /there is none/],
  [{ agent: 'auto,claude' }, /is not an agent/],
  [{ agent: 'claude,claude' }, /is not an agent/],
  [{ agent: '' }, /is not an agent/],
  [{ 'completion-promise': 'TASK_BLOCKED: x' }, /is not one line/],
  [{ 'completion-promise': 'two\nlines' }, /is not one line/],
])('%j is a contradiction', async (flags, message) => expect(await refusal(flags)).toMatch(message))

test('of two that exclude each other, the one from the stronger source stays', async () => {
  workspace('prompt_text: do it\nagent_command: my-agent\nagent_format: claude\nno_git: true')
  const { settings } = await load({ prompt: 'TASK.md', agent: 'claude', 'checkpoint-mode': 'commit' })
  expect(settings).toMatchObject({ promptFile: 'TASK.md', agents: ['claude'], agentFormat: 'text', git: true })
  expect(settings.promptText).toBeUndefined()
  expect(settings.agentCommand).toBeUndefined()
})

test('arguments for the agent come from after -- or from a file', async () => {
  workspace('agent_args: [--fast]')
  expect((await load()).settings.agentArgs).toEqual(['--fast'])
  expect((await load({ 'agent-args': ['-x', ''] })).settings.agentArgs).toEqual(['-x', ''])
})
