import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  after,
  everyObject,
  inventory,
  never,
  repository,
  scratch,
  userGit,
  write,
} from '../../test/support/workspaces.ts'
import { diffCheckpoints, listCheckpoints } from './checkpoints.ts'
import { restoreCheckpoint } from './restore.ts'
import { shadowWorkspace } from './shadow.ts'

let place: ReturnType<typeof scratch>
beforeEach(() => void (place = scratch()))
afterEach(() => place.remove())

const runId = 'run-1'
const keep = (iteration: number, directory = place.directory) =>
  shadowWorkspace({ directory, gitDir: place.gitDir, runId, interval: 1 }).snapshot('claim', after(iteration), never)
const restore = (number: number, ...paths: readonly string[]) =>
  restoreCheckpoint({ gitDir: place.gitDir, directory: place.directory, runId, number, paths })
const read = (path: string) => readFileSync(join(place.directory, path), 'utf8')

test('checkpoints are listed by number, oldest first, ten after nine', async () => {
  for (let n = 0; n < 11; n++) {
    write(place.directory, { [`f${n}`]: `${n}` })
    await keep(n)
  }
  const listed = await listCheckpoints(place.gitDir, runId)
  expect(listed.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(listed[10]).toMatchObject({ iteration: 10, reason: 'claim', filesChanged: 1 })
  expect(Math.abs((listed[10]?.at ?? 0) - Date.now())).toBeLessThan(60_000)
  expect(await listCheckpoints(place.gitDir, 'another')).toEqual([])
})

test('gc in the shadow repository loses no checkpoint and no number', async () => {
  write(place.directory, { a: '1' })
  await keep(1)
  execFileSync('git', ['gc', '-q', '--prune=now'], { env: { ...process.env, GIT_DIR: place.gitDir } })
  write(place.directory, { a: '2' })
  await keep(2)
  expect((await listCheckpoints(place.gitDir, runId)).map(({ number }) => number)).toEqual([1, 2])
  await restore(1)
  expect(read('a')).toBe('1')
})

test('a diff between two checkpoints, and to the present', async () => {
  write(place.directory, { a: 'one\n', '.gitattributes': '* diff=evil\n' })
  await keep(1)
  write(place.directory, { a: 'two\n' })
  await keep(2)
  write(place.directory, { a: 'three\n', '.env': 'canary' })
  const request = { gitDir: place.gitDir, directory: place.directory, runId, from: 1 }
  expect((await diffCheckpoints({ ...request, to: 2 })).text).toMatch(/\n-one\n\+two\n$/)
  const now = await diffCheckpoints(request)
  expect(now.text).toMatch(/\n-one\n\+three\n$/)
  expect(everyObject(place.gitDir)).not.toContain('canary')
  expect((await diffCheckpoints({ ...request, color: true })).text).toContain('\x1b[32m')
  expect(await diffCheckpoints({ ...request, maxBytes: 20 })).toEqual({ text: now.text.slice(0, 20), cut: true })
  await expect(diffCheckpoints({ ...request, to: 9 })).rejects.toThrow('no checkpoint 9: there are 1 to 2')
})

test('restoring brings every file back and leaves those that came later', async () => {
  write(place.directory, { a: '1', 'b/c': '1', gone: '1' })
  symlinkSync('a', join(place.directory, 'link'))
  await keep(1)
  write(place.directory, { a: '2', later: 'x' })
  rmSync(join(place.directory, 'gone'))
  rmSync(join(place.directory, 'b'), { recursive: true })
  rmSync(join(place.directory, 'link'))
  const done = await restore(1)
  expect([read('a'), read('b/c'), read('gone'), read('later')]).toEqual(['1', '1', '1', 'x'])
  expect(readlinkSync(join(place.directory, 'link'))).toBe('a')
  expect(done).toEqual({ safety: 2, restored: ['a', 'b/c', 'gone', 'link'], deleted: [], left: [] })
  await restore(done.safety)
  expect(read('a')).toBe('2')
})

test('restoring named paths touches nothing else; a later file goes only if it is named itself', async () => {
  write(place.directory, { 'src/a': '1', 'src/b': '1', other: '1' })
  await keep(1)
  write(place.directory, { 'src/a': '2', 'src/b': '2', 'src/later': 'x', other: '2' })
  expect((await restore(1, 'src/a')).restored).toEqual(['src/a'])
  expect([read('src/a'), read('src/b'), read('other')]).toEqual(['1', '2', '2'])
  await restore(1, 'src')
  expect([read('src/b'), read('src/later'), read('other')]).toEqual(['1', 'x', '2'])
  expect((await restore(1, join(place.directory, 'src', 'later'))).deleted).toEqual(['src/later'])
  expect(existsSync(join(place.directory, 'src/later'))).toBe(false)
})

test('restoring works after rm -rf .git, and after the whole folder is gone', async () => {
  repository(place.directory, { 'src/a': 'committed' })
  write(place.directory, { 'src/a': 'not committed' })
  await keep(1)
  rmSync(join(place.directory, '.git'), { recursive: true })
  rmSync(join(place.directory, 'src'), { recursive: true })
  await restore(1)
  expect(read('src/a')).toBe('not committed')
  rmSync(place.directory, { recursive: true })
  await restore(1)
  expect(read('src/a')).toBe('not committed')
})

test('restoring leaves .git, index and branch as they are', async () => {
  repository(place.directory, { a: '1' })
  await keep(1)
  write(place.directory, { a: '2' })
  userGit(place.directory, 'add', 'a')
  const before = inventory(join(place.directory, '.git'))
  await restore(1)
  expect(inventory(join(place.directory, '.git'))).toEqual(before)
  expect(read('a')).toBe('1')
})

test('restoring in a folder inside a repository', async () => {
  repository(place.directory, { 'p/a': '1', root: '1' })
  const directory = join(place.directory, 'p')
  await keep(1, directory)
  write(place.directory, { 'p/a': '2', root: '2' })
  await restoreCheckpoint({ gitDir: place.gitDir, directory, runId, number: 1, paths: [] })
  expect([read('p/a'), read('root')]).toEqual(['1', '2'])
})

test.each(['../x', '/etc/passwd', 'out/x', '.git/config', 'sub/.GIT', 'missing', '-x', ':(top)a'])(
  'refuses to restore %s',
  async (path) => {
    write(place.root, { 'outside/x': 'outside' })
    write(place.directory, { a: '1' })
    symlinkSync('../outside', join(place.directory, 'out'))
    await keep(1)
    write(place.directory, { a: '2' })
    await expect(restore(1, path)).rejects.toMatchObject({ name: 'RalphError' })
    expect([read('a'), readFileSync(join(place.root, 'outside/x'), 'utf8')]).toEqual(['2', 'outside'])
  },
)

test('a link that came in the way is replaced, never followed', async () => {
  write(place.root, { 'outside/x': 'outside' })
  write(place.directory, { 'folder/x': '1', file: '1' })
  await keep(1)
  rmSync(join(place.directory, 'folder'), { recursive: true })
  rmSync(join(place.directory, 'file'))
  symlinkSync('../outside', join(place.directory, 'folder'))
  symlinkSync('../outside/x', join(place.directory, 'file'))
  await expect(restore(1, 'folder/x')).rejects.toThrow('folder is a link')
  await restore(1)
  expect(readFileSync(join(place.root, 'outside/x'), 'utf8')).toBe('outside')
  expect(lstatSync(join(place.directory, 'folder')).isDirectory()).toBe(true)
  expect([read('folder/x'), read('file')]).toEqual(['1', '1'])
})

test('what the safety checkpoint could not hold is left alone and said so', async () => {
  write(place.directory, { a: 'harmless', b: 'file' })
  await keep(1)
  write(place.directory, { a: `ghp_${'a1B2'.repeat(9)}` })
  rmSync(join(place.directory, 'b'))
  write(place.directory, { 'b/later': 'x' })
  const { left, restored } = await restore(1)
  expect(restored).toEqual([])
  expect(left.map(({ path }) => path)).toEqual(['a', 'b'])
  expect([read('a'), read('b/later')]).toEqual([`ghp_${'a1B2'.repeat(9)}`, 'x'])
})
