import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { agentProgram, eventually, processesWith, uniqueSeconds } from '../../../test/support/agents.ts'
import { bundle } from '../../../test/support/bundle.ts'
import { supervise, type Ended, type Supervision } from './supervise.ts'

interface Finished extends Ended {
  readonly lines: readonly string[]
  readonly marker: string
}

/** Runs one of the misbehaving agents, quick limits unless told otherwise. */
async function run(file: string, args: readonly string[] = [], options: Partial<Supervision> = {}): Promise<Finished> {
  const lines: string[] = []
  const marker = randomUUID()
  const ended = await supervise({
    file: file.startsWith('/') ? file : agentProgram(file),
    args,
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    marker,
    signal: new AbortController().signal,
    graceMs: 200,
    lingerMs: 200,
    onLine: (line) => void lines.push(line),
    ...options,
  })
  return { ...ended, lines, marker }
}

const shell = (script: string, options: Partial<Supervision> = {}) => run('/bin/sh', ['-c', script], options)

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'supervisor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const openFiles = () => readdirSync('/proc/self/fd').length

test('gives out every line of both streams, and the end', async () => {
  const seen: string[] = []
  const onLine: Supervision['onLine'] = (line, stream) => void seen.push(`${stream}: ${line}`)
  const ended = await shell('echo one; echo two >&2; printf three; exit 7', { onLine })
  expect(seen.toSorted()).toEqual(['stderr: two', 'stdout: one', 'stdout: three'])
  expect(ended).toMatchObject({
    reason: 'exited',
    code: 7,
    signal: null,
    stderrTail: 'two\n',
    leftovers: 0,
    droppedBytes: 0,
  })
  expect(ended.durationMs).toBeGreaterThan(0)
})

test('the prompt arrives whole on stdin, which then ends', async () => {
  const prompt = `${'0123456789\n'.repeat(200_000)}fin`
  expect((await shell('wc -c', { stdin: prompt })).lines).toEqual([String(prompt.length)])
  expect((await shell('wc -c', { stdin: Buffer.from([0, 255]) })).lines).toEqual(['2'])
  expect((await shell('wc -c')).lines).toEqual(['0'])
})

test('arguments arrive as they are', async () => {
  const args = ['a b', '', '"q"', '$HOME', '*', '--', 'é\n']
  expect((await run('/usr/bin/printf', ['<%s>', ...args])).lines.join('\n')).toBe(
    args.map((arg) => `<${arg}>`).join(''),
  )
})

test('the environment is the given one and the marker', async () => {
  const { lines, marker } = await run('/usr/bin/env', [], { env: { A: '1', B: undefined, RALPH_RUN_ID: 'foreign' } })
  expect(lines.toSorted()).toEqual(['A=1', `RALPH_RUN_ID=${marker}`])
})

test('the agent has 0, 1 and 2 open, no terminal, and a session of its own', async () => {
  const { lines } = await run('shows-surroundings.sh', [], { stdin: 'task' })
  expect(lines.slice(0, 2)).toEqual(['files: 0 1 2', 'terminal: no'])
  expect(lines[2]).toMatch(/^session: (\d+) of \1$/)
})

test('files that ralph was started with by accident are not passed on', async () => {
  const folder = temporaryFolder()
  const program = await bundle(new URL('../../../test/fixtures/supervisor.ts', import.meta.url).pathname, folder)
  const command = `exec 5</dev/null 23</dev/null 99>/dev/null; exec "$0" "$@"`
  const args = ['-c', command, process.execPath, program, randomUUID(), agentProgram('shows-surroundings.sh')]
  expect(execFileSync('bash', args, { encoding: 'utf8' })).toMatch(/^files: 0 1 2\nterminal: no\n/)
})

test('pid and start time are told before the first line, and lines wait for that', async () => {
  const order: string[] = []
  await shell('echo hello', {
    async onSpawn(pid, startTime) {
      await sleep(50)
      order.push(pid > 1 && /^\d+$/.test(startTime) ? 'spawned' : 'no pid')
    },
    onLine: (line) => void order.push(line),
  })
  expect(order).toEqual(['spawned', 'hello'])
})

test('even a program that ends at once has a start time', async () => {
  const onSpawn = vi.fn<(pid: number, startTime: string) => void>()
  for (let i = 0; i < 20; i++) await run('/bin/true', [], { onSpawn })
  for (const [, startTime] of onSpawn.mock.calls) expect(startTime).toMatch(/^\d+$/)
})

test.each([
  ['a program that is missing', { file: '/nowhere/agent' }, 'ENOENT', /\/nowhere\/agent was not found/],
  ['one that may not be executed', { file: '/etc/passwd' }, 'EACCES', /not executable/],
  ['a folder that is missing', { file: '/bin/true', cwd: '/nowhere' }, 'ENOENT', /folder \/nowhere does not exist/],
  ['arguments that are too long', { file: '/bin/true', args: ['x'.repeat(3_000_000)] }, 'E2BIG', /too large/],
  ['a NUL in an argument', { file: '/bin/true', args: ['\0'] }, 'ERR_INVALID_ARG_VALUE', /null bytes/],
])('%s is data, not an exception', async (_name, { file, args, ...options }: Partial<Supervision>, code, message) => {
  const before = openFiles()
  const ended = await run(file ?? '', args, { stdin: 'task', ...options })
  expect(ended).toMatchObject({
    reason: 'not-started',
    code: null,
    error: { code, message: expect.stringMatching(message) },
  })
  expect(await eventually(() => openFiles() === before)).toBe(true)
})

test.each<[agent: string, args: string[], expected: Partial<Ended>]>([
  ['prints-nothing.sh', [], { code: 0 }],
  ['dies-by-segv.sh', [], { code: null, signal: 'SIGSEGV' }],
  ['dies-by-kill.sh', [], { code: null, signal: 'SIGKILL' }],
  ['exits-137.sh', [], { code: 137, signal: null, stderrTail: 'Killed\n' }],
  ['kills-its-group.sh', ['TERM'], { code: null, signal: 'SIGTERM' }],
  ['kills-its-group.sh', ['KILL'], { code: null, signal: 'SIGKILL' }],
  ['closes-stdout.sh', ['0.2'], { code: 3 }],
])('%s %s ends as it ended', async (agent, args, expected) => {
  const ended = await run(agent, args)
  expect(ended).toMatchObject({ reason: 'exited', ...expected })
  expect(processesWith(ended.marker)).toEqual([])
})

test.each<[agent: string, signal: 'SIGTERM' | 'SIGKILL']>([
  ['hangs.sh', 'SIGTERM'],
  ['swarm.sh', 'SIGTERM'],
  ['ignores-term.sh', 'SIGKILL'],
  ['ignores-term-with-grandchildren.sh', 'SIGKILL'],
])('%s is ended by an abort, by %s, with everything it started', async (agent, signal) => {
  const seconds = uniqueSeconds()
  const graceMs = signal === 'SIGTERM' ? 10_000 : 200
  const stop = new AbortController()
  let abortedAt = 0
  const onLine = () => {
    abortedAt = performance.now()
    stop.abort('enough')
  }
  const ended = await run(agent, [seconds], { signal: stop.signal, graceMs, onLine })
  expect(ended).toMatchObject({ reason: 'aborted', code: null, signal })
  expect(performance.now() - abortedAt).toBeLessThan(8000)
  expect([...processesWith(seconds), ...processesWith(ended.marker)]).toEqual([])
})

test('an agent that stopped itself is woken to obey', async () => {
  const stop = new AbortController()
  let agent = 0
  const onSpawn = (pid: number) => void (agent = pid)
  const onLine = async () => {
    const isStopped = () => / T /.test(readFileSync(`/proc/${agent}/stat`, 'latin1'))
    expect(await eventually(isStopped)).toBe(true)
    stop.abort()
  }
  const ended = await run('stops-itself.sh', [], { signal: stop.signal, graceMs: 10_000, onSpawn, onLine })
  expect(ended).toMatchObject({ reason: 'aborted', signal: 'SIGTERM' })
})

test.each<[agent: string, args: string[], leftovers: number]>([
  ['leaves-child.sh', [], 1],
  ['double-forks.sh', [], 1],
  ['setsid-child-holds-pipe.sh', [], 1],
  ['setsid-child-without-env.sh', [], 1],
  ['setsid-child-without-env.sh', ['1.5'], 1],
])('what %s leaves behind is ended and counted', async (agent, args, leftovers) => {
  const seconds = uniqueSeconds()
  const ended = await run(agent, [seconds, ...args], { drainMs: 100 })
  expect(ended).toMatchObject({ reason: 'exited', code: 0 })
  // Where the whole suite runs at once, another test's orphan without environment may bear the same of a hundred marks.
  expect(ended.leftovers).toBeGreaterThanOrEqual(leftovers)
  expect([...processesWith(seconds), ...processesWith(ended.marker)]).toEqual([])
})

test('an orphan that forks on and on is caught', async () => {
  const seconds = uniqueSeconds()
  const ended = await run('forks-on-and-on.sh', [seconds])
  expect(ended.leftovers).toBeGreaterThan(0)
  await sleep(100)
  expect([...processesWith(seconds), ...processesWith(ended.marker)]).toEqual([])
})

test('a time limit stops the agent, and output until then is kept', async () => {
  const ended = await run('hangs.sh', [], { timeoutMs: 150 })
  expect(ended).toMatchObject({ reason: 'timed-out', signal: 'SIGTERM' })
  expect(ended.lines).toHaveLength(1)
  expect(ended.durationMs).toBeGreaterThanOrEqual(145)
  expect(ended.durationMs).toBeLessThan(1000)
})

test('a limit of years is no limit of a millisecond', async () => {
  const ended = await shell('sleep 0.1; echo fine', { timeoutMs: 1e12, idleMs: 1e12 })
  expect(ended).toMatchObject({ reason: 'exited', lines: ['fine'] })
})

test('an agent without output and work is idle', async () => {
  const ended = await run('hangs.sh', [], { idleMs: 300 })
  expect(ended).toMatchObject({ reason: 'idle', signal: 'SIGTERM' })
  expect(ended.durationMs).toBeLessThan(1500)
})

test.each([
  ['prints', 'for i in 1 2 3 4 5 6; do echo $i; sleep 0.15; done'],
  ['works in silence', 'end=$(($(date +%s%3N) + 900)); while [ $(date +%s%3N) -lt $end ]; do :; done'],
  ['works in silence in a child of another session', 'setsid -w timeout 0.9 sh -c "while :; do :; done"; true'],
])('an agent that %s is not idle', async (_name, script) => {
  expect(await shell(script, { idleMs: 500 })).toMatchObject({ reason: 'exited', code: 0 })
})

test('after its final result an agent may linger, but not for long', async () => {
  const seconds = uniqueSeconds()
  const ended = await run('lingers-after-result.sh', [seconds], { onLine: () => 'final' })
  expect(ended).toMatchObject({ reason: 'lingered', signal: 'SIGTERM' })
  expect(ended.durationMs).toBeGreaterThanOrEqual(195)
  expect(processesWith(seconds)).toEqual([])
  expect(await shell('echo result; exit 4', { onLine: () => 'final' })).toMatchObject({ reason: 'exited', code: 4 })
  expect(await shell('echo result; sleep 600', { onLine: () => Promise.resolve('final' as const) })).toMatchObject({
    reason: 'lingered',
  })
})

test('the last words of an agent that obeys TERM are heard', async () => {
  const lines: string[] = []
  const stop = new AbortController()
  const onLine = (line: string) => {
    lines.push(line)
    stop.abort()
  }
  await shell('trap "echo bye; exit 0" TERM; echo hello; sleep 600 & wait', { onLine, signal: stop.signal })
  expect(lines).toEqual(['hello', 'bye'])
})

test('a process that hides every trace and holds the pipe does not hold ralph up', async () => {
  const seconds = uniqueSeconds()
  const hidden = `env -i setsid sh -c 'echo 0 >/proc/self/oom_score_adj; exec sleep ${seconds}' &`
  const ended = await shell(`${hidden} sleep 0.1; echo fine`, { drainMs: 100 })
  expect(ended).toMatchObject({ reason: 'exited', lines: ['fine'] })
  expect(ended.durationMs).toBeLessThan(1000)
  for (const pid of processesWith(seconds)) process.kill(pid)
})

test('output of a process that writes on after the agent is read within the window', async () => {
  const { lines } = await shell('(sleep 0.1; echo late) & echo early', { drainMs: 1000 })
  expect(lines).toEqual(['early', 'late'])
})

test('a large prompt that nobody reads breaks nothing', async () => {
  const ended = await run('never-reads-stdin.sh', [], { stdin: 'p'.repeat(10_000_000) })
  expect(ended).toMatchObject({ reason: 'exited', code: 0 })
  expect(ended.lines.at(-1)).toContain('I know what to do')
})

test('a flood on both streams neither blocks nor fills the memory', async () => {
  let lines = 0
  let last = ''
  const onLine = (line: string) => {
    lines++
    last = line
  }
  const before = process.memoryUsage.rss()
  await run('floods-stdout.mjs', ['100'], { onLine })
  expect(last).toContain('TAIL-OK')
  expect(lines).toBeGreaterThan(90_000)
  const loud = await run('floods-stderr.mjs', ['20'], { onLine })
  expect(loud.stderrTail.endsWith('last words of stderr\n')).toBe(true)
  expect(loud.stderrTail.length).toBeLessThanOrEqual(8192) // without a line whose start was cut off
  expect(loud.stderrTail.length).toBeGreaterThan(4096)
  expect(process.memoryUsage.rss() - before).toBeLessThan(128 * 1024 * 1024)
})

test('one endless line is cut and counted', async () => {
  const ended = await run('one-long-line.mjs', ['50'], { maxLineBytes: 65_536 })
  expect(ended.lines.map((line) => line.length)).toEqual([65_536, 32])
  expect(ended.droppedBytes).toBe(50_000_000 - 65_536)
})

test('invalid bytes, NUL and code points in pieces survive', async () => {
  const { lines } = await run('prints-bad-encoding.mjs')
  expect(lines).toEqual(['bad \uFFFD\uFFFD', 'nul \0 inside', 'one\u2028line', '😀', 'cut \uFFFD'])
})

test('a listener is called one line at a time, for both streams', async () => {
  let busy = 0
  let seen = 0
  const onLine = async () => {
    expect(++busy).toBe(1)
    if (seen++ % 1000 === 0) await sleep(1)
    busy--
  }
  await shell('seq 1 20000 & seq 1 20000 >&2; wait', { onLine })
  expect(seen).toBe(40_000)
})

test('a slow listener slows the agent down, not the memory', async () => {
  const folder = temporaryFolder()
  const allWritten = join(folder, 'all-written')
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const running = shell(`seq 1 1000000; touch ${allWritten}`, { onLine: () => released })
  await sleep(300)
  expect(existsSync(allWritten)).toBe(false)
  release()
  await running
  expect(existsSync(allWritten)).toBe(true)
})

test('nothing is lost on a listener that is slower than the window after the end', async () => {
  const lines: string[] = []
  const onLine = async (line: string) => {
    await sleep(30)
    lines.push(line)
  }
  await shell('seq 1 10', { onLine, drainMs: 20 })
  expect(lines).toHaveLength(10)
})

test('a listener that never answers does not outlast an abort', async () => {
  const stop = new AbortController()
  const onLine = () => {
    setTimeout(() => stop.abort(), 50)
    return new Promise<void>(() => undefined)
  }
  const ended = await shell('seq 1 100000; sleep 600', { onLine, signal: stop.signal, drainMs: 100 })
  expect(ended).toMatchObject({ reason: 'aborted' })
  expect(ended.durationMs).toBeLessThan(1000)
})

test.each([
  ['at once', () => { throw new Error('disk full') }], // prettier-ignore
  ['later', () => sleep(10).then(() => Promise.reject(new Error('disk full')))],
])('a listener that fails %s ends everything and is what the caller gets', async (_name, fail) => {
  for (const which of ['onLine', 'onSpawn']) {
    const seconds = uniqueSeconds()
    await expect(run('ignores-term.sh', [seconds], { graceMs: 60_000, [which]: fail })).rejects.toThrow('disk full')
    expect(processesWith(seconds)).toEqual([])
  }
})

test('nothing is started after an abort', async () => {
  const onSpawn = vi.fn<() => void>()
  const ended = await run('/bin/true', [], { signal: AbortSignal.abort(), onSpawn })
  expect(ended).toMatchObject({ reason: 'aborted', code: null })
  expect(onSpawn).not.toHaveBeenCalled()
})

test('processor time and memory of the whole tree are measured', async () => {
  // A limit of processor seconds, not of time: a busy machine takes longer, and measures the same.
  const ended = await shell('sh -c "ulimit -t 2; while :; do :; done"; true')
  expect(ended.cpuMs).toBeGreaterThan(300)
  expect(ended.peakMemoryBytes).toBeGreaterThan(500_000)
  expect(await run('/bin/true')).not.toHaveProperty('cpuMs')
})

test('hundreds of agents leave no file, no listener and no timer behind', async () => {
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  await run('/bin/true', [], { signal })
  const files = openFiles()
  const limits = { timeoutMs: 60_000, idleMs: 60_000, lingerMs: 60_000 }
  for (let i = 0; i < 300; i++) await shell('echo x', { ...limits, signal, stdin: 'x', onLine: () => 'final' })
  expect(await eventually(() => openFiles() === files)).toBe(true)
  expect(removed.mock.calls.length).toBeGreaterThanOrEqual(added.mock.calls.length)
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(10)
})

test.each([
  ['at once', (): void => undefined],
  ['later', (): Promise<void> => Promise.resolve()],
])('a flood that is heard %s holds up no timer for more than a few reads', async (_when, hear) => {
  let mostBetweenTurns = 0
  let heard = 0
  const count = (text: string) => {
    heard += text.length + 1
    mostBetweenTurns = Math.max(mostBetweenTurns, heard)
    const until = performance.now() + 0.05 // the program is faster, and its pipe always full
    while (performance.now() < until);
    return hear()
  }
  let turn: NodeJS.Immediate
  const newTurn = () => {
    heard = 0
    turn = setImmediate(newTurn)
  }
  turn = setImmediate(newTurn)
  try {
    const flood = `const lines = ('x'.repeat(999) + '\\n').repeat(1000); for (let i = 0; i < 10; i++) process.stdout.write(lines)`
    await run(process.execPath, ['-e', flood], { onLine: count })
  } finally {
    clearImmediate(turn)
  }
  expect(mostBetweenTurns).toBeGreaterThan(10_000)
  expect(mostBetweenTurns).toBeLessThan(300_000)
})

test('lines that take long to hear leave timers their turns, too', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 10)
  const onLine = () => {
    const until = performance.now() + 5
    while (performance.now() < until);
  }
  await shell('seq 1 100', { onLine }) // one read
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})
