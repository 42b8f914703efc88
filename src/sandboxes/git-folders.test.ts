import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitFolders } from './git-folders.ts'

let workspace: string
beforeEach(() => void (workspace = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-folders-')))))
afterEach(() => rmSync(workspace, { recursive: true, force: true }))

const dotGit = (name: string) => join(workspace, '.git', name)

function repository(config = ''): void {
  mkdirSync(join(workspace, '.git'))
  writeFileSync(dotGit('HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(dotGit('config'), config)
}

test('what settings take more settings from decides, too', () => {
  repository('[include]\n\tpath = ../one\n\tpath = "../two words"\n  Path=/three ; why\r\n\tpath = ~/four\n')
  expect(gitFolders(workspace).readOnly).toEqual(
    expect.arrayContaining([dotGit('config'), join(workspace, 'one'), join(workspace, 'two words'), '/three']),
  )
})

test('named pipes in place of what is read hold nobody up', { timeout: 5000 }, () => {
  repository()
  rmSync(dotGit('config'))
  execFileSync('mkfifo', [dotGit('config')])
  expect(gitFolders(workspace).readOnly).toContain(dotGit('config'))

  const elsewhere = join(workspace, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'HEAD'), 'ref: refs/heads/main\n')
  for (const name of ['commondir', 'gitdir', 'config']) execFileSync('mkfifo', [join(elsewhere, name)])
  rmSync(join(workspace, '.git'), { recursive: true })
  writeFileSync(join(workspace, '.git'), `gitdir: ${elsewhere}\n`)
  expect(gitFolders(workspace)).toEqual({ writable: [], readOnly: [join(workspace, '.git')] })
})

test('settings of nothing but blanks are read in no time', { timeout: 5000 }, () => {
  repository(`${'\n'.repeat(500_000)}path = x${' '.repeat(500_000)}\n`)
  expect(gitFolders(workspace).readOnly).toContain(dotGit('x'))
})
