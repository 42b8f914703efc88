import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, afterAll, beforeEach, expect, test } from 'vitest'
import { bundle } from '../../test/support/bundle.ts'
import { acquireLock, liveOwner, type Owner } from './lock.ts'
import { ownIdentity } from './process-identity.ts'

let programs = ''
let program = ''
beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'ralph-lock-program-'))
  program = await bundle(join(import.meta.dirname, '../../test/fixtures/lock-starter.ts'), programs)
})
afterAll(() => {
  rmSync(programs, { recursive: true, force: true })
})

let locksFolder = ''
const starters = new Set<Starter>()
beforeEach(() => {
  locksFolder = join(realpathSync(mkdtempSync(join(tmpdir(), 'ralph-lock-'))), 'locks')
})
afterEach(async () => {
  await Promise.all([...starters].map((one) => one.kill()))
  rmSync(join(locksFolder, '..'), { recursive: true, force: true })
})

/** Another ralph, as far as locks go. */
class Starter {
  readonly runId: string
  readonly #child: ChildProcess
  readonly #answers: AsyncIterator<string>

  constructor(workspace: string, runId: string) {
    this.runId = runId
    const child = spawn(process.execPath, [program, locksFolder, workspace, runId], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#child = child
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    starters.add(this)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  async answer(): Promise<string> {
    const { value } = await this.#answers.next()
    return String(value)
  }

  ask(order: string): Promise<string> {
    this.#child.stdin?.write(`${order}\n`)
    return this.answer()
  }

  async kill(): Promise<void> {
    starters.delete(this)
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'exit')
  }
}

async function starter(workspace: string, runId = 'other-run'): Promise<Starter> {
  const one = new Starter(workspace, runId)
  expect(await one.answer()).toBe('ready')
  return one
}

const request = (workspace: string, runId = 'my-run') => ({ locksFolder, workspace, runId })

const refusal = (workspace: string) => acquireLock(request(workspace)).catch((error: unknown) => error)

test(
  'of eight who start at once exactly one wins, also right after the holder was killed',
  { timeout: 60_000 },
  async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (_, i) => starter('/w', `run-${i}`)))
    const dead: string[] = []
    for (let round = 0; round < 30; round++) {
      const answers = await Promise.all(all.map((one) => one.ask('try')))
      expect(answers.filter((answer) => answer.startsWith('won'))).toHaveLength(1)
      expect(deadRunsOf(answers)).toEqual(dead.toSorted())
      const place = answers.findIndex((answer) => answer.startsWith('won'))
      await all[place]?.kill()
      dead.push(all[place]?.runId ?? '')
      all[place] = await starter('/w', `run-of-round-${round}`)
    }
  },
)

function deadRunsOf(answers: readonly string[]): readonly string[] {
  const runs =
    answers
      .find((answer) => answer.startsWith('won'))
      ?.split(' ')
      .slice(1) ?? []
  return runs.filter((run) => run !== '').toSorted()
}

test('the refusal names the holder and what to do', async () => {
  const other = await starter('/home/me/project')
  await other.ask('try')
  expect(await refusal('/home/me/project')).toMatchObject({
    name: 'RalphError',
    exitCode: 4,
    message: expect.stringMatching(
      new RegExp(`^another ralph works in /home/me/project: run other-run, pid ${other.pid}, since \\d{4}-.* UTC$`),
    ),
    hint: 'Wait for it, or end it with: ralph stop other-run',
  })
})

test.each([
  ['/home/me', '/home/me/project', 'refused'],
  ['/home/me/project/packages/a', '/home/me/project', 'refused'],
  ['/', '/home/me', 'refused'],
  ['/home/me/project-2', '/home/me/project', 'allowed'],
  ['/home/me/other', '/home/me/project', 'allowed'],
])('%s beside a live ralph in %s is %s', async (workspace, held, expected) => {
  const lock = await acquireLock(request(held, 'holder'))
  const mine = await acquireLock(request(workspace)).catch(() => undefined)
  expect(mine ? 'allowed' : 'refused').toBe(expected)
  mine?.release()
  lock.release()
})

test('a released lock leaves nothing behind and is free at once', async () => {
  const lock = await acquireLock(request('/w'))
  expect(liveOwner(locksFolder, '/w')).toMatchObject({ runId: 'my-run', pid: process.pid })
  lock.release()
  lock.release()
  expect(readdirSync(locksFolder)).toEqual([])
  expect(liveOwner(locksFolder, '/w')).toBeUndefined()
  const again = await acquireLock(request('/w'))
  expect(again.deadRuns).toEqual([])
  again.release()
})

test('an old release does not take the lock of the next owner', async () => {
  const first = await acquireLock(request('/w', 'first'))
  rmSync(join(locksFolder, lockFile()))
  const second = await acquireLock(request('/w', 'second'))
  first.release()
  expect(liveOwner(locksFolder, '/w')?.runId).toBe('second')
  second.release()
})

test('dead runs of a workspace and its sub-folders are handed over until someone lets go in peace', async () => {
  for (const [workspace, runId] of [
    ['/w/a', 'one'],
    ['/w/b', 'two'],
    ['/elsewhere', 'three'],
  ] as const) {
    const one = await starter(workspace, runId)
    await one.ask('try')
    await one.kill()
  }
  const heir = await starter('/w', 'heir')
  expect(deadRunsOf([await heir.ask('try')])).toEqual(['one', 'two'])
  await heir.kill()
  const lock = await acquireLock(request('/w'))
  expect(lock.deadRuns.toSorted()).toEqual(['heir', 'one', 'two'])
  lock.release()
  expect((await acquireLock(request('/w'))).deadRuns).toEqual([])
})

const self = ownIdentity()

test.each([
  ['a recycled pid', { pid: process.pid, startTime: '1' }, 'dead'],
  ['a pid that is gone', { pid: 4_194_305 }, 'dead'],
  ['an earlier start of this machine', { bootId: 'other' }, 'dead'],
  ['another machine', { bootId: 'other', host: 'other' }, 'alive'],
  ['this machine under its former name', { host: 'other' }, 'alive'],
  ['this very process', {}, 'alive'],
])('an owner with %s counts as %s', async (_, change, expected) => {
  await leaveRecord(change)
  const lock = await acquireLock(request('/w')).catch(() => undefined)
  expect(lock ? 'dead' : 'alive').toBe(expected)
  lock?.release()
})

test('an owner in another container is alive as long as it gives signs of life', async () => {
  const path = await leaveRecord({ pidNamespace: 'pid:[1]' })
  expect(await refusal('/w')).toMatchObject({ hint: expect.stringContaining(`remove ${path}`) })
  const monotonicSeconds = Number(process.hrtime.bigint()) / 1e9
  utimesSync(path, 0, monotonicSeconds - 30)
  expect(await refusal('/w')).toMatchObject({ name: 'RalphError' })
  utimesSync(path, 0, monotonicSeconds - 90)
  const lock = await acquireLock(request('/w', 'next'))
  expect(lock.deadRuns).toEqual(['my-run'])
  expect(Math.abs(statSync(join(locksFolder, lockFile())).mtimeMs / 1000 - monotonicSeconds)).toBeLessThan(10)
  lock.release()
})

test('a record that a power cut broke is no owner', async () => {
  writeFileSync(await leaveRecord({}), '{"pid":')
  const lock = await acquireLock(request('/w'))
  expect(lock.deadRuns).toEqual([])
  lock.release()
})

/** A record as if its owner had never let go, with something about it changed. */
async function leaveRecord(change: Partial<Owner>): Promise<string> {
  const lock = await acquireLock(request('/w'))
  const path = join(locksFolder, lockFile())
  const text = readFileSync(path, 'utf8')
  lock.release()
  writeFileSync(path, JSON.stringify({ ...JSON.parse(text), ...self, ...change }))
  return path
}

const lockFile = () => readdirSync(locksFolder).find((name) => name.endsWith('.json')) ?? ''
