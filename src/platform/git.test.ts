import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { git, requireGit } from './git.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ralph-git-'))))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const place = () => ({ gitDir: join(folder, 'repository.git'), folder })

/** Puts a small program named git before the real one. */
function standIn(script: string): void {
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'git'), 0o755)
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`)
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
  vi.stubEnv('PATH', folder)
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
