import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Recorded } from '../../../src/event.ts'
import { readEvents } from '../../../src/journals/load.ts'
import { listWorkspaceFolders } from '../../../src/platform/state-folder.ts'
import { eventually, processesWith, uniqueSeconds } from '../../support/agents.ts'
import { write } from '../../support/workspaces.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { nothingLeft } from '../laws.ts'
import { launch, ralph, type Ralph } from '../program.ts'
import { randomNumbers } from '../random.ts'
import { fixture } from '../task.ts'
import { belongingsIn, describeProcesses, endWorld, journals, makeWorld, processesOf, type World } from '../world.ts'

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
  /** It has come so far only when the stubborn program sleeps. */
  readonly sleeps?: true
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
    after: 'agent.spawned',
    sleeps: true,
    longestMs: 300,
    args: (seconds, deaf) => ['--agent-command', stubborn(seconds, deaf)],
  },
  {
    name: 'in a gate',
    after: 'iteration.finished',
    sleeps: true,
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

/** What a busy machine may take beyond that, in the short version, which is of what ends and not of how soon. */
const patienceMs = 20_000

const wholeCount = 500
const shortCount = 20

/** INT, TERM, HUP and QUIT, once and twice, at five moments, with programs that obey and programs that don't. */
export const stops: Harness = {
  name: 'stops',
  promises: [6, 15],
  async run({ isLong, seed, told }: Budget): Promise<Outcome> {
    const findings: string[] = []
    const slowest = { obedient: 0, deaf: 0, twice: 0 }
    let records = 0
    const part = (seed % (wholeCount / shortCount)) * shortCount
    const all = everyStop(randomNumbers(seed)).slice(...(isLong ? [0] : [part, part + shortCount]))
    await inLanes(all, isLong ? 4 : 5, async (stop) => {
      const world = await makeWorld()
      try {
        const { broken, tookMs, hasRecord } = await stopOnce(world, stop, isLong ? 0 : patienceMs)
        if (hasRecord) records++
        const kind = stop.isTwice ? 'twice' : stop.deaf || 'obedient'
        slowest[kind] = Math.max(slowest[kind], tookMs)
        findings.push(...broken.map((law) => `${describe(stop)}: ${law}`))
        told(`${describe(stop)}: ${Math.round(tookMs)} ms${hasRecord ? '' : ', no run'} ${broken.join()}`)
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
function everyStop(random: () => number): readonly Stop[] {
  return Array.from({ length: wholeCount }, (_, index): Stop => {
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

async function stopOnce(world: World, stop: Stop, patience: number) {
  if (stop.moment.name === 'in a checkpoint') write(world.folder, manyFiles)
  const before = belongingsIn(world.folder)
  const { one, signalledAt } = await meet(world, stop)
  const deadline = setTimeout(() => one.kill(), graceMs + moreMs + patience + 20_000)
  const code = await one.exited
  const tookMs = performance.now() - signalledAt
  const { stdout, stderr } = await one.ended
  clearTimeout(deadline)
  const isClear = await eventually(() => processesOf(world).length === 0, moreMs + patience, 20)
  const left = isClear ? '' : describeProcesses(world)
  const expected = codes[stop.signal]
  const mostMs = (stop.isTwice ? 0 : graceMs) + moreMs + patience
  const record = recordOf(world)
  const broken = [
    ...(code === expected ? [] : [`exit code ${code}, not ${expected}: ${stderr}${stdout.slice(-300)}`]),
    ...(isClear ? [] : [`left: ${left}`]),
    ...(tookMs <= mostMs ? [] : [`it took ${Math.round(tookMs)} ms, ${mostMs} are promised`]),
    ...unbegun(world),
    ...nothingLeft(world),
    ...differences(before, belongingsIn(world.folder)).map((path) => `${path} of the user has changed`),
    ...(record ? [...lawsOfRecord(record, stop), ...(await lawsOfResume(world))] : lawsOfNone(stop)),
  ]
  return { broken, tookMs, hasRecord: record !== undefined }
}

/** Starts a run, waits for the moment, and sends the signals. */
async function meet(world: World, { moment, signal, isTwice, deaf, waitMs, betweenMs, sandbox }: Stop) {
  const seconds = uniqueSeconds()
  const common = ['--output-format', 'json', '--agent-format', 'ralph', '--sandbox', sandbox, '-i', '5']
  let reach: () => void = () => undefined
  const reached = new Promise<void>((resolve) => (reach = resolve))
  const one = launch(world, [...moment.args(seconds, deaf), ...common], (line) => {
    if (moment.after !== undefined && line.includes(`"type":"${moment.after}"`)) reach()
  })
  if (moment.after === undefined) reach()
  await Promise.race([reached, one.ended])
  if (moment.sleeps) await eventually(() => one.isOver() || isAsleep(seconds), 60_000, 10)
  await sleep(waitMs)
  return { one, signalledAt: await send(one, signal, isTwice ? betweenMs : undefined) }
}

/** Gives when the last of them was sent. */
async function send(one: Ralph, signal: StopSignal, betweenMs: number | undefined): Promise<number> {
  const at = performance.now()
  one.signal(signal)
  if (betweenMs === undefined) return at
  await Promise.race([sleep(betweenMs), one.ended])
  await eventually(() => one.isOver() || !isPending(one.pid), 60_000, 2) // two that wait are one
  if (one.isOver()) return at
  const again = performance.now()
  one.signal(signal)
  return again
}

function isPending(pid: number): boolean {
  try {
    return /^(SigPnd|ShdPnd):\s+0*[1-9a-f]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false // it is gone
  }
}

/** Its shell has by then told the system which signals it does not hear. */
function isAsleep(seconds: string): boolean {
  return processesWith(seconds).some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('sleep\0')
    } catch {
      return false // it is gone
    }
  })
}

function recordOf(world: World): readonly Recorded[] | undefined {
  const [journal] = journals(world)
  return journal === undefined ? undefined : [...readEvents(journal)]
}

/** It says how it ended, in the end and only there. */
function lawsOfRecord(events: readonly Recorded[], { signal }: Stop): readonly string[] {
  const last = events.at(-1)
  if (last?.type !== 'run.finished') return [`the record ends with ${last?.type}`]
  const isRight = last.outcome === 'cancelled' && last.reason === signal
  return isRight ? [] : [`the record ends with ${last.outcome}: ${last.reason}`]
}

const lawsOfNone = ({ moment }: Stop): readonly string[] => (moment.after === undefined ? [] : ['there is no record'])

/** The next one goes on by itself. */
async function lawsOfResume(world: World): Promise<readonly string[]> {
  const done = ['--agent-command', claims, '--agent-format', 'ralph', '--gate', 'true']
  const { code, stderr } = await ralph(world, 'resume', ...done, '--retry-delay', '10ms')
  const last = recordOf(world)?.at(-1)
  const isCompleted = last?.type === 'run.finished' && last.outcome === 'completed'
  return code === 0 && isCompleted ? [] : [`it can not be resumed: code ${code}, ${stderr}`]
}

/** What a start made of a run that it did not come to. */
const unbegun = ({ state }: World): readonly string[] =>
  listWorkspaceFolders(state).flatMap((folder) => {
    const runs = join(folder, 'runs')
    const names = existsSync(runs) ? readdirSync(runs) : []
    return names
      .filter((name) => !existsSync(join(runs, name, 'journal.jsonl')))
      .map((name) => `the run ${name} never began, and left ${readdirSync(join(runs, name)).join()}`)
  })

function differences(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  const paths = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...paths].filter((path) => before[path] !== now[path])
}

/** So many that the first checkpoint takes its time. */
const manyFiles = Object.fromEntries(
  Array.from({ length: 600 }, (_, file) => [`many/${file % 20}/${file}.txt`, `file ${file}\n`.repeat(300)]),
)
