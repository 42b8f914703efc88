import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { git, requireGit } from './git.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ralph-git-'))))
afterEach(() => {
  vi.unstubAllEnvs()
  for (const made of [folder, ...bins.splice(0)]) rmSync(made, { recursive: true, force: true })
})
const bins: string[] = []

const place = () => ({ gitDir: join(folder, 'repository.git'), folder })

/** Puts a small program named git before the real one; in a folder that nobody works in unless told. */
function standIn(script: string, bin = join(folder, '..', `${basename(folder)}-bin`)): void {
  mkdirSync(bin, { recursive: true })
  bins.push(bin)
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(bin, 'git'), 0o755)
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH']}`)
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 5000; !condition();) {
    if (Date.now() > deadline) throw new Error('it did not happen')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

test('bytes go in and come out as they are', async () => {
  await git(place(), ['init', '-q', '--bare'])
  const input = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('')
  const id = (await git(place(), ['hash-object', '-w', '--stdin'], { input })).trim()
  expect(await git(place(), ['cat-file', 'blob', id])).toBe(input)
})

test("a failure is a RalphError with git's own words and advice", async () => {
  await expect(git(place(), ['rev-parse', 'HEAD'])).rejects.toMatchObject({
    name: 'RalphError',
    message: expect.stringMatching(/^git rev-parse: not a git repository/),
    hint: expect.stringContaining('--no-git'),
  })
})

test('a full disk is named, whatever git says first', async () => {
  standIn('echo "error: unable to write file x" >&2; echo "fatal: write error: No space left on device" >&2; exit 128')
  await expect(git(place(), ['write-tree'])).rejects.toMatchObject({
    message: 'git write-tree: write error: No space left on device',
    hint: expect.stringContaining('free some disk space'),
  })
})

test('no git at all', async () => {
  vi.stubEnv('PATH', join(folder, 'bin'))
  await expect(git(place(), ['status'])).rejects.toMatchObject({
    message: 'git is not installed',
    hint: 'install git or use --no-git',
    exitCode: 4,
  })
})

test('a folder that is gone is not a git that is gone', async () => {
  const gone = { ...place(), folder: join(folder, 'gone') }
  await expect(git(gone, ['status'])).rejects.toThrow('is gone')
})

test.each(['2.31.9', '1.8.3', '2.9.0'])('git %s is too old', async (version) => {
  standIn(`echo "git version ${version}"`)
  await expect(requireGit(folder)).rejects.toMatchObject({ exitCode: 4, hint: expect.stringContaining('2.32') })
})

test.each(['2.32.0', '2.39.5 (Apple Git-154)', '3.0.1'])('git %s will do', async (version) => {
  standIn(`echo "git version ${version}"`)
  expect(await requireGit(folder)).toBe(version)
})

test('an abort ends git and all it started, even if it ignores a request', async () => {
  standIn(`trap '' TERM; sleep 60 & echo "$! $$" > ${folder}/pids; wait; wait`)
  const stop = new AbortController()
  const running = git(place(), ['status'], { signal: stop.signal })
  await until(() => existsSync(join(folder, 'pids')) && readFileSync(join(folder, 'pids'), 'utf8').endsWith('\n'))
  stop.abort()
  await expect(running).rejects.toThrow('git status was stopped')
  const pids = readFileSync(join(folder, 'pids'), 'utf8').trim().split(' ').map(Number)
  await until(() => !pids.some(runs))
})

test('one that takes too long is ended', async () => {
  standIn('exec sleep 60')
  await expect(git(place(), ['status'], { timeoutMs: 50 })).rejects.toThrow('took too long')
})

test('output is bounded: an error, or cut if that will do', async () => {
  standIn('exec yes')
  await expect(git(place(), ['log'], { maxBytes: 1000 })).rejects.toThrow('printed more')
  expect(await git(place(), ['log'], { maxBytes: 1000, cut: true })).toBe('y\n'.repeat(500))
})

test('nothing of a surrounding git is inherited', async () => {
  standIn('env | grep ^GIT_ | sort')
  vi.stubEnv('GIT_DIR', '/elsewhere')
  vi.stubEnv('GIT_INDEX_FILE', '/elsewhere/index')
  vi.stubEnv('GIT_SSH_COMMAND', 'planted')
  vi.stubEnv('GIT_CONFIG_COUNT', '1')
  const printed = await git(place(), ['status'])
  expect(printed).not.toMatch(/elsewhere|planted|CONFIG_COUNT/)
  expect(printed).toContain(`GIT_DIR=${place().gitDir}\n`)
})

test.each(['.', 'bin', 'node_modules/.bin'])(
  'a git in %s of the folder it works in is not the one that is run',
  async (name) => {
    standIn('echo planted', join(folder, name))
    expect(await git(place(), ['--version'])).toMatch(/^git version/)
  },
)

test('nor one that a relative PATH leads to, nor one of a folder it worked in before', async () => {
  standIn('echo planted', join(folder, 'bin'))
  vi.stubEnv('PATH', `bin${delimiter}./bin${delimiter}${delimiter}${process.env['PATH']}`)
  expect(await git(place(), ['--version'])).toMatch(/^git version/)
  expect(await git({ gitDir: tmpdir(), folder: '/' }, ['--version'])).toMatch(/^git version/)
})

test('named pipes where git expects its own files hold nobody up', { timeout: 20_000 }, async () => {
  await git(place(), ['init', '-q', '--bare'])
  const workTree = join(folder, 'tree')
  for (const name of ['deep/inner', 'nested/.git/objects', 'nested/.git/refs'])
    mkdirSync(join(workTree, name), { recursive: true })
  for (const name of ['.gitignore', 'deep/inner/.gitignore', 'nested/.git/HEAD'])
    execFileSync('mkfifo', [join(workTree, name)])
  writeFileSync(join(workTree, 'deep', 'a.txt'), 'a')
  const args = ['ls-files', '-o', '--exclude-standard']
  expect(await git({ ...place(), workTree, folder: workTree }, args)).toContain('deep/a.txt\n')
})
