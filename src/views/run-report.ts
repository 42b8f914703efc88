import type { FailureKind } from '../agent.ts'
import type { IterationEnd, Outcome, ProcessFacts, Recorded } from '../event.ts'
import { laterSpending, noSpending, type Cost, type ModelSpending, type Spending, type Usage } from '../usage.ts'
import { Ledger, type LedgerLine } from './ledger.ts'
import { LedgerSums } from './ledger-sums.ts'

/** `interrupted`: ralph died or was stopped; `stopped`: a limit. */
export type IterationStatus = 'running' | 'succeeded' | 'failed' | 'interrupted' | 'stopped'

/** One iteration, for people and their tools: plain JSON, times in ISO 8601. */
export interface IterationReport {
  readonly iteration: number
  readonly agent: string
  readonly model: string | null
  readonly status: IterationStatus
  readonly startedAt: string
  readonly endedAt: string | null
  readonly durationMs: number | null
  readonly usage: Usage
  readonly cost: Cost
  /** The same by models: one line, or several that add up to it. */
  readonly models: readonly ModelSpending[]
  readonly summary: string
  readonly failure: { readonly kind: FailureKind; readonly message: string } | null
  readonly checkpoint: string | null
  readonly process: ProcessFacts | null
}

/** What an agent spent with a model in the whole run. */
export interface LedgerReport extends ModelSpending {
  readonly agent: string
  readonly iterations: number
}

export interface GateReport {
  readonly gate: string
  readonly iteration: number
  readonly passed: boolean
  readonly durationMs: number
}

export interface CheckpointReport {
  readonly iteration: number
  readonly commit: string
  readonly at: string
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A list that forgets its oldest entries and knows how many they were. */
interface Kept<T> {
  readonly list: T[]
  omitted: number
}

const longestSummary = 300

/**
 * Puts the events of a run together into what people ask of it, one event after the other. Memory is bounded: it
 * keeps the newest `keep` iterations, gates and checkpoints, and says how many it left out.
 */
export class RunReport {
  readonly iterations: Kept<Mutable<IterationReport>> = { list: [], omitted: 0 }
  /** The newest verdict of each gate. */
  readonly gates = new Map<string, GateReport>()
  readonly checkpoints: Kept<CheckpointReport> = { list: [], omitted: 0 }
  /** Ended iterations by how they ended. */
  readonly endings: Record<Exclude<IterationStatus, 'running'>, number> = {
    succeeded: 0,
    failed: 0,
    interrupted: 0,
    stopped: 0,
  }
  /** Of all the agents' process trees, as far as they were seen. */
  readonly processes = { runningMs: 0, cpuMs: 0, peakMemoryBytes: 0, leftovers: 0 }
  startedAt: number | undefined
  ended: { readonly outcome: Outcome; readonly reason: string; readonly at: number } | undefined
  readonly #keep: number
  readonly #books = new Ledger()
  readonly #sums = new LedgerSums<AgentAndModel>()

  constructor(keep = Infinity) {
    this.#keep = keep
  }

  /** What every agent spent with every model, the iteration in progress included: of all iterations, forgotten ones too. */
  ledger(): readonly LedgerReport[] {
    const sums = this.#sums.copy()
    addLines(sums, this.#books.current())
    return sums
      .list()
      .map(([{ agent, model }, { iterations, usage, cost }]) => ({ agent, model, iterations, usage, cost }))
  }

  add(event: Recorded): void {
    this.#note(event)
    this.#book(event)
  }

  #note(event: Recorded): void {
    switch (event.type) {
      case 'run.started':
        this.startedAt = event.at
        break
      case 'run.resumed':
      case 'run.reopened':
        this.ended = undefined
        break
      case 'run.finished':
        this.#finish(event)
        break
      case 'iteration.started':
        push(this.iterations, newIteration(event), this.#keep)
        break
      case 'agent.identified':
        this.#identify(event.iteration, event.model)
        break
      case 'iteration.usage':
        this.#spend(event.iteration, event)
        break
      case 'iteration.finished':
        this.#spend(event.iteration, event)
        this.#end(event.iteration, event.at, statusOf(event), event)
        break
      case 'iteration.interrupted':
        if (event.found) this.#spend(event.iteration, event.found)
        this.#end(event.iteration, event.at, 'interrupted')
        break
      case 'checkpoint.created':
        this.#checkpoint(event)
        break
      case 'gate.finished': {
        const { gate, iteration, passed, durationMs } = event
        this.gates.set(gate, { gate, iteration, passed, durationMs })
        break
      }
      case 'run.pause-requested':
      case 'window.observed':
      case 'context.compacted':
      case 'limit.warned':
      case 'wait.started':
      case 'agent.spawned':
      case 'work.observed':
      case 'claim.judged':
      case 'command.judged':
      case 'tampering.noticed':
        break
    }
  }

  /** The last one of that number, or none if it was forgotten. */
  #find(iteration: number): Mutable<IterationReport> | undefined {
    return this.iterations.list.findLast((one) => one.iteration === iteration)
  }

  #identify(iteration: number, model: string | undefined): void {
    const found = this.#find(iteration)
    if (found && model !== undefined) found.model = model
  }

  /** The lines of the iteration that the event belongs to, settled or not. */
  #book(event: Recorded): void {
    const settled = this.#books.add(event)
    addLines(this.#sums, settled)
    this.#show(settled)
    if (event.type === 'iteration.usage') this.#show(this.#books.current())
  }

  #show(lines: readonly LedgerLine[]): void {
    const found = lines[0] && this.#find(lines[0].iteration)
    if (found) found.models = lines.map(({ model, usage, cost }) => ({ model, usage, cost }))
  }

  #spend(iteration: number, reading: Spending): void {
    const found = this.#find(iteration)
    if (found) Object.assign(found, laterSpending(found, pickSpending(reading)))
  }

  #end(iteration: number, at: number, status: Exclude<IterationStatus, 'running'>, end?: IterationEnd): void {
    this.endings[status]++
    this.#count(end?.process)
    const found = this.#find(iteration)
    if (!found) return
    found.status = status
    found.endedAt = iso(at)
    found.durationMs = Math.round(Math.max(0, at - Date.parse(found.startedAt)))
    found.model = end?.model ?? found.model
    found.summary = (end?.summary ?? '').slice(0, longestSummary)
    found.process = end?.process ?? null
    if (end?.failure) found.failure = { kind: end.failure.kind, message: end.failure.message }
  }

  #count(process: ProcessFacts | undefined): void {
    if (!process) return
    const { processes } = this
    processes.runningMs += process.durationMs
    processes.cpuMs += process.cpuMs ?? 0
    processes.peakMemoryBytes = Math.max(processes.peakMemoryBytes, process.peakMemoryBytes ?? 0)
    processes.leftovers += process.leftovers
  }

  #checkpoint({ iteration, commit, at }: Recorded & { readonly iteration: number; readonly commit: string }): void {
    push(this.checkpoints, { iteration, commit, at: iso(at) }, this.#keep)
    const found = this.#find(iteration)
    if (found) found.checkpoint = commit
  }

  /** An agent that was stopped because a person stopped ralph was interrupted; no limit of its own did it. */
  #finish({ outcome, reason, at }: Recorded & { readonly outcome: Outcome; readonly reason: string }): void {
    this.ended = { outcome, reason, at }
    const last = this.iterations.list.at(-1)
    if (outcome !== 'cancelled' || last?.status !== 'stopped') return
    last.status = 'interrupted'
    this.endings.stopped--
    this.endings.interrupted++
  }
}

interface AgentAndModel {
  readonly agent: string
  readonly model: string
}

function addLines(sums: LedgerSums<AgentAndModel>, lines: readonly LedgerLine[]): void {
  for (const line of lines) sums.add({ agent: line.agent, model: line.model }, line, String(line.iteration))
}

function newIteration({
  iteration,
  agent,
  model,
  at,
}: Extract<Recorded, { type: 'iteration.started' }>): Mutable<IterationReport> {
  return {
    iteration,
    agent,
    model: model ?? null,
    status: 'running',
    startedAt: iso(at),
    endedAt: null,
    durationMs: null,
    ...noSpending,
    models: [],
    summary: '',
    failure: null,
    checkpoint: null,
    process: null,
  }
}

function statusOf({ failure }: IterationEnd): 'succeeded' | 'failed' | 'stopped' {
  if (!failure) return 'succeeded'
  return failure.kind === 'stopped' ? 'stopped' : 'failed'
}

function push<T>(kept: Kept<T>, entry: T, keep: number): void {
  kept.list.push(entry)
  if (kept.list.length <= keep) return
  kept.list.shift()
  kept.omitted++
}

const pickSpending = ({ usage, cost }: Spending): Spending => ({ usage, cost })

/** Epoch milliseconds as people write them. */
export function iso(at: number): string {
  return new Date(at).toISOString()
}
