import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { World } from './world.ts'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Ralph {
  readonly pid: number
  readonly startedAt: number
  /** Once nobody holds its output any more. */
  readonly ended: Promise<Ended>
  /** The exit code as a shell would tell it, once ralph itself is gone. */
  readonly exited: Promise<number>
  readonly isOver: () => boolean
  readonly signal: (signal: NodeJS.Signals) => void
  /** SIGKILL to ralph alone. */
  kill(): void
  /** The most memory it had so far, 0 once it is gone. */
  peakBytes(): number
}

export interface LaunchOptions {
  /** In front of it: `['unshare', '-m']`. Then `pid` is not ralph's own, unless each of them becomes the next. */
  readonly through?: readonly string[]
  /** For its node alone; its children don't inherit them. */
  readonly nodeOptions?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Whoever should read its stdout does not. */
  readonly unread?: true
}

/** Starts the real ralph in a world. It has no terminal, nobody answers it, and `onLine` is told each line of stdout. */
export function launch(
  world: World,
  args: readonly string[],
  onLine?: (line: string, one: Ralph) => void,
  { through = [], nodeOptions = [], env = {}, unread }: LaunchOptions = {},
): Ralph {
  const [file = '', ...rest] = [...through, process.execPath, ...nodeOptions, world.program, ...args]
  const child = spawn(file, rest, {
    cwd: world.folder,
    env: { ...world.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  let partial = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.stderr += text))
  if (!unread) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text
      const lines = (partial + text).split('\n')
      partial = lines.pop() ?? ''
      for (const line of lines) onLine?.(line, one)
    })
  }
  const ended = once(child, 'close').then(() => ({ ...said, code: child.exitCode, signal: child.signalCode }))
  const exited = once(child, 'exit').then(() => child.exitCode ?? 128 + signalNumber(child.signalCode))
  const one: Ralph = {
    pid: child.pid ?? 0,
    startedAt: performance.now(),
    ended,
    exited,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    signal: (signal) => void child.kill(signal),
    kill: () => void child.kill('SIGKILL'),
    peakBytes: () => peakBytesOf(child.pid ?? 0),
  }
  return one
}

/** Runs a command of ralph to its end. */
export async function ralph(world: World, ...args: readonly string[]): Promise<Ended> {
  return launch(world, args).ended
}

const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }

const signalNumber = (signal: NodeJS.Signals | null) => signalNumbers[signal ?? ''] ?? 0

function peakBytesOf(pid: number): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) * 1024
  } catch {
    return 0 // it has ended
  }
}
