import type { ChildProcess } from 'node:child_process'

/** Why ralph ended a program that had not ended itself. */
export type StopReason = 'aborted' | 'timed-out' | 'idle' | 'lingered'

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** After SIGKILL only a process stuck in the kernel is still there; it must not hold ralph up. */
const giveUpMs = 1000

/** Asks a program to end by itself, in words it understands, and how long it has before it is told by a signal. */
export interface Courtesy {
  ask(): void
  readonly ms: number
}

export interface Ladder {
  /** Between TERM and KILL. */
  readonly graceMs: number
  readonly courtesy?: Courtesy
  /** Whom TERM is for where the program's own group must not get it; asked only then. None: its own group. */
  readonly politeGroups?: () => readonly number[]
}

/**
 * The one way to end a program: TERM to its group, KILL after the grace period. Whoever asks first gives the reason.
 * Asks the system, not `child.killed`, which only says that a signal was sent.
 */
export class Stop {
  #reason: StopReason | undefined
  #timer: NodeJS.Timeout | undefined
  #over = false
  #resolve: (exit: Exit) => void = () => undefined
  readonly #group: number
  readonly #graceMs: number
  readonly #courtesy: Courtesy | undefined
  readonly #politeGroups: () => readonly number[]
  /** The program's own end. Both fields are null if not even KILL brought it about. */
  readonly exited: Promise<Exit>

  constructor(child: ChildProcess & { readonly pid: number }, { graceMs, courtesy, politeGroups }: Ladder) {
    this.#courtesy = courtesy
    this.#politeGroups = politeGroups ?? (() => [])
    this.#group = child.pid
    this.#graceMs = graceMs
    this.exited = new Promise((resolve) => (this.#resolve = resolve))
    child.once('exit', (code, signal) => this.#end({ code, signal }))
  }

  get reason(): StopReason | undefined {
    return this.#reason
  }

  begin(reason: StopReason): void {
    if (this.#over || this.#reason) return
    this.#reason = reason
    if (!this.#courtesy) return this.#terminate()
    this.#courtesy.ask()
    this.#timer = setTimeout(() => this.#terminate(), this.#courtesy.ms)
  }

  #terminate(): void {
    const groups = this.#politeGroups()
    for (const group of groups.length > 0 ? groups : [this.#group]) {
      signalGroup(group, 'SIGTERM')
      signalGroup(group, 'SIGCONT') // one that stopped itself must wake up to obey
    }
    this.#timer = setTimeout(() => this.force(), this.#graceMs)
  }

  /** KILL, now. */
  force(): void {
    if (this.#over) return
    this.#reason ??= 'aborted'
    clearTimeout(this.#timer)
    signalGroup(this.#group, 'SIGKILL')
    this.#timer = setTimeout(() => this.#end({ code: null, signal: null }), giveUpMs)
  }

  #end(exit: Exit): void {
    this.#over = true
    clearTimeout(this.#timer)
    this.#resolve(exit)
  }
}

/** Signals every process of a group; one that has no process left is no error. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  signalProcess(-group, signal)
}

export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // ESRCH: it has gone already. EPERM: it is not ours any more, and the ladder's end says so.
  }
}
