import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { diskError } from './disk-error.ts'
import { cleanTemporaries, isInside, listFolder, makePrivateFolder, readRegularFile, writeAtomic } from './files.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-files-')))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})
const at = (...names: readonly string[]) => join(folder, ...names)

describe('an atomic write', () => {
  test('creates and replaces, for the owner alone unless told otherwise, and leaves nothing else', () => {
    writeAtomic(at('a'), 'first')
    expect(statSync(at('a')).mode & 0o777).toBe(0o600)
    writeAtomic(at('a'), Buffer.from('second'), { mode: 0o644, durable: true })
    expect(statSync(at('a')).mode & 0o777).toBe(0o644)
    expect(readFileSync(at('a'), 'utf8')).toBe('second')
    expect(readdirSync(folder)).toEqual(['a'])
  })

  test('replaces a link and never follows it', () => {
    writeFileSync(at('target'), 'untouched')
    symlinkSync(at('target'), at('link'))
    writeAtomic(at('link'), 'new')
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(false)
    expect(readFileSync(at('target'), 'utf8')).toBe('untouched')
  })

  test('that fails says so in one line and leaves the old content and no temporary file', () => {
    mkdirSync(at('taken', 'full'), { recursive: true })
    expect(() => writeAtomic(at('taken'), 'x')).toThrow(/^can't write .*taken: a folder stands there \(EISDIR\)$/)
    expect(() => writeAtomic(at('missing', 'x'), 'x')).toThrow(/\(ENOENT\)$/)
    writeFileSync(at('file'), '')
    expect(() => writeAtomic(at('file', 'x'), 'x')).toThrow(/a part of the path is not a folder \(ENOTDIR\)$/)
    expect(readdirSync(folder).toSorted()).toEqual(['file', 'taken'])
  })
})

test('temporary files of dead writers are removed, those of living ones and all other files are not', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const [own, gone, ...others] = [
    `.a.json.${process.pid}-0abc.tmp`,
    `.a.json.${dead}-0abc.tmp`,
    `b.${dead}-0abc.tmp`,
    '.c.tmp',
    'd',
  ]
  for (const name of [own, gone, ...others]) writeFileSync(at(name), '')
  cleanTemporaries(folder)
  expect(new Set(listFolder(folder))).toEqual(new Set([own, ...others]))
  cleanTemporaries(at('no such folder'))
})

test('a private folder and those above it are for the owner alone', () => {
  makePrivateFolder(at('a', 'b', 'c'))
  makePrivateFolder(at('a', 'b', 'c'))
  for (const made of [at('a'), at('a', 'b'), at('a', 'b', 'c')]) expect(statSync(made).mode & 0o777).toBe(0o700)
  writeFileSync(at('file'), '')
  expect(() => makePrivateFolder(at('file', 'below'))).toThrow(/can't create the folder/)
})

describe('reading a regular file', () => {
  const read = (path: string, maxBytes = 100) => readRegularFile(path, { maxBytes })

  test('gives its bytes, up to the limit and not beyond', () => {
    writeFileSync(at('a'), 'x'.repeat(100))
    expect(read(at('a'))).toEqual({ bytes: Buffer.from('x'.repeat(100)) })
    expect(read(at('a'), 99)).toEqual({ problem: 'too-large', detail: 'is larger than 99 bytes' })
    writeFileSync(at('empty'), '')
    expect(read(at('empty'), 0)).toEqual({ bytes: Buffer.alloc(0) })
  })

  test.runIf(process.platform === 'linux')('is not fooled by a file that states no size', () => {
    expect(read('/proc/self/status', 1_000_000)).toEqual({ bytes: expect.any(Buffer) })
    expect(read('/proc/self/status', 10)).toMatchObject({ problem: 'too-large' })
  })

  test('refuses what is no file, at once', () => {
    spawnSync('mkfifo', [at('pipe')])
    symlinkSync(at('loop'), at('loop'))
    expect(read(at('pipe'))).toEqual({ problem: 'not-a-file', detail: 'is a named pipe, not a file' })
    expect(read(folder)).toEqual({ problem: 'not-a-file', detail: 'is a folder, not a file' })
    expect(read('/dev/zero')).toEqual({ problem: 'not-a-file', detail: 'is a device, not a file' })
    expect(read(at('none'))).toEqual({ problem: 'missing', detail: 'does not exist' })
    expect(read(at('loop'))).toEqual({ problem: 'unreadable', detail: 'is a link that leads to itself' })
  })

  test.skipIf(process.getuid?.() === 0)('says when it may not read', () => {
    writeFileSync(at('secret'), '')
    chmodSync(at('secret'), 0)
    expect(read(at('secret'))).toMatchObject({ problem: 'unreadable' })
  })
})

describe('reading within a folder', () => {
  const read = (path: string) => readRegularFile(at(path), { maxBytes: 100, within: at('ws') })

  beforeEach(() => {
    mkdirSync(at('ws', 'sub'), { recursive: true })
    writeFileSync(at('outside'), 'secret')
    writeFileSync(at('ws', 'sub', 'file'), 'fine')
  })

  test('takes links that stay inside', () => {
    symlinkSync('sub', at('ws', 'in'))
    symlinkSync('in/file', at('ws', 'link'))
    for (const path of ['ws/sub/file', 'ws/in/file', 'ws/link'])
      expect(read(path)).toEqual({ bytes: Buffer.from('fine') })
  })

  test('refuses what leads out, and what is no file all the same', () => {
    symlinkSync('../outside', at('ws', 'out'))
    symlinkSync('/dev/zero', at('ws', 'zero'))
    symlinkSync('nothing', at('ws', 'dangling'))
    expect(read('ws/out')).toEqual({ problem: 'outside', detail: `lies outside ${at('ws')}` })
    expect(read('ws/zero')).toMatchObject({ problem: 'outside' })
    expect(read('outside')).toMatchObject({ problem: 'outside' })
    expect(read('ws/dangling')).toMatchObject({ problem: 'missing' })
    expect(read('ws/sub')).toMatchObject({ problem: 'not-a-file' })
  })

  test('is not fooled by a link that is turned in the moment of reading', () => {
    const turner = spawn(process.execPath, ['-e', turning], { cwd: at('ws') })
    const seen = new Set<string>()
    for (const end = performance.now() + 1000; performance.now() < end;) {
      const reading = read('ws/file')
      seen.add('bytes' in reading ? reading.bytes.toString() : reading.problem)
    }
    turner.kill('SIGKILL')
    expect(seen).not.toContain('secret')
  })
})

const turning = `
  const { renameSync, symlinkSync, writeFileSync } = require('node:fs')
  for (;;) {
    symlinkSync('../outside', 'link'); renameSync('link', 'file')
    writeFileSync('other', 'fine'); renameSync('other', 'file')
  }`

describe('inside a folder', () => {
  beforeEach(() => {
    mkdirSync(at('ws', 'sub'), { recursive: true })
    mkdirSync(at('ws-2'))
    mkdirSync(at('outside', 'deep'), { recursive: true })
    symlinkSync(at('outside'), at('ws', 'out'))
    symlinkSync(at('outside', 'new'), at('ws', 'dangling'))
    symlinkSync('sub', at('ws', 'in'))
    symlinkSync('../outside/deep', at('ws', 'deep'))
    symlinkSync(at('ws', 'loop'), at('ws', 'loop'))
    symlinkSync(at('ws'), at('alias'))
  })

  test.each([
    'ws',
    'ws/sub',
    'ws/new',
    'ws/new/deeper/file',
    'ws/in/file',
    'ws/sub/../x',
    'alias/sub',
    'outside/../ws/x',
    'ws/..x',
  ])('%s is', (path) => {
    expect(isInside(at('ws'), `${folder}/${path}`)).toBe(true)
  })

  test.each([
    'ws-2',
    'outside',
    'ws/../outside',
    'ws/out/file',
    'ws/dangling',
    'ws/new/../../outside',
    'ws/deep/../file', // for the kernel: outside/file
    'ws/loop',
    'ws/loop/x',
    '',
  ])('%s is not', (path) => {
    expect(isInside(at('ws'), `${folder}/${path}`)).toBe(false)
  })

  test('what is not there is taken away first, whoever opens it: then links are met', () => {
    expect(isInside(at('ws'), at('ws') + '/new/../out/file')).toBe(false)
    expect(isInside(at('ws'), at('ws') + '/new/../in/file')).toBe(true)
  })

  test('a path longer than any leads nowhere, and that is found at once', () => {
    expect(isInside(at('ws'), at('ws') + '/x'.repeat(100_000))).toBe(false)
    const started = performance.now()
    expect(isInside(at('ws'), at('ws') + '/x'.repeat(1900))).toBe(true)
    expect(performance.now() - started).toBeLessThan(250)
  })

  test('everything is, if the folder is the root', () => {
    expect(isInside('/', at('ws'))).toBe(true)
  })

  test('a relative path counts from the current folder', () => {
    expect(isInside(process.cwd(), 'src/new')).toBe(true)
    expect(isInside(process.cwd(), '../new')).toBe(false)
  })
})

test.each([
  ['ENOSPC', "can't do it: the disk is full (ENOSPC)"],
  ['EROFS', "can't do it: the file system is read-only (EROFS)"],
  ['EACCES', "can't do it: permission denied (EACCES)"],
  ['EWEIRD', "can't do it: something odd (EWEIRD)"],
])('%s becomes an error of one line with a hint', (code, message) => {
  const error = Object.assign(new Error(`${code}: something odd, write '/x'`), { code })
  expect(diskError(error, 'do it')).toMatchObject({ name: 'RalphError', message, hint: expect.stringMatching(/\.$/) })
})

test('an error that is not the disk’s stays what it is', () => {
  const bug = new TypeError('x is undefined')
  expect(diskError(bug, 'do it')).toBe(bug)
})
