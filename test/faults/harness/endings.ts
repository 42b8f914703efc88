import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Recorded } from '../../../src/event.ts'
import { eventually, uniqueSeconds } from '../../support/agents.ts'
import { canBeAlone, launchAlone } from '../alone.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { launch, type Ralph } from '../program.ts'
import { fixture } from '../task.ts'
import { endWorld, makeWorld, type World } from '../world.ts'

/** Programs that leave something behind, or don't go when they are told to. `SECONDS` finds them again. */
const leavers = [
  'leaves-child.sh SECONDS',
  'double-forks.sh SECONDS',
  'setsid-child-holds-pipe.sh SECONDS',
  'setsid-child-without-env.sh SECONDS',
  'forks-on-and-on.sh SECONDS',
  'swarm.sh SECONDS 60',
  'stops-itself.sh SECONDS',
  'closes-stdout.sh SECONDS',
  'hangs.sh SECONDS',
  'ignores-term.sh SECONDS',
  'ignores-term-with-grandchildren.sh SECONDS',
  'kills-its-group.sh KILL',
] as const

const endings = ['own end', 'time limit', 'stop', 'kill 0'] as const
type Ending = (typeof endings)[number]

interface Case {
  readonly leaver: string
  readonly ending: Ending
  readonly killSignal: string
  readonly sandbox: 'auto' | 'off'
}

/** Between TERM and KILL. */
const graceMs = 5000
const timeoutMs = 400
const promisedErrorMs = 2000
/** What a busy machine may take beyond that, in the short version. */
const patienceMs = 20_000

/** Iterations that end in every way with every kind of leftover, in a process namespace of their own where that can be had. */
export const iterationEndings: Harness = {
  name: 'endings',
  promises: [1, 3, 4, 7],
  async run({ isLong, told }: Budget): Promise<Outcome> {
    const cases = everyCase(isLong ? 4 : 1).filter((_, index) => isLong || (index + (index >> 2)) % 2 === 0)
    const isAlone = canBeAlone()
    const findings: string[] = []
    let slowestStopMs = 0
    let leftovers = 0
    const mostErrorMs = promisedErrorMs + (isLong ? 0 : patienceMs)
    await inLanes(cases, isLong ? 4 : 6, async (one) => {
      const world = await makeWorld()
      try {
        const { broken, tookMs, ended } = await endOnce(world, one, { isAlone, mostErrorMs })
        slowestStopMs = Math.max(slowestStopMs, tookMs)
        leftovers += ended
        findings.push(...broken.map((law) => `${describe(one)}: ${law}`))
        told(`${describe(one)}: ${Math.round(tookMs)} ms ${broken.join()}`)
      } finally {
        endWorld(world)
      }
    })
    const how = isAlone ? 'every process of a namespace' : 'by marker and command line'
    return {
      runs: cases.length,
      findings,
      figures: { looked: how, leftovers, slowestEndMs: Math.round(slowestStopMs) },
    }
  },
}

const describe = ({ leaver, ending, killSignal, sandbox }: Case) =>
  `${leaver}, ${ending}${ending === 'kill 0' ? ` by ${killSignal}` : ''}, sandbox ${sandbox}`

/** Without a sandbox first: there it is ralph alone that sees to it. */
function everyCase(rounds: number): readonly Case[] {
  return Array.from({ length: rounds }, (_, round) =>
    leavers.flatMap((leaver, index) =>
      endings.map((ending, way): Case => ({
        leaver,
        ending,
        killSignal: (round + index) % 2 === 0 ? 'TERM' : 'KILL',
        sandbox: (round + (index >> 1) + way) % 4 === 3 || round % 2 === 1 ? 'auto' : 'off',
      })),
    ),
  ).flat()
}

interface Conditions {
  readonly isAlone: boolean
  readonly mostErrorMs: number
}

async function endOnce(
  world: World,
  { leaver, ending, killSignal, sandbox }: Case,
  { isAlone, mostErrorMs }: Conditions,
) {
  const seconds = uniqueSeconds()
  const [name = '', ...words] = leaver.split(' ').map((word) => (word === 'SECONDS' ? seconds : word))
  const way = ending === 'own end' ? 'own' : ending === 'kill 0' ? killSignal : 'wait'
  const command = [fixture('faults', 'with-ending.sh'), way, seconds, fixture('agents', name), ...words].join(' ')
  const limit = ending === 'time limit' ? `${timeoutMs}ms` : '1m'
  const args = [
    '--agent-command',
    command,
    '--agent-format',
    'text',
    '--output-format',
    'json',
    '-i',
    '1',
    '--sandbox',
    sandbox,
  ]
  const broken: string[] = []
  let startedAt = Date.now()
  let tookMs = 0
  let leftovers = 0
  const onLine = (line: string, by: Ralph) => {
    const event: Recorded = JSON.parse(line)
    if (event.type === 'iteration.started') startedAt = event.at
    if (event.type === 'agent.spawned' && ending === 'stop') void stop(by)
    if (event.type === 'iteration.finished') {
      tookMs = event.at - startedAt
      leftovers = event.process?.leftovers ?? 0
      const left = namedBy(seconds)
      if (left.length > 0) broken.push(`after the iteration's end there still are: ${left.join('; ')}`)
    }
  }
  const all = [...args, '--iteration-timeout', limit, '--max-failures', '3']
  const alone = isAlone ? launchAlone(world, all, onLine) : undefined
  const one = alone?.wrapper ?? launch(world, all, onLine)
  const stop = async (by: Ralph) => {
    await eventually(() => by.isOver() || namedBy(seconds).length > 0, 60_000, 20)
    await sleep(500) // the moment is any: most have left by then what they leave
    const pid = alone ? await alone.ralphPid() : by.pid
    startedAt = Date.now()
    if (pid > 0) process.kill(pid, 'SIGTERM')
  }
  const deadline = setTimeout(() => one.kill(), 60_000)
  const { stdout, stderr } = await one.ended
  clearTimeout(deadline)
  return {
    tookMs,
    ended: leftovers,
    broken: [...broken, ...(await lawsOfEnding()), ...lawsOfTime(ending, tookMs, mostErrorMs)],
  }

  async function lawsOfEnding(): Promise<readonly string[]> {
    const code = await one.exited
    // One that kills itself may be gone before the stop comes.
    const expected = ending !== 'stop' ? [3] : name === 'kills-its-group.sh' ? [143, 3] : [143]
    const left = alone?.left() ?? []
    const isGone = await eventually(() => namedBy(seconds).length === 0, mostErrorMs, 20)
    return [
      ...(expected.includes(code) ? [] : [`ralph ended with code ${code}, not ${expected.join(' or ')}: ${stderr}`]),
      ...(stdout.includes('"type":"run.finished"') ? [] : ['the record has no end']),
      ...(left.length === 0 ? [] : [`left in the namespace: ${left.join('; ')}`]),
      ...(isGone ? [] : [`left: ${namedBy(seconds).join('; ')}`]),
    ]
  }
}

/** All end within the ladder. Those that end themselves may leave their pipes to somebody for no longer than that, either. */
function lawsOfTime(ending: Ending, tookMs: number, mostErrorMs: number): readonly string[] {
  const planned = ending === 'time limit' ? timeoutMs + graceMs : graceMs
  return tookMs <= planned + mostErrorMs ? [] : [`it took ${Math.round(tookMs)} ms instead of ${planned}`]
}

/** By their command lines and environments. Ralph and what it was started through name the same number, and so do their forks. */
function namedBy(seconds: string): readonly string[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .map((pid) => ({ line: shown(pid, 'cmdline'), environ: shown(pid, 'environ'), status: shown(pid, 'status') }))
    .filter(({ line, environ }) => `${line}${environ}`.includes(seconds) && !line.includes('--agent-command'))
    .filter(({ status }) => status !== '' && !/^State:\s+[ZX]/m.test(status))
    .map(({ line }) => line)
}

/** The command line is read first: a fork that becomes something else meanwhile has shown whose it was. */
function shown(pid: number, file: 'cmdline' | 'environ' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1').replaceAll('\0', ' ').trim()
  } catch {
    return '' // gone meanwhile
  }
}
