import { readEvents } from '../../../src/journals/load.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { spending } from '../laws.ts'
import { launch, ralph } from '../program.ts'
import { agentCommand, fixture, runWith } from '../task.ts'
import { endWorld, journals, makeWorld, readLedger, type World } from '../world.ts'

/** Ways to tamper with what ralph counts by: see the agent's own list. */
const cheats = [
  'copies in .agent',
  'garbage in the journal',
  'a forged record',
  'a shorter journal',
  'another journal',
  'no journal',
  'a forged snapshot',
  'other settings',
  'no lock',
  'no run',
  'a second run',
  'no permission',
]

/** What all trials together have shown. */
interface Figures extends Record<string, number> {
  worstOvershootCents: number
  cheatsNoticed: number
  cheatsEndedInOrder: number
}

interface Trial {
  readonly name: string
  readonly attempt: (world: World, figures: Figures) => Promise<readonly string[]>
}

/** Spending is stopped in time, whatever agents do to the counters; a provider's limit is waited for, and is no failure. */
export const limits: Harness = {
  name: 'limits',
  promises: [16, 17, 18, 20],
  async run({ isLong, told }: Budget): Promise<Outcome> {
    const trials = everyTrial(isLong)
    const findings: string[] = []
    const figures: Figures = { worstOvershootCents: 0, cheatsNoticed: 0, cheatsEndedInOrder: 0 }
    await inLanes(trials, 3, async ({ name, attempt }) => {
      const world = await makeWorld()
      try {
        const broken = await attempt(world, figures)
        findings.push(...broken.map((law) => `${name}: ${law}`))
        told(`${name}: ${broken.join('; ') || 'fine'}`)
      } finally {
        endWorld(world)
      }
    })
    return { runs: trials.length, findings, figures }
  },
}

function everyTrial(isLong: boolean): readonly Trial[] {
  const pauses = isLong ? [1, 2, 5, 10, 20, 50, 100, 200, 400, 800] : [5, 40, 200]
  return [
    ...pauses.map((pauseMs): Trial => ({
      name: `a cent every ${pauseMs} ms`,
      attempt: (world, figures) => overspend(world, pauseMs, figures),
    })),
    ...cheats.map((way): Trial => ({ name: way, attempt: (world, figures) => cheat(world, way, figures) })),
    ...Array.from({ length: isLong ? 5 : 1 }, (): Trial => ({ name: 'a provider that refuses twice', attempt: wait })),
  ]
}

/** What the ledger says was spent beyond the limit: one event and a second's worth at most. */
async function overspend(world: World, pauseMs: number, figures: Figures): Promise<readonly string[]> {
  const limitCents = 20
  const args = runWith({ 'agent-command': agentCommand(100_000, pauseMs, ['work']), 'max-cost': limitCents / 100 })
  const { code, stderr } = await launch(world, args).ended
  const events = [...readEvents(journals(world)[0] ?? '')]
  const { recorded, really } = spending(world, events)
  const overshoot = really - limitCents
  figures.worstOvershootCents = Math.max(figures.worstOvershootCents, overshoot)
  return [
    ...(code === 3 ? [] : [`it ended with code ${code}: ${stderr}`]),
    ...(overshoot <= 1 + 1000 / pauseMs ? [] : [`${really} cents were spent, ${limitCents} were allowed`]),
    ...(recorded >= 0.95 * really - 1 ? [] : [`only ${recorded} of ${really} cents are recorded`]),
  ]
}

/** A dollar at 25 cents each is four starts; one more may have begun. Whatever is resumed after it counts on. */
async function cheat(world: World, way: string, figures: Figures): Promise<readonly string[]> {
  const mostStarts = 5
  const command = `${process.execPath} ${fixture('faults', 'cheats.mjs')} '${way}'`
  const env = { STATE: world.state }
  const options = {
    'agent-command': command,
    'max-cost': 1,
    'max-iterations': 40,
    'max-failures': 2,
    'retry-delay': '10ms',
  }
  const one = launch(world, runWith({ ...options, 'pass-env': 'LEDGER,STATE' }), undefined, { env })
  const deadline = setTimeout(() => one.kill(), 60_000)
  const { code, stdout, stderr } = await one.ended
  clearTimeout(deadline)
  if (stdout.includes('"tampering.noticed"') || code === 1) figures.cheatsNoticed += 1
  if (code === 1 || code === 3) figures.cheatsEndedInOrder += 1
  const resumed = await launch(world, ['resume'], undefined, { env }).ended
  const starts = readLedger(world).filter(({ type }) => type === 'start').length
  const orderly = code === 3 || (code === 1 && /^ralph: [^\n]+\n/.test(stderr))
  return [
    ...(starts <= mostStarts
      ? []
      : [`${starts} iterations were paid, 4 were allowed (resumed with code ${resumed.code})`]),
    ...(orderly ? [] : [`it ended with code ${code}: ${stderr}${stdout.slice(-200)}`]),
  ]
}

async function wait(world: World): Promise<readonly string[]> {
  const command = `${process.execPath} ${fixture('faults', 'cheats.mjs')} limited`
  const { code, stderr } = await ralph(world, ...runWith({ 'agent-command': command, 'max-failures': 1, gate: 'true' }))
  const starts = readLedger(world).length
  const wantsThree = starts === 3 ? [] : [`it was called ${starts} times`]
  return code === 0 ? wantsThree : [`it ended with code ${code} after ${starts} calls: ${stderr}`]
}
