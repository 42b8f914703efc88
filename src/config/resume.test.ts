import { expect, test } from 'vitest'
import { loadSettings } from './load.ts'
import { keptSettings, resumeSettings } from './resume.ts'

const kept = async (flags = {}) => {
  const { settings } = await loadSettings({ flags, env: { XDG_CONFIG_HOME: '/nowhere' }, cwd: '/nowhere' })
  return JSON.parse(JSON.stringify(keptSettings(settings)))
}

test('a resumed run has the settings it was started with', async () => {
  const before = await kept({ 'max-cost': '5', model: 'big', 'agent-command': 'x y', 'agent-format': 'claude' })
  const { settings, changed } = resumeSettings(before, { flags: {}, env: {} })
  expect(settings).toMatchObject({ maxCostUsd: 5, models: ['big'], agentCommand: 'x y', agentFormat: 'claude' })
  expect(settings.promptText).toBeUndefined()
  expect(changed).toEqual({})
})

test('a flag changes what it names and nothing else', async () => {
  const { settings, changed } = resumeSettings(await kept({ 'max-cost': '5' }), {
    flags: { 'max-cost': '80' },
    env: {},
  })
  expect(settings.maxCostUsd).toBe(80)
  expect(changed).toEqual({ maxCostUsd: 80 })
})

test('a flag that names what the run has already changes nothing', async () => {
  const { changed, named } = resumeSettings(await kept({ 'max-cost': '5' }), { flags: { 'max-cost': '5' }, env: {} })
  expect(changed).toEqual({})
  expect(named).toEqual({ maxCostUsd: 5 })
})

test('the environment cannot change a limit of a run, but how it is shown', async () => {
  const env = { RALPH_MAX_COST: '500', RALPH_OUTPUT_FORMAT: 'json' }
  const { settings } = resumeSettings(await kept({ 'max-cost': '5', verbose: true }), { flags: {}, env })
  expect(settings).toMatchObject({ maxCostUsd: 5, outputFormat: 'json', verbose: false })
})

test('what a flag excludes is gone, also after the event was written and read again', async () => {
  const before = await kept({ 'agent-command': 'x', 'agent-format': 'claude' })
  const { changed } = resumeSettings(before, { flags: { agent: 'kiro' }, env: {} })
  const after = { ...before, ...JSON.parse(JSON.stringify(changed)) }
  expect(resumeSettings(after, { flags: {}, env: {} }).settings).toMatchObject({
    agents: ['kiro'],
    agentCommand: undefined,
    agentFormat: 'text',
  })
})

test('an option newer than the run has its default', () => {
  expect(resumeSettings({ maxCostUsd: 5 }, { flags: {}, env: {} }).settings).toMatchObject({
    maxCostUsd: 5,
    maxTokens: 1e6,
  })
})
