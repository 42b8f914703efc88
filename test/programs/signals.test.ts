/* oxlint-disable vitest/no-standalone-expect -- the rule does not know a test that was extended */
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { eventually, processesWith, uniqueSeconds } from '../support/agents.ts'
import { agent, test, type Here, type Running } from '../support/program.ts'
import { write } from '../support/workspaces.ts'

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const
type StopSignal = keyof typeof codes
const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** Where a signal can meet a run: how to bring one there, and what shows that it is there. */
interface Phase {
  readonly name: string
  readonly args: (seconds: string) => readonly string[]
  readonly reached: (here: Here) => Promise<void>
}

/** Mostly 0.1 s; on a busy machine more, but less than the grace period, which nobody needs here. */
const soonMs = 7000

const phases: readonly Phase[] = [
  {
    name: 'an agent works',
    args: (seconds) => agent('hangs.sh', 'ralph', seconds),
    reached: (here) => here.recorded('agent.spawned'),
  },
  {
    name: 'a gate runs',
    args: (seconds) => [...agent('claims-done.sh'), '--gate', `sleep ${seconds} & sleep ${seconds}; wait`],
    reached: async (here) => {
      await here.recorded('iteration.finished')
      expect(await eventually(() => processesWith(here.root).length >= 4, 5000, 50)).toBe(true)
    },
  },
  {
    name: 'it waits for a provider',
    args: () => agent('is-rate-limited.sh', 'ralph', String(Date.now() + 3_600_000)),
    reached: (here) => here.recorded('wait.started'),
  },
  {
    name: 'it waits for another try',
    args: () => [...agent('claims-then-exits-1.sh').slice(0, -1), '10m'],
    reached: (here) => here.recorded('wait.started'),
  },
  {
    name: 'the first checkpoint is made',
    args: () => agent('claims-done.sh'),
    reached: (here) => here.recorded('run.started'),
  },
]

const everyMeeting = phases.flatMap((phase) => signals.map((signal) => ({ phase, signal, name: phase.name })))

test.concurrent.for(everyMeeting)('$signal while $name ends the run in order', async ({ phase, signal }, { here }) => {
  here.repository()
  if (phase.name.includes('checkpoint')) manyFiles(here)
  const git = here.userGit()
  const seconds = uniqueSeconds()
  const run = here.start([...phase.args(seconds), '-i', '3'])
  await phase.reached(here)
  const { code, ms } = await endedBy(run, signal)

  expect(code).toBe(codes[signal])
  expect(ms).toBeLessThan(soonMs)
  expect(here.events().at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled', reason: signal })
  expect(await here.left(seconds)).toEqual([])
  expect(here.userGit()).toEqual(git)
  if (signal !== 'SIGTERM') return

  const again = await here.ralph(['resume', ...agent('claims-done.sh'), '--gate', 'true'])
  expect({ code: again.code, outcome: here.outcome() }).toEqual({ code: 0, outcome: 'completed' })
})

const stubborn = [
  ['an agent that ignores it', (seconds: string) => agent('ignores-term-with-grandchildren.sh', 'ralph', seconds)],
  [
    'a gate that ignores it',
    (seconds: string) => [
      ...agent('claims-done.sh'),
      '--gate',
      `trap "" TERM INT HUP QUIT; sleep ${seconds}; sleep ${seconds}`,
    ],
  ],
] as const

describe('with', () => {
  test.concurrent.for(stubborn)(
    '%s, a run ends within the grace period',
    { timeout: 20_000 },
    async ([, args], { here }) => {
      const seconds = uniqueSeconds()
      const run = here.start(args(seconds))
      await sleeping(here, seconds)
      const { code, ms } = await endedBy(run, 'SIGTERM')
      expect({ code, outcome: here.outcome() }).toEqual({ code: 143, outcome: 'cancelled' })
      expect(ms).toBeLessThan(12_000)
      expect(await here.left(seconds)).toEqual([])
    },
  )

  const pairs = stubborn.flatMap(([name, args]) => signals.map((signal) => ({ name, args, signal })))
  test.concurrent.for(pairs)('$name, a second $signal ends ralph at once', async ({ args, signal }, { here }) => {
    const seconds = uniqueSeconds()
    const run = here.start(args(seconds))
    await sleeping(here, seconds)
    run.signal(signal)
    await sleep(150) // the first one must have been taken: the system merges two of a kind
    const { code, ms } = await endedBy(run, signal)
    expect(code).toBe(codes[signal])
    expect(ms).toBeLessThan(2000)
    expect(await eventually(() => processesWith(here.root).length === 0, 3000, 100)).toBe(true)
    expect(await here.left(seconds)).toEqual([])
    expect(here.events().at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled', reason: signal })
    const again = await here.ralph(['resume', ...agent('claims-done.sh'), '--gate', 'true'])
    expect({ code: again.code, outcome: here.outcome() }).toEqual({ code: 0, outcome: 'completed' })
  })
})

test.concurrent('a signal before the run has begun begins none', async ({ here }) => {
  const run = here.start(agent('hangs.sh'))
  run.signal('SIGTERM')
  expect((await run.ended).code).toBe(143)
  expect(await here.left()).toEqual([])
})

describe('from another terminal', () => {
  test.concurrent('`ralph stop` ends the run, and names what is not live', async ({ here }) => {
    const run = here.start(agent('hangs.sh'))
    await here.recorded('agent.spawned')
    expect(await here.ralph(['stop', '20200101'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/is not live/),
    })
    expect(run.child.exitCode).toBe(null)
    expect(await here.ralph(['stop'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/stop/) })
    expect((await run.ended).code).toBe(143)
    expect(here.outcome()).toBe('cancelled')
    expect(await here.ralph(['stop'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ralph: no ralph works in/),
    })
  })

  test.concurrent('`ralph pause` ends the run after its iteration, and `ralph resume` goes on', async ({ here }) => {
    const run = here.start(['--agent-command', 'sleep 3', '-i', '2'])
    await here.recorded('agent.spawned')
    expect((await here.ralph(['pause'])).code).toBe(0)
    expect((await run.ended).code).toBe(7)
    expect(here.outcome()).toBe('paused')
    expect(here.eventsOf('iteration.finished').map(({ failure }) => failure?.kind)).toEqual([undefined])
    expect(await here.ralph(['resume'])).toMatchObject({ code: 3 })
    expect(here.eventsOf('iteration.finished').map(({ iteration }) => iteration)).toEqual([1, 2])
  })

  test.concurrent('`ralph pause` ends a wait', async ({ here }) => {
    const run = here.start(agent('is-rate-limited.sh', 'ralph', String(Date.now() + 3_600_000)))
    await here.recorded('wait.started')
    expect((await here.ralph(['pause'])).code).toBe(0)
    expect((await run.ended).code).toBe(7)
  })

  test.concurrent('a live run is not resumed', async ({ here }) => {
    const run = here.start(agent('hangs.sh'))
    await here.recorded('agent.spawned')
    const events = here.events().length
    for (const args of [['resume'], ['--resume', ...agent('hangs.sh')], ['restore', '1']]) {
      expect(await here.ralph(args)).toMatchObject({
        code: 4,
        stderr: expect.stringMatching(/^ralph: another ralph works/),
      })
    }
    expect(here.events()).toHaveLength(events)
    run.signal('SIGTERM')
    await run.ended
  })

  test.concurrent('a run that is killed is swept by its watchdog, and resumed', async ({ here }) => {
    const seconds = uniqueSeconds()
    const run = here.start(agent('ignores-term-with-grandchildren.sh', 'ralph', seconds))
    await sleeping(here, seconds)
    run.signal('SIGKILL')
    expect((await run.ended).code).toBe(137)
    expect(await eventually(() => processesWith(seconds).length === 0, 3000, 100)).toBe(true)
    expect(await here.ralph(['runs'])).toMatchObject({ stdout: expect.stringMatching(/interrupted/) })
    expect(await here.ralph(['--resume', ...agent('claims-done.sh')])).toMatchObject({ code: 0 })
    expect(here.eventsOf('iteration.interrupted')).toHaveLength(1)
  })
})

describe('a reader that', () => {
  const talk = (lines: number) =>
    `awk 'BEGIN { for (i = 0; i < ${lines}; i++) print "line " i; print "TASK_COMPLETE" }'`

  test.concurrent.for(['plain', 'json', 'pretty'])(
    'goes away does not end a run shown as %s',
    async (format, { here }) => {
      const args = [
        '-v',
        '--output-format',
        format,
        '--agent-command',
        talk(2000),
        '--gate',
        'sleep 0.3',
        '--max-cost',
        '1000',
      ]
      await here.ralph(args, { through: ['sh', '-c', '"$@" | head -n 1', 'sh'] })
      await here.recorded('run.finished')
      expect(here.outcome()).toBe('completed')
      expect(await here.left()).toEqual([])
    },
  )

  test.concurrent.for([
    ['both closed', '"$@" >&- 2>&-'],
    ['stdout closed', '"$@" >&-'],
    ['stderr gone', '"$@" 2>&1 >/dev/null | true'],
    ['a full device as stdout', '"$@" >/dev/full'],
  ] as const)('was never there (%s) does not end a run', async ([, script], { here }) => {
    const args = ['-v', '--agent-command', talk(200), '--gate', 'sleep 0.3']
    await here.ralph(args, { through: ['sh', '-c', script, 'sh'] })
    await here.recorded('run.finished')
    expect(here.outcome()).toBe('completed')
    expect(await here.left()).toEqual([])
  })

  test.concurrent('is stopped holds up neither the run nor its record', { timeout: 20_000 }, async ({ here }) => {
    const fifo = join(here.root, 'fifo')
    execFileSync('mkfifo', [fifo])
    const read = `exec <"${fifo}" >"${here.root}/read"; read -r line; echo "$line"; kill -STOP $$; cat`
    const reader = spawn('sh', ['-c', read], { env: here.env, stdio: 'ignore' })
    const args = [
      '-v',
      '--output-format',
      'json',
      '--agent-command',
      talk(40_000),
      '--max-cost',
      '1000',
      '--gate',
      'true',
    ]
    const run = here.start(args, { through: ['sh', '-c', `exec "$@" >"${fifo}"`, 'sh'], timeoutMs: 15_000 })
    await here.recorded('run.finished', 1, 12_000)
    expect(here.outcome()).toBe('completed')
    expect(await run.ended).toMatchObject({ code: 0 })
    reader.kill('SIGCONT')
    await new Promise((resolve) => reader.once('exit', resolve))
    const lines = readFileSync(join(here.root, 'read'), 'utf8').split('\n').slice(0, -1)
    expect(lines.length).toBeGreaterThan(100)
    for (const line of lines.slice(0, -1)) JSON.parse(line)
    expect((await here.ralph(['log'])).stdout).toMatch(/line 39999\nTASK_COMPLETE/)
  })
})

test.concurrent('an agent that signals ralph itself only asks it to stop', async ({ here }) => {
  const run = here.start(['--agent-command', `sh -c 'kill -INT $PPID; sleep 600'`])
  expect((await run.ended).code).toBe(130)
  expect(here.outcome()).toBe('cancelled')
  expect(await here.left()).toEqual([])
})

async function endedBy(run: Running, signal: StopSignal): Promise<{ readonly code: number; readonly ms: number }> {
  const startedAt = performance.now()
  run.signal(signal)
  const { code } = await run.ended
  return { code, ms: performance.now() - startedAt }
}

/** Until what ignores signals has said so and sleeps. */
async function sleeping(here: Here, seconds: string): Promise<void> {
  const sleeps = () =>
    processesWith(seconds).some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('sleep\0')
      } catch {
        return false // it is gone
      }
    })
  await here.recorded('agent.spawned')
  expect(await eventually(sleeps, 5000, 50)).toBe(true)
}

/** So many that the first checkpoint takes its time. */
function manyFiles(here: Here): void {
  for (let folder = 0; folder < 10; folder++) {
    const names = Array.from({ length: 100 }, (_, file) => [
      `many/${folder}/${file}.txt`,
      `${folder} ${file}\n`.repeat(200),
    ])
    write(here.work, Object.fromEntries(names))
  }
}
