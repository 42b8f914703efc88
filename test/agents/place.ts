import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { write } from '../support/workspaces.ts'
import { binFolder, type Cli } from './clis.ts'

/** What a cell needs of its surroundings. */
export interface Setup {
  /** The project's folder. */
  readonly project: string
  /** The built `ralph`. */
  readonly program: string
}

/** A user's repository, home and state, for one cell alone. */
export class Place {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-cell-')))
  readonly work = join(this.root, 'work')
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  readonly #program: string

  constructor({ project, program }: Setup, cli: Cli, url: string, isSubscriber = false) {
    this.#program = program
    // Not below the folder for temporary files: Codex refuses to put its helpers there.
    const homes = join(project, 'node_modules/.cache/ralph-cells')
    mkdirSync(homes, { recursive: true })
    this.home = mkdtempSync(join(homes, 'home-'))
    this.env = {
      ...surroundings(this.root, this.home),
      PATH: [binFolder(project, cli), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      ...cli.environment({ url, home: this.home }),
      ...(isSubscriber && cli.subscription),
    }
    for (const folder of ['work', 'tmp']) mkdirSync(join(this.root, folder))
    write(this.home, cli.settings?.({ url, home: this.home }) ?? {})
    this.#repository()
  }

  ralph(args: readonly string[], more: Readonly<Record<string, string>> = {}): ChildProcess {
    const stdio = ['ignore', 'pipe', 'pipe'] as const
    return spawn(process.execPath, [this.#program, ...args], {
      cwd: this.work,
      env: { ...this.env, ...more },
      stdio: [...stdio],
    })
  }

  /** What a command of `ralph` prints. */
  ask(...args: readonly string[]): string {
    const options = { cwd: this.work, env: this.env, encoding: 'utf8', stdio: 'pipe' } as const
    return execFileSync(process.execPath, [this.#program, ...args], options)
  }

  holds(path: string): boolean {
    return existsSync(join(this.work, path))
  }

  /** Processes that came from here. */
  processes(): readonly number[] {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid && this.#isOurs(pid))
  }

  /** The tool of a scenario that never ends runs. */
  isInTool(): boolean {
    return this.processes().some((pid) => read(`/proc/${pid}/cmdline`).startsWith('tail\0-n'))
  }

  /** Ends whatever of it still runs. */
  end(): void {
    for (const pid of this.processes()) kill(pid)
  }

  remove(): void {
    this.end()
    for (const folder of [this.root, this.home]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  #isOurs(pid: number): boolean {
    const seen = `${read(`/proc/${pid}/environ`)}\0${read(`/proc/${pid}/cmdline`)}\0${folderOf(pid)}`
    return seen.includes(this.root) || seen.includes(this.home)
  }

  #repository(): void {
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: this.work, env: this.env })
    git('init', '-q', '-b', 'main')
    git('config', 'user.name', 'User')
    git('config', 'user.email', 'user@example.org')
    write(this.work, { 'README.md': 'A scratch project.\n' })
    git('add', '-A')
    git('commit', '-q', '-m', 'first')
  }
}

function surroundings(root: string, home: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    RALPH_STATE_DIR: join(root, 'state'),
    TMPDIR: join(root, 'tmp'),
    TERM: 'dumb',
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    DO_NOT_TRACK: '1',
    GIT_CONFIG_NOSYSTEM: '1',
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return '' // gone, or not ours to read
  }
}

function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended by itself
  }
}
