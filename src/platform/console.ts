import { closeSync, constants, fstatSync, openSync, readlinkSync, writeSync } from 'node:fs'
import type { Writable } from 'node:stream'

/**
 * Writing to stdout and stderr that never blocks. Node writes to terminals and pipes synchronously, so a slow reader
 * (a stopped pager, a terminal after Ctrl-S) would stop the supervision of the agent, and its limits with it.
 *
 * Terminals and pipes are opened a second time, without blocking: a description of our own, so that the shared one
 * keeps its mode. What the reader doesn't take waits in a queue; when that is full, droppable texts are left out
 * and counted. A reader that is gone (EPIPE, EIO) closes the sink quietly: the run goes on.
 */
export interface Sink {
  /** False if the text was left out: the queue is full, or nobody reads any more. */
  write(text: string, weight?: 'needed' | 'droppable'): boolean
  /** Bytes that the reader has not taken yet. */
  readonly backlog: number
  readonly closed: boolean
  /** Waits for the reader at most so long, then lets go. */
  close(deadlineMs: number): Promise<void>
}

export interface SinkOptions {
  /** Bytes of queue above which droppable texts are left out. */
  readonly softLimit?: number
  /** Bytes of queue above which the reader counts as gone, and the sink closes: memory has an end too. */
  readonly hardLimit?: number
  /** Says once the reader is back how many texts it missed. */
  readonly missed?: (texts: number) => string
}

const softLimit = 8 * 1024 * 1024
const hardLimit = 64 * 1024 * 1024
const retryMs = 25
/** Not `performance`, which is loaded when it is first touched. */
const uptimeMs = () => process.uptime() * 1000

/** A sink on a file descriptor of this process, usually 1 or 2. */
export function openSink(fd: number, options: SinkOptions = {}): Sink {
  const way = wayTo(fd)
  return way === 'stream' ? new StreamSink(fd, options) : new DescriptorSink(way, options)
}

interface Way {
  readonly fd: number
  /** Opened by us, so closed by us. */
  readonly own: boolean
}

function wayTo(fd: number): Way | 'stream' {
  try {
    const stat = fstatSync(fd)
    if (stat.isFile()) return { fd, own: false }
    if (!stat.isFIFO() && !stat.isCharacterDevice()) return 'stream'
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants
    return { fd: openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY), own: true }
  } catch {
    // No /proc, a terminal of another user, a pipe whose reader is gone: node's own stream copes with all of them.
    return 'stream'
  }
}

const sayMissed = (texts: number) => `… ${texts} lines not shown: the reader is slow\n`

/** Counts what a full queue leaves out. */
class Missed {
  #texts = 0
  readonly #say: (texts: number) => string

  constructor(say: (texts: number) => string) {
    this.#say = say
  }

  count(): void {
    this.#texts += 1
  }

  take(): string {
    if (this.#texts === 0) return ''
    const said = this.#say(this.#texts)
    this.#texts = 0
    return said
  }
}

class DescriptorSink implements Sink {
  closed = false
  backlog = 0
  #queue: Buffer[] = []
  #retry: NodeJS.Timeout | undefined
  readonly #way: Way
  readonly #missed: Missed
  readonly #soft: number
  readonly #hard: number

  constructor(way: Way, { softLimit: soft = softLimit, hardLimit: hard = hardLimit, missed = sayMissed }: SinkOptions) {
    this.#way = way
    this.#soft = soft
    this.#hard = hard
    this.#missed = new Missed(missed)
  }

  write(text: string, weight: 'needed' | 'droppable' = 'needed'): boolean {
    if (this.closed) return false
    if (weight === 'droppable' && this.backlog >= this.#soft) {
      this.#missed.count()
      return false
    }
    this.#push(text)
    if (this.#retry === undefined) this.#drain()
    if (this.backlog > this.#hard) this.#letGo()
    return !this.closed
  }

  async close(deadlineMs: number): Promise<void> {
    const deadline = uptimeMs() + deadlineMs
    while (this.backlog > 0 && !this.closed && uptimeMs() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, retryMs))
      this.#drain()
    }
    this.#letGo()
  }

  #push(text: string): void {
    if (text === '') return
    const bytes = Buffer.from(text)
    this.#queue.push(bytes)
    this.backlog += bytes.length
  }

  #drain(): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    while (!this.closed && this.backlog > 0) {
      if (!this.#writeSome()) return
      if (this.backlog === 0) this.#push(this.#missed.take())
    }
  }

  /** Joins small texts first: a reader that came back should not cost a system call a line. */
  #writeSome(): boolean {
    if (this.#queue.length > 1) this.#queue = joined(this.#queue)
    const bytes = this.#queue[0]
    if (!bytes) return false
    try {
      const written = writeSync(this.#way.fd, bytes)
      this.backlog -= written
      if (written === bytes.length) this.#queue.shift()
      else this.#queue[0] = bytes.subarray(written)
      return true
    } catch (error) {
      if (isBusy(error)) this.#retry = setTimeout(() => this.#drain(), retryMs).unref()
      else this.#letGo()
      return false
    }
  }

  #letGo(): void {
    if (this.closed) return
    this.closed = true
    clearTimeout(this.#retry)
    this.#queue = []
    this.backlog = 0
    if (this.#way.own) closeSync(this.#way.fd)
  }
}

const chunk = 64 * 1024

/** The same bytes in pieces of about 64 KB, or as they were when they are large already. */
function joined(queue: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = []
  let small: Buffer[] = []
  let size = 0
  for (const bytes of queue) {
    small.push(bytes)
    size += bytes.length
    if (size < chunk) continue
    pieces.push(small.length === 1 ? bytes : Buffer.concat(small, size))
    small = []
    size = 0
  }
  return size === 0 ? pieces : [...pieces, Buffer.concat(small, size)]
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR'
}

/** For sockets and systems without /proc: a stream of node's, whose own buffer is the queue. */
class StreamSink implements Sink {
  closed = false
  readonly #stream: Writable
  readonly #missed: Missed
  readonly #soft: number
  readonly #hard: number

  constructor(
    fd: number,
    { softLimit: soft = softLimit, hardLimit: hard = hardLimit, missed = sayMissed }: SinkOptions,
  ) {
    this.#stream = socketOn(fd) ?? (fd === 2 ? process.stderr : process.stdout)
    this.#soft = soft
    this.#hard = hard
    this.#missed = new Missed(missed)
    this.#stream.on('error', () => (this.closed = true))
  }

  get backlog(): number {
    return this.closed ? 0 : this.#stream.writableLength
  }

  write(text: string, weight: 'needed' | 'droppable' = 'needed'): boolean {
    if (this.closed) return false
    if (weight === 'droppable' && this.backlog >= this.#soft) {
      this.#missed.count()
      return false
    }
    this.#stream.write(Buffer.from(this.#missed.take() + text)) // a string weighs twice its bytes
    if (this.backlog > this.#hard) this.closed = true
    return !this.closed
  }

  async close(deadlineMs: number): Promise<void> {
    const deadline = uptimeMs() + deadlineMs
    while (this.backlog > 0 && uptimeMs() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
    this.closed = true
    this.#stream.destroy() // or what nobody reads keeps this process alive. Of node's own streams nothing is closed by it
  }
}

/** A stream of our own, for node never ends its own two; their descriptors stay open either way. Nothing if it is no socket, or node uses it already. */
function socketOn(fd: number): Writable | undefined {
  try {
    if (!fstatSync(fd).isSocket()) return undefined
    const { Socket } = process.getBuiltinModule('node:net')
    return new Socket({ fd, readable: false, writable: true })
  } catch {
    return undefined
  }
}

/** Whether a descriptor is a terminal. Without `node:tty`, which takes milliseconds to load, wherever /proc can tell. */
export function isTerminal(fd: number): boolean {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false
    return /^\/dev\/(?:pts\/|tty|console|hvc|ttyS)/.test(readlinkSync(`/proc/self/fd/${fd}`))
  } catch {
    return process.getBuiltinModule('node:tty').isatty(fd)
  }
}
