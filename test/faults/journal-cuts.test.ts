import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEvents } from '../../src/journals/load.ts'
import { brokenLaws } from './laws.ts'
import { launch, ralph } from './program.ts'
import { agentCommand, gateCommand, runWith } from './task.ts'
import { endWorld, journals, letItEnd, makeWorld, type World } from './world.ts'

/** A run that was killed during its third iteration, and a copy of all that ralph keeps of it. */
let world: World
let kept: string
let journal: string
let lengths: readonly number[]

const started = runWith({
  'agent-command': agentCommand(3, 5, ['work']),
  gate: gateCommand(),
})

beforeAll(async () => {
  world = await makeWorld()
  await launch(world, started, (line, one) => {
    if (line.includes('"iteration.usage"') && line.includes('"iteration":3')) one.kill()
  }).ended
  journal = journals(world)[0] ?? ''
  kept = `${world.root}/kept`
  cpSync(world.state, kept, { recursive: true })
  lengths = readFileSync(journal, 'utf8')
    .split('\n')
    .map((line) => line.length + 1)
  letItEnd(world)
})

afterAll(() => endWorld(world))

/** Gives the journal back as it was when ralph died, but for its last bytes. */
function cut(bytes: number): void {
  rmSync(world.state, { recursive: true })
  cpSync(kept, world.state, { recursive: true })
  truncateSync(journal, readFileSync(journal).length - bytes)
}

test(
  'cut anywhere in its last two records, the journal goes on, and what was torn is kept',
  { timeout: 200_000 },
  async () => {
    const [last = 0, before = 0] = lengths.slice(0, -1).toReversed()
    const cuts = [1, 2, 19, Math.floor(last / 2), last - 1, last, last + 1, last + before - 1, last + before]
    for (const bytes of cuts) {
      cut(bytes)
      const left = readFileSync(journal, 'utf8')
      const { code, stderr } = await ralph(world, 'resume')
      const isTorn = left.at(-1) !== '\n'
      expect({ bytes, code, stderr: stderr.slice(0, 40) }).toEqual({
        bytes,
        code: 0,
        stderr: isTorn ? 'ralph: the last record of the run was to' : '',
      })
      const events = [...readEvents(journal)]
      expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'completed' })
      expect(readdirSync(dirname(journal)).includes('journal.torn-1')).toBe(isTorn)
      expect(brokenLaws(world, events).filter((law) => !/ ran twice$| starts, but /.test(law))).toEqual([])
    }
  },
)

test('damage before the last record is refused with the line, and nothing is touched', async () => {
  cut(0)
  const damaged = readFileSync(journal, 'utf8').replace('"iteration":1', '"iteration":7')
  writeFileSync(journal, damaged)
  const { code, stderr } = await ralph(world, 'resume')
  expect(code).toBe(1)
  expect(stderr).toMatch(/is damaged in line \d+/)
  expect(readFileSync(journal, 'utf8')).toBe(damaged)
  expect(readdirSync(`${world.state}/locks`)).toEqual([])
})

test('a run that died before its first event does not stand in the way of the next', async () => {
  cut(0)
  const folder = dirname(journal)
  for (const name of readdirSync(folder)) if (name !== 'task.md') rmSync(`${folder}/${name}`, { recursive: true })
  const { code, stderr } = await ralph(world, ...started, '--resume')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(existsSync(folder)).toBe(false)
})
