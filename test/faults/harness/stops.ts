import { setTimeout as sleep } from 'node:timers/promises'
import type { Recorded } from '../../../src/event.ts'
import { readEvents } from '../../../src/journals/load.ts'
import { eventually, uniqueSeconds } from '../../support/agents.ts'
import { write } from '../../support/workspaces.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { launch, ralph, type Ralph } from '../program.ts'
import { randomNumbers } from '../random.ts'
import { fixture } from '../task.ts'
import { describeProcesses, endWorld, journals, makeWorld, processesOf, type World } from '../world.ts'

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const
type StopSignal = keyof typeof codes
const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

const claims = fixture('agents', 'claims-done.sh')
const stubborn = (...words: readonly string[]) => [fixture('faults', 'stubborn.sh'), ...words].join(' ')

/** When a signal can meet a run: after which event, and what makes it come to that. */
interface Moment {
  readonly name: string
  /** Undefined: after its very start. */
  readonly after: Recorded['type'] | undefined
  readonly longestMs: number
  readonly args: (seconds: string, deaf: string) => readonly string[]
}

const moments: readonly Moment[] = [
  {
    name: 'at the start',
    after: undefined,
    longestMs: 350,
    args: (seconds, deaf) => ['--agent-command', stubborn(seconds, deaf)],
  },
  {
    name: 'in an iteration',
    after: 'iteration.started',
    longestMs: 300,
    args: (seconds, deaf) => ['--agent-command', stubborn(seconds, deaf)],
  },
  {
    name: 'in a gate',
    after: 'iteration.finished',
    longestMs: 150,
    args: (seconds, deaf) => ['--agent-command', claims, '--gate', stubborn(seconds, deaf)],
  },
  {
    name: 'in a wait',
    after: 'wait.started',
    longestMs: 100,
    args: () => ['--agent-command', fixture('agents', 'claims-then-exits-1.sh'), '--retry-delay', '10m'],
  },
  {
    name: 'in a checkpoint',
    after: 'run.started',
    longestMs: 80,
    args: (seconds, deaf) => ['--agent-command', stubborn(seconds, deaf)],
  },
]

interface Stop {
  readonly moment: Moment
  readonly signal: StopSignal
  readonly isTwice: boolean
  readonly deaf: '' | 'deaf'
  readonly waitMs: number
  readonly betweenMs: number
  readonly sandbox: 'auto' | 'off'
}

/** After the first signal, and after the second; what is added is promised, too. */
const graceMs = 10_000
const moreMs = 2000

/** INT, TERM, HUP and QUIT, once and twice, at five moments, with programs that obey and programs that don't. */
export const stops: Harness = {
  name: 'stops',
  promises: [6, 15],
  async run({ isLong, seed, told }: Budget): Promise<Outcome> {
    const findings: string[] = []
    const slowest = { obedient: 0, deaf: 0, twice: 0 }
    let records = 0
    const all = everyStop(isLong ? 500 : 20, randomNumbers(seed))
    await inLanes(all, isLong ? 4 : 5, async (stop) => {
      const world = await makeWorld()
      try {
        const { broken, tookMs, hasRecord } = await stopOnce(world, stop, isLong ? 0 : 6000)
        if (hasRecord) records++
        const kind = stop.isTwice ? 'twice' : stop.deaf || 'obedient'
        slowest[kind] = Math.max(slowest[kind], tookMs)
        findings.push(...broken.map((law) => `${describe(stop)}: ${law}`))
        told(`${describe(stop)}: ${Math.round(tookMs)} ms ${broken.join()}`)
      } finally {
        endWorld(world)
      }
    })
    const figures = {
      records,
      slowestObedientMs: Math.round(slowest.obedient),
      slowestDeafMs: Math.round(slowest.deaf),
      slowestTwiceMs: Math.round(slowest.twice),
    }
    return { runs: all.length, findings, figures }
  },
}

const describe = ({ moment, signal, isTwice, deaf, waitMs, betweenMs, sandbox }: Stop) =>
  `${signal}${isTwice ? ` twice, ${Math.round(betweenMs)} ms between,` : ''} ${moment.name} (${Math.round(waitMs)} ms later), ${deaf || 'obedient'}, sandbox ${sandbox}`

/** Every moment with every signal, once and twice, in an order in which the first few show most. */
function everyStop(count: number, random: () => number): readonly Stop[] {
  return Array.from({ length: count }, (_, index): Stop => {
    const moment = moments[index % moments.length] ?? moments[0]
    const signal = signals[Math.floor(index / 5) % signals.length] ?? 'SIGINT'
    if (!moment) throw new Error('no moment')
    return {
      moment,
      signal,
      isTwice: (index + Math.floor(index / 20)) % 2 === 1,
      deaf: Math.floor(index / 3) % 4 === 0 ? 'deaf' : '',
      waitMs: random() * moment.longestMs,
      betweenMs: 20 + random() * 200,
      sandbox: Math.floor(index / 7) % 2 === 0 ? 'off' : 'auto',
    }
  })
}

async function stopOnce(world: World, stop: Stop, patienceMs: number) {
  if (stop.moment.name === 'in a checkpoint') write(world.folder, manyFiles)
  const args = ['--output-format', 'json', '--agent-format', 'ralph', '--sandbox', stop.sandbox, '-i', '5']
  const { signalledAt, one } = await meet(world, stop, [...stop.moment.args(uniqueSeconds(), stop.deaf), ...args])
  const deadline = setTimeout(() => one.kill(), 30_000)
  const code = await one.exited
  clearTimeout(deadline)
  const tookMs = performance.now() - signalledAt()
  const { stdout, stderr } = await one.ended
  const isClear = await eventually(() => processesOf(world).length === 0, 2000 + patienceMs, 20)
  const left = isClear ? '' : describeProcesses(world)
  const expected = codes[stop.signal]
  const mostMs = (stop.isTwice ? 0 : graceMs) + moreMs + patienceMs
  const record = await lawsOfRecord(world, stop)
  const broken = [
    ...(code === expected ? [] : [`exit code ${code}, not ${expected}: ${stderr}${stdout.slice(-300)}`]),
    ...(isClear ? [] : [`left: ${left}`]),
    ...(tookMs <= mostMs ? [] : [`it took ${Math.round(tookMs)} ms, ${mostMs} are promised`]),
    ...record.broken,
  ]
  return { broken, tookMs, hasRecord: record.has }
}

/** Waits for the moment, and sends the signals. */
async function meet(world: World, { moment, signal, isTwice, waitMs, betweenMs }: Stop, args: readonly string[]) {
  let reach: () => void = () => undefined
  const reached = new Promise<void>((resolve) => (reach = resolve))
  const one: Ralph = launch(world, args, (line) => {
    if (moment.after !== undefined && line.includes(`"type":"${moment.after}"`)) reach()
  })
  if (moment.after === undefined) reach()
  await Promise.race([reached, one.ended])
  await sleep(waitMs)
  let at = performance.now()
  one.signal(signal)
  if (isTwice) {
    await Promise.race([sleep(betweenMs), one.ended])
    if (!one.isOver()) {
      at = performance.now()
      one.signal(signal)
    }
  }
  return { one, signalledAt: () => at }
}

/** It says how it ended, or it was told to end before it could: then the next one goes on by itself. */
async function lawsOfRecord(world: World, { signal, isTwice, moment }: Stop) {
  const [journal] = journals(world)
  const last = journal === undefined ? undefined : [...readEvents(journal)].at(-1)
  if (!last)
    return { has: moment.after === undefined, broken: moment.after === undefined ? [] : ['there is no record'] }
  if (last.type === 'run.finished') {
    const isRight = last.outcome === 'cancelled' && last.reason === signal
    return { has: true, broken: isRight ? [] : [`the record ends with ${last.outcome}: ${last.reason}`] }
  }
  const mayBeOpen = isTwice || moment.after === undefined
  const done = ['--agent-command', claims, '--agent-format', 'ralph', '--gate', 'true']
  const { code, stderr } = await ralph(world, 'resume', ...done, '--retry-delay', '10ms')
  return {
    has: mayBeOpen && code === 0,
    broken: [
      ...(mayBeOpen ? [] : [`the record ends with ${last.type}`]),
      ...(code === 0 ? [] : [`it can not be resumed: code ${code}, ${stderr}`]),
    ],
  }
}

/** So many that the first checkpoint takes its time. */
const manyFiles = Object.fromEntries(
  Array.from({ length: 600 }, (_, file) => [`many/${file % 20}/${file}.txt`, `file ${file}\n`.repeat(300)]),
)
