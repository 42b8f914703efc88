import type { Readable } from 'node:stream'
import { LineSplitter, type Line } from './lines.ts'
import { Tail } from './tail.ts'

/** Returned for the line that is the program's final result: what lingers after it gets a grace period only. */
export type Reading = 'final' | undefined | void

export interface Listener {
  /** Awaited, one call at a time: a slow listener slows the program, not the memory. */
  onLine(line: string, stream: StreamName, truncatedBytes: number): Promise<Reading> | Reading
}

export type StreamName = 'stdout' | 'stderr'

interface Source {
  readonly name: StreamName
  readonly stream: Readable
  readonly splitter: LineSplitter
}

/** `undefined` as a chunk: the stream has ended. */
interface Piece {
  readonly source: Source
  readonly chunk: Buffer | undefined
}

interface Reports {
  final(): void
  failed(error: unknown): void
}

const stderrTailBytes = 8 * 1024
/** What is read at once at most. Node hands on up to 32 of these before it looks at anything else: at timers, at limits. */
const fullReadBytes = 64 * 1024
/** A chunk of very many lines is read in several turns. */
const turnMs = 50

/** Reads both pipes at once, line by line, never more than a chunk of each ahead of the listener. */
export class Output {
  #lastAt = performance.now()
  #droppedBytes = 0
  readonly #stderrTail = new Tail(stderrTailBytes)
  #queue: Piece[] = []
  #working = false
  #resting = false
  #closed = false
  #open = 2
  #onEnd: () => void = () => undefined
  readonly #sources: readonly Source[]
  readonly #listener: Listener
  readonly #reports: Reports
  /** Resolves when both pipes are at their end, or closed, and the listener has had everything. */
  readonly ended: Promise<void>

  constructor(
    streams: Readonly<Record<StreamName, Readable>>,
    maxLineBytes: number | undefined,
    listener: Listener,
    reports: Reports,
  ) {
    this.#listener = listener
    this.#reports = reports
    this.ended = new Promise((resolve) => (this.#onEnd = resolve))
    this.#sources = (['stdout', 'stderr'] as const).map((name) => ({
      name,
      stream: streams[name],
      splitter: new LineSplitter(maxLineBytes),
    }))
    for (const source of this.#sources) this.#follow(source)
  }

  /** Monotonic milliseconds of the last sign of life; a listener that is at work counts as one. */
  get lastAt(): number {
    return this.#working ? performance.now() : this.#lastAt
  }

  get isBusy(): boolean {
    return this.#working
  }

  /** Bytes of overlong lines that no listener saw. */
  get droppedBytes(): number {
    return this.#droppedBytes
  }

  get stderrTail(): string {
    return this.#stderrTail.text
  }

  /** Holds everything back until `first` is done. */
  holdUntil(first: Promise<unknown>): void {
    this.#working = true
    this.#pause()
    this.#continueAfter(first)
  }

  /** Ends the reading, whoever still holds the other ends of the pipes. */
  close(): void {
    this.#closed = true
    this.#queue = []
    for (const { stream } of this.#sources) stream.destroy()
    this.#onEnd()
  }

  #follow(source: Source): void {
    const { stream, name } = source
    const end = () => {
      for (const event of ['end', 'close', 'error']) stream.off(event, end)
      stream.on('error', () => undefined)
      this.#add({ source, chunk: undefined })
    }
    stream.on('data', (chunk: Buffer) => {
      this.#lastAt = performance.now()
      if (name === 'stderr') this.#stderrTail.push(chunk)
      this.#add({ source, chunk })
      if (chunk.length >= fullReadBytes) this.#letOthers()
    })
    for (const event of ['end', 'close', 'error']) stream.on(event, end)
  }

  #add(piece: Piece): void {
    if (this.#closed) return
    this.#queue.push(piece)
    if (!this.#working) this.#work(this.#lines())
    if (this.#working) this.#pause()
  }

  /** Runs without a pause as long as the listener does. */
  #work(lines: Generator<Promise<Reading>, void, undefined>): void {
    try {
      const { value: pending, done } = lines.next()
      this.#working = done !== true
      if (pending instanceof Promise) this.#continueAfter(pending, lines)
    } catch (error) {
      this.#fail(error)
    }
  }

  #continueAfter(pending: Promise<unknown>, lines = this.#lines()): void {
    const goOn = (reading: unknown) => {
      if (reading === 'final') this.#reports.final()
      this.#work(lines)
      this.#resume()
    }
    pending.then(goOn, (error: unknown) => this.#fail(error))
  }

  /** Gives the queue to the listener; stops where the listener has to be waited for, and where others have waited long. */
  *#lines(): Generator<Promise<Reading>, void, undefined> {
    let turnEndsAt = performance.now() + turnMs
    for (let piece = this.#queue.shift(); piece; piece = this.#queue.shift()) {
      for (const line of linesOf(piece)) {
        if (performance.now() > turnEndsAt) {
          yield new Promise((resolve) => setImmediate(resolve))
          turnEndsAt = performance.now() + turnMs
        }
        if (this.#closed) return
        const reading = this.#tell(line, piece.source.name)
        if (reading instanceof Promise) yield reading
        else if (reading === 'final') this.#reports.final()
      }
      if (!piece.chunk && --this.#open === 0) this.#onEnd()
    }
  }

  #tell({ text, truncatedBytes }: Line, name: StreamName): Promise<Reading> | Reading {
    this.#droppedBytes += truncatedBytes
    return this.#listener.onLine(text, name, truncatedBytes)
  }

  /** After a full read everything else has its turn: a flood holds up no timer and no other pipe. */
  #letOthers(): void {
    if (this.#resting) return
    this.#resting = true
    this.#pause()
    setImmediate(() => {
      this.#resting = false
      this.#resume()
    })
  }

  #resume(): void {
    if (this.#working || this.#resting) return
    for (const { stream } of this.#sources) stream.resume()
  }

  #pause(): void {
    for (const { stream } of this.#sources) stream.pause()
  }

  #fail(error: unknown): void {
    this.#working = false
    this.close()
    this.#reports.failed(error)
  }
}

function* linesOf({ source: { splitter }, chunk }: Piece): Generator<Line, void, undefined> {
  if (chunk) return yield* splitter.push(chunk)
  const rest = splitter.end()
  if (rest) yield rest
}
