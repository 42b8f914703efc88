import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { eventually, processesWith, uniqueSeconds } from '../../../test/support/agents.ts'
import { bundle } from '../../../test/support/bundle.ts'
import { markBorneBy, markOf } from './inherited-mark.ts'
import { sweepRun } from './sweep.ts'
import { startTimeOf } from './tree.ts'
import { startWatchdog } from './watchdog.ts'

let folder: string
let program: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchdog-'))
  program = await bundle(new URL('../../../test/fixtures/watchdog-owner.ts', import.meta.url).pathname, folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Owner {
  readonly owner: ChildProcess
  readonly watchdog: number
}

/** Starts a program that owns a watchdog and five sleeping processes. Answers when all are there. */
async function startOwner(runId: string, seconds: string, path = process.env['PATH']): Promise<Owner> {
  const child = spawn(process.execPath, [program, runId, seconds], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PATH: path },
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    for (const pid of sleepers(seconds)) process.kill(pid, 'SIGKILL')
  })
  const [line] = await once(child.stdout, 'data')
  expect(await eventually(() => sleepers(seconds).length === 5)).toBe(true)
  return { owner: child, watchdog: Number(String(line)) }
}

/** What has not become it yet shows no environment for a moment: on a busy machine long enough to be overlooked. */
function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}

/** Milliseconds from the death of an owner to the end of its watchdog. */
async function goneAfter({ owner, watchdog }: Owner): Promise<number> {
  const killedAt = performance.now()
  owner.kill('SIGKILL')
  expect(await eventually(() => startTimeOf(watchdog) === undefined, 20_000)).toBe(true)
  return performance.now() - killedAt
}

/** The sleeping processes themselves; their shells and the owner name the same number. */
const sleepers = (seconds: string) => processesWith(`sleep\0${seconds}\0`).filter((pid) => nameOf(pid) === 'sleep')

test('kill -9 of ralph leaves no process of the run, and no watchdog', async () => {
  const [runId, seconds] = [randomUUID(), uniqueSeconds()]
  const { owner, watchdog } = await startOwner(runId, seconds)
  owner.kill('SIGKILL')
  expect(await eventually(() => processesWith(seconds).length === 0)).toBe(true)
  expect(await eventually(() => startTimeOf(watchdog) === undefined)).toBe(true)
  expect(processesWith(runId)).toEqual([]) // the watchdog's own forks bear the id too, while it works
})

test('a run that goes on at once is not touched by the watchdog of its dead ralph', async () => {
  const [runId, seconds, next] = [randomUUID(), uniqueSeconds(), uniqueSeconds()]
  const { owner, watchdog } = await startOwner(runId, seconds)
  owner.kill('SIGKILL')
  await sweepRun(runId)
  expect(sleepers(seconds)).toEqual([])
  await startOwner(runId, next)
  expect(await eventually(() => startTimeOf(watchdog) === undefined)).toBe(true)
  expect(sleepers(next)).toHaveLength(5)
})

test('an agent that was being started when ralph was killed is ended as soon as it is one', async () => {
  const [runId, seconds] = [randomUUID(), uniqueSeconds()]
  const { owner, watchdog } = await startOwner(runId, seconds)
  // Like a copy of ralph that has not become the agent yet: the inherited mark, and ralph's own environment.
  const script = `echo ${markOf(runId)} >/proc/self/oom_score_adj; sleep 0.6; RALPH_RUN_ID=${runId} exec sleep ${seconds}`
  const copy = spawn('/bin/sh', ['-c', script], { stdio: 'ignore', detached: true })
  expect(await eventually(() => markBorneBy(copy.pid ?? 0) === markOf(runId))).toBe(true)
  owner.kill('SIGKILL')
  expect(await eventually(() => startTimeOf(watchdog) === undefined)).toBe(true)
  expect(processesWith(seconds)).toEqual([])
})

test('it does not wait for what is dead and only not yet taken note of', async () => {
  const ordinary = await startOwner(randomUUID(), uniqueSeconds())
  const ordinaryMs = await goneAfter(ordinary)
  const [runId, seconds] = [randomUUID(), uniqueSeconds()]
  const owned = await startOwner(runId, seconds)
  const script = `sh -c 'echo ${markOf(runId)} >/proc/self/oom_score_adj; exit' & exec sleep ${uniqueSeconds()}`
  const keeper = spawn('/bin/sh', ['-c', script], { stdio: 'ignore' }) // never waits for its child
  onTestFinished(() => void keeper.kill('SIGKILL'))
  // Waiting takes 40 rounds of 50 ms; on a busy machine each round takes longer, here as there.
  expect(await goneAfter(owned)).toBeLessThan(ordinaryMs * 4 + 800)
})

test('kill -9 of one ralph does not touch the run of another, however alike their ids', async () => {
  const [runId, seconds, otherSeconds] = [randomUUID(), uniqueSeconds(), uniqueSeconds()]
  const { owner, watchdog } = await startOwner(runId, seconds)
  const other = [`${runId}-2`, `${runId}-3`].find((id) => markOf(id) !== markOf(runId))
  await startOwner(other ?? '', otherSeconds)
  owner.kill('SIGKILL')
  expect(await eventually(() => startTimeOf(watchdog) === undefined)).toBe(true)
  expect(sleepers(seconds)).toEqual([])
  expect(sleepers(otherSeconds)).toHaveLength(5)
})

test('kill -9 of one ralph does not touch the run of another that happens to bear the same number', async () => {
  const [runId, seconds, otherSeconds] = [randomUUID(), uniqueSeconds(), uniqueSeconds()]
  let other = randomUUID()
  while (markOf(other) !== markOf(runId)) other = randomUUID()
  const { owner, watchdog } = await startOwner(runId, seconds)
  await startOwner(other, otherSeconds)
  owner.kill('SIGKILL')
  expect(await eventually(() => startTimeOf(watchdog) === undefined)).toBe(true)
  expect(sleepers(otherSeconds)).toHaveLength(5)
})

test('it does its work with a grep that stops at a NUL, as in busybox', async () => {
  const [runId, seconds] = [randomUUID(), uniqueSeconds()]
  const grep = '#!/bin/sh\ncase "$1" in -qaF | -slaF) exit 1 ;; esac\nexec /usr/bin/grep "$@"\n'
  writeFileSync(join(folder, 'grep'), grep, { mode: 0o755 })
  const { owner } = await startOwner(runId, seconds, `${folder}:${process.env['PATH']}`)
  owner.kill('SIGKILL')
  expect(await eventually(() => processesWith(seconds).length === 0)).toBe(true)
})

test('it outlives signals meant for ralph', async () => {
  const [runId, seconds] = [randomUUID(), uniqueSeconds()]
  const { owner, watchdog } = await startOwner(runId, seconds)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(watchdog, signal)
  owner.kill('SIGKILL')
  expect(await eventually(() => processesWith(seconds).length === 0)).toBe(true)
})

test('after "ok" it goes without ending anything', async () => {
  const [runId, seconds] = [randomUUID(), uniqueSeconds()]
  const bystander = spawn('sleep', [seconds], { env: { RALPH_RUN_ID: runId }, stdio: 'ignore' })
  onTestFinished(() => void bystander.kill('SIGKILL'))
  const watchdog = startWatchdog(runId)
  await watchdog.dismiss()
  await watchdog.dismiss()
  expect(startTimeOf(watchdog.pid ?? 0)).toBeUndefined()
  expect(sleepers(seconds)).toHaveLength(1)
})

test('it keeps neither the loop of ralph alive nor its output open', async () => {
  const child = spawn(process.execPath, [program, randomUUID(), '0', 'dismiss'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.resume()
  expect(await once(child, 'close')).toEqual([0, null])
})

test('the next start ends what an unwatched run left, and says how much', async () => {
  const [runId, seconds] = [randomUUID(), uniqueSeconds()]
  const script = `trap '' TERM; setsid sleep ${seconds} & (setsid sleep ${seconds} &); sleep ${seconds}`
  spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore', env: { ...process.env, RALPH_RUN_ID: runId } })
  expect(await eventually(() => sleepers(seconds).length === 3)).toBe(true)
  expect(await sweepRun(runId)).toBe(4)
  expect(processesWith(seconds)).toEqual([])
  expect(await sweepRun(runId)).toBe(0)
})
