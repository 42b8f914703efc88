import { readEvents } from '../../src/journals/load.ts'
import type { Recorded } from '../../src/event.ts'
import { eventually } from '../support/agents.ts'
import { brokenAtEnd, brokenLaws, forgotten } from './laws.ts'
import { launch, ralph } from './program.ts'
import { agentCommand, gateCommand, runWith } from './task.ts'
import { describeProcesses, endWorld, journals, makeWorld, processesOf, type World } from './world.ts'

export interface EventSweepReport {
  readonly broken: readonly string[]
  /** Of a whole run. */
  readonly events: number
  readonly kills: number
}

export interface EventSweepOptions {
  /** Whether to kill after this one, the `index`-th of `events`. */
  readonly chosen?: (type: Recorded['type'], index: number, events: readonly Recorded['type'][]) => boolean
  /** How long the processes of a killed ralph may live on. */
  readonly withinMs: number
  readonly told?: (line: string) => void
}

/** A failure, a limit of the provider that is waited for, something left behind, a gate that fails and passes. */
const plan = ['work', 'crash', 'limit', 'orphan', 'claim', 'claim', 'claim', 'claim']
const whole = runWith({
  'agent-command': agentCommand(4, 25, plan),
  gate: gateCommand('once'),
  'retry-delay': '50ms',
  'checkpoint-interval': 2,
  'metrics-interval': 1,
})
/** So many worlds at once: most of the time of a run is spent waiting. */
const lanes = 3

/** Kills ralph after every event of a whole run, each time in a new world, and resumes it once. */
export async function eventSweep({
  chosen = () => true,
  withinMs,
  told,
}: EventSweepOptions): Promise<EventSweepReport> {
  const events = await wholeRun()
  const deaths = events.flatMap((type, index) => (chosen(type, index, events) ? [index + 1] : []))
  const left = [...deaths]
  const broken: string[] = []
  const lane = async () => {
    for (let death = left.shift(); death !== undefined; death = left.shift()) {
      const where = `killed after event ${death} (${events[death - 1]})`
      const found = await inWorld((world) => dieAndResume(world, death, withinMs))
      broken.push(...found.map((law) => `${where}: ${law}`))
      told?.(`${where}: ${found.join() || 'fine'}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { broken, events: events.length, kills: deaths.length }
}

async function inWorld<T>(act: (world: World) => Promise<T>): Promise<T> {
  const world = await makeWorld()
  try {
    return await act(world)
  } finally {
    endWorld(world)
  }
}

function wholeRun(): Promise<readonly Recorded['type'][]> {
  return inWorld(async (world) => {
    const { code, stderr } = await launch(world, whole).ended
    if (code !== 0) throw new Error(`a run that nobody disturbs ended with code ${code}: ${stderr}`)
    return eventsOf(world).map(({ type }) => type)
  })
}

async function dieAndResume(world: World, death: number, withinMs: number): Promise<readonly string[]> {
  let seen = 0
  await launch(world, whole, (_line, one) => {
    if (++seen === death) one.kill()
  }).ended
  const killedAt = eventsOf(world)
  const isOver = await eventually(() => processesOf(world).length === 0, withinMs)
  const left = describeProcesses(world)
  const wasCompleted = killedAt.at(-1)?.type === 'run.finished'
  const { code, stderr } = await ralph(world, 'resume')
  const events = eventsOf(world)
  return [
    ...(isOver ? [] : [`processes are left: ${left}`]),
    ...(code === (wasCompleted ? 2 : 0) ? [] : [`the resume ended with code ${code}: ${stderr}`]),
    ...(killedAt.every(({ seq, type }) => events[seq - 1]?.type === type) ? [] : ['events were lost']),
    ...brokenLaws(world, events),
    ...forgotten(world, events, 2), // one while we heard of the event, one while ralph died
    // Copies for people that were being written then are whole or absent; what is half done goes with the next run.
    ...brokenAtEnd(world, events).filter((law) => !wasCompleted || !law.startsWith('metrics/')),
  ]
}

function eventsOf(world: World): readonly Recorded[] {
  const [newest] = journals(world)
  return newest === undefined ? [] : [...readEvents(newest)]
}
