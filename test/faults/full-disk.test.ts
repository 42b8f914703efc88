import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, type TestContext } from 'vitest'
import { readEvents } from '../../src/journals/load.ts'
import { brokenAtEnd, brokenLaws, forgotten } from './laws.ts'
import { launch, ralph } from './program.ts'
import { agentCommand, gateCommand, runWith } from './task.ts'
import { endWorld, journals, letItEnd, makeWorld, processesOf, type World } from './world.ts'

/** A disk of two megabytes, which only some users may mount. */
function smallDisk({ skip }: TestContext): string {
  const disk = mkdtempSync(join(tmpdir(), 'ralph-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'none', disk]).status === 0
  onTestFinished(() => {
    if (mounted) spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  })
  skip(!mounted, 'only who may mount a small disk can fill it')
  return disk
}

function fill(disk: string): void {
  for (const bytes of [65_536, 4096, 64]) {
    try {
      for (;;) appendFileSync(join(disk, 'filler'), Buffer.alloc(bytes))
    } catch {
      // full to so many bytes
    }
  }
}

const started = runWith({
  'agent-command': agentCommand(3, 5, ['work']),
  gate: gateCommand(),
  'max-failures': 2,
  'retry-delay': '50ms',
  'metrics-interval': 1,
})

/** Starts a run, and fills the disk under it once it has ended an iteration. */
async function runUntilFull(world: World, disk: string) {
  let filled = false
  const env = { ...world.env, LEDGER_BYTES: '20000' }
  const ended = await launch({ ...world, env }, started, (line) => {
    if (filled || !line.includes('"iteration.finished"')) return
    filled = true
    fill(disk)
  }).ended
  expect(processesOf(world)).toEqual([])
  return ended
}

/** With the disk as it should be, the run goes on from where it was, and nothing is amiss. */
async function expectGoesOn(world: World, disk: string) {
  rmSync(join(disk, 'filler'))
  letItEnd(world)
  const { code, stderr } = await ralph(world, 'resume')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const events = [...readEvents(journals(world)[0] ?? '')]
  const ofFailedEnd = /^the run ended: failed,completed$|filler/
  const broken = [...brokenLaws(world, events), ...brokenAtEnd(world, events), ...forgotten(world, events, 0)]
  expect(broken.filter((law) => !ofFailedEnd.test(law))).toEqual([])
}

test(
  'on a full disk of its own ralph ends in order, says why in a line, and goes on later',
  { timeout: 120_000 },
  async (context) => {
    const disk = smallDisk(context)
    const world = await makeWorld({ state: join(disk, 'state') })
    onTestFinished(() => endWorld(world))
    const { code, stderr } = await runUntilFull(world, disk)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^ralph: can't [^\n]*: the disk is full \(ENOSPC\)\n[^\n]*ralph resume\n$/),
    })
    const events = [...readEvents(journals(world)[0] ?? '')]
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'failed' })
    await expectGoesOn(world, disk)
  },
)

test(
  'on a full disk of the workspace a run ends in order, says why in a line, and goes on later',
  { timeout: 120_000 },
  async (context) => {
    const disk = smallDisk(context)
    const world = await makeWorld({ folder: join(disk, 'work') })
    onTestFinished(() => endWorld(world))
    const { code, stderr } = await runUntilFull(world, disk)
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(2) // what is no longer written: the copies of prompts and of figures
    const events = [...readEvents(journals(world)[0] ?? '')]
    expect(events.at(-1)).toMatchObject({
      type: 'run.finished',
      outcome: 'failed',
      reason: expect.stringMatching(/^2 failed iterations in a row; the last: [^\n]*ENOSPC/),
    })
    await expectGoesOn(world, disk)
  },
)
