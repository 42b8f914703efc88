import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../support/agents.ts'
import { launch, type Ended, type Ralph } from './program.ts'
import { agentCommand, runWith } from './task.ts'
import { endWorld, makeWorld, processesOf, readLedger } from './world.ts'

const starters = 8
/** Generous, for a machine with much else to do. */
const deadlineMs = 20_000

test(
  'of eight ralphs that start at once one works, also after kill -9 of the one before',
  { timeout: 200_000 },
  async () => {
    const world = await makeWorld()
    onTestFinished(() => endWorld(world))
    const task = runWith({ 'agent-command': agentCommand(9999, 20, ['work']) })
    for (let round = 1; round <= 5; round++) {
      const all = Array.from({ length: starters }, () => launch(world, task))
      const losers: Ended[] = []
      for (const one of all) void one.ended.then((ended) => losers.push(ended))
      await eventually(() => losers.length >= starters - 1, deadlineMs)
      expect(losers.map(({ code, stderr }) => ({ round, code, stderr }))).toHaveLength(starters - 1)
      const [winner] = all.filter((one): one is Ralph => !one.isOver())
      for (const { code, stderr } of losers) {
        expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringMatching(refusal(winner?.pid)) })
      }
      const startsOf = () => readLedger(world).filter(({ type }) => type === 'start').length
      expect(await eventually(() => startsOf() === round, deadlineMs)).toBe(true)
      winner?.kill()
      await winner?.ended
      expect(await eventually(() => processesOf(world).length === 0, deadlineMs)).toBe(true)
      expect(startsOf()).toBe(round)
    }
  },
)

const refusal = (pid: number | undefined) =>
  new RegExp(`^ralph: another ralph works in [^\\n]*: run [^\\n]*, pid ${pid}, since [^\\n]* UTC\\n[^\\n]*\\n$`)
