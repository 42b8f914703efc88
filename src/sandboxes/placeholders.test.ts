import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyContent, Placeholders } from './placeholders.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ralph-placeholders-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('only what is as it was made is taken away', { timeout: 5000 }, () => {
  const names = ['left.json', 'written.json', 'pipe.json', 'long.json']
  const paths = names.map((name) => join(folder, name))
  const placeholders = new Placeholders(join(folder, 'record'))
  placeholders.make(paths.map((path) => ({ path, kind: 'file' })))
  const [left = '', written = '', pipe = '', long = ''] = paths
  writeFileSync(written, '[]\n')
  writeFileSync(long, emptyContent(long).repeat(2))
  rmSync(pipe)
  execFileSync('mkfifo', [pipe])
  placeholders.remove()
  expect([left, written, pipe, long].map((path) => existsSync(path))).toEqual([false, true, true, true])
})
