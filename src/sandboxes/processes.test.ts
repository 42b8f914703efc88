import { randomUUID } from 'node:crypto'
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { agentProgram, eventually, processesWith, uniqueSeconds } from '../../test/support/agents.ts'
import { bundle } from '../../test/support/bundle.ts'
import { bubblewrap, makeGround, openSandbox, runInside, skipped, type Finished } from '../../test/support/sandbox.ts'
import type { Ended, Supervision } from '../platform/process/supervise.ts'

/** Runs one of the misbehaving agents in a sandbox. */
async function run(agent: string, args: readonly string[] = [], options: Partial<Supervision> = {}): Promise<Finished> {
  const ground = makeGround()
  const sandbox = openSandbox(ground)
  const file = agent.startsWith('/') ? agent : agentProgram(agent)
  try {
    return await runInside(ground, sandbox, [file, ...args], options)
  } finally {
    await sandbox.close()
  }
}

const shell = (script: string, options: Partial<Supervision> = {}) => run('/bin/sh', ['-c', script], options)

describe.skipIf(!bubblewrap.works)(`processes in bubblewrap${skipped}`, () => {
  test('lines, exit code and stdin are as outside', async () => {
    const ended = await shell('cat; echo two >&2; exit 7', { stdin: 'one' })
    expect(ended).toMatchObject({
      reason: 'exited',
      code: 7,
      signal: null,
      lines: ['one'],
      errors: ['two'],
      leftovers: 0,
    })
  })

  test('arguments arrive as they are', async () => {
    const args = ['a b', '', '"q"', '$HOME', '*', '--', 'é\n', '--bind', '/']
    expect((await run('/usr/bin/printf', ['<%s>', ...args])).lines.join('\n')).toBe(
      args.map((it) => `<${it}>`).join(''),
    )
  })

  test('the agent has 0, 1 and 2 open, and no terminal', async () => {
    const { lines } = await run('shows-surroundings.sh', [], { stdin: 'task' })
    expect(lines.slice(0, 2)).toEqual(['files: 0 1 2', 'terminal: no'])
  })

  test.each([
    ['a program that is missing', '/nowhere/agent', {}, 'ENOENT', /\/nowhere\/agent was not found/],
    ['one that may not be executed', '/etc/passwd', {}, 'EACCES', /not executable/],
    ['a folder that is missing', '/bin/true', { cwd: '/nowhere' }, 'ENOENT', /folder \/nowhere does not exist/],
  ])('%s was not started', async (_name, file, options, code, message) => {
    const ended = await run(file, [], options)
    expect(ended).toMatchObject({
      reason: 'not-started',
      code: null,
      signal: null,
      error: { code, message: expect.stringMatching(message) },
    })
  })

  test('a program that ends with 1 was started, whatever it says', async () => {
    const ended = await shell('echo "bwrap: execvp x: No such file or directory" >&2; exit 1')
    expect(ended).toMatchObject({ reason: 'exited', code: 1 })
  })

  test.each<[agent: string, args: string[], expected: Partial<Ended>]>([
    ['prints-nothing.sh', [], { code: 0 }],
    ['dies-by-segv.sh', [], { code: null, signal: 'SIGSEGV' }],
    ['dies-by-kill.sh', [], { code: null, signal: 'SIGKILL' }],
    ['kills-its-group.sh', ['TERM'], { code: null, signal: 'SIGTERM' }],
    ['kills-its-group.sh', ['KILL'], { code: null, signal: 'SIGKILL' }],
    ['closes-stdout.sh', ['0.2'], { code: 3 }],
  ])('%s %s ends as it ended', async (agent, args, expected) => {
    const ended = await run(agent, args)
    expect(ended).toMatchObject({ reason: 'exited', ...expected })
    expect(processesWith(ended.marker)).toEqual([])
  })

  test('an exit code that git uses is no signal', async () => {
    expect(await shell('exit 129')).toMatchObject({ code: 129, signal: null })
    expect(await shell('exit 144')).toMatchObject({ code: 144, signal: null }) // Gemini CLI's own
  })

  test.each<[agent: string, signal: 'SIGTERM' | 'SIGKILL']>([
    ['hangs.sh', 'SIGTERM'],
    ['swarm.sh', 'SIGTERM'],
    ['ignores-term.sh', 'SIGKILL'],
    ['ignores-term-with-grandchildren.sh', 'SIGKILL'],
  ])('%s is ended by an abort, by %s, with everything it started', async (agent, signal) => {
    const seconds = uniqueSeconds()
    const stop = new AbortController()
    const graceMs = signal === 'SIGTERM' ? 10_000 : 200
    const onLine = () => stop.abort('enough')
    const ended = await run(agent, [seconds], { signal: stop.signal, graceMs, onLine })
    expect(ended).toMatchObject({ reason: 'aborted', code: null, signal })
    expect([...processesWith(seconds), ...processesWith(ended.marker)]).toEqual([])
  })

  test('the last words of an agent that obeys TERM are heard', async () => {
    const lines: string[] = []
    const stop = new AbortController()
    const onLine = (line: string) => {
      lines.push(line)
      stop.abort()
    }
    const script = 'trap "echo bye; exit 0" TERM; echo hello; sleep 600 & wait'
    const ended = await shell(script, { onLine, signal: stop.signal, graceMs: 10_000 })
    expect(lines).toEqual(['hello', 'bye'])
    expect(ended).toMatchObject({ reason: 'aborted', code: 0 })
  })

  test('TERM reaches an agent that made a session of its own', async () => {
    const lines: string[] = []
    const stop = new AbortController()
    const onLine = (line: string) => {
      lines.push(line)
      stop.abort()
    }
    const script = `$SIG{TERM}=sub{print"bye\\n";exit 0};$|=1;use POSIX;POSIX::setsid();print"hello\\n";sleep 600`
    await run('/usr/bin/perl', ['-e', script], { onLine, signal: stop.signal, graceMs: 10_000 })
    expect(lines).toEqual(['hello', 'bye'])
  })

  test('an agent that stopped itself is woken to obey', async () => {
    const stop = new AbortController()
    const marker = randomUUID()
    const onLine = async () => {
      const isStopped = (pid: number) => / T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
      expect(await eventually(() => processesWith(marker).some(isStopped))).toBe(true)
      stop.abort()
    }
    const ended = await run('stops-itself.sh', [], { signal: stop.signal, graceMs: 10_000, marker, onLine })
    expect(ended).toMatchObject({ reason: 'aborted', signal: 'SIGTERM' })
  })

  test.each([
    ['leaves-child.sh', []],
    ['double-forks.sh', []],
    ['setsid-child-holds-pipe.sh', []],
    ['setsid-child-without-env.sh', []],
    ['setsid-child-without-env.sh', ['1.5']],
    ['forks-on-and-on.sh', []],
  ])('what %s leaves behind is ended', async (agent, args) => {
    const seconds = uniqueSeconds()
    const ended = await run(agent, [seconds, ...args], { drainMs: 100 })
    expect(ended).toMatchObject({ reason: 'exited', code: 0 })
    expect([...processesWith(seconds), ...processesWith(ended.marker)]).toEqual([])
  })

  test('a time limit stops the agent', async () => {
    const ended = await run('hangs.sh', [], { timeoutMs: 300 })
    expect(ended).toMatchObject({ reason: 'timed-out', signal: 'SIGTERM' })
    expect(ended.durationMs).toBeLessThan(2000)
  })

  test('after its final result an agent may linger, but not for long', async () => {
    const ended = await run('lingers-after-result.sh', [uniqueSeconds()], { onLine: () => 'final' })
    expect(ended).toMatchObject({ reason: 'lingered', signal: 'SIGTERM' })
  })

  test('an agent without output and work is idle, one that works in silence is not', async () => {
    expect(await run('hangs.sh', [], { idleMs: 400 })).toMatchObject({ reason: 'idle' })
    const busy = 'setsid -w timeout 1.2 sh -c "while :; do :; done"; true'
    expect(await shell(busy, { idleMs: 600 })).toMatchObject({ reason: 'exited', code: 0 })
  })

  test('processor time and memory of the inside are measured', async () => {
    const script = 'const b=Buffer.alloc(80e6,1);const e=Date.now()+1500;while(Date.now()<e);process.exit(b[5]-1)'
    const ended = await run(process.execPath, ['-e', script])
    expect(ended.cpuMs).toBeGreaterThan(100)
    expect(ended.peakMemoryBytes).toBeGreaterThan(80e6)
  })

  test('nobody else can be seen or signalled', async () => {
    const script = `ls /proc | grep -c '^[0-9]'; kill -0 ${process.pid} && echo seen; kill -KILL -1; echo alive`
    const { lines } = await shell(script)
    expect(lines).toEqual([expect.stringMatching(/^[1-9]$/), 'alive'])
  })

  test('kill 0 and kill -1 meet neither ralph nor the bubblewrap outside', async () => {
    const { lines, code } = await shell('trap "" TERM HUP INT; kill -TERM 0; kill -HUP 0; kill -TERM -1; echo alive')
    expect([lines, code]).toEqual([['alive'], 0])
  })

  test('every program of test/fixtures/agents ends with nothing left', async () => {
    const agents = readdirSync(agentProgram('')).filter(
      (name) => !name.startsWith('acp-') && !/floods|long-line/.test(name),
    )
    for (const agent of agents) {
      const ended = await run(agent, [], { timeoutMs: 1500, stdin: 'task', drainMs: 100 })
      expect(ended.reason, agent).not.toBe('not-started')
      expect(processesWith(ended.marker), agent).toEqual([])
    }
  })

  test('no file is left open', async () => {
    const openFiles = () => readdirSync('/proc/self/fd').length
    await shell('exit 1')
    const before = openFiles()
    for (let i = 0; i < 10; i++) await shell(`exit ${i % 3}`, { stdin: 'task' })
    await run('/nowhere/agent')
    expect(await eventually(() => openFiles() <= before)).toBe(true)
  })

  test('nothing survives kill -9 of the supervisor', async () => {
    const ground = makeGround()
    const program = await bundle(new URL('../../test/fixtures/contained.ts', import.meta.url).pathname, ground.folder)
    for (const agent of [
      'ignores-term-with-grandchildren.sh',
      'double-forks.sh',
      'setsid-child-without-env.sh',
      'swarm.sh',
    ]) {
      const seconds = uniqueSeconds()
      const command = [program, ground.folder, 'sh', '-c', '"$0" "$1"; sleep "$1"', agentProgram(agent), seconds]
      const supervisor = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
      // Before bubblewrap is set up it does not know whose end is its own: then ralph's watchdog, which is not here, ends it.
      const isAtWork = () => insideWith(seconds).some((pid) => commandOf(pid).startsWith('sleep'))
      expect(await eventually(isAtWork), agent).toBe(true)
      supervisor.kill('SIGKILL')
      expect(await eventually(() => insideWith(seconds).length === 0, 3000), agent).toBe(true)
    }
  })

  test('an ordinary user is contained, watched and ended as root is', async () => {
    if (process.getuid?.() !== 0) return // then all the tests above said so
    const ground = makeGround()
    const program = await bundle(new URL('../../test/fixtures/contained.ts', import.meta.url).pathname, ground.folder)
    execFileSync('chown', ['-R', '65534:65534', ground.folder])
    const asNobody = (...command: string[]) => {
      const args = [
        '--reuid',
        '65534',
        '--regid',
        '65534',
        '--clear-groups',
        process.execPath,
        program,
        ground.folder,
        ...command,
      ]
      return execFileSync('setpriv', args, { encoding: 'utf8', env: { PATH: process.env['PATH'] }, cwd: '/' })
    }
    expect(asNobody('sh', '-c', 'id -u; touch here /nowhere 2>/dev/null; ls')).toMatch(/^65534\nhere\n/)
    expect(asNobody('sh', '-c', 'setsid sleep 600 & sleep 1.5; kill -TERM $$')).toMatch(
      /"signal":"SIGTERM".*"peakMemoryBytes":\d/,
    )
    expect(asNobody('sh', '-c', 'setsid sleep 600 & sh -c "trap : TERM; sleep 600" & sleep 600')).toMatch(
      /"reason":"timed-out"/,
    )
    expect(processesWith(join(ground.folder, 'nothing'))).toEqual([])
  })
})

/** Without the supervisor, which has it in its command line too. */
function insideWith(seconds: string): readonly number[] {
  return processesWith(seconds).filter(
    (pid) => !['', process.execPath].includes(commandOf(pid).split('\0', 1)[0] ?? ''),
  )
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}
