import type { Recorded } from '../../src/event.ts'
import { readEvents } from '../../src/journals/load.ts'
import { evolve, newState } from '../../src/state.ts'
import { eventually, processesWith } from '../support/agents.ts'
import { brokenAtEnd, brokenLaws, forgotten, spending } from './laws.ts'
import { launch, ralph, type Ended } from './program.ts'
import { agentCommand, gateCommand, runWith } from './task.ts'
import { describeProcesses, endWorld, journals, letItEnd, makeWorld, processesOf, type World } from './world.ts'

/** What a ralph is about to do, and how it tells that it has begun. */
export interface Life {
  readonly world: World
  readonly args: readonly string[]
  /** To be called at each event it prints. */
  readonly hear: () => void
}

/** Launches a ralph, sees to it that it dies, and tells how it did. */
export type Death = (life: Life) => Promise<Died>

export interface Died {
  readonly ended: Ended
  /** `performance.now()` then; where it can't be known to the millisecond, a little too early. */
  readonly startedAt: number
  readonly killedAt: number
  /** Nobody killed it. */
  readonly endedItself: boolean
  /** What it was doing, if that is known. */
  readonly where?: string
}

export interface SweepOptions {
  readonly deaths: readonly Death[]
  /** For messages: how to do the same again. */
  readonly title: string
  /** How many readings each death in an iteration may cost: those that were on their way. */
  readonly onTheWay: number
  /** How long the processes of a killed ralph may live on. */
  readonly withinMs: number
  readonly told?: (line: string) => void
}

export interface SweepReport {
  readonly broken: readonly string[]
  readonly kills: number
  readonly iterations: number
  /** How often ralph died right after which event. */
  readonly diedAfter: Readonly<Record<string, number>>
  readonly slowestResumeMs: number
  readonly slowestEndMs: number
  readonly cents: { readonly recorded: number; readonly really: number }
}

const plan = ['work', 'orphan', 'claim', 'crash', 'naked-orphan', 'claim', 'limit']
const started = runWith({
  'agent-command': agentCommand(10, 20, plan),
  gate: gateCommand(),
  'max-iterations': 100_000,
  'max-cost': 100_000,
  'max-tokens': 1_000_000_000,
  'max-failures': 1000,
  'retry-delay': '50ms',
  'checkpoint-interval': 2,
  'metrics-interval': 1,
})

/** Lets ralph die of each death in turn, resumes it at once each time, and holds its record against the ledger. */
export async function killSweep(options: SweepOptions): Promise<SweepReport> {
  const world = await makeWorld()
  try {
    return await new Sweep(world, options).run()
  } finally {
    endWorld(world)
  }
}

class Sweep {
  readonly #broken: string[] = []
  readonly #diedAfter: Record<string, number> = {}
  #acknowledgedUsd = 0
  #slowestResumeMs = 0
  #slowestEndMs = 0
  readonly #world: World
  readonly #options: SweepOptions

  constructor(world: World, options: SweepOptions) {
    this.#world = world
    this.#options = options
  }

  async run(): Promise<SweepReport> {
    const { deaths, title, onTheWay } = this.#options
    let kills = 0
    for (const death of deaths) {
      if (this.#broken.length > 0) break
      kills += 1
      const where = await this.#liveAndDie(death)
      await this.#examine(`kill ${kills} of ${title}${where === undefined ? '' : ` (${where})`}`)
    }
    letItEnd(this.#world)
    const last = await launch(this.#world, this.#next()).ended
    if (last.code !== 0) this.#broken.push(`the last resume ended with code ${last.code}: ${last.stderr}`)
    await this.#examine(`the end of ${title}`)
    const events = this.#events()
    this.#broken.push(
      ...brokenAtEnd(this.#world, events),
      ...forgotten(this.#world, events, onTheWay),
      ...(await watchdogsLeft(events, this.#options)),
    )
    return {
      broken: this.#broken,
      kills,
      iterations: events.filter(({ type }) => type === 'iteration.started').length,
      diedAfter: this.#diedAfter,
      slowestResumeMs: Math.round(this.#slowestResumeMs),
      slowestEndMs: Math.round(this.#slowestEndMs),
      cents: spending(this.#world, events),
    }
  }

  #next(): readonly string[] {
    return this.#events().length === 0 ? started : ['resume', '--output-format', 'json']
  }

  async #liveAndDie(death: Death): Promise<string | undefined> {
    const before = this.#events().length
    let heardAt: number | undefined
    const hear = () => (heardAt ??= performance.now())
    const died = await death({ world: this.#world, args: this.#next(), hear })
    const { startedAt, killedAt, endedItself, where } = died
    if (heardAt !== undefined) this.#slowestResumeMs = Math.max(this.#slowestResumeMs, heardAt - startedAt)
    const { code, stderr } = died.ended
    if (endedItself) this.#broken.push(`ralph ended by itself with code ${code}: ${stderr}`)
    else if (stderr !== '' && !/^ralph: the last record of the run was torn[^\n]*\n$/.test(stderr)) {
      this.#broken.push(`it complained: ${stderr}`)
    }
    const isOver = await eventually(() => processesOf(this.#world).length === 0, this.#options.withinMs)
    this.#slowestEndMs = Math.max(this.#slowestEndMs, performance.now() - killedAt)
    if (!isOver) this.#broken.push(`processes are left: ${describeProcesses(this.#world)}`)
    const events = this.#events()
    const last = events.length === before ? 'nothing' : (events.at(-1)?.type ?? 'nothing')
    this.#diedAfter[last] = (this.#diedAfter[last] ?? 0) + 1
    return where
  }

  async #examine(when: string): Promise<void> {
    const events = this.#events()
    const found = [...brokenLaws(this.#world, events), ...(await this.#acknowledged(events))]
    this.#broken.push(...found.map((law) => `${when}: ${law}`))
    this.#options.told?.(`${when}: ${events.length} events, died after ${events.at(-1)?.type}${found.join()}`)
  }

  /** What ralph itself says was spent must never shrink. */
  async #acknowledged(events: readonly Recorded[]): Promise<readonly string[]> {
    if (events.length === 0) return []
    const { code, stdout, stderr } = await ralph(this.#world, 'show', '--json')
    if (code !== 0) return [`ralph show: ${stderr}`]
    const { cost }: { cost: { usd: number } } = JSON.parse(stdout)
    const before = this.#acknowledgedUsd
    this.#acknowledgedUsd = cost.usd
    return cost.usd < before ? [`the cost shrank from $${before} to $${cost.usd}`] : []
  }

  #events(): readonly Recorded[] {
    const [newest] = journals(this.#world)
    return newest === undefined ? [] : [...readEvents(newest)]
  }
}

/** They end once they have seen that nothing is left. */
async function watchdogsLeft(events: readonly Recorded[], { withinMs }: SweepOptions): Promise<readonly string[]> {
  const { runId } = events.reduce(evolve, newState)
  const isOver = await eventually(() => processesWith(runId).length === 0, withinMs)
  return isOver ? [] : ['a watchdog is left']
}
