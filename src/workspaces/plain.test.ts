import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { after, never, scratch, write } from '../../test/support/workspaces.ts'
import { plainWorkspace } from './plain.ts'

let place: ReturnType<typeof scratch>
beforeEach(() => void (place = scratch()))
afterEach(() => place.remove())

const print = async () => (await plainWorkspace(place.directory).snapshot('iteration', after(1), never))?.fingerprint

test('an empty folder has a fingerprint, and a file changes it', async () => {
  const empty = await print()
  expect(empty).toMatch(/^[0-9a-f]{16}$/)
  write(place.directory, { a: '' })
  expect(await print()).not.toBe(empty)
})

test('dependencies, notes and records are not looked at', async () => {
  write(place.directory, { a: '1' })
  const first = await print()
  for (const folder of ['node_modules', '.agent', '.git']) mkdirSync(join(place.directory, folder))
  write(place.directory, { 'node_modules/x/y.js': '', '.agent/notes.md': '' })
  expect(await print()).toBe(first)
})

test('a link in a circle is looked at, not followed', async () => {
  symlinkSync('.', join(place.directory, 'circle'))
  expect(await print()).toBeDefined()
})

test('a folder without end costs no more than its first part', async () => {
  const folder = join(place.directory, 'many')
  mkdirSync(folder)
  for (let n = 0; n < 20_000; n++) symlinkSync('.', join(folder, `${n}`))
  const first = await print()
  write(folder, { 'zzz-beyond': '' })
  expect(await print()).toBe(first)
})
