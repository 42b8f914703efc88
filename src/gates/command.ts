import type { Gate } from '../gate.ts'
import { Excerpt, type Cut } from '../platform/process/excerpt.ts'
import type { StreamName } from '../platform/process/output.ts'
import { supervise, type Ended } from '../platform/process/supervise.ts'
import type { Cleaning } from '../platform/text/clean.ts'
import type { SequenceClean } from '../platform/text/sequence-clean.ts'
import type { Sandbox } from '../sandbox.ts'

export interface CommandGateOptions {
  /** The operator's own text: a shell runs it. Never from a repository that is not trusted. */
  readonly command: string
  readonly cwd: string
  /** Complete: nothing of ralph's own environment is added. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  readonly runId: string
  /** Locks it in. */
  readonly sandbox?: Sandbox
  /** What it may read there although it is hidden. Absolute. */
  readonly readable?: readonly string[]
  /** What its name and its output go through before anybody else reads them. */
  readonly cleaning: Pick<Cleaning, 'clean' | 'sequence'>
}

const headBytes = 4 * 1024
const tailBytes = 8 * 1024
/** Enough to recognise a secret in a line before the line is shortened. */
const maxLineBytes = 64 * 1024
const shownLineLength = 2000

/** A gate that runs a command in the workspace: exit 0 passes. What it printed becomes the evidence, head and tail. */
export function commandGate(options: CommandGateOptions): Gate {
  const { command, cwd, env, timeoutMs, runId, sandbox, readable, cleaning } = options
  return {
    name: cleaning.clean(command),
    async check(signal) {
      const output = new CleanExcerpt(cleaning)
      const ended = await supervise({
        file: '/bin/sh',
        args: ['-c', command],
        cwd,
        env,
        marker: runId,
        signal,
        timeoutMs,
        maxLineBytes,
        ...(sandbox && { sandbox }),
        ...(readable && { readable }),
        onLine: (line, stream, truncatedBytes) => output.push(line, stream, truncatedBytes),
      })
      return { passed: ended.reason === 'exited' && ended.code === 0, evidence: evidence(ended, output.end(), options) }
    },
  }
}

/** Lines of one stream in their order; of those that wait for the next one, the bytes that were cut off already. */
interface Voice {
  readonly lines: SequenceClean
  readonly truncated: number[]
}

/** Cleans before it leaves anything out: a private key or a wrapped secret is known by its beginning alone. */
class CleanExcerpt {
  readonly #excerpt = new Excerpt(headBytes, tailBytes)
  readonly #voices: Readonly<Record<StreamName, Voice>>

  constructor({ sequence }: Pick<Cleaning, 'sequence'>) {
    this.#voices = { stdout: { lines: sequence(), truncated: [] }, stderr: { lines: sequence(), truncated: [] } }
  }

  push(line: string, stream: StreamName, truncatedBytes: number): void {
    const { lines, truncated } = this.#voices[stream]
    truncated.push(truncatedBytes)
    this.#keep(lines.push(line), truncated)
  }

  end(): Cut {
    for (const { lines, truncated } of Object.values(this.#voices)) this.#keep(lines.flush(), truncated)
    return this.#excerpt.cut
  }

  #keep(lines: readonly string[], truncated: number[]): void {
    for (const line of lines) this.#excerpt.push(shortened(line, truncated.shift() ?? 0))
  }
}

function shortened(line: string, truncatedBytes: number): string {
  const left = Math.max(0, line.length - shownLineLength) + truncatedBytes
  return left === 0 ? line : `${line.slice(0, shownLineLength)} … (${left} more bytes in this line)`
}

function evidence(ended: Ended, output: Cut, options: CommandGateOptions): string {
  const { head, tail, leftOutBytes } = output
  const leftOut = leftOutBytes > 0 ? `… ${leftOutBytes} bytes left out …` : ''
  const parts = [sentence(ended, options), leftovers(ended), head, leftOut, tail]
  return options.cleaning.clean(parts.filter((part) => part.trim() !== '').join('\n'))
}

function sentence(ended: Ended, { command, timeoutMs }: CommandGateOptions): string {
  const { reason, code, signal, durationMs, error } = ended
  const what = `\`${command}\``
  const after = `after ${(durationMs / 1000).toFixed(1)} s`
  if (reason === 'not-started') return `${what} could not be started: ${error?.message}.`
  if (reason === 'timed-out') return `${what} did not end within its ${timeoutMs / 1000} s and was stopped.`
  if (reason !== 'exited') return `${what} was stopped before it ended.`
  if (code === null) return `${what} died of ${signal} ${after}.`
  return code === 0 ? `${what} passed ${after}.` : `${what} failed with exit code ${code} ${after}.${meaningOf(code)}`
}

/** What a shell means by its own two codes. */
function meaningOf(code: number): string {
  if (code === 127) return ' The shell did not find a command it names: is it installed, and on the PATH?'
  if (code === 126) return ' The shell found a command it names but may not execute it: is it marked executable?'
  return ''
}

/** Of one that was stopped nothing is said: everything of it was. */
function leftovers({ reason, leftovers: count }: Ended): string {
  return reason === 'exited' && count > 0 ? `Processes it left behind, and which were ended: ${count}.` : ''
}
