import { groupsInside, refusalIn, signalOf, StartReport } from './contained.ts'
import { drain } from './drain.ts'
import { Family } from './family.ts'
import { idleJudge, lookEveryMs } from './idle.ts'
import { Output, type Listener } from './output.ts'
import { keepYoungSpaceSmall } from './small-heap.ts'
import { reportOf, start, type Program, type Running } from './spawn.ts'
import type { StartError } from './start-error.ts'
import { Stop, type Courtesy, type Exit, type StopReason } from './stop.ts'
import { sweep } from './sweep.ts'
import { processTable } from './tree.ts'

/** A program to run and how to watch over it. Only one at a time per marker: the end of one ends all that carry it. */
export interface Supervision extends Program, Listener {
  /** Ends the program, politely first. */
  readonly signal: AbortSignal
  /** Between TERM and KILL; 5 s. */
  readonly graceMs?: number
  readonly timeoutMs?: number
  /** No output, and no work in any of its processes. */
  readonly idleMs?: number
  /** How long it may live on after its final result; 5 s. */
  readonly lingerMs?: number
  /** How long after its end pipes that somebody still holds open are read; 1 s. */
  readonly drainMs?: number
  /** Beyond it the rest of a line is dropped; 4 MiB. */
  readonly maxLineBytes?: number
  /** Tried before any signal. */
  readonly courtesy?: Courtesy
  /** Hands out the way to stdin, if that stays open; what is written after its end is lost. It is closed after the final result. */
  onOpen?(write: (text: string) => void): void
  /** No line is given out before this is done. */
  onSpawn?(pid: number, startTime: string): Promise<void> | void
}

/** How a program ended. `exited`: by itself, whatever its code. */
export interface Ended {
  readonly reason: 'exited' | 'not-started' | StopReason
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Set if the reason is `not-started`. */
  readonly error?: StartError
  /** The last 8 KiB of stderr, decoded. */
  readonly stderrTail: string
  readonly durationMs: number
  /** Of the whole tree, as far as it was seen: looked at about once a second. */
  readonly cpuMs?: number
  readonly peakMemoryBytes?: number
  /** Processes that outlived the program and were ended. 0 in a sandbox: it ends them itself, and tells nobody. */
  readonly leftovers: number
  /** Bytes beyond the cap of a line, which nobody saw. */
  readonly droppedBytes: number
}

/**
 * Runs one program to its end, with nothing of it left behind. Resolves for every ending, good or bad; rejects only if
 * `onLine` or `onSpawn` does, and then too with nothing left behind. After an abort it takes at most the grace period
 * and a few seconds more, whatever the program does.
 */
export async function supervise(request: Supervision): Promise<Ended> {
  const startedAt = performance.now()
  if (request.signal.aborted) return unstarted('aborted')
  const child = await start(request)
  if ('code' in child) return unstarted('not-started', child)
  setImmediate(keepYoungSpaceSmall)
  return new Watch(request, child, startedAt).end()
}

const longestTimerMs = 2 ** 31 - 1

/** Everything that goes on around one living program. */
class Watch {
  #failure: { readonly error: unknown } | undefined
  /** Undefined once the program has ended: a final result that is read afterwards starts no timer. */
  #timers: NodeJS.Timeout[] | undefined = []
  readonly #request: Supervision
  readonly #child: Running
  readonly #startedAt: number
  readonly #family: Family
  readonly #stop: Stop
  readonly #output: Output
  readonly #report: StartReport | undefined

  constructor(request: Supervision, child: Running, startedAt: number) {
    const { graceMs = 5000, lingerMs = 5000, maxLineBytes, courtesy } = request
    this.#request = request
    this.#child = child
    this.#startedAt = startedAt
    this.#family = new Family(child.pid, request.marker)
    this.#stop = new Stop(child, {
      graceMs,
      ...(courtesy && { courtesy }),
      ...(request.sandbox && { politeGroups: () => groupsInside(child.pid) }),
    })
    const report = reportOf(child)
    this.#report = report && new StartReport(report)
    this.#output = new Output(child, maxLineBytes, request, {
      final: () => {
        child.stdin?.end()
        this.#after(lingerMs, 'lingered')
      },
      failed: (error) => this.#fail(error),
    })
  }

  async end(): Promise<Ended> {
    const { signal, timeoutMs } = this.#request
    const abort = () => this.#stop.begin('aborted')
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    if (timeoutMs !== undefined) this.#after(timeoutMs, 'timed-out')
    this.#look()
    this.#announce()
    this.#open()
    const exit = await this.#stop.exited
    const durationMs = performance.now() - this.#startedAt
    this.#timers?.forEach(clearTimeout)
    this.#timers = undefined
    signal.removeEventListener('abort', abort)

    const leftovers = await this.#clearAway()
    const refusal = await this.#refusal(exit)
    if (this.#failure) throw this.#failure.error
    return { ...this.#ending(exit, refusal), ...this.#findings(), durationMs, leftovers }
  }

  /** A sandbox that could not start the program ends itself, with 1. */
  async #refusal({ code }: Exit): Promise<StartError | undefined> {
    const wasStarted = code !== 1 || this.#stop.reason !== undefined || (await this.#report?.wasStarted()) !== false
    this.#report?.close()
    return wasStarted ? undefined : refusalIn(this.#output.stderrTail, this.#request)
  }

  #ending(
    { code, signal }: Exit,
    refusal: StartError | undefined,
  ): Pick<Ended, 'reason' | 'code' | 'signal' | 'error'> {
    if (refusal) return { reason: 'not-started', code: null, signal: null, error: refusal }
    const reason = this.#stop.reason ?? 'exited'
    const inner = this.#request.sandbox ? signalOf(code) : null
    return inner ? { reason, code: null, signal: inner } : { reason, code, signal }
  }

  #after(ms: number, reason: StopReason): void {
    this.#timers?.push(setTimeout(() => this.#stop.begin(reason), Math.min(ms, longestTimerMs)))
  }

  #look(): void {
    const { idleMs } = this.#request
    const everyMs = lookEveryMs(idleMs)
    const isIdle = idleJudge(idleMs ?? Infinity, everyMs)
    const look = () => {
      if (isIdle(this.#family.look(), this.#output.lastAt)) this.#stop.begin('idle')
    }
    this.#timers?.push(setInterval(look, everyMs))
  }

  #announce(): void {
    const { pid } = this.#child
    try {
      // Even if it has ended by now it is there to be read: node learns of ends in a later turn.
      const told = this.#request.onSpawn?.(pid, processTable.read(pid)?.startTime ?? '')
      if (told) this.#output.holdUntil(told)
    } catch (error) {
      this.#fail(error)
    }
  }

  #open(): void {
    const { stdin } = this.#child
    if (!this.#request.staysOpen || !stdin) return
    this.#request.onOpen?.((text) => {
      if (stdin.writable) stdin.write(text)
    })
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#stop.force()
  }

  /** What is still on its way through the pipes is read first; whoever holds them longer than that is ended. */
  async #clearAway(): Promise<number> {
    const { drainMs = 1000, signal } = this.#request
    if (!this.#stop.reason) await drain(this.#output, drainMs, signal)
    const swept = await sweep(this.#child.pid, this.#family)
    await drain(this.#output, drainMs, signal)
    this.#output.close()
    this.#child.stdin?.destroy()
    this.#child.unref() // one that is stuck in the kernel does not keep ralph from ending
    return this.#request.sandbox ? 0 : swept // what is seen there now is a sandbox in the middle of its end
  }

  #findings() {
    const { cpuMs, peakMemoryBytes } = this.#family
    const { stderrTail, droppedBytes } = this.#output
    return {
      stderrTail,
      droppedBytes,
      ...(cpuMs !== undefined && { cpuMs }),
      ...(peakMemoryBytes !== undefined && { peakMemoryBytes }),
    }
  }
}

function unstarted(reason: 'aborted' | 'not-started', error?: StartError): Ended {
  const nothing = { code: null, signal: null, stderrTail: '', durationMs: 0, leftovers: 0, droppedBytes: 0 }
  return { reason, ...nothing, ...(error && { error }) }
}
