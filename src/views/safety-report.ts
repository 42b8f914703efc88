import type { Containment, Recorded, Tampering } from '../event.ts'

/** What guards did and saw in a run, for people and their tools. */
export interface Safety {
  /** What kept agents and gates in, of the newest process of the run; `null` for runs of an older ralph. */
  readonly containment: Containment | null
  readonly commands: { readonly blocked: number; readonly warned: number; readonly newest: readonly JudgedCommand[] }
  /** Every change that was noticed, the oldest first, at most so many as are kept. */
  readonly tampering: readonly (Tampering & { readonly iteration: number })[]
}

export interface JudgedCommand {
  readonly iteration: number
  readonly verdict: 'block' | 'warn'
  readonly command: string
  readonly rules: readonly string[]
}

const kept = 100

/** Puts together what concerns safety of a run's events. Memory is bounded. */
export class SafetyReport {
  #containment: Containment | null = null
  readonly #counts = { block: 0, warn: 0 }
  readonly #commands: JudgedCommand[] = []
  readonly #tampering: (Tampering & { readonly iteration: number })[] = []

  add(event: Recorded): void {
    const { type } = event
    if (type === 'run.started' || type === 'run.resumed' || type === 'run.reopened')
      this.#containment = event.containment ?? null
    if (type === 'command.judged') this.#judge(event)
    if (type === 'tampering.noticed')
      for (const finding of event.findings)
        if (this.#tampering.length < kept) this.#tampering.push({ iteration: event.iteration, ...finding })
  }

  #judge({ iteration, verdict, command, rules }: JudgedCommand): void {
    this.#counts[verdict] += 1
    this.#commands.push({ iteration, verdict, command, rules })
    if (this.#commands.length > kept) this.#commands.shift()
  }

  get safety(): Safety {
    return {
      containment: this.#containment,
      commands: { blocked: this.#counts.block, warned: this.#counts.warn, newest: this.#commands },
      tampering: this.#tampering,
    }
  }
}
