import { spawn, type ChildProcess } from 'node:child_process'
import { Readable } from 'node:stream'
import type { Sandbox } from '../../sandbox.ts'
import { closeForeignFiles } from './foreign-files.ts'
import { markOf, underMark } from './inherited-mark.ts'
import { reasonOf, type StartError } from './start-error.ts'
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
  /** Locks it in. */
  readonly sandbox?: Sandbox
  /** For it alone, in the sandbox: what it may write, and what it may read although that is hidden. Absolute. */
  readonly writable?: readonly string[]
  readonly readable?: readonly string[]
}

export type Running = ChildProcess & { readonly pid: number; readonly stdout: Readable; readonly stderr: Readable }

/** Where bubblewrap tells whether it could start the program. */
const reportFile = 3

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
  const { stdin, staysOpen, marker, sandbox } = program
  closeForeignFiles()
  try {
    const { file, args, cwd, env } = commandOf(program)
    return underMark(markOf(marker), () =>
      spawn(file, args, {
        cwd,
        env,
        detached: true,
        stdio: [
          stdin === undefined && !staysOpen ? 'ignore' : 'pipe',
          'pipe',
          'pipe',
          ...(sandbox?.name === 'bubblewrap' ? (['pipe'] as const) : []),
        ],
      }),
    )
  } catch (error) {
    return explain(program, error) // node throws some (E2BIG, a NUL in an argument) and emits others
  }
}

function commandOf({ file, args, cwd, env, marker, sandbox, writable, readable }: Program) {
  // At the end, where programs that write a title over their arguments do the least harm.
  const plain = { file, args, cwd, env: { ...env, [markerVariable]: marker } }
  if (!sandbox) return plain
  return sandbox.wrap({ ...plain, ...(writable && { writable }), ...(readable && { readable }) })
}

/** The stream that bubblewrap reports on, if it is bubblewrap that was started. */
export function reportOf(child: Running): Readable | undefined {
  const stream = child.stdio[reportFile]
  return stream instanceof Readable ? stream : undefined
}

function isRunning(child: ChildProcess): child is Running {
  return child.pid !== undefined
}

function explain({ file, cwd }: Program, error: unknown): StartError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  return { code, message: reasonOf(code, file, cwd) ?? String(error) }
}
