import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
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
import { commitWorkspace } from './commit.ts'

let place: ReturnType<typeof scratch>
beforeEach(() => void (place = scratch()))
afterEach(() => place.remove())

const open = (directory = place.directory) =>
  commitWorkspace({ directory, gitDir: place.gitDir, runId: 'run-1', interval: 1 })
const run = (...args: readonly string[]) => userGit(place.directory, ...args)
const commit = async (iteration: number) => (await open()).snapshot('iteration', after(iteration), never)

test('commits the work tree on the current branch', async () => {
  repository(place.directory, { 'a.txt': '1', 'gone.txt': '1' })
  write(place.directory, { 'a.txt': '2', 'new/b.txt': '1', '.agent/x': '' })
  rmSync(join(place.directory, 'gone.txt'))
  const taken = await commit(3)
  expect(run('rev-parse', 'main').trim()).toBe(taken?.commit)
  expect(run('log', '-1', '--format=%an <%ae>|%cn|%s')).toBe(
    'ralph <ralph@localhost>|ralph|ralph: iteration 3 (run run-1)\n',
  )
  expect(run('ls-tree', '-r', '--name-only', 'HEAD')).toBe('a.txt\nnew/b.txt\n')
  expect(run('status', '--porcelain', '--', '.', ':(exclude).agent')).toBe('')
  expect((await commit(4))?.commit).toBeUndefined()
})

test('commits as the person the repository names, and on a branch without commits', async () => {
  run('init', '-q', '-b', 'main')
  run('config', 'user.name', 'Zoë')
  run('config', 'user.email', 'zoe@example.org')
  write(place.directory, { 'a.txt': '1' })
  await commit(1)
  expect(run('log', '--format=%an <%ae>')).toBe('Zoë <zoe@example.org>\n')
})

test('what was staged stays staged', async () => {
  repository(place.directory, { 'partly.txt': '1', 'removed.txt': '1', 'other.txt': '1' })
  write(place.directory, { 'partly.txt': 'staged' })
  run('add', 'partly.txt')
  write(place.directory, { 'partly.txt': 'staged, then edited', 'other.txt': '2' })
  run('rm', '-q', '--cached', 'removed.txt')
  await commit(1)
  expect(run('show', ':partly.txt')).toBe('staged')
  expect(run('show', 'HEAD:partly.txt')).toBe('staged, then edited')
  expect(run('diff', '--cached', '--name-status')).toBe('M\tpartly.txt\nD\tremoved.txt\n')
  expect(run('show', ':other.txt')).toBe('2')
})

test('no hook, filter, signature program or file watcher is started', async () => {
  repository(place.directory, { 'a.txt': '1' })
  const mark = join(place.root, 'pwned')
  const program = join(place.root, 'planted.sh')
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${mark}\ncat\n`)
  chmodSync(program, 0o755)
  for (const hook of ['pre-commit', 'commit-msg', 'post-commit', 'reference-transaction', 'post-index-change'])
    symlinkSync(program, join(place.directory, '.git', 'hooks', hook))
  const keys = [
    'filter.evil.clean',
    'filter.evil.process',
    'core.fsmonitor',
    'gpg.program',
    'diff.external',
    'core.editor',
  ]
  for (const key of keys) run('config', key, program)
  run('config', 'commit.gpgSign', 'true')
  rmSync(mark, { force: true })
  write(place.directory, { '.gitattributes': '*.bin filter=evil\n', 'a.txt': '2', 'x.bin': 'raw' })
  const taken = await commit(1)
  expect(existsSync(mark)).toBe(false)
  expect(taken?.commit).toBeDefined()
  expect(taken?.skipped, 'it would be committed unconverted').toEqual(['x.bin'])
})

test('no secret is committed; one that was committed before stays as it was', async () => {
  repository(place.directory, { '.env': 'old', 'a.txt': '1' })
  write(place.directory, {
    '.env': 'canary',
    'key.pem': 'canary',
    'a.txt': 'canary AKIAIOSFODNN7EXAMPLE',
    'b.txt': 'b',
  })
  expect((await commit(1))?.skipped).toEqual(['.env', 'a.txt', 'key.pem'])
  expect(run('show', 'HEAD:.env', 'HEAD:a.txt')).toBe('old1')
  expect(everyObject(join(place.directory, '.git'))).not.toContain('canary')
})

test('line ends are converted as the repository says', async () => {
  repository(place.directory, { '.gitattributes': '*.txt text eol=crlf\n', 'a.txt': 'one\ntwo\n' })
  write(place.directory, { 'a.txt': 'one\r\nthree\r\n' })
  await commit(1)
  expect(run('show', 'HEAD:a.txt')).toBe('one\nthree\n')
})

test('a start commits nothing', async () => {
  repository(place.directory, { 'a.txt': '1' })
  write(place.directory, { 'a.txt': '2' })
  const before = inventory(join(place.directory, '.git', 'refs'))
  expect((await (await open()).snapshot('start', after(0), never))?.commit).toBeUndefined()
  expect(inventory(join(place.directory, '.git', 'refs'))).toEqual(before)
})

test.each([
  ['no branch is checked out', () => run('checkout', '-q', '--detach')],
  ['a merge is in progress', () => write(place.directory, { '.git/MERGE_HEAD': run('rev-parse', 'HEAD') })],
  ['a rebase is in progress', () => write(place.directory, { '.git/rebase-merge/head-name': 'x' })],
  ['there is no git repository here', () => rmSync(join(place.directory, '.git'), { recursive: true })],
])('refuses to begin when %s, and commits nothing when it happens later', async (why, happen) => {
  repository(place.directory, { 'a.txt': '1' })
  const workspace = await open()
  const head = run('rev-parse', 'HEAD')
  happen()
  await expect(open()).rejects.toMatchObject({ name: 'RalphError', exitCode: 4, message: expect.stringContaining(why) })
  write(place.directory, { 'a.txt': '2' })
  expect((await workspace.snapshot('iteration', after(1), never))?.commit).toBeUndefined()
  const now = existsSync(join(place.directory, '.git')) ? run('rev-parse', 'HEAD') : head
  expect(now).toBe(head)
})

test('a folder inside a repository commits only itself', async () => {
  repository(place.directory, { 'p/a.txt': '1', 'root.txt': '1' })
  write(place.directory, { 'p/a.txt': '2', 'root.txt': '2' })
  await (await open(join(place.directory, 'p'))).snapshot('iteration', after(1), never)
  expect(run('show', 'HEAD:p/a.txt', 'HEAD:root.txt')).toBe('21')
  expect(run('status', '--porcelain')).toBe(' M root.txt\n')
})

/** A program that notes that it ran. */
function planted(): { readonly program: string; readonly hasRun: () => boolean } {
  const mark = join(place.root, 'pwned')
  const program = join(place.root, 'planted.sh')
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${mark}\ncat\n`)
  chmodSync(program, 0o755)
  return { program, hasRun: () => existsSync(mark) }
}

test('files as young as the index, which git compares, are compared without filters', async () => {
  repository(place.directory, { 'a.txt': '1', 'b.txt': '1' })
  const { program, hasRun } = planted()
  for (const key of ['filter.any.clean', 'filter.other.process']) run('config', key, program)
  write(place.directory, { '.git/info/attributes': 'a.txt filter=any\n* filter=other\n', 'new.txt': 'new' })
  const second = new Date(Math.floor(Date.now() / 1000) * 1000 - 5000)
  for (const name of ['a.txt', 'b.txt']) utimesSync(join(place.directory, name), second, second)
  userGit(place.directory, '-c', 'filter.other.process=', '-c', 'filter.any.clean=', 'update-index', '-q', '--refresh')
  utimesSync(join(place.directory, '.git', 'index'), second, second)
  rmSync(join(place.root, 'pwned'), { force: true })
  write(place.directory, { '.gitattributes': 'plain.txt -filter\n', 'plain.txt': '1' })
  write(place.directory, { '.git/info/attributes': 'a.txt filter=any\nb.txt filter=other\n' })
  expect((await commit(1))?.commit).toBeDefined()
  expect(hasRun()).toBe(false)
})

test('a missing object is not fetched, whatever the repository allows', async () => {
  repository(place.directory, { 'a.txt': '1', 'lost.txt': 'lost' })
  const { program, hasRun } = planted()
  const id = run('rev-parse', 'HEAD:lost.txt').trim()
  rmSync(join(place.directory, '.git', 'objects', id.slice(0, 2), id.slice(2)))
  for (const [key, value] of [
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::${program}`],
    ['protocol.ext.allow', 'always'],
    ['protocol.allow', 'always'],
  ] as const)
    run('config', key, value)
  write(place.directory, { 'a.txt': '2' })
  await commit(1).catch(() => undefined)
  expect(hasRun()).toBe(false)
})

test.each(['logs/HEAD', 'logs/refs/heads/main'])('a %s that is another file too is not written', async (log) => {
  repository(place.directory, { 'a.txt': '1' })
  const startFile = join(place.root, '.bashrc')
  const path = join(place.directory, '.git', log)
  for (const lead of [symlinkSync, linkSync]) {
    writeFileSync(startFile, 'mine\n')
    rmSync(path, { force: true })
    lead(startFile, path)
    write(place.directory, { 'a.txt': String(lead) })
    expect((await commit(1))?.commit).toBe(run('rev-parse', 'HEAD').trim())
    expect(readFileSync(startFile, 'utf8')).toBe('mine\n')
  }
})

test.each(['index', 'refs/heads', 'objects', '.'])(
  'nothing is committed where %s leads out of the repository',
  async (name) => {
    repository(place.directory, { 'a.txt': '1' })
    const workspace = await open()
    const path = join(place.directory, '.git', name === '.' ? '' : name).replace(/\/$/, '')
    const elsewhere = join(place.root, 'elsewhere')
    cpSync(path, elsewhere, { recursive: true })
    rmSync(path, { recursive: true })
    symlinkSync(elsewhere, path)
    const before = lstatSync(elsewhere).isDirectory() ? inventory(elsewhere) : readFileSync(elsewhere)
    write(place.directory, { 'a.txt': '2' })
    expect((await workspace.snapshot('iteration', after(1), never))?.commit).toBeUndefined()
    expect(lstatSync(elsewhere).isDirectory() ? inventory(elsewhere) : readFileSync(elsewhere)).toEqual(before)
  },
)

test('a commit is noted in the logs as git does it, and a packed branch moves', async () => {
  repository(place.directory, { 'a.txt': '1' })
  run('pack-refs', '--all')
  const before = run('rev-parse', 'HEAD').trim()
  write(place.directory, { 'a.txt': '2' })
  const taken = await commit(1)
  expect(run('rev-parse', 'main', 'main@{1}').trim().split('\n')).toEqual([taken?.commit, before])
  expect(run('reflog', '-1', '--format=%gd %gs %gn', 'HEAD')).toBe('HEAD@{0} ralph: iteration 1 (run run-1) ralph\n')
  expect(run('fsck', '--strict')).toBe('')
})

test('a split index is written whole', async () => {
  repository(place.directory, { 'a.txt': '1', 'b.txt': '1' })
  run('update-index', '--split-index')
  write(place.directory, { 'a.txt': '2' })
  expect((await commit(1))?.commit).toBeDefined()
  expect(run('status', '--porcelain')).toBe('')
})

test("what somebody writes into the repository that stands in for the user's is put right", async () => {
  repository(place.directory, { 'a.txt': '1' })
  const { program, hasRun } = planted()
  const workspace = await open()
  const standIn = join(place.gitDir, '..', 'commit.git')
  const evil = `[filter "x"]\n\tclean = ${program}\n\tprocess = ${program}\n[core]\n\tfsmonitor = ${program}\n`
  write(standIn, { config: evil, 'elsewhere/config': evil, commondir: 'elsewhere', 'info/attributes': '* filter=x\n' })
  write(place.directory, { 'a.txt': '2' })
  expect((await workspace.snapshot('iteration', after(1), never))?.commit).toBeDefined()
  expect(hasRun()).toBe(false)
})
