import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { reasonOf, type StartError } from './start-error.ts'
import type { ProcessInfo } from './table.ts'
import { processTable } from './tree.ts'

/** The report is whole by then, but for a machine in distress. */
const endMs = 1000

/**
 * The groups that a polite signal is for, if `root` only locks others in: the session it made for them, and what they
 * made of it. A signal to itself would end them all without a word. None: nobody is in there yet.
 */
export function groupsInside(root: number): readonly number[] {
  const { processes } = processTable.look([], undefined)
  const first = firstInside(root, processes)
  if (!first) return []
  const main = childrenOf(first.pid, processes).toSorted((one, other) => one.pid - other.pid)[0]
  return [...new Set([first.group, ...(main ? [main.group] : [])])]
}

/** The first one below that leads a session of its own: a sandbox's first process. */
function firstInside(pid: number, processes: readonly ProcessInfo[]): ProcessInfo | undefined {
  for (const child of childrenOf(pid, processes)) {
    const found = child.session === child.pid ? child : firstInside(child.pid, processes)
    if (found) return found
  }
  return undefined
}

const childrenOf = (pid: number, processes: readonly ProcessInfo[]) => processes.filter(({ parent }) => parent === pid)

/** Of what programs die. Others are rather exit codes: git ends with 129, Gemini CLI with 144. */
const deadly = [
  ...(['SIGINT', 'SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV'] as const),
  ...(['SIGPIPE', 'SIGALRM', 'SIGTERM', 'SIGXCPU', 'SIGXFSZ', 'SIGSYS'] as const),
]

/** A sandbox tells of death by a signal as shells do, and its report has the same number: an exit with 137 is taken for SIGKILL. */
export function signalOf(code: number | null): NodeJS.Signals | null {
  return deadly.find((name) => constants.signals[name] + 128 === code) ?? null
}

/** Reads what bubblewrap tells of a start: lines of JSON, the last of which has an exit code if the program was started. */
export class StartReport {
  #text = ''
  readonly #stream: Readable

  constructor(stream: Readable) {
    this.#stream = stream
    stream.on('error', () => undefined)
    stream.on('data', (chunk: Buffer) => {
      if (this.#text.length < 4096) this.#text += chunk.toString('latin1')
    })
  }

  /** Ask when bubblewrap has ended. What can't be known by then counts as a start. */
  async wasStarted(): Promise<boolean> {
    if (!this.#stream.readableEnded && !this.#stream.destroyed) await this.#end()
    return !this.#stream.readableEnded || this.#text.includes('"exit-code"')
  }

  #end(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, endMs)
      for (const event of ['end', 'close'])
        this.#stream.once(event, () => {
          clearTimeout(timer)
          resolve()
        })
    })
  }

  close(): void {
    this.#stream.destroy()
  }
}

/** Why bubblewrap could not start the program; its words stand at the end of stderr. */
export function refusalIn(
  stderrTail: string,
  { file, cwd }: { readonly file: string; readonly cwd: string },
): StartError {
  const words = /^bwrap: (.+)\n?$/m.exec(stderrTail.slice(stderrTail.lastIndexOf('bwrap: ')))?.[1] ?? 'no reason given'
  const code = words.startsWith('execvp ') ? codes.find(([, text]) => words.endsWith(text))?.[0] : undefined
  return {
    code: code ?? 'SANDBOX',
    message: (code && reasonOf(code, file, cwd)) ?? `the sandbox could not be set up: bubblewrap says: ${words}`,
  }
}

const codes = [
  ['ENOENT', 'No such file or directory'],
  ['EACCES', 'Permission denied'],
  ['ENOEXEC', 'Exec format error'],
] as const
