import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readEvents } from '../../../src/journals/load.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { launch } from '../program.ts'
import { fixture } from '../task.ts'
import { endWorld, journals, makeWorld, type World } from '../world.ts'

/** A real run under a wall clock of its own, which is set while it goes on. */
interface Trial {
  readonly name: string
  /** When it must end, in seconds after its start. */
  readonly seconds: number
  readonly args: readonly string[]
  readonly code: number
}

const hangs = `${fixture('agents', 'hangs.sh')} 600`
const trials: readonly Trial[] = [
  { name: 'the runtime limit', seconds: 3, args: ['--agent-command', hangs, '-t', '3s'], code: 3 },
  {
    name: 'the limit of an iteration',
    seconds: 2.5,
    args: ['--agent-command', hangs, '--iteration-timeout', '2500ms', '-i', '1'],
    code: 3,
  },
  {
    name: 'the limit of silence',
    seconds: 3,
    args: ['--agent-command', hangs, '--idle-timeout', '3s', '-i', '1'],
    code: 3,
  },
  {
    name: 'a wait before another try',
    seconds: 3,
    args: ['--agent-command', fixture('agents', 'claims-then-exits-1.sh'), '--retry-delay', '3s', '-i', '2'],
    code: 3,
  },
]

/** How much too late something may come, and too early: a busy machine makes nothing early. */
const lateSeconds = { long: 2, short: 8 }
const earlySeconds = 0.5

/** The wall clock is set two hours ahead and back under real runs: limits and waits keep their time. */
export const clock: Harness = {
  name: 'clock',
  promises: [14],
  async run({ isLong, told }: Budget): Promise<Outcome> {
    const library = faketime()
    if (library === undefined) {
      return {
        runs: 0,
        findings: [],
        figures: {},
        skipped: 'libfaketime is not installed (nor named by RALPH_FAKETIME)',
      }
    }
    const jobs = Array.from({ length: isLong ? 5 : 1 }, () =>
      trials.flatMap((trial) => [7200, -7200].map((step) => ({ trial, step }))),
    ).flat()
    const findings: string[] = []
    let worst = 0
    await inLanes(jobs, 4, async ({ trial, step }) => {
      const world = await makeWorld()
      try {
        const { broken, error } = await setUnder(world, trial, {
          step,
          library,
          lateSeconds: lateSeconds[isLong ? 'long' : 'short'],
        })
        worst = Math.max(worst, error)
        findings.push(...broken.map((law) => `${trial.name}, the clock set by ${step} s: ${law}`))
        told(`${trial.name}, the clock set by ${step} s: ${error.toFixed(2)} s off ${broken.join()}`)
      } finally {
        endWorld(world)
      }
    })
    return { runs: jobs.length, findings, figures: { worstErrorSeconds: Math.round(worst * 100) / 100 } }
  },
}

function faketime(): string | undefined {
  const named = process.env['RALPH_FAKETIME']
  if (named !== undefined) return named
  const places = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name)) : []
  return places.map((place) => join(place, 'faketime', 'libfaketimeMT.so.1')).find((path) => existsSync(path))
}

interface Setting {
  readonly step: number
  readonly library: string
  readonly lateSeconds: number
}

async function setUnder(world: World, { seconds, args, code }: Trial, { step, library, lateSeconds: most }: Setting) {
  const clockFile = join(world.root, 'clock')
  writeFileSync(clockFile, '+0\n')
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clockFile,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }
  let begunAt = performance.now()
  let endedAt = begunAt
  const all = ['run', ...args, '--agent-format', 'ralph', '--output-format', 'json', '--max-failures', '9']
  const one = launch(
    world,
    all,
    (line) => {
      if (line.includes('"iteration.started","') && line.includes('"iteration":1,')) {
        begunAt = performance.now()
        void sleep(1000).then(() => writeFileSync(clockFile, `${step > 0 ? '+' : ''}${step}\n`))
      }
      if (line.includes('"type":"run.finished"')) endedAt = performance.now()
    },
    { env },
  )
  const deadline = setTimeout(() => one.kill(), 60_000)
  const ended = await one.ended
  clearTimeout(deadline)
  const late = (endedAt - begunAt) / 1000 - seconds
  const events = [...readEvents(journals(world)[0] ?? '')]
  return {
    error: Math.abs(late),
    broken: [
      ...(ended.code === code ? [] : [`it ended with code ${ended.code}: ${ended.stderr}${ended.stdout.slice(-300)}`]),
      ...(late <= most ? [] : [`it came ${late.toFixed(1)} s too late`]),
      ...(late >= -earlySeconds ? [] : [`it came ${(-late).toFixed(1)} s too early`]),
      ...(events.every(({ seq }, index) => seq === index + 1) ? [] : ['the journal has gaps']),
    ],
  }
}
