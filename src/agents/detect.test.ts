import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { AgentAdapter } from '../agent.ts'
import { claude } from './claude/claude.ts'
import { demo } from './demo.ts'
import { findAgent, findProgram, installedAgents, ownProgram, whyUnusable } from './detect.ts'
import { kiro, q } from './q.ts'
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

function program(path: string, text: string, mode = 0o755): string {
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

function mkdir(path: string): string {
  mkdirSync(path, { recursive: true })
  return path
}

/** As npm installs it into a folder: a link in `.bin` to a program of a package. */
function npmProgram(into: string, version: string): string {
  const modules = join(into, 'node_modules')
  mkdir(join(modules, '.bin'))
  program(join(mkdir(join(modules, 'the-tool')), 'cli.js'), '#!/bin/sh\n')
  writeFileSync(join(modules, 'the-tool', 'package.json'), JSON.stringify({ version, bin: { tool: 'cli.js' } }))
  symlinkSync('../the-tool/cli.js', join(modules, '.bin', 'tool'))
  return join(modules, '.bin', 'tool')
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
  expect(
    installedAgents([claude, kiro, q, demo], two).map(({ adapter, program: path }) => [adapter.name, path]),
  ).toEqual([['claude', join(two, 'claude')]])
  program(join(two, 'q'), '')
  program(join(two, 'kiro-cli'), '')
  expect(installedAgents([claude, kiro, q, demo], two).map(({ adapter }) => adapter.name)).toEqual([
    'claude',
    'kiro',
    'q',
  ])
  expect(installedAgents([claude, kiro, q, demo], one)).toEqual([])
})

test('the demo agent is found on every machine', () => {
  expect(findAgent(demo, '')).toEqual({ state: 'found', path: process.execPath })
})

describe("an agent of ralph's own folder", () => {
  const tool: AgentAdapter = { ...claude, name: 'tool', programs: ['tool'], minVersion: '1.5.0' }
  const own = join(folder, 'own')
  const path = join(folder, 'three')

  test('is found when the path has none, or one that is too old', () => {
    expect(findAgent(tool, path, own)).toEqual({ state: 'missing' })
    const ours = npmProgram(join(own, 'tool'), '1.6.0')
    expect(ours).toBe(ownProgram(tool, own))
    expect(findAgent(tool, path)).toEqual({ state: 'missing' })
    expect(findAgent(tool, path, own)).toEqual({ state: 'found', path: ours })
    symlinkSync(npmProgram(join(folder, 'old'), '1.4.9'), join(mkdir(path), 'tool'))
    const old = { state: 'too-old', path: join(path, 'tool'), version: '1.4.9', minVersion: '1.5.0' } as const
    expect(findAgent(tool, path)).toEqual(old)
    expect(whyUnusable(old, tool)).toBe(`${path}/tool is version 1.4.9: it takes 1.5.0 or a newer one`)
    expect(findAgent(tool, path, own)).toEqual({ state: 'found', path: ours })
    expect(installedAgents([tool], path)).toEqual([])
    expect(installedAgents([tool], path, own)).toEqual([{ adapter: tool, program: ours }])
  })

  test('comes after one on the path', () => {
    const onPath = program(join(mkdir(join(folder, 'four')), 'tool'), '#!/bin/sh\n')
    expect(findAgent(tool, join(folder, 'four'), own)).toEqual({ state: 'found', path: onPath })
  })
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
    const agent: AgentAdapter = {
      ...claude,
      credentials: {
        variables: ['ONE_KEY', 'OTHER_KEY'],
        files: (home, env) => [join(env['ONE_HOME'] ?? join(home, '.one'), 'login.json')],
      },
    }
    expect(loginOf(agent, { OTHER_KEY: 'secret' }, folder)).toEqual({ state: 'ready', reason: 'OTHER_KEY is set' })
    expect(loginOf(agent, { ONE_KEY: '' }, folder)).toEqual({ state: 'unknown' })
    mkdirSync(join(folder, '.one'))
    writeFileSync(join(folder, '.one/login.json'), '{}')
    expect(loginOf(agent, {}, folder)).toEqual({ state: 'ready', reason: `${folder}/.one/login.json exists` })
    expect(loginOf(agent, { ONE_HOME: '/nowhere' }, folder)).toEqual({ state: 'unknown' })
    expect(loginOf({ ...agent, name: 'demo' }, {}, folder)).toEqual({ state: 'ready', reason: 'needs no login' })
    expect(loginOf({ ...demo, name: 'keyless' }, {}, folder)).toEqual({ state: 'unknown' })
  })
})
