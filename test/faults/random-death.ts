import { setTimeout as sleep } from 'node:timers/promises'
import type { Death } from './kill-sweep.ts'
import { launch } from './program.ts'
import { randomNumbers } from './random.ts'

/** The longest of three kinds of lives, in turn, in milliseconds: from the start, and two from the first event on. */
export interface Lives {
  readonly starting: number
  readonly working: number
  readonly waiting: number
}

/** SIGKILL at random moments of a seed. */
export function randomDeaths(kills: number, seed: number, { starting, working, waiting }: Lives): readonly Death[] {
  const random = randomNumbers(seed)
  return Array.from({ length: kills }, (_, index) => {
    const [longest, from] = [
      [working, 'first event'] as const,
      [waiting, 'first event'] as const,
      [starting, 'start'] as const,
    ][index % 3] ?? [working, 'start']
    return deathAfter(random() * longest, from)
  })
}

function deathAfter(lifeMs: number, from: 'start' | 'first event'): Death {
  return async ({ world, args, hear }) => {
    let begin: () => void = () => undefined
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const one = launch(world, args, () => {
      hear()
      begin()
    })
    const life = from === 'start' ? sleep(lifeMs) : begun.then(() => sleep(lifeMs))
    await Promise.race([life, one.ended])
    const endedItself = one.isOver()
    one.kill()
    const killedAt = performance.now()
    return { ended: await one.ended, startedAt: one.startedAt, killedAt, endedItself }
  }
}
