import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { closeForeignFiles } from './foreign-files.ts'
import { markOf, underMark } from './inherited-mark.ts'
import { markerVariable } from './table.ts'

export interface Program {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Complete: nothing of ralph's own environment is added. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Written to stdin, which is then closed. Without it stdin is empty. */
  readonly stdin?: string | Buffer
  /** stdin stays open for more. */
  readonly staysOpen?: boolean
  /** The run's id: everything the program starts carries it as `RALPH_RUN_ID`. */
  readonly marker: string
}

export type Running = ChildProcess & { readonly pid: number; readonly stdout: Readable; readonly stderr: Readable }

/** Why a program could not be started. */
export interface StartError {
  /** As the system names it: ENOENT, EACCES, E2BIG, … */
  readonly code: string
  readonly message: string
}

/**
 * Starts a program in a session and group of its own (its pid is their number), without a terminal, with nothing
 * open but stdin, stdout and stderr. Never throws.
 */
export async function start(program: Program): Promise<Running | StartError> {
  const child = attempt(program)
  if ('code' in child) return child
  if (!isRunning(child))
    return new Promise((resolve) => child.once('error', (error) => resolve(explain(program, error))))
  child.on('error', () => undefined) // a later one only says that a signal could not be sent: the ladder in stop.ts goes on
  child.stdin?.on('error', () => undefined) // EPIPE: the program does not read its input, and need not
  if (program.staysOpen && child.stdin) child.stdin.write(program.stdin ?? '')
  else child.stdin?.end(program.stdin)
  return child
}

function attempt(program: Program): ChildProcess | StartError {
  const { file, args, cwd, env, stdin, staysOpen, marker } = program
  closeForeignFiles()
  try {
    return underMark(markOf(marker), () =>
      spawn(file, args, {
        cwd,
        // At the end, where programs that write a title over their arguments do the least harm.
        env: { ...env, [markerVariable]: marker },
        detached: true,
        stdio: [stdin === undefined && !staysOpen ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      }),
    )
  } catch (error) {
    return explain(program, error) // node throws some (E2BIG, a NUL in an argument) and emits others
  }
}

function isRunning(child: ChildProcess): child is Running {
  return child.pid !== undefined
}

function explain({ file, cwd }: Program, error: unknown): StartError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  return { code, message: reason(code, file, cwd) ?? String(error) }
}

function reason(code: string, file: string, cwd: string): string | undefined {
  if (!existsSync(cwd)) return `the folder ${cwd} does not exist`
  if (code === 'ENOENT' && existsSync(file)) return `${file} names an interpreter in its first line that does not exist`
  if (code === 'ENOENT') return `${file} was not found`
  if (code === 'EACCES') return `${file} is not executable`
  if (code === 'ENOEXEC') return `${file} is not a program for this machine`
  if (code === 'E2BIG') return `the arguments and the environment of ${file} are too large for the system`
  return undefined
}
