import { eventually } from '../../support/agents.ts'
import type { Budget, Harness, Outcome } from '../harness.ts'
import { launch, type Ended, type Ralph } from '../program.ts'
import { agentCommand, runWith } from '../task.ts'
import { endWorld, makeWorld, processesOf, readLedger, type World } from '../world.ts'

const startersAtOnce = 8
/** Generous, for a machine with much else to do. */
const deadlineMs = 20_000

/** Eight at once in one folder, and again right after kill -9 of the one that worked. */
export const starters: Harness = {
  name: 'starters',
  promises: [13],
  async run({ isLong, told }: Budget): Promise<Outcome> {
    const world = await makeWorld()
    const rounds = isLong ? 30 : 4
    const findings: string[] = []
    let slowestRefusalMs = 0
    try {
      for (let round = 1; round <= rounds; round++) {
        const { broken, refusalMs } = await startTogether(world, round)
        slowestRefusalMs = Math.max(slowestRefusalMs, refusalMs)
        findings.push(...broken.map((law) => `round ${round}: ${law}`))
        told(`round ${round}: ${Math.round(refusalMs)} ms ${broken.join()}`)
      }
    } finally {
      endWorld(world)
    }
    const figures = { starters: rounds * startersAtOnce, slowestRefusalMs: Math.round(slowestRefusalMs) }
    return { runs: rounds, findings, figures }
  },
}

const task = runWith({ 'agent-command': agentCommand(9999, 20, ['work']) })

async function startTogether(world: World, round: number) {
  const startsOf = () => readLedger(world).filter(({ type }) => type === 'start').length
  const all = Array.from({ length: startersAtOnce }, () => launch(world, task))
  const losers: { readonly ended: Ended; readonly afterMs: number }[] = []
  for (const one of all) {
    void one.ended.then((ended) => losers.push({ ended, afterMs: performance.now() - one.startedAt }))
  }
  await eventually(() => losers.length >= startersAtOnce - 1, deadlineMs)
  const losersThen = [...losers]
  const alive = all.filter((one): one is Ralph => !one.isOver())
  const [winner] = alive
  const worked = await eventually(() => startsOf() === round, deadlineMs)
  for (const one of alive) one.kill()
  await Promise.all(alive.map((one) => one.ended))
  const isClear = await eventually(() => processesOf(world).length === 0, deadlineMs)
  const broken = [
    ...(alive.length === 1 ? [] : [`${alive.length} of ${startersAtOnce} work`]),
    ...(worked && startsOf() === round ? [] : [`${startsOf()} agents were started, not ${round}`]),
    ...(isClear ? [] : ['processes are left']),
    ...losersThen.flatMap(({ ended }) => wrongRefusal(ended, winner?.pid)),
  ]
  return { broken, refusalMs: Math.max(0, ...losersThen.map(({ afterMs }) => afterMs)) }
}

function wrongRefusal({ code, stderr }: Ended, winner: number | undefined): readonly string[] {
  const isRight = code === 4 && refusal(winner).test(stderr)
  return isRight ? [] : [`refused with code ${code}: ${stderr}`]
}

const refusal = (pid: number | undefined) =>
  new RegExp(`^ralph: another ralph works in [^\\n]*: run [^\\n]*, pid ${pid}, since [^\\n]* UTC\\n[^\\n]*\\n$`)
