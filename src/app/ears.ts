import type { AgentOutput, AgentResult, Exit, Failure, OutputParser } from '../agent.ts'
import { GrowingEstimate } from '../agents/estimate.ts'
import type { AgentWatch } from '../iteration.ts'
import type { Reading, StreamName } from '../platform/process/output.ts'
import type { Cleaning } from '../platform/text/clean.ts'
import type { OutputClean } from '../platform/text/output-clean.ts'

/** Hears one agent out: its lines become outputs, cleaned and told one at a time, and its words are weighed. */
export class Ears {
  #sawEnd = false
  #sessionId: string | undefined
  #model: string | undefined
  #busy: Promise<void> | undefined
  #say: (line: string) => void = () => undefined
  #limited: (failure: Failure, afterMs?: number) => void = () => undefined
  readonly #words = new GrowingEstimate()
  readonly #parser: OutputParser
  readonly #clean: OutputClean
  readonly #watch: AgentWatch

  constructor(parser: OutputParser, cleaning: Pick<Cleaning, 'outputs'>, watch: AgentWatch) {
    this.#parser = parser
    this.#clean = cleaning.outputs()
    this.#watch = watch
  }

  /** The final result was printed. */
  get sawEnd(): boolean {
    return this.#sawEnd
  }

  get sessionId(): string | undefined {
    return this.#sessionId
  }

  get model(): string | undefined {
    return this.#model
  }

  /** About how many tokens it wrote, by its words. */
  get writtenTokens(): number {
    return this.#words.tokens
  }

  onLine(line: string, stream: StreamName): Promise<Reading> | Reading {
    const told = this.tell(this.#read(line, stream))
    const reading = () => (this.#sawEnd ? 'final' : undefined)
    return told ? told.then(reading) : reading()
  }

  /** Calls back when the agent turns out to wait for its provider by itself. */
  onLimited(act: (failure: Failure, afterMs?: number) => void): void {
    this.#limited = act
  }

  /** Starts a dialogue: `write` is the agent's stdin. */
  open(write: (text: string) => void): void {
    this.#say = (line) => write(`${line}\n`)
    this.#tellLater(this.#parser.start?.())
  }

  /** Asks the agent to end its turn. */
  askToStop(): void {
    this.#tellLater(this.#parser.stop?.())
  }

  /** Hands outputs on in order; resolves, if it has to be waited for, when the last was taken. Rejects if one could not be recorded. */
  tell(outputs: readonly AgentOutput[]): Promise<void> | void {
    const heard = outputs.filter((output) => this.#notice(output))
    return this.#hand(heard.flatMap((output) => this.#clean.push(output)))
  }

  /** Hands on what still waited for its end: it may have been the beginning of a secret. */
  tellRest(): Promise<void> | void {
    return this.#hand(this.#clean.end())
  }

  #hand(outputs: readonly AgentOutput[]): Promise<void> | void {
    let busy = this.#busy
    for (const output of outputs) {
      const tell = () => this.#watch.output(output)
      busy = (busy ? busy.then(tell) : tell()) ?? busy
    }
    if (busy === this.#busy) return busy
    this.#busy = busy
    const isOver = () => {
      if (this.#busy === busy) this.#busy = undefined
    }
    busy?.then(isOver, isOver)
    return busy
  }

  end(exit: Exit): AgentResult {
    return this.#parser.end(exit)
  }

  #read(line: string, stream: StreamName): readonly AgentOutput[] {
    return stream === 'stdout'
      ? this.#parser.line(line)
      : (this.#parser.stderr?.(line) ?? [{ type: 'stderr', text: line }])
  }

  /** False for what is not meant for anybody else. */
  #notice(output: AgentOutput): boolean {
    switch (output.type) {
      case 'send':
        this.#say(output.line)
        return false
      case 'limited':
        this.#limited(output.failure, output.afterMs)
        return false
      case 'ended':
        this.#sawEnd = true
        return true
      case 'session':
        this.#sessionId = output.id ?? this.#sessionId
        this.#model = output.model ?? this.#model
        return true
      case 'text':
      case 'thinking':
        this.#words.add(output.text)
        return true
      case 'tool':
      case 'tool-result':
      case 'usage':
      case 'window':
      case 'compacted':
      case 'retry':
      case 'stderr':
        return true
    }
  }

  /** What can't be recorded here fails the next line, too. */
  #tellLater(outputs: readonly AgentOutput[] = []): void {
    const told = this.tell(outputs)
    if (told) told.catch(() => undefined)
  }
}
