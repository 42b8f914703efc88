import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findAgent, findProgram, installedAgents } from './detect.ts'
import { agentNamed, agents } from './list.ts'
import { loginOf, probeVersion } from './probe.ts'

const folder = mkdtempSync(join(tmpdir(), 'ralph-detect-'))
const [one, two] = [join(folder, 'one'), join(folder, 'two')]
mkdirSync(join(one, 'kiro-cli'), { recursive: true })
mkdirSync(two)
program(join(one, 'broken'), '#!/bin/sh\n', 0o644)
program(join(two, 'claude'), '#!/bin/sh\necho "2.1.329 (Claude Code)"\n')
program(join(two, 'broken'), '#!/bin/sh\n')
program(join(two, 'plain'), 'no program', 0o644)
program(join(two, 'silent'), '#!/bin/sh\nexit 0\n')
program(join(two, 'slow'), '#!/bin/sh\nexec tail -f /dev/null\n')

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function program(path: string, text: string, mode = 0o755): void {
  writeFileSync(path, text)
  chmodSync(path, mode)
}

describe('a program', () => {
  const path = `${one}:${two}`
  test.each([
    ['claude', path, { state: 'found', path: join(two, 'claude') }],
    ['broken', path, { state: 'found', path: join(two, 'broken') }],
    ['plain', path, { state: 'not-executable', path: join(two, 'plain') }],
    ['kiro-cli', path, { state: 'missing' }], // a folder
    ['nothing', path, { state: 'missing' }],
    ['claude', undefined, { state: 'missing' }],
    ['claude', '', { state: 'missing' }],
    [join(two, 'claude'), undefined, { state: 'found', path: join(two, 'claude') }],
    [join(two, 'plain'), undefined, { state: 'not-executable', path: join(two, 'plain') }],
  ])('%s on %s', (name, searchPath, found) => {
    expect(findProgram(name, searchPath)).toEqual(found)
  })

  test('in a relative folder of the path is not trusted', () => {
    expect(findProgram('package.json', '.:')).toEqual({ state: 'missing' })
  })
})

test('auto is what is installed, in order of preference, and never the demo agent', () => {
  expect(installedAgents(agents, two).map(({ adapter, program: path }) => [adapter.name, path])).toEqual([
    ['claude', join(two, 'claude')],
  ])
  program(join(two, 'q'), '')
  program(join(two, 'kiro-cli'), '')
  expect(installedAgents(agents, two).map(({ adapter }) => adapter.name)).toEqual(['claude', 'kiro', 'q'])
  expect(installedAgents(agents, one)).toEqual([])
})

test('the demo agent is found on every machine', () => {
  const demo = agentNamed('demo')
  expect(demo && findAgent(demo, '')).toEqual({ state: 'found', path: process.execPath })
})

describe('a version', () => {
  test('is the number a program tells', async () => {
    expect(await probeVersion(join(two, 'claude'))).toBe('2.1.329')
  })
  test.each(['silent', 'plain', 'nothing'])('of %s is unknown', async (name) => {
    expect(await probeVersion(join(two, name))).toBeUndefined()
  })
  test('is not waited for long', async () => {
    expect(await probeVersion(join(two, 'slow'), 50)).toBeUndefined()
  })
})

describe('a login', () => {
  test('shows by the names of variables and files', () => {
    expect(loginOf('claude', { ANTHROPIC_API_KEY: 'secret' }, folder)).toEqual({
      state: 'ready',
      reason: 'ANTHROPIC_API_KEY is set',
    })
    expect(loginOf('claude', { ANTHROPIC_API_KEY: '' }, folder)).toEqual({ state: 'unknown' })
    mkdirSync(join(folder, '.claude'))
    writeFileSync(join(folder, '.claude/.credentials.json'), '{}')
    expect(loginOf('claude', {}, folder).state).toBe('ready')
    expect(loginOf('claude', { CLAUDE_CONFIG_DIR: '/nowhere' }, folder).state).toBe('unknown')
    expect(loginOf('demo', {}, folder).state).toBe('ready')
    expect(loginOf('q', {}, folder).state).toBe('unknown')
  })
})
