import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../../../test/support/agents.ts'
import { procTable } from './proc.ts'
import { parse } from './ps.ts'
import { descendantsOf, startTimeOf } from './tree.ts'

function run(script: string, env: Record<string, string> = {}) {
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore', env: { ...process.env, ...env } })
  const { pid } = child
  if (pid === undefined) throw new Error('no shell')
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL')
  })
  return pid
}

const all = () => procTable.look([], undefined).processes

test('a process is known by its pid and its start time', () => {
  const self = procTable.read(process.pid)
  expect(self).toMatchObject({ pid: process.pid, parent: process.ppid, isZombie: false })
  expect(startTimeOf(process.pid)).toBe(self?.startTime)
  expect(startTimeOf(process.pid)).toMatch(/^\d+$/)
})

test('memory and processor time are in bytes and milliseconds', () => {
  const self = procTable.read(process.pid)
  expect(self?.memoryBytes).toBeGreaterThan(process.memoryUsage.rss() / 2)
  expect(self?.memoryBytes).toBeLessThan(process.memoryUsage.rss() * 2)
  expect(self?.cpuMs).toBeGreaterThan(0)
})

test('a process that does not exist is undefined', () => {
  expect(startTimeOf(2 ** 30)).toBeUndefined()
  expect(procTable.carries(2 ** 30, 'x')).toBe(false)
})

test('a process with parentheses, spaces and line ends in its name is read right', async () => {
  const pid = run('printf "a) S 1 2 (\n" >/proc/$$/comm; sleep 600; :')
  expect(await eventually(() => all().some(({ parent }) => parent === pid))).toBe(true)
  expect(procTable.read(pid)).toMatchObject({ pid, parent: process.pid, group: pid, session: pid })
})

test('descendants are all that were started below, at any depth', async () => {
  const pid = run('sh -c "sleep 600 & sleep 600 & wait" & wait')
  expect(await eventually(() => descendantsOf(pid, all()).length === 3)).toBe(true)
  expect(descendantsOf(process.pid, all()).map((process) => process.pid)).toContain(pid)
})

test('a zombie is not living', async () => {
  const child = spawn('/bin/sh', ['-c', 'sleep 0.01 & exec sleep 600'], { detached: true, stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const zombies = () => all().filter(({ parent }) => parent === child.pid)
  await once(child, 'spawn')
  expect(await eventually(() => zombies().length === 0)).toBe(true)
})

test('a marker counts as a whole entry of the environment only', async () => {
  const env = { RALPH_RUN_ID: 'run-12', OTHER: 'RALPH_RUN_ID=run-3', X_RALPH_RUN_ID: 'run-4', BIG: 'x'.repeat(100_000) }
  const pid = run('sleep 600; :', env)
  expect(await eventually(() => procTable.carries(pid, 'run-12'))).toBe(true)
  for (const other of ['run-1', 'run-123', 'un-12', 'run-3', 'run-4', ''])
    expect(procTable.carries(pid, other)).toBe(false)
  expect(procTable.carriers('run-12')).toContain(pid)
})

test('a look since a pid finds what is younger', async () => {
  const started = () => ({ newest: procTable.look([], undefined).newest ?? 0, pid: run('sleep 600; :') })
  let { newest, pid } = started()
  while (pid < newest) ({ newest, pid } = started()) // the numbers began anew between the two: then all are looked at
  expect(procTable.look([], newest).processes.map((process) => process.pid)).toContain(pid)
  expect(procTable.look([], newest).processes.map((process) => process.pid)).not.toContain(process.pid)
})

test('a look since a pid that is still to come looks at all: pids have wrapped around', () => {
  const found = procTable.look([], 2 ** 30).processes.map((process) => process.pid)
  expect(found).toContain(process.pid)
})

test('the rows of ps are understood', () => {
  expect(parse('  501   1   480 Ss+   1-02:03:04.50  2048 Fri Nov 21 09:25:01 2025')).toEqual({
    pid: 501,
    isZombie: false,
    parent: 1,
    group: 480,
    session: 480,
    startTime: 'Fri Nov 21 09:25:01 2025',
    cpuMs: 93_784_500,
    memoryBytes: 2 * 1024 * 1024,
  })
  expect(parse('1 0 1 Z 0:00.01 0 Fri Nov 21 09:25:01 2025').isZombie).toBe(true)
})
