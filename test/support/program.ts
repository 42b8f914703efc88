import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test as plainTest } from 'vitest'
import type { Recorded, RunEvent } from '../../src/event.ts'
import { agentProgram, eventually, processesWith } from './agents.ts'
import { builtProgram } from './built-program.ts'
import { inventory, repository, userGit, write } from './workspaces.ts'

/** A test that works in a place of its own, which is cleared away after it. */
export const test = plainTest.extend<{ here: Here }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads what a fixture needs from this pattern
  here: async ({}, use) => {
    const here = new Here(await builtProgram())
    await use(here)
    here.remove()
  },
})

/** How a program ended and what it said. */
export interface Ended {
  /** 128 + the signal's number if one ended it, as a shell would say. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
  /** The most memory that ralph itself ever had. */
  readonly peakBytes: number
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** After it the program is killed and the test fails. */
  readonly timeoutMs?: number
  /** Start it through these: `['setpriv', …]`. */
  readonly through?: readonly string[]
  /** Leave its output unread. */
  readonly unread?: true
}

type Events = readonly Recorded[]
type OfType<T extends RunEvent['type']> = Extract<Recorded, { readonly type: T }>

/** A user's folder, home and state, and the built program that works there. */
export class Here {
  readonly root = mkdtempSync(join(tmpdir(), 'ralph-program-'))
  readonly work = this.#folder('work')
  readonly home = this.#folder('home')
  readonly state = join(this.root, 'state')
  readonly env = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: this.home,
    RALPH_STATE_DIR: this.state,
    LANG: 'C.UTF-8',
    TMPDIR: this.root,
    // Most tests are of what ralph does itself, also where there is no sandbox; test/programs/sandbox.test.ts is of the other.
    RALPH_SANDBOX: 'off',
  }

  readonly #program: string

  constructor(program: string) {
    this.#program = program
    write(this.work, { 'PROMPT.md': 'Make the tests pass.\n' })
  }

  /** A repository with a commit, a stash, and staged, unstaged and untracked work. */
  repository(): this {
    repository(this.work, { 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n' })
    write(this.work, { 'c.txt': 'stashed\n' })
    userGit(this.work, 'stash', '--quiet')
    write(this.work, { 'a.txt': 'staged\n' })
    userGit(this.work, 'add', 'a.txt')
    write(this.work, { 'b.txt': 'unstaged\n', 'new.txt': 'untracked\n' })
    return this
  }

  /** Runs `ralph` to its end. */
  ralph(args: readonly string[], options: Options = {}): Promise<Ended> {
    return this.start(args, options).ended
  }

  start(args: readonly string[], { env, cwd = this.work, timeoutMs = 40_000, through = [], unread }: Options = {}) {
    const [file = '', ...rest] = [...through, process.execPath, this.#program, ...args]
    const child = spawn(file, rest, { cwd, env: { ...this.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    return new Running(child, [file, ...args].join(' '), timeoutMs, unread)
  }

  /** The newest run, or the one named. */
  runFolder(runId?: string): string {
    const [folder] = this.runFolders().filter((path) => runId === undefined || path.endsWith(runId))
    if (folder === undefined) throw new Error('there is no run')
    return folder
  }

  /** Newest first. */
  runFolders(): readonly string[] {
    const workspaces = join(this.state, 'workspaces')
    return list(workspaces)
      .flatMap((name) => list(join(workspaces, name, 'runs')).map((run) => join(workspaces, name, 'runs', run)))
      .toSorted()
      .toReversed()
  }

  events(runId?: string): Events {
    const text = readFileSync(join(this.runFolder(runId), 'journal.jsonl'), 'utf8')
    return text
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line): Recorded => JSON.parse(line))
  }

  eventsOf<T extends RunEvent['type']>(type: T, runId?: string): readonly OfType<T>[] {
    return this.events(runId).filter((event): event is OfType<T> => event.type === type)
  }

  /** How the run ended, as its journal says; empty if it does not. */
  outcome(): string {
    return this.eventsOf('run.finished').at(-1)?.outcome ?? ''
  }

  /** Waits until the run's journal holds such an event. */
  async recorded(type: RunEvent['type'], times = 1, deadlineMs = 8000): Promise<void> {
    const count = () => {
      try {
        return this.eventsOf(type).length
      } catch {
        return 0 // there is no journal yet
      }
    }
    if (!(await eventually(() => count() >= times, deadlineMs, 20))) throw new Error(`${type} was not recorded`)
  }

  /** What ran here and still runs: by this place's path, or by a run's id, or by `token`. What was killed may take a moment to go. */
  async left(token?: string): Promise<readonly string[]> {
    const runs = this.runFolders().map((folder) => folder.slice(folder.lastIndexOf('/') + 1))
    let found: readonly number[] = []
    const isClear = () => {
      found = processesWith(this.root, ...runs, ...(token ? [token] : []))
      return found.length === 0
    }
    return (await eventually(isClear, 5000, 100)) ? [] : found.map(describe)
  }

  /** Every byte of what belongs to the user alone. */
  userGit(): Readonly<Record<string, string>> {
    return inventory(join(this.work, '.git'))
  }

  /** All that ralph wrote as text, anywhere: journals, logs, archived prompts, metrics. */
  records(): string {
    return [this.state, join(this.work, '.agent')]
      .flatMap(files)
      .filter((path) => !path.includes('.git/'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
  }

  remove(): void {
    for (const pid of processesWith(this.root)) process.kill(pid, 'SIGKILL')
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 })
  }

  #folder(name: string): string {
    const path = join(this.root, name)
    mkdirSync(path)
    return path
  }
}

/** A `ralph` that runs. */
export class Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  readonly #title: string
  #stdout = ''
  #stderr = ''
  #peakBytes = 0

  constructor(child: ChildProcess, title: string, timeoutMs: number, unread?: true) {
    this.child = child
    this.#title = title
    if (!unread) child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    this.ended = this.#end(timeoutMs)
  }

  get stdout(): string {
    return this.#stdout
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  async #end(timeoutMs: number): Promise<Ended> {
    const startedAt = performance.now()
    const watch = setInterval(() => this.#measure(), 25)
    const tooLong = setTimeout(() => this.child.kill('SIGKILL'), timeoutMs)
    const exited = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      this.child.once('exit', (code, signal) => resolve([code, signal])),
    )
    const closed = new Promise((resolve) => this.child.once('close', resolve))
    const [code, signal] = await exited
    const ms = performance.now() - startedAt
    clearInterval(watch)
    clearTimeout(tooLong)
    await Promise.race([closed, sleep(1000)])
    if (ms > timeoutMs) throw new Error(`${this.#title} did not end within ${timeoutMs} ms:\n${this.#stderr}`)
    const number = signal === null ? (code ?? 0) : 128 + (signalNumbers[signal] ?? 0)
    return { code: number, stdout: this.#stdout, stderr: this.#stderr, ms, peakBytes: this.#peakBytes }
  }

  #measure(): void {
    try {
      const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? []
      this.#peakBytes = Math.max(this.#peakBytes, Number(kilobytes) * 1024)
    } catch {
      // it has ended: what was seen last stands
    }
  }
}

const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }

/** Options that make `ralph` use one of the small programs of `test/fixtures/agents`. */
export function agent(
  name: string,
  format: 'ralph' | 'text' | 'acp' = 'ralph',
  ...args: readonly string[]
): readonly string[] {
  return ['--agent-command', [agentProgram(name), ...args].join(' '), '--agent-format', format, '--retry-delay', '0.01']
}

/** Control characters that a terminal or a reader of lines would obey. */
export function rawControls(text: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  return text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g) ?? []
}

function describe(pid: number): string {
  try {
    return `${pid}: ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`
  } catch {
    return `${pid}: gone`
  }
}

function list(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

function files(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
