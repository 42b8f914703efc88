import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../support/agents.ts'
import type { Death } from './kill-sweep.ts'
import { launch, type Ralph } from './program.ts'
import { fixture } from './task.ts'

/** The calls by which ralph changes what is on the disk, and those by which it makes processes. */
export const deadlyCalls = [
  'write',
  'fdatasync',
  'fsync',
  'openat',
  'rename',
  'unlink',
  'mkdir',
  'link',
  'ftruncate',
  'close',
  'kill',
  'clone',
  'pipe2',
] as const
export type DeadlyCall = (typeof deadlyCalls)[number]

/** strace, and the right to use it. */
export function canInject(): boolean {
  return spawnSync('strace', ['-o', '/dev/null', '-e', 'inject=close:signal=CONT:when=1', 'true']).status === 0
}

/** So long after its first event it is killed all the same, and not counted as a death at a call. */
const longestLifeMs = 6000
const longestStartMs = 30_000

/**
 * SIGKILL as one of ralph's own threads enters a call for the `nth` time; the call is not made. Not one of its
 * children is touched: strace lays hands on every thread of a ralph that is held before its first instruction, and on
 * nothing that they start.
 */
export function deathAtCall(call: DeadlyCall, nth: number): Death {
  return async (life) => {
    const hold = join(life.world.root, `hold-${call}-${nth}`)
    const options = { nodeOptions: ['-r', fixture('faults', 'hold.cjs')], env: { HOLD: hold } }
    let begin: () => void = () => undefined
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const hear = () => {
      life.hear()
      begin()
    }
    const one = launch(life.world, life.args, hear, options)
    const strace = await layHands(one, { call, nth, hold })
    writeFileSync(`${hold}.go`, '')
    const startedAt = performance.now()
    const late = Promise.race([begun, sleep(longestStartMs, undefined, { ref: false })]).then(() =>
      sleep(longestLifeMs, true, { ref: false }),
    )
    const isLate = await Promise.race([one.ended.then(() => false), late])
    if (isLate) one.kill()
    const ended = await one.ended
    const killedAt = performance.now()
    await strace.over
    const endedItself = ended.signal !== 'SIGKILL'
    const where = isLate ? 'killed late' : `at ${lastCall(hold, call)}, the ${nth}th`
    for (const suffix of ['held', 'go', 'calls']) rmSync(`${hold}.${suffix}`, { force: true })
    return { ended, startedAt, killedAt, endedItself, where }
  }
}

interface Hands {
  readonly call: DeadlyCall
  readonly nth: number
  readonly hold: string
}

async function layHands(one: Ralph, { call, nth, hold }: Hands): Promise<{ readonly over: Promise<unknown> }> {
  await eventually(() => isThere(`${hold}.held`), 20_000, 2)
  const threads = readdirSync(`/proc/${one.pid}/task`)
  const args = ['-o', `${hold}.calls`, '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${nth}`]
  const strace = spawn('strace', [...args, ...threads.flatMap((thread) => ['-p', thread])], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  strace.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const over = once(strace, 'close')
  const attached = () => said.split(' attached').length - 1 >= threads.length
  if (!(await eventually(attached, 20_000, 2))) throw new Error(`strace could not attach: ${said}`)
  return { over }
}

/** The call it died at, with what it was about to do, shortened. */
function lastCall(hold: string, call: DeadlyCall): string {
  try {
    const lines = readFileSync(`${hold}.calls`, 'latin1').split('\n')
    return (lines.findLast((line) => line.includes(`${call}(`)) ?? call).replace(/^\d+\s+/, '').slice(0, 120)
  } catch {
    return call
  }
}

function isThere(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}
