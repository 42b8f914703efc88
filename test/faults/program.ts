import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
  readonly ended: Promise<Ended>
  readonly isOver: () => boolean
  /** SIGKILL to ralph alone. */
  kill(): void
}

/** Starts the real ralph in a world. It has no terminal, nobody answers it, and `onLine` is told each line of stdout. */
export function launch(world: World, args: readonly string[], onLine?: (line: string, one: Ralph) => void): Ralph {
  const child = spawn(process.execPath, [world.program, ...args], {
    cwd: world.folder,
    env: world.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  let rest = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.stderr += text))
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine?.(line, one)
  })
  const ended = once(child, 'close').then(() => ({ ...said, code: child.exitCode, signal: child.signalCode }))
  const one: Ralph = {
    pid: child.pid ?? 0,
    startedAt: performance.now(),
    ended,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    kill: () => void child.kill('SIGKILL'),
  }
  return one
}

/** Runs a command of ralph to its end. */
export async function ralph(world: World, ...args: readonly string[]): Promise<Ended> {
  return launch(world, args).ended
}
