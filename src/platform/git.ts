import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { RalphError } from '../errors.ts'
import { codeOf } from './disk-error.ts'
import { releasePipes } from './git-pipes.ts'
import { trustedPath } from './git-program.ts'

/** Which repository git works in, named outright: git searches for nothing and inherits nothing. */
export interface GitPlace {
  readonly gitDir: string
  readonly workTree?: string
  /** Instead of `gitDir`/index. */
  readonly indexFile?: string
  /** Instead of `gitDir`/objects. */
  readonly objects?: string
  /** Where git runs: it reads and prints paths relative to this. */
  readonly folder: string
}

/** Strings of one call are bytes in latin1: names that are not UTF-8 pass through unharmed. */
export interface GitCall {
  readonly input?: string
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Ends quietly at `maxBytes`, with what was printed until then. Otherwise that is an error. */
  readonly cut?: boolean
  /** Exit codes that are answers, not errors. */
  readonly answers?: readonly number[]
  readonly env?: Readonly<Record<string, string>>
}

/** GIT_CONFIG_GLOBAL came with this version: an older git would read, and obey, the user's own configuration. */
const oldestGit = [2, 32] as const

const defaultTimeoutMs = 120_000
const defaultMaxBytes = 256 * 1024 * 1024
const graceMs = 3000

/**
 * What no config may bring back. This is the second line only: a setting that names a program may have any name
 * (`filter.<anything>.clean`), so that no list can overrule them all. The first is that git is never sent to a
 * repository whose config somebody else can write, but to one of ours, with the user's work tree, index or objects.
 */
const hardened = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.splitIndex=false',
  'core.commitGraph=false',
  'core.attributesFile=/dev/null',
  'core.quotePath=false',
  'core.pager=cat',
  'commit.gpgSign=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting])

/**
 * Runs one git command without a shell and gives its standard output as latin1. Nothing that the user, the
 * repository or the tree configured is started. A git that fails, is missing, lasts or prints too long is a RalphError.
 */
export async function git(place: GitPlace, args: readonly string[], call: GitCall = {}): Promise<string> {
  const ended = await run(place, args, call)
  if (ended.cut) {
    if (call.cut) return ended.output
    throw new RalphError(`git ${args[0]} printed more than ralph reads`, 'run in a smaller folder, or use --no-git', 1)
  }
  if (ended.code !== null && [0, ...(call.answers ?? [])].includes(ended.code)) return ended.output
  if (call.signal?.aborted) throw new RalphError(`git ${args[0]} was stopped`, 'run the command again', 1)
  throw failed(args, ended)
}

/** The version of the git on the PATH; a RalphError if there is none, or one too old to be kept harmless. */
export async function requireGit(folder: string): Promise<string> {
  const printed = await git({ gitDir: folder, folder }, ['--version'], { timeoutMs: 10_000 })
  const [, major = 0, minor = 0] = (printed.match(/(\d+)\.(\d+)/) ?? []).map(Number)
  const recent = major > oldestGit[0] || (major === oldestGit[0] && minor >= oldestGit[1])
  if (recent) return printed.replace(/^git version /, '').trim()
  const needed = oldestGit.join('.')
  throw new RalphError(
    `${printed.trim()} is older than ${needed}`,
    `install git ${needed} or newer, or use --no-git`,
    4,
  )
}

interface Ended {
  readonly code: number | null
  readonly output: string
  readonly complaint: string
  readonly cut: boolean
  readonly timedOut: boolean
}

function run(place: GitPlace, args: readonly string[], call: GitCall): Promise<Ended> {
  const { signal, maxBytes = defaultMaxBytes } = call
  const env = environment(place, call.env)
  if (env['PATH'] === '') return Promise.reject(notInstalled()) // an empty one is the folder at hand
  return new Promise((resolve, reject) => {
    // Its own group: a Ctrl-C meant for ralph does not tear a checkpoint, and stopping it stops all of it.
    const child = spawn('git', [...hardened, ...args], {
      cwd: place.folder,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    let bytes = 0
    let complaint = ''
    let cut = false
    let timedOut = false
    const stop = () => end(child)
    const timer = setTimeout(() => {
      timedOut = true
      stop()
    }, call.timeoutMs ?? defaultTimeoutMs)
    const letGo = place.workTree === undefined ? () => undefined : releasePipes(place.workTree)
    const settle = () => {
      clearTimeout(timer)
      letGo()
      signal?.removeEventListener('abort', stop)
    }

    child.stdout.on('data', (chunk: Buffer) => {
      if (cut) return
      output.push(bytes + chunk.length > maxBytes ? chunk.subarray(0, maxBytes - bytes) : chunk)
      bytes += chunk.length
      cut = bytes > maxBytes
      if (cut) stop()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(0, 8192)
    })
    child.stdin.on('error', () => undefined) // it ended without reading: its exit code says why
    child.once('error', (error) => {
      settle()
      reject(notStarted(place, error))
    })
    child.once('close', (code) => {
      settle()
      resolve({ code, output: Buffer.concat(output).toString('latin1'), complaint, cut, timedOut })
    })
    child.stdin.end(call.input ?? '', 'latin1')
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}

/** TERM first: git then removes its own lock files. */
function end(child: ChildProcess): void {
  kill(child, 'SIGTERM')
  setTimeout(() => kill(child, 'SIGKILL'), graceMs).unref()
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/** Ours without any GIT_*: those are set when ralph itself runs inside a git hook, and point at another repository. */
function environment(place: GitPlace, extra: GitCall['env']): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  const { folder, workTree = folder } = place
  return {
    ...Object.fromEntries(inherited),
    PATH: trustedPath(process.env['PATH'], [folder, workTree]),
    LC_ALL: 'C',
    GIT_DIR: place.gitDir,
    ...(place.workTree !== undefined && { GIT_WORK_TREE: place.workTree }),
    ...(place.indexFile !== undefined && { GIT_INDEX_FILE: place.indexFile }),
    ...(place.objects !== undefined && { GIT_OBJECT_DIRECTORY: place.objects }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '', // none: stronger than any config's protocol.<name>.allow
    ...extra,
  }
}

function notStarted(place: GitPlace, error: Error): RalphError {
  if (codeOf(error) !== 'ENOENT')
    return new RalphError(`git could not be started: ${error.message}`, 'mend that, or use --no-git', 4)
  // Node reports a missing working folder the same way.
  if (!existsSync(place.folder))
    return new RalphError(`the folder ${place.folder} is gone`, 'restore it, or start elsewhere', 4)
  return notInstalled()
}

function notInstalled(): RalphError {
  return new RalphError('git is not installed', 'install git or use --no-git', 4)
}

function failed(args: readonly string[], { code, complaint, timedOut }: Ended): RalphError {
  if (timedOut)
    return new RalphError(`git ${args[0]} took too long and was stopped`, 'use --no-git in very large folders', 1)
  const lines = complaint.split('\n').filter((line) => line.trim() !== '')
  const why =
    lines.find((line) => /No space left|Read-only file system|quota/i.test(line)) ?? lines[0] ?? `exit code ${code}`
  return new RalphError(`git ${args[0]}: ${why.replace(/^(fatal|error): /, '')}`, hintFor(why), 1)
}

function hintFor(why: string): string {
  if (/No space left|quota/i.test(why)) return 'free some disk space, then go on with: ralph resume'
  if (/Read-only file system|Permission denied/i.test(why))
    return 'make the folder writable, then go on with: ralph resume'
  return 'mend that, or run with --no-git'
}
