import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { newState, type RunState } from '../../src/state.ts'

/** A folder to work in, one for ralph's state, and the end of both. */
export function scratch() {
  const root = mkdtempSync(join(tmpdir(), 'ralph-workspace-'))
  const directory = join(root, 'work')
  mkdirSync(directory)
  return {
    root,
    directory,
    gitDir: join(root, 'state', 'shadow.git'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Writes files, given by their path in the folder. */
export function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** The user's git, as it is: with whatever the repository configures. */
export function userGit(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: userEnvironment(), stdio: 'pipe' })
}

function userEnvironment(): NodeJS.ProcessEnv {
  const who = { NAME: 'User', EMAIL: 'user@example.org' }
  const names = Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ])
  return { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(names) }
}

/** A repository with one commit of these files. */
export function repository(folder: string, files: Readonly<Record<string, string>>): void {
  userGit(folder, 'init', '-q', '-b', 'main')
  write(folder, files)
  userGit(folder, 'add', '-A')
  userGit(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
}

/** Git in a shadow repository. */
export function shadowGit(gitDir: string, ...args: readonly string[]): string {
  const env = { ...userEnvironment(), GIT_DIR: gitDir }
  return execFileSync('git', args, { encoding: 'latin1', env, maxBuffer: 1e9, stdio: 'pipe' })
}

/** The content of every object, reachable or not. */
export function everyObject(gitDir: string): string {
  return shadowGit(gitDir, 'cat-file', '--batch-all-objects', '--batch', '--unordered')
}

/** Every path below a folder with its kind, mode, time and content: equal means byte-identical. */
export function inventory(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(entries.map((path) => [path, facts(join(folder, path))]))
}

function facts(path: string): string {
  const { mode, mtimeMs } = lstatSync(path)
  const stat = lstatSync(path)
  const content = stat.isSymbolicLink() ? readlinkSync(path) : stat.isFile() ? digest(readFileSync(path)) : ''
  return `${mode} ${stat.isDirectory() ? '' : mtimeMs} ${content}`
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The state after some iterations. */
export function after(iterations: number, checkpoint?: RunState['checkpoint']): RunState {
  return { ...newState, iterations, ...(checkpoint && { checkpoint }) }
}

export const never = new AbortController().signal
