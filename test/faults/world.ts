import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { startGuard } from './guard.ts'
import { listRuns, listWorkspaceFolders } from '../../src/platform/state-folder.ts'
import { processesWith } from '../support/agents.ts'
import { builtProgram } from '../support/built-program.ts'
import { inventory, repository, userGit, write } from '../support/workspaces.ts'

/** A folder that a user works in, a state folder, and a ledger outside of both. */
export interface World {
  readonly root: string
  /** The built ralph. */
  readonly program: string
  /** In the environment or on the command line of everything that is ever started here. */
  readonly token: string
  readonly folder: string
  readonly state: string
  readonly ledger: string
  readonly env: NodeJS.ProcessEnv
  /** What a person had there before: everything but the agent's work and ralph's copies. */
  readonly belongings: Readonly<Record<string, string>>
}

/** `state` and `folder` may be put elsewhere, on a small disk for example. */
export async function makeWorld(places: { readonly state?: string; readonly folder?: string } = {}): Promise<World> {
  const program = process.env['RALPH_PROGRAM'] ?? (await builtProgram())
  const root = mkdtempSync(join(tmpdir(), startGuard()))
  const { state = join(root, 'state'), folder = join(root, 'work') } = places
  const ledger = join(root, 'ledger')
  mkdirSync(folder, { recursive: true })
  mkdirSync(join(root, 'home'))
  writeFileSync(ledger, '')
  fillRepository(folder)
  const env = {
    PATH: process.env['PATH'],
    HOME: join(root, 'home'),
    LANG: 'C.UTF-8',
    LEDGER: ledger,
    RALPH_STATE_DIR: state,
  }
  return { root, program, token: basename(root), folder, state, ledger, env, belongings: belongingsIn(folder) }
}

/** Ends whatever still runs there, and takes it away. */
export function endWorld(world: World): void {
  for (const pid of processesOf(world)) killIfThere(pid)
  rmSync(world.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }) // they may be writing still
}

/** It may end by itself between the look and the signal. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // gone
  }
}

/** The same, with its command lines, for a message. */
export function describeProcesses(world: World): string {
  const commandLine = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  return processesOf(world)
    .map((pid) => `${pid} ${commandLine(pid)}`)
    .join('; ')
}

/** What was started here and still lives: ralph, agents, gates and what they left, git. Not the watchdog. */
export function processesOf({ token }: World): readonly number[] {
  return processesWith(token)
}

/** A repository in the middle of somebody's work: branches, a stash, staged, changed, ignored and new files. */
function fillRepository(folder: string): void {
  repository(folder, {
    'PROMPT.md': 'Do the work.\n',
    '.gitignore': 'ignored/\n',
    'kept.txt': 'one\n',
    'staged.txt': '',
  })
  userGit(folder, 'branch', 'feature')
  write(folder, { 'kept.txt': 'stashed\n' })
  userGit(folder, 'stash', '-q')
  write(folder, { 'staged.txt': 'staged\n' })
  userGit(folder, 'add', 'staged.txt')
  write(folder, { 'kept.txt': 'uncommitted\n', 'new.txt': 'untracked\n', 'ignored/file': 'ignored\n' })
}

/** Every file with its bytes, mode and time; of git's too, so HEAD, refs, index and stash. */
export function belongingsIn(folder: string): Readonly<Record<string, string>> {
  const own = /^(work\.txt|\.agent(\/.*)?)$/
  return Object.fromEntries(Object.entries(inventory(folder)).filter(([path]) => !own.test(path)))
}

/** What was there before and is not the same now. */
export function changedBelongings({ folder, belongings }: World): readonly string[] {
  const now = belongingsIn(folder)
  const paths = new Set([...Object.keys(belongings), ...Object.keys(now)])
  return [...paths].filter((path) => belongings[path] !== now[path])
}

export interface LedgerLine {
  readonly type: 'start' | 'cent' | 'end' | 'gate-start' | 'gate-pass' | 'gate-fail'
  readonly pid: number
  /** As the agent's prompt says; 0 if its prompt never came. */
  readonly iteration?: number
}

export function readLedger({ ledger }: World): readonly LedgerLine[] {
  return readFileSync(ledger, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LedgerLine => JSON.parse(line))
}

/** From now on agents claim to be done, and the gate passes. */
export function letItEnd({ ledger }: World): void {
  appendFileSync(`${ledger}.end`, '')
}

/** The journals of all runs that were ever started, the newest first. */
export function journals({ state }: World): readonly string[] {
  const [ofWorkspace] = listWorkspaceFolders(state)
  return ofWorkspace ? listRuns(ofWorkspace).map((run) => join(ofWorkspace, 'runs', run, 'journal.jsonl')) : []
}
