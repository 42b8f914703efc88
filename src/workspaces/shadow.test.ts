import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
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
  shadowGit,
  userGit,
  write,
} from '../../test/support/workspaces.ts'
import { shadowWorkspace } from './shadow.ts'

let place: ReturnType<typeof scratch>
beforeEach(() => void (place = scratch()))
afterEach(() => place.remove())

function open(more: { directory?: string; interval?: number; runId?: string; maxFileBytes?: number } = {}) {
  return shadowWorkspace({ directory: place.directory, gitDir: place.gitDir, runId: 'run-1', interval: 1, ...more })
}

async function start(more: Parameters<typeof open>[0] = {}) {
  const taken = await open(more).snapshot('start', after(0), never)
  if (!taken?.commit) throw new Error('no checkpoint was made')
  return { ...taken, commit: taken.commit, files: filesIn(taken.commit) }
}

function filesIn(commit: string): readonly string[] {
  return shadowGit(place.gitDir, 'ls-tree', '-r', '-z', '--name-only', commit).split('\0').filter(Boolean)
}

function contentOf(commit: string, path: string): string {
  return shadowGit(place.gitDir, 'cat-file', 'blob', `${commit}:${path}`)
}

/** Every way a repository has to make git start a program, each noting that it ran. */
function plant(folder: string): string {
  const mark = join(place.root, 'pwned')
  const program = join(place.root, 'planted.sh')
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${mark}\ncat\n`)
  chmodSync(program, 0o755)
  for (const hook of ['pre-commit', 'post-commit', 'post-index-change', 'reference-transaction', 'pre-auto-gc']) {
    symlinkSync(program, join(folder, '.git', 'hooks', hook))
  }
  const settings: Readonly<Record<string, string>> = {
    'filter.evil.clean': program,
    'filter.evil.smudge': program,
    'filter.evil.process': program,
    'diff.evil.textconv': program,
    'diff.external': program,
    'core.fsmonitor': program,
    'core.sshCommand': program,
    'core.pager': program,
    'core.editor': program,
    'gpg.program': program,
    'commit.gpgSign': 'true',
    'alias.ls-files': `!${program}`,
    'alias.update-index': `!${program}`,
    'core.alternateRefsCommand': program,
    'credential.helper': program,
  }
  for (const [key, value] of Object.entries(settings)) userGit(folder, 'config', '--', key, value)
  write(folder, { '.gitattributes': '* filter=evil diff=evil\n', '.gitconfig': `[core]\n\tfsmonitor = ${program}\n` })
  return mark
}

test('a checkpoint holds every file, byte for byte', async () => {
  const odd = 'one\r\ntwo\n\r\n\0$Id$'
  write(place.directory, {
    'a.txt': odd,
    'b/c.txt': 'c',
    '.gitattributes': '* text=auto ident working-tree-encoding=UTF-16\n',
  })
  const { commit, files } = await start()
  expect(files).toEqual(['.gitattributes', 'a.txt', 'b/c.txt'])
  expect(contentOf(commit, 'a.txt')).toBe(odd)
})

test('its tree is the one git itself would write', async () => {
  write(place.directory, { 'a.b': '1', 'a/x': '2', 'a-b': '3', a0: '4', 'deep/er/and/deeper': '5', run: '6' })
  chmodSync(join(place.directory, 'run'), 0o755)
  symlinkSync('a/x', join(place.directory, 'link'))
  const { fingerprint } = await start()
  userGit(place.directory, 'init', '-q')
  userGit(place.directory, 'add', '-A')
  expect(fingerprint).toBe(userGit(place.directory, 'write-tree').trim())
  expect(shadowGit(place.gitDir, 'fsck', '--strict')).not.toMatch(/error|missing|bad/)
})

test("the user's repository is byte-identical afterwards, staged and uncommitted work included", async () => {
  repository(place.directory, { 'kept.txt': '1', 'staged.txt': '1', 'stashed.txt': '1' })
  write(place.directory, { 'stashed.txt': '2' })
  userGit(place.directory, 'stash')
  write(place.directory, { 'staged.txt': 'staged' })
  userGit(place.directory, 'add', 'staged.txt')
  write(place.directory, { 'staged.txt': 'staged, then edited', 'new.txt': 'new' })
  const before = inventory(place.directory)
  const workspace = open()
  await workspace.snapshot('start', after(0), never)
  await workspace.snapshot('claim', after(1), never)
  await workspace.snapshot('end', after(1), never)
  expect(inventory(place.directory)).toEqual(before)
})

test('nothing that the repository or its files configure is started', async () => {
  repository(place.directory, { 'a.txt': '1' })
  const mark = plant(place.directory)
  const workspace = open()
  for (let n = 0; n < 3; n++) {
    write(place.directory, { 'a.txt': `${n}`, [`new-${n}.txt`]: 'x' })
    expect((await workspace.snapshot('claim', after(n), never))?.commit).toBeDefined()
  }
  for (let n = 0; n < 50; n++) write(place.directory, { [`many-${n}.txt`]: 'x' }) // enough to renew the index
  await workspace.snapshot('end', after(4), never)
  expect(existsSync(mark)).toBe(false)
  userGit(place.directory, 'status')
  expect(existsSync(mark), 'the plant works when git is asked the usual way').toBe(true)
})

test('variables of a hook that ralph runs in do not lead git to another repository', async () => {
  write(place.directory, { 'a.txt': '1' })
  const planted = {
    GIT_DIR: join(place.root, 'other'),
    GIT_INDEX_FILE: join(place.root, 'other-index'),
    GIT_PREFIX: 'x/',
  }
  Object.assign(process.env, planted)
  try {
    expect((await start()).files).toEqual(['a.txt'])
  } finally {
    for (const name of Object.keys(planted)) delete process.env[name]
  }
  expect(existsSync(join(place.root, 'other-index'))).toBe(false)
})

const secrets: Readonly<Record<string, string>> = {
  '.env': 'KEY=canary-1',
  '.env.production': 'KEY=canary-2',
  'sub/.envrc': 'canary-3',
  'deploy.env': 'canary-4',
  'keys/id_rsa': 'canary-5',
  'server.pem': 'canary-6',
  'server.KEY': 'canary-7',
  'store.p12': 'canary-8',
  'app.keystore': 'canary-9',
  '.netrc': 'canary-10',
  'credentials.json': '{"canary-11":1}',
  '.aws/credentials': 'canary-12',
  '.npmrc': '//registry.npmjs.org/:_authToken=canary-13',
  'notes.txt': 'canary-14\n-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n',
  'src/config.ts': `const canary15 = 'ghp_${'a1B2'.repeat(9)}'`,
  'src/aws.ts': "const canary16 = 'AKIAIOSFODNN7EXAMPLE'",
  'late.log': `${'x'.repeat(300_000)} canary-17 sk-ant-api03-${'a1B2'.repeat(9)}`,
}

test('no secret lands in any object, and each is reported', async () => {
  write(place.directory, { ...secrets, '.env.example': 'KEY=', 'id_rsa.pub': 'public', 'src/ok.ts': 'ok' })
  const { skipped, files } = await start()
  expect(skipped).toEqual(Object.keys(secrets).toSorted())
  expect(files).toEqual(['.env.example', 'id_rsa.pub', 'src/ok.ts'])
  expect(everyObject(place.gitDir)).not.toContain('canary')
})

test('a secret that the user has committed and one that comes into a known file are left out too', async () => {
  repository(place.directory, { '.env': 'canary-tracked', 'a.txt': 'harmless' })
  const workspace = open()
  await workspace.snapshot('start', after(0), never)
  write(place.directory, { 'a.txt': `token canary ghp_${'a1B2'.repeat(9)}` })
  const later = await workspace.snapshot('iteration', after(1), never)
  expect(later?.skipped).toEqual(['.env', 'a.txt'])
  expect(filesIn(later?.commit ?? '')).toEqual([])
  expect(everyObject(place.gitDir)).not.toContain('canary')
})

test('a secret known by its value is left out', async () => {
  write(place.directory, { 'a.txt': 'the word is: correct-horse-battery', 'b.txt': 'b' })
  const secretValues = [{ name: 'WORD', value: 'correct-horse-battery' }]
  const { directory, gitDir } = place
  const workspace = shadowWorkspace({ directory, gitDir, runId: 'r', interval: 1, secretValues })
  expect((await workspace.snapshot('start', after(0), never))?.skipped).toEqual(['a.txt'])
})

test('a secret in a name, or in what a link leads to, reaches nothing of the shadow repository', async () => {
  const value = 'kQzWpXnRtYbVmHsJdFgLcTqA'
  const hex = Buffer.from(value).toString('hex')
  write(place.directory, { [`${value}.txt`]: '1', [`in/${hex}/a.txt`]: '1', 'b.txt': 'b' })
  symlinkSync(`https://x/?token=${value}`, join(place.directory, 'link'))
  const secretValues = [{ name: 'WORD', value }]
  const { directory, gitDir } = place
  const workspace = shadowWorkspace({ directory, gitDir, runId: 'r', interval: 1, secretValues })
  const taken = await workspace.snapshot('start', after(0), never)
  expect(taken?.skipped).toEqual([`in/${hex}/a.txt`, `${value}.txt`, 'link'])
  expect(filesIn(taken?.commit ?? '')).toEqual(['b.txt'])
  for (const name of readdirSync(gitDir).filter((one) => one.startsWith('index')))
    expect(readFileSync(join(gitDir, name), 'latin1')).not.toMatch(new RegExp(`${value}|${hex}`))
  expect(everyObject(gitDir)).not.toMatch(new RegExp(`${value}|${hex}`))
})

test('a file over the limit is left out and reported', async () => {
  write(place.directory, { 'large.bin': Buffer.alloc(1001), 'small.bin': Buffer.alloc(1000) })
  const { files, skipped } = await start({ maxFileBytes: 1000 })
  expect(files).toEqual(['small.bin'])
  expect(skipped).toEqual(['large.bin'])
})

test('ignore rules of the user hold, and .agent is never copied', async () => {
  repository(place.directory, { '.gitignore': '*.log\n!.agent\n', 'forced.log': '' })
  write(place.directory, { 'forced.log': 'tracked though ignored' })
  userGit(place.directory, 'add', '-f', 'forced.log')
  write(place.directory, {
    '.git/info/exclude': 'mine/\n',
    'a.log': '',
    'mine/x': '',
    '.agent/notes.md': '',
    'b.txt': '',
  })
  expect((await start()).files).toEqual(['.gitignore', 'b.txt', 'forced.log'])
})

test('a folder inside a repository sees only itself, under the rules of the whole', async () => {
  repository(place.directory, {
    '.gitignore': '/packages/a/out/\ndist\n',
    'root.txt': '',
    'packages/a/x.ts': '',
    'packages/b/y.ts': '',
  })
  write(place.directory, {
    'packages/a/out/o': '',
    'packages/a/dist/d': '',
    'packages/a/.agent/n': '',
    'packages/a/new.ts': '',
  })
  const directory = join(place.directory, 'packages', 'a')
  const workspace = open({ directory })
  const first = await workspace.snapshot('start', after(0), never)
  expect(filesIn(first?.commit ?? '')).toEqual(['new.ts', 'x.ts'])
  for (let n = 0; n < 40; n++) write(directory, { [`many/${n}`]: `${n}` })
  await workspace.snapshot('iteration', after(1), never)
  rmSync(join(directory, 'x.ts'))
  const last = await open({ directory }).snapshot('iteration', after(2), never)
  expect(filesIn(last?.commit ?? '')).toHaveLength(41)
})

test('a folder that the repository around it ignores stands alone', async () => {
  repository(place.directory, { '.gitignore': '*\n' })
  const directory = join(place.directory, 'projects', 'p')
  write(directory, { 'a.txt': '1' })
  expect((await start({ directory })).files).toEqual(['a.txt'])
})

test('a linked worktree works', async () => {
  repository(place.directory, { 'a.txt': '1' })
  const directory = join(place.root, 'linked')
  userGit(place.directory, 'worktree', 'add', '-q', directory)
  write(directory, { 'b.txt': '2' })
  write(place.directory, { '.git/info/exclude': '*.tmp\n' })
  write(directory, { 'c.tmp': '3' })
  expect((await start({ directory })).files).toEqual(['a.txt', 'b.txt'])
})

test('repositories inside the workspace are copied without their .git', async () => {
  write(place.directory, { 'a.txt': '1' })
  for (const folder of ['vendor/lib', 'vendor/lib/deep']) {
    mkdirSync(join(place.directory, folder), { recursive: true })
    repository(join(place.directory, folder), { '.gitignore': 'out\ndeep\n', 'lib.ts': folder })
  }
  write(place.directory, { 'vendor/lib/out': '', 'vendor/lib/uncommitted.ts': '' })
  const workspace = open()
  const first = await workspace.snapshot('start', after(0), never)
  const expected = ['a.txt', 'vendor/lib/.gitignore', 'vendor/lib/lib.ts', 'vendor/lib/uncommitted.ts']
  expect(filesIn(first?.commit ?? '')).toEqual(expected)
})

test('links are stored as links and never followed', async () => {
  write(place.root, { 'outside/secret.txt': 'outside-canary' })
  write(place.directory, { 'folder/a': '1' })
  symlinkSync('../outside/secret.txt', join(place.directory, 'file-link'))
  symlinkSync('../outside', join(place.directory, 'folder-link'))
  const workspace = open()
  await workspace.snapshot('start', after(0), never)
  rmSync(join(place.directory, 'folder'), { recursive: true })
  symlinkSync('../outside', join(place.directory, 'folder'))
  const later = await workspace.snapshot('iteration', after(1), never)
  expect(shadowGit(place.gitDir, 'ls-tree', '-r', later?.commit ?? '')).toMatch(/^(120000 .*\n){3}$/)
  expect(everyObject(place.gitDir)).not.toContain('outside-canary')
})

test('unusual names and kinds of files', async () => {
  const names = [
    '-n',
    '--help',
    'new\nline',
    '"quoted"',
    'tab\t',
    ' space ',
    ':(exclude)x',
    '*.ts',
    'ünï',
    'A',
    'a',
    '\\',
  ]
  for (const name of names) write(place.directory, { [name]: name })
  writeFileSync(Buffer.concat([Buffer.from(`${place.directory}/`), Buffer.from([0xff, 0xfe])]), 'not UTF-8')
  execFileSync('mkfifo', [join(place.directory, 'pipe')])
  const expected = [...names.map((name) => Buffer.from(name).toString('latin1')), '\xff\xfe']
  expect((await start()).files.toSorted()).toEqual(expected.toSorted())
})

test('a file that becomes a folder, and a folder that becomes a file', async () => {
  write(place.directory, { a: 'file', 'b/c': 'folder' })
  for (let n = 0; n < 40; n++) write(place.directory, { [`many/${n}`]: '' }) // so that the index knows them
  const workspace = open()
  await workspace.snapshot('start', after(0), never)
  for (const name of ['a', 'b', 'many']) rmSync(join(place.directory, name), { recursive: true })
  write(place.directory, { 'a/x': 'folder', b: 'file' })
  const later = await workspace.snapshot('iteration', after(1), never)
  expect(filesIn(later?.commit ?? '')).toEqual(['a/x', 'b'])
})

test('an edit in the same second that keeps the size is seen', async () => {
  for (let n = 0; n < 40; n++) write(place.directory, { [`f${n}`]: 'aaaa' })
  const workspace = open()
  const first = await workspace.snapshot('start', after(0), never)
  write(place.directory, { f7: 'bbbb' })
  const second = await workspace.snapshot('iteration', after(1), never)
  expect(contentOf(second?.commit ?? '', 'f7')).toBe('bbbb')
  expect(second?.fingerprint).not.toBe(first?.fingerprint)
})

test('a named pipe that is called as git expects its own files holds nobody up', { timeout: 20_000 }, async () => {
  repository(place.directory, { 'a.txt': '1', 'deep/b.txt': '1' })
  for (const name of ['.gitignore', 'deep/.gitattributes']) execFileSync('mkfifo', [join(place.directory, name)])
  expect((await start()).files).toEqual(['a.txt', 'deep/b.txt'])
})

test('what an agent writes into the shadow repository is put right before git reads it', async () => {
  repository(place.directory, { 'a.txt': '1' })
  const mark = plant(place.directory)
  const workspace = open()
  await workspace.snapshot('start', after(0), never)
  const program = join(place.root, 'planted.sh')
  const evil = `[core]\n\tfsmonitor = ${program}\n[filter "evil"]\n\tclean = ${program}\n\tprocess = ${program}\n`
  write(place.gitDir, { config: evil, commondir: 'other', 'other/config': evil, 'info/attributes': '* filter=evil\n' })
  write(place.directory, { 'a.txt': '2' })
  expect((await workspace.snapshot('iteration', after(1), never))?.commit).toBeDefined()
  expect(existsSync(mark)).toBe(false)
})

test('what kill -9 leaves behind does not stop the next run', async () => {
  for (let n = 0; n < 40; n++) write(place.directory, { [`f${n}`]: '1' })
  await start()
  const index = Object.keys(inventory(place.gitDir)).find((name) => name.startsWith('index-')) ?? ''
  write(place.gitDir, { [`${index}.lock`]: '', 'refs/ralph/run-1/2.lock': '', 'objects/tmp_obj_1': '' })
  for (let n = 0; n < 40; n++) write(place.directory, { [`f${n}`]: '2' })
  expect((await open().snapshot('start', after(1), never))?.commit).toBeDefined()
  write(place.gitDir, { [index]: 'damaged' })
  write(place.directory, { f1: '3' })
  const mended = await open().snapshot('iteration', after(2), never)
  expect(filesIn(mended?.commit ?? '')).toHaveLength(40)
})

test('a checkpoint made before a crash but not recorded is handed out again', async () => {
  write(place.directory, { 'a.txt': '1' })
  const { commit } = await start()
  expect((await open().snapshot('start', after(0), never))?.commit).toBe(commit)
  expect((await open().snapshot('start', after(0, { iteration: 0, commit }), never))?.commit).toBeUndefined()
})

test('a disk that refuses is an error of one line, and none at the end of a run', async () => {
  write(place.directory, { 'a.txt': '1' })
  write(place.root, { state: 'a file where the folder should be' })
  await expect(open().snapshot('start', after(0), never)).rejects.toMatchObject({
    name: 'RalphError',
    message: expect.not.stringContaining('\n'),
  })
  expect(await open().snapshot('end', after(0), never)).toBeUndefined()
})

test('a run id that is none never becomes part of a path', async () => {
  await expect(open({ runId: '../../x' }).snapshot('start', after(0), never)).rejects.toThrow('is not a run id')
})

test('the shadow repository is for this user alone', async () => {
  await start()
  const { statSync } = await import('node:fs')
  expect(statSync(place.gitDir).mode & 0o777).toBe(0o700)
})
