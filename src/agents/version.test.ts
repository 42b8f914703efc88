import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isOlder, versionOf } from './version.ts'

const folder = mkdtempSync(join(tmpdir(), 'ralph-version-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function program(path: string): string {
  const whole = join(folder, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, '#!/bin/sh\nexit 1\n')
  chmodSync(whole, 0o755)
  return whole
}

function manifest(path: string, about: unknown): void {
  const whole = join(folder, path, 'package.json')
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, typeof about === 'string' ? about : JSON.stringify(about, null, 2))
}

function link(path: string, target: string): string {
  const whole = join(folder, path)
  mkdirSync(dirname(whole), { recursive: true })
  symlinkSync(target, whole)
  return whole
}

describe('the version of a program', () => {
  test('is that of the npm package its link leads to', () => {
    program('npm/lib/node_modules/@openai/codex/bin/codex.js')
    manifest('npm/lib/node_modules/@openai/codex', { name: '@openai/codex', version: '0.169.0', bin: { codex: 'x' } })
    const path = link('npm/bin/codex', '../lib/node_modules/@openai/codex/bin/codex.js')
    expect(versionOf(path, '@openai/codex')).toBe('0.169.0')
    expect(versionOf(path)).toBe('0.169.0')
  })

  test('is not that of a package between, nor of one around it that is another', () => {
    program('outer/node_modules/tool/dist/deep/tool.js')
    manifest('outer/node_modules/tool/dist', { type: 'module', version: '9.9.9' })
    manifest('outer/node_modules/tool', { name: '@scope/tool', version: '1.2.3', bin: './dist/deep/tool.js' })
    expect(versionOf(link('outer/bin/tool', '../node_modules/tool/dist/deep/tool.js'))).toBe('1.2.3')
    expect(versionOf(program('outer/node_modules/tool/dist/deep/other'))).toBeUndefined()
  })

  test('stands in the path where an installer keeps one folder per version', () => {
    program('share/claude/versions/2.1.329')
    expect(versionOf(link('local/bin/claude', '../../share/claude/versions/2.1.329'))).toBe('2.1.329')
    expect(versionOf(program('Cellar/codex/0.169.0/bin/codex'))).toBe('0.169.0')
    expect(versionOf(program('Cellar/gemini-cli/0.61.0/bin/gemini'))).toBe('0.61.0')
  })

  test("is not that of the node it is installed with, nor of a stranger's folder", () => {
    expect(versionOf(program('.nvm/versions/node/v22.1.0/bin/codex'))).toBeUndefined()
    expect(versionOf(program('releases/1.0.0/bin/codex'))).toBeUndefined()
  })

  test.each(['', '[]', '{"name":"torn', '{"name":"torn","bin":{"torn":"x"},"version":3}'])(
    'is unknown beside the manifest %j',
    (text) => {
      const path = program('torn/bin/torn')
      manifest('torn', text)
      expect(versionOf(path, 'torn')).toBeUndefined()
    },
  )

  test('is unknown for what is not there', () => {
    expect(versionOf(join(folder, 'nothing'))).toBeUndefined()
  })
})

describe('a version is older', () => {
  const ascending =
    '0.9 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0 2.0.0.1 10.0.0'.split(
      ' ',
    )
  test.each(ascending.slice(1).map((version, index) => [ascending[index] ?? '', version]))('%s than %s', (a, b) => {
    expect(isOlder(a, b)).toBe(true)
    expect(isOlder(b, a)).toBe(false)
  })

  test.each([
    ['1.2.3', '1.2.3'],
    ['v1.2.3', '1.2.3'],
    ['1.2.3+one', '1.2.3+two'],
    ['what it said', '1.2.3'],
    ['1.2.3', ''],
  ])('%s not than %s, nor the other way round', (a, b) => {
    expect(isOlder(a, b)).toBe(false)
    expect(isOlder(b, a)).toBe(false)
  })
})
