/* oxlint-disable vitest/no-standalone-expect -- the rule does not know a test that was extended */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { exitCodes } from '../../src/app/exit-code.ts'
import { agent, test, type Here } from '../support/program.ts'
import { inventory, write } from '../support/workspaces.ts'

const done = agent('claims-done.sh')
const limited = [...agent('claims-in-quotation.sh'), '-i', '1'] as const
const idOf = (here: Here) => here.runFolder().split('/').at(-1) ?? ''
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
const json = (text: string): Readonly<Record<string, unknown>> => JSON.parse(text)
const jsonLines = (text: string) => text.trimEnd().split('\n').map(json)

/** Each line writes a file and says so; the second one claims to be done. */
function worker(here: Here): readonly string[] {
  const script = `#!/bin/sh
n=$(ls step-* 2>/dev/null | wc -l); n=$((n + 1))
echo "step $n" >step-$n.txt; echo "step $n" >>a.txt
echo '{"type":"session","model":"claude-sonnet-4-5","id":"s1"}'
echo '{"type":"usage","usage":{"input":100,"cacheRead":50,"cacheWrite":10,"output":20},"cost":{"usd":0.25}}'
[ $n -ge 2 ] && claim='\\n\\nTASK_COMPLETE'
printf '%s\\n' '{"type":"result","message":"Did step '$n'.'"$claim"'"}'
`
  writeFileSync(join(here.root, 'worker.sh'), script, { mode: 0o755 })
  return ['--agent-command', join(here.root, 'worker.sh'), '--agent-format', 'ralph', '--checkpoint-interval', '1']
}

describe('--output-format json', () => {
  test.concurrent('prints every recorded event, one a line, and nothing else', async ({ here }) => {
    const { code, stdout, stderr } = await here.ralph([...worker(here), '--gate', 'true', '--output-format', 'json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = jsonLines(stdout)
    const events = here.events()
    expect(lines.map(({ seq, at, type }) => [seq, at, type])).toEqual(
      events.map(({ seq, at, type }) => [seq, at, type]),
    )
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
    for (const line of lines) {
      expect(line).toMatchObject({
        runId: idOf(here),
        at: expect.any(Number),
        type: expect.stringMatching(/^[a-z]+\.[a-z-]+$/),
      })
      expect(line).not.toHaveProperty('sum')
    }
    expect(lines.find(({ type }) => type === 'iteration.finished')).toMatchObject({ iteration: 1, cost: { usd: 0.25 } })
  })

  test.concurrent('prints what the agent says too, with --verbose', async ({ here }) => {
    const { stdout } = await here.ralph([...worker(here), '--output-format', 'json', '-v'])
    const outputs = jsonLines(stdout).filter(({ type }) => type === 'output')
    expect(outputs[0]).toEqual({
      type: 'output',
      at: expect.any(Number),
      runId: idOf(here),
      iteration: 1,
      output: expect.objectContaining({ type: expect.any(String) }),
    })
  })

  test.concurrent('says nothing on stdout when nothing was started', async ({ here }) => {
    expect(await here.ralph(['--output-format', 'json', '--no-such'])).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('the record of a run', () => {
  test.concurrent('has the shape that scripts rely on', async ({ here }) => {
    await here.ralph([...worker(here), '--gate', 'test -e step-2.txt'])
    const { stdout, stderr, code } = await here.ralph(['show', '--json'])
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    const usage = { input: 100, cacheRead: 50, cacheWrite: 10, output: 20, basis: 'reported' }
    const iteration = {
      agent: 'command',
      model: 'claude-sonnet-4-5',
      status: 'succeeded',
      startedAt: isoTime,
      endedAt: isoTime,
      usage,
      cost: { usd: 0.25, basis: 'reported' },
      failure: null,
      checkpoint: expect.stringMatching(/^[0-9a-f]{40}$/),
    }
    expect(json(stdout)).toMatchObject({
      runId: idOf(here),
      workspace: here.work,
      outcome: 'completed',
      reason: '1 of 1 gates passed',
      startedAt: isoTime,
      endedAt: isoTime,
      activeMs: expect.any(Number),
      usage: { input: 200, cacheRead: 100, cacheWrite: 20, output: 40 },
      cost: { usd: 0.5, basis: 'reported' },
      iterations: [
        { ...iteration, iteration: 1, summary: 'Did step 1.' },
        { ...iteration, iteration: 2, summary: 'Did step 2.\n\nTASK_COMPLETE' },
      ],
      gates: [{ gate: 'test -e step-2.txt', passed: true }],
    })
    expect((await here.ralph(['show'])).stdout).toMatch(/completed: 1 of 1 gates passed/)
  })

  test.concurrent('lists the runs, newest first', async ({ here }) => {
    expect((await here.ralph(['runs', '--json'])).stdout).toBe('[]\n')
    await here.ralph(limited)
    await here.ralph(done)
    const runs = json((await here.ralph(['runs', '--json'])).stdout)
    expect(runs).toMatchObject([
      {
        outcome: 'completed',
        iterations: 1,
        cost: { usd: 0.01, basis: 'reported' },
        startedAt: isoTime,
        workspace: here.work,
      },
      { outcome: 'limit', reason: 'iterations: 1 of 1', cost: { basis: 'estimated' } },
    ])
    write(here.home, { 'PROMPT.md': 'x' })
    await here.ralph(done, { cwd: here.home })
    expect(json((await here.ralph(['runs', '--json'])).stdout)).toHaveLength(2)
    expect(json((await here.ralph(['runs', '--all', '--json'])).stdout)).toHaveLength(3)
    const [, first = ''] = here
      .runFolders()
      .filter((path) => path.includes('work-'))
      .map((path) => path.slice(path.lastIndexOf('/') + 1))
    expect(json((await here.ralph(['show', first, '--json'])).stdout)).toMatchObject({ runId: first, outcome: 'limit' })
  })

  test.concurrent('keeps what the agent printed, by iteration', async ({ here }) => {
    await here.ralph(['--agent-command', `sh -c 'echo "said $$"'`, '-i', '2'])
    const whole = (await here.ralph(['log'])).stdout
    expect(whole).toMatch(/^== iteration 1\nsaid \d+\n== iteration 2\nsaid \d+\n$/)
    expect((await here.ralph(['log', '--iteration', '2'])).stdout).toBe(whole.split('\n').slice(3).join('\n'))
    expect((await here.ralph(['log', '-i', '9'])).stdout).toBe('')
    for (const bad of ['0', '-1', 'x', '1.5']) expect((await here.ralph(['log', `--iteration=${bad}`])).code).toBe(2)
  })

  test.concurrent('is followed while it grows', async ({ here }) => {
    const run = here.start(['--agent-command', `sh -c 'echo one; sleep 0.8; echo two'`, '-i', '1'])
    await here.recorded('agent.spawned')
    const followed = await here.ralph(['log', '--follow'])
    expect(followed.stdout).toBe('== iteration 1\none\ntwo\n')
    await run.ended
  })
})

test.concurrent('work is shown, compared and taken back', async ({ here }) => {
  here.repository()
  const git = here.userGit()
  await here.ralph([...worker(here), '--gate', 'true'])
  const { stdout } = await here.ralph(['checkpoints'])
  expect(
    stdout
      .split('\n')
      .map((line) => line.split(/\s+/).slice(0, 2).join(' '))
      .slice(0, 4),
  ).toEqual(['N iteration', '1 0', '2 1', '3 2'])
  expect((await here.ralph(['diff'])).stdout).toMatch(/\+step 1\n\+step 2\n/)
  expect((await here.ralph(['diff', '2..3'])).stdout).toMatch(/step-2\.txt/)
  expect((await here.ralph(['diff', '2..3'])).stdout).not.toMatch(/step-1\.txt/)

  const restored = await here.ralph(['restore', '1', 'a.txt'])
  expect(restored).toMatchObject({ code: 0, stderr: '' })
  expect(readFileSync(join(here.work, 'a.txt'), 'utf8')).toBe('staged\n')
  expect(existsSync(join(here.work, 'step-2.txt'))).toBe(true)
  const [, back = ''] = /ralph restore (\d+) brings them back/.exec(restored.stdout) ?? []
  expect(await here.ralph(['restore', back])).toMatchObject({ code: 0 })
  expect(readFileSync(join(here.work, 'a.txt'), 'utf8')).toBe('staged\nstep 1\nstep 2\n')

  expect(here.userGit()).toEqual(git)

  rmSync(join(here.work, '.git'), { recursive: true })
  rmSync(join(here.work, 'b.txt'))
  expect((await here.ralph(['restore', '1'])).code).toBe(0)
  const contents = (path: string) => readFileSync(join(here.work, path), 'utf8')
  expect(['a.txt', 'b.txt', 'c.txt', 'new.txt'].map(contents)).toEqual(['staged\n', 'unstaged\n', 'c\n', 'untracked\n'])
  for (const args of [
    ['restore', '99'],
    ['restore', 'x'],
    ['restore', '1', '../outside'],
    ['diff', '7..9'],
  ])
    expect(await here.ralph(args)).toMatchObject({
      code: expect.toBeOneOf([1, 2, 4]),
      stderr: expect.stringMatching(/^ralph: .*\n {2}./),
    })
})

describe('--dry-run', () => {
  const kinds = [
    ['as a run', ['--dry-run', ...done, '--gate', 'npm test']],
    ['with a configuration', ['--dry-run', ...done, '-c', 'my.yml']],
    [
      'with every option',
      ['--dry-run', ...done, '--checkpoint-interval', '2', '--model', 'x y', '--', '--flag', 'a b'],
    ],
    ['beside --resume', ['--dry-run', '--resume', ...done]],
  ] as const
  test.concurrent.for(kinds)('%s writes nothing at all, anywhere, and starts nothing', async ([, args], { here }) => {
    here.repository()
    write(here.work, { 'my.yml': 'max_cost: 3\n' })
    write(here.home, { '.config/ralph/config.yml': 'max_failures: 2\n' })
    const before = inventory(here.root)
    const { code, stdout, stderr } = await here.ralph(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/Nothing was started and nothing written\.\n$/)
    expect(stdout).toMatch(/claims-done\.sh/)
    expect(inventory(here.root)).toEqual(before)
  })

  test.concurrent('finds what a run would refuse', async ({ here }) => {
    rmSync(join(here.work, 'PROMPT.md'))
    expect((await here.ralph(['--dry-run', ...done])).code).toBe(2)
    expect((await here.ralph(['--dry-run', '-p', 'x', '-a', 'claude'], { env: { PATH: '/nonexistent' } })).code).toBe(4)
    const none = await here.ralph(['--dry-run', '-p', 'x', ...done], { env: { PATH: '/nonexistent' } })
    expect(none).toMatchObject({ code: 4, stdout: expect.stringMatching(/git is not installed\n +.*--no-git/) })
  })

  test.concurrent('beside a run that was interrupted writes nothing either', async ({ here }) => {
    await here.ralph([...limited, '--max-cost', '3'])
    const before = inventory(here.root)
    expect((await here.ralph(['--dry-run', ...done])).code).toBe(0)
    expect(inventory(here.root)).toEqual(before)
  })

  test.concurrent.for([
    ['config'],
    ['agents'],
    ['doctor'],
    ['completion', 'bash'],
    ['--help'],
    ['run', '--help'],
    ['--version'],
  ])('so does `ralph %s`', async (args, { here }) => {
    const before = inventory(here.root)
    const { stdout, stderr } = await here.ralph(args, { env: { PATH: '/usr/bin:/bin' } })
    expect(stderr).toBe('')
    expect(stdout.length).toBeGreaterThan(3)
    expect(inventory(here.root)).toEqual(before)
  })
})

test.concurrent('every option there is works together, with the demo agent', async ({ here }) => {
  write(here.work, { 'task.md': 'Write src/slugify.js' })
  const options = `-a demo --model m -P task.md --gate true --gate-timeout 1m --completion-promise TASK_COMPLETE -i 5 -t 2m
    --max-tokens 1000000 --max-cost 5 --max-failures 3 --max-wait 1m --iteration-timeout 1m --idle-timeout 30s
    --retry-delay 0.1 --context-window 200000 --context-threshold 0.8 --checkpoint-interval 1 --checkpoint-mode shadow
    --metrics-interval 1 --max-prompt-size 10M --allow-unsafe-paths --output-format plain -v --no-color`
  const args = options.split(/\s+/)
  const { code, stdout } = await here.ralph(['run', ...args], { env: { RALPH_DEMO_SPEED: '50' } })
  expect({ code, outcome: here.outcome() }).toEqual({ code: 0, outcome: 'completed' })
  expect(stdout).toMatch(/iteration 1 of 5 started: demo/)
  expect(existsSync(join(here.work, 'src/slugify.js'))).toBe(true)
})

test.concurrent('`ralph demo` does the main job', async ({ here }) => {
  const { code, stdout } = await here.ralph(['demo', '--output-format', 'plain'], { env: { RALPH_DEMO_SPEED: '50' } })
  expect(code).toBe(0)
  expect(stdout).toMatch(/gate failed/)
  expect(stdout).toMatch(/completed: 1 of 1 gates passed/)
})

describe('--resume', () => {
  test.concurrent('starts where nothing is open, and goes on where something is', async ({ here }) => {
    const args = ['--resume', ...agent('hangs.sh'), '--gate', 'true']
    const first = here.start(args)
    await here.recorded('agent.spawned')
    first.signal('SIGTERM')
    await first.ended
    const second = here.start(args)
    await here.recorded('agent.spawned', 2)
    second.signal('SIGKILL')
    await second.ended
    expect((await here.ralph(['--resume', ...done, '--gate', 'true'])).code).toBe(0)
    expect(here.runFolders()).toHaveLength(1)
    expect(here.eventsOf('iteration.started').map(({ iteration }) => iteration)).toEqual([1, 2, 3])
    expect((await here.ralph(['--resume', ...done])).code).toBe(0)
    expect(here.runFolders()).toHaveLength(2)
  })

  test.concurrent('of a limit goes on only as far as it is raised', async ({ here }) => {
    expect((await here.ralph(limited)).code).toBe(3)
    expect((await here.ralph(['resume'])).code).toBe(3)
    expect(here.eventsOf('iteration.started')).toHaveLength(1)
    expect((await here.ralph(['resume', '-i', '3'])).code).toBe(3)
    expect(here.eventsOf('iteration.started')).toHaveLength(3)
    expect((await here.ralph(['resume', idOf(here), '-i', '9', ...done])).code).toBe(0)
  })
})

describe('the voices', () => {
  test.concurrent('--quiet says only how it ends', async ({ here }) => {
    const { stdout, stderr } = await here.ralph([...done, '-q'])
    expect(stdout).toMatch(/^\ncompleted: /)
    expect(stdout).not.toMatch(/iteration 1 of/)
    expect(stderr).toBe('')
  })

  test.concurrent('--verbose says what the agent says', async ({ here }) => {
    const command = ['--agent-command', 'echo hello there', '-i', '1']
    expect((await here.ralph([...command, '-v'])).stdout).toMatch(/says: hello there/)
    expect((await here.ralph(command)).stdout).not.toMatch(/says: hello there/)
  })

  test.concurrent('no colours and nothing redrawn, unless there is a terminal', async ({ here }) => {
    for (const format of ['pretty', 'plain'])
      expect((await here.ralph([...done, '--output-format', format])).stdout).not.toContain('\u001b')
  })
})

describe('the files', () => {
  const agentFolder = (here: Here) => {
    const path = join(here.work, '.agent')
    return existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted() : []
  }

  test.concurrent('--no-git makes no checkpoints', async ({ here }) => {
    expect((await here.ralph([...done, '--no-git', '--gate', 'true'])).code).toBe(0)
    expect(here.eventsOf('checkpoint.created')).toEqual([])
    expect(existsSync(join(here.runFolder(), '../../shadow.git'))).toBe(false)
    expect((await here.ralph(['checkpoints'])).stdout).toMatch(/has no checkpoints/)
    expect(await here.ralph(['diff'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ralph: .*no checkpoints\n {2}./),
    })
  })

  test.concurrent('--no-metrics and --no-archive leave nothing in the workspace', async ({ here }) => {
    expect((await here.ralph([...done, '--no-metrics', '--no-archive'])).code).toBe(0)
    expect(agentFolder(here)).toEqual([])
  })

  test.concurrent('git sees nothing of .agent', async ({ here }) => {
    here.repository()
    await here.ralph(done)
    expect(agentFolder(here)).toContain('.gitignore')
    const status = execFileSync('git', ['status', '--porcelain'], { cwd: here.work, encoding: 'utf8' })
    expect(status).not.toMatch(/\.agent/)
  })
})

describe('an end of its own for each outcome', () => {
  const ends = [
    ['completed', 0, done],
    ['failed', 1, [...agent('claims-then-exits-1.sh'), '--max-failures', '2']],
    ['failed', 1, agent('exits-0-on-error.sh')],
    ['limit', 3, limited],
    ['limit', 3, [...agent('usage-shrinks.sh'), '--max-cost', '0.4']],
    ['limit', 3, [...agent('usage-shrinks.sh'), '--max-tokens', '5000']],
    ['limit', 3, [...agent('hangs.sh'), '--max-runtime', '0.3']],
    ['limit', 3, [...agent('is-rate-limited.sh', 'ralph', '99999999999999'), '--max-wait', '1']],
    ['refused', 4, [...done, '--context-window', '100']],
    ['blocked', 5, agent('asks-for-human.sh')],
    ['stalled', 6, agent('makes-no-progress.sh')],
  ] as const
  test.concurrent.for(ends)('%s: exit code %i, and metrics that say so', async ([outcome, code, args], { here }) => {
    const ended = await here.ralph(args)
    expect({ code: ended.code, outcome: here.outcome() }).toEqual({ code, outcome })
    expect(exitCodes.find(([number]) => number === String(code))?.[1]).toMatch(new RegExp(`^${outcome}`))
    for (const kind of ['state', 'metrics']) {
      const file = json(readFileSync(join(here.work, '.agent/metrics', `${kind}_${idOf(here)}.json`), 'utf8'))
      const { reason } = here.eventsOf('run.finished')[0] ?? {}
      expect(file).toMatchObject({ schema: 1, runId: idOf(here), outcome, reason, endedAt: isoTime })
      expect(file['totals']).toMatchObject({ iterations: here.eventsOf('iteration.finished').length })
    }
    expect(ended.stdout).toContain(here.eventsOf('run.finished')[0]?.reason.slice(0, 40))
  })

  test.concurrent('usage: 2, and nothing else has it', async ({ here }) => {
    expect((await here.ralph(['--nonsense'])).code).toBe(2)
    expect(exitCodes.find(([number]) => number === '2')?.[1]).toMatch(/nothing was started/)
  })
})
