import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentOutput } from '../agent.ts'
import { diskError } from '../platform/disk-error.ts'
import { makePrivateFolder, remove, writeFully } from '../platform/files.ts'
import type { View } from '../view.ts'
import { headBytes, partName, tailBytes } from './output-parts.ts'

const flushAt = 64 * 1024
const flushAfterMs = 500

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants

/** Writes what the agents print into a run's folder, at most 20 MB per iteration: the beginning and the end. */
export function outputLogView(runFolder: string): View {
  const log = new OutputLog(join(runFolder, 'output'))
  return {
    output: (output, { current, iterations }) => log.add(current?.iteration ?? iterations, outputText(output)),
    event({ type }) {
      if (type === 'iteration.finished' || type === 'run.finished') log.end()
      else log.flush()
    },
    close: async () => log.end(),
  }
}

/** One output as whole lines; empty if there is nothing to read in it. */
export function outputText(output: AgentOutput): string {
  switch (output.type) {
    case 'text':
      return lines(output.text)
    case 'thinking':
      return lines(output.text, '~ ')
    case 'tool':
      return lines(`> ${output.name} ${output.detail}`.trimEnd())
    case 'tool-result':
      return output.ok ? lines(output.detail, '  ') : lines(output.detail || 'failed', '! ')
    case 'retry':
      return lines(output.message, 'retry: ')
    case 'stderr':
      return lines(output.text, 'stderr: ')
    case 'compacted':
      return lines('the agent compacted its context')
    case 'session':
    case 'usage':
    case 'limited':
    case 'window':
    case 'send':
    case 'ended':
      return ''
  }
}

function lines(text: string, prefix = ''): string {
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return prefix === '' || whole === '' ? whole : prefix + whole.slice(0, -1).replaceAll('\n', `\n${prefix}`) + '\n'
}

/** The file that is being written. */
interface Part {
  readonly iteration: number
  readonly file: number
  /** Bytes of the whole before it, and in it. */
  readonly from: number
  bytes: number
  /** Where the parts before it begin that are no heads: the oldest of two goes when a third one comes. */
  readonly tails: readonly number[]
}

/** Collects lines and writes them in large pieces; what waits for more is written after half a second at the latest. */
class OutputLog {
  #part: Part | undefined
  #waiting = ''
  #waitingFor = 0
  #timer: NodeJS.Timeout | undefined
  #failure: unknown
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  add(iteration: number, text: string): void {
    if (text === '') return
    if (this.#failure) throw this.#failure
    if (iteration !== this.#waitingFor) this.end()
    this.#waitingFor = iteration
    this.#waiting += text
    if (this.#waiting.length >= flushAt) this.flush()
    else this.#timer ??= setTimeout(() => this.#flushLater(), flushAfterMs).unref()
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#failure) throw this.#failure
    if (this.#waiting === '') return
    const bytes = Buffer.from(this.#waiting)
    this.#waiting = ''
    try {
      const part = (this.#part = this.#partFor(bytes.length))
      writeFully(part.file, bytes)
      part.bytes += bytes.length
    } catch (error) {
      throw diskError(error, `write to ${this.#folder}`)
    }
  }

  end(): void {
    this.flush()
    if (this.#part) closeSync(this.#part.file)
    this.#part = undefined
  }

  /** Nobody would catch it here: the next who calls gets it. */
  #flushLater(): void {
    try {
      this.flush()
    } catch (error) {
      this.#failure = error
    }
  }

  #partFor(bytes: number): Part {
    const part = this.#part
    if (!part) {
      makePrivateFolder(this.#folder)
      return this.#open(this.#waitingFor, 0, [])
    }
    if (part.bytes + bytes <= (part.from === 0 ? headBytes : tailBytes)) return part
    closeSync(part.file)
    this.#part = undefined
    const tails = part.from === 0 ? [] : [...part.tails, part.from]
    for (const old of tails.slice(0, -1)) remove(join(this.#folder, partName(part.iteration, old)))
    return this.#open(part.iteration, part.from + part.bytes, tails.slice(-1))
  }

  #open(iteration: number, from: number, tails: readonly number[]): Part {
    const path = join(this.#folder, partName(iteration, from))
    const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
    return { iteration, file, from, bytes: fstatSync(file).size, tails }
  }
}
