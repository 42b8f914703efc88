import type { Gate } from '../gate.ts'
import { Excerpt, type Cut } from '../platform/process/excerpt.ts'
import { supervise, type Ended } from '../platform/process/supervise.ts'
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
  /** Takes secrets and control characters out of text that others will read. */
  clean(text: string): string
}

const headBytes = 4 * 1024
const tailBytes = 8 * 1024
/** Enough to recognise a secret in a line before the line is shortened. */
const maxLineBytes = 64 * 1024
const shownLineLength = 2000

/** A gate that runs a command in the workspace: exit 0 passes. What it printed becomes the evidence, head and tail. */
export function commandGate(options: CommandGateOptions): Gate {
  const { command, cwd, env, timeoutMs, runId, sandbox, readable } = options
  return {
    name: command,
    async check(signal) {
      const output = new Excerpt(headBytes, tailBytes)
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
        onLine: (line, _stream, truncatedBytes) => {
          output.push(line.length > shownLineLength ? shortened(line, truncatedBytes, options) : line)
        },
      })
      return { passed: ended.reason === 'exited' && ended.code === 0, evidence: evidence(ended, output.cut, options) }
    },
  }
}

/** Cleaned first: half a secret would not be recognised. */
function shortened(line: string, truncatedBytes: number, options: CommandGateOptions): string {
  const shown = options.clean(line).slice(0, shownLineLength)
  return `${shown} … (${line.length - shownLineLength + truncatedBytes} more bytes in this line)`
}

function evidence(ended: Ended, output: Cut, options: CommandGateOptions): string {
  const { head, tail, leftOutBytes } = output
  const leftOut = leftOutBytes > 0 ? `… ${leftOutBytes} bytes left out …` : ''
  const parts = [sentence(ended, options), leftovers(ended), head, leftOut, tail]
  return options.clean(parts.filter((part) => part.trim() !== '').join('\n'))
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
