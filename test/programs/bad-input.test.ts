/* oxlint-disable vitest/no-standalone-expect -- the rule does not know a test that was extended */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { agent, test, type Here } from '../support/program.ts'
import { inventory, write } from '../support/workspaces.ts'

const done = agent('claims-done.sh')
const twice = ['-i', '2'] as const

/** Wrong requests: what is said, with which code, and that nothing was begun. */
interface Refusal {
  readonly name: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly prepare?: (here: Here) => void
  /** Below the place's root. */
  readonly cwd?: string
  /** 2 unless said otherwise. */
  readonly code?: number
  /** The first line, behind `ralph: `. */
  readonly says: RegExp
  readonly hint: RegExp
}

const promptOf = (content: string | Buffer) => (here: Here) => write(here.work, { 'PROMPT.md': content })
const config = (text: string) => (here: Here) => write(here.work, { 'ralph.yml': text })
const noPrompt = (here: Here) => rmSync(join(here.work, 'PROMPT.md'))

const prompts: readonly Refusal[] = [
  { name: 'missing', prepare: noPrompt, args: done, says: /prompt file PROMPT\.md does not exist/, hint: /ralph init/ },
  { name: 'empty', prepare: promptOf(''), args: done, says: /PROMPT\.md is empty/, hint: /write the task/ },
  { name: 'blank', prepare: promptOf(' \n\t\n'), args: done, says: /PROMPT\.md is empty/, hint: /write the task/ },
  {
    name: 'binary',
    prepare: promptOf(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2])),
    args: done,
    code: 4,
    says: /control character \(U\+007F in line 1\)/,
    hint: /plain text/,
  },
  {
    name: 'with a terminal escape',
    prepare: promptOf('one\ntwo \u001b]0;x\u0007\n'),
    args: done,
    code: 4,
    says: /U\+001B in line 2/,
    hint: /plain text/,
  },
  {
    name: 'not UTF-8',
    prepare: promptOf(Buffer.from([0x61, 0xff, 0xfe, 0x62])),
    args: done,
    code: 4,
    says: /is not UTF-8/,
    hint: /UTF-8/,
  },
  {
    name: 'too large',
    prepare: promptOf('x'.repeat(2000)),
    args: [...done, '--max-prompt-size', '1K'],
    code: 4,
    says: /PROMPT\.md is larger than 1024 bytes/,
    hint: /--max-prompt-size/,
  },
  {
    name: 'a folder',
    prepare: (here) => (noPrompt(here), mkdirSync(join(here.work, 'PROMPT.md'))),
    args: done,
    says: /PROMPT\.md is a (folder|directory)|not a (regular )?file/,
    hint: /--prompt FILE/,
  },
  {
    name: 'a FIFO',
    prepare: (here) => (noPrompt(here), void execFileSync('mkfifo', [join(here.work, 'PROMPT.md')])),
    args: done,
    says: /PROMPT\.md is/,
    hint: /--prompt FILE/,
  },
  {
    name: 'a device',
    args: [...done, '-P', '/dev/zero', '--allow-unsafe-paths'],
    says: /\/dev\/zero is/,
    hint: /--prompt FILE/,
  },
  {
    name: 'a link to the outside',
    prepare: (here) => (noPrompt(here), symlinkSync('/etc/hostname', join(here.work, 'PROMPT.md'))),
    args: done,
    code: 4,
    says: /lies outside the workspace/,
    hint: /--allow-unsafe-paths/,
  },
  {
    name: 'outside',
    prepare: (here) => writeFileSync(join(here.root, 'task.md'), 'Do it.'),
    args: [...done, '-P', '../task.md'],
    code: 4,
    says: /lies outside the workspace/,
    hint: /--allow-unsafe-paths/,
  },
]

const requests: readonly Refusal[] = [
  { name: 'unknown option', args: ['--max-cots', '5'], says: /unknown option --max-cots/, hint: /--max-cost\?/ },
  { name: 'unknown letter', args: ['-Z'], says: /unknown option -Z/, hint: /--help/ },
  { name: 'unknown command', args: ['resmue'], says: /unknown command "resmue"/, hint: /ralph resume\?/ },
  { name: 'unknown agent', args: ['-a', 'claud'], says: /claud/, hint: /claude/ },
  { name: 'unknown format', args: ['--agent-command', 'true', '--agent-format', 'txt'], says: /txt/, hint: /text/ },
  { name: 'unknown output format', args: ['--output-format', 'jsno'], says: /jsno/, hint: /json/ },
  { name: 'unknown mode', args: ['--checkpoint-mode', 'shadw'], says: /shadw/, hint: /shadow/ },
  {
    name: 'unknown key',
    prepare: config('max_cots: 5\n'),
    args: done,
    says: /ralph\.yml:1.*max_cots/,
    hint: /max_cost/,
  },
  {
    name: 'unknown limit',
    prepare: config('limits:\n  max_itertions: 5\n'),
    args: done,
    says: /ralph\.yml:2.*limits\.max_itertions/,
    hint: /max_iterations/,
  },
  { name: 'broken YAML', prepare: config('agent: [claude\n'), args: done, says: /ralph\.yml:\d/, hint: /YAML/ },
  { name: 'a list as configuration', prepare: config('- 1\n'), args: done, says: /ralph\.yml/, hint: /max_cost/ },
  {
    name: 'a FIFO as configuration',
    prepare: (here) => void execFileSync('mkfifo', [join(here.work, 'ralph.yml')]),
    args: done,
    says: /ralph\.yml is not a regular file/,
    hint: /--config/,
  },
  { name: 'no such configuration', args: ['-c', 'no.yml'], says: /no\.yml/, hint: /ralph init/ },
  { name: 'an option given twice', args: ['-i', '1', '-i', '2'], says: /given twice: 1 and 2/, hint: /one/ },
  { name: 'a missing value', args: ['--max-cost'], says: /--max-cost needs a value/, hint: /value/ },
  { name: 'a flag as value', args: ['--max-cost', '--quiet'], says: /--max-cost needs a value/, hint: /--quiet/ },
  { name: 'an empty task', args: ['-p', ' '], says: /prompt-text/, hint: /--help/ },
  { name: 'both kinds of task', args: ['-p', 'x', '-P', 'y'], says: /prompt/, hint: /./ },
  { name: 'an empty agent command', args: ['--agent-command', ' '], says: /agent-command/, hint: /./ },
  { name: 'an unclosed quote', args: ['--agent-command', 'x "y'], says: /quote|agent command/i, hint: /./ },
  {
    name: 'an argument too many',
    args: ['run', 'PROMPT.md'],
    says: /unexpected argument "PROMPT\.md"/,
    hint: /--help/,
  },
  { name: 'a word as iteration', args: ['log', '--iteration', 'x'], says: /no run|--iteration/, hint: /./, code: 2 },
  {
    name: 'a relative state folder',
    args: done,
    env: { RALPH_STATE_DIR: 'state' },
    says: /RALPH_STATE_DIR/,
    hint: /path/,
  },
  { name: 'no run to show', args: ['show'], says: /no run was ever started/, hint: /ralph run/ },
  { name: 'no run to resume', args: ['resume'], says: /no run was ever started/, hint: /ralph run/ },
  { name: 'nobody to stop', args: ['stop'], says: /no ralph works in/, hint: /ralph runs/ },
  {
    name: 'an unknown variable',
    args: done,
    env: { RALPH_MAX_COTS: '5' },
    says: /RALPH_MAX_COTS/,
    hint: /RALPH_MAX_COST/,
  },
  {
    name: 'a program that is not installed',
    args: ['--agent-command', 'no-such-agent --x'],
    code: 4,
    says: /no-such-agent is not on the PATH/,
    hint: /install it/,
  },
  {
    name: 'a program that may not be executed',
    prepare: (here) => write(here.work, { 'agent.sh': '#!/bin/sh\n' }),
    args: ['--agent-command', './agent.sh'],
    code: 4,
    says: /agent\.sh is not executable/,
    hint: /./,
  },
  {
    name: 'no agent on the PATH',
    args: [],
    env: { PATH: '/nonexistent' },
    code: 4,
    says: /no agent is installed \(looked for claude/,
    hint: /ralph agents/,
  },
  {
    name: 'an agent that is not installed',
    args: ['-a', 'claude'],
    env: { PATH: '/nonexistent' },
    code: 4,
    says: /claude is not on the PATH/,
    hint: /install/,
  },
  {
    name: 'a workspace around the state',
    args: done,
    env: { RALPH_STATE_DIR: '$WORKSPACE/state' },
    says: /lies inside the workspace/,
    hint: /RALPH_STATE_DIR/,
  },
  {
    name: 'a workspace in the records',
    prepare: (here) => mkdirSync(join(here.root, 'state', 'workspaces', 'x'), { recursive: true }),
    args: ['-p', 'x', ...done],
    cwd: 'state/workspaces/x',
    says: /is a part of ralph's own records/,
    hint: /folder of your own/,
  },
  {
    name: 'the state folder is a file',
    prepare: (here) => writeFileSync(join(here.root, 'state'), ''),
    args: done,
    code: 1,
    says: /state.* (is not a folder|can't|ENOTDIR|exists)/,
    hint: /./,
  },
]

const limits = Object.entries({
  'max-iterations': ['-1', '0', '1e400', '99999999999999999999', '0x10', ''],
  'max-cost': ['-5', '0', 'NaN', '5 USD'],
  'max-runtime': ['0', '5 parsecs'],
  'max-tokens': ['1.5'],
  'idle-timeout': ['-1'],
}).flatMap(([option, values]) => values.map((value) => ({ option, value })))

async function refused(here: Here, { prepare, args, env = {}, cwd = 'work', code = 2, says, hint }: Refusal) {
  prepare?.(here)
  const before = inventory(here.work)
  const variables = Object.entries(env).map(([key, value]) => [key, value.replace('$WORKSPACE', here.work)])
  const ended = await here.ralph(args, { env: Object.fromEntries(variables), cwd: join(here.root, cwd) })
  const [first = '', second = '', ...more] = ended.stderr.trimEnd().split('\n')
  expect({ code: ended.code, first }).toEqual({ code, first: expect.stringMatching(/^ralph: ./) })
  expect(first).toMatch(says)
  expect(second).toMatch(hint)
  expect(more).toEqual([])
  expect(ended.stdout).toBe('')
  expect(inventory(here.work)).toEqual(before)
  expect(here.runFolders()).toEqual([])
}

describe('a prompt that is', () => {
  test.concurrent.for(prompts)('$name', (row, { here }) => refused(here, row))

  test.concurrent('larger than the context window: the run is refused, and says what to raise', async ({ here }) => {
    promptOf('word '.repeat(20_000))(here)
    const ended = await here.ralph([...done, '--context-window', '1000'])
    expect(ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/^refused: .*raise --context-window/m) })
    expect(here.outcome()).toBe('refused')
    expect(here.eventsOf('iteration.started')).toEqual([])
  })

  test.concurrent('unreadable', async ({ here, skip }) => {
    if (process.getuid?.() === 0) chownSync(here.root, 65534, 65534)
    chmodSync(join(here.work, 'PROMPT.md'), 0)
    const through = asNobody()
    if (!through) return skip('there is nobody to be')
    const ended = await here.ralph(done, { through, env: { HOME: here.root } })
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toMatch(/^ralph: the prompt file PROMPT\.md .*(read|EACCES|permission).*\n {2}.*permissions/i)
    expect(here.runFolders()).toEqual([])
  })
})

describe('a request with', () => {
  test.concurrent.for(requests)('$name', (row, { here }) => refused(here, row))

  test.concurrent.for(limits)('--$option "$value", from wherever it comes', async ({ option, value }, { here }) => {
    const key = option.replaceAll('-', '_')
    const says = (where: string) => ({ code: 2, stderr: expect.stringContaining(where) })
    const flag = await here.ralph([...done, `--${option}=${value}`])
    expect(flag).toMatchObject(says(`--${option}`))
    if (value !== '') {
      const env = { [`RALPH_${key.toUpperCase()}`]: value }
      expect(await here.ralph(done, { env })).toMatchObject(says(`RALPH_${key.toUpperCase()}`))
    }
    write(here.work, { 'ralph.yml': `limits:\n  ${key}: "${value}"\n` })
    expect(await here.ralph(done)).toMatchObject(says('ralph.yml:2'))
    expect(here.runFolders()).toEqual([])
  })
})

describe('during a run', () => {
  const spoilt = [
    ['goes', 'rm PROMPT.md', /does not exist/],
    ['becomes binary', String.raw`printf "a\000b" >PROMPT.md`, /control character/],
    ['becomes empty', ': >PROMPT.md', /empty/],
    ['becomes a FIFO', 'rm PROMPT.md; mkfifo PROMPT.md', /PROMPT\.md is/],
    ['becomes a folder', 'rm PROMPT.md; mkdir PROMPT.md', /PROMPT\.md is/],
    ['becomes a link to the outside', 'ln -sf /etc/hostname PROMPT.md', /outside the workspace/],
    ['becomes too large', 'yes | head -c 3000 >PROMPT.md', /bytes/],
  ] as const
  test.concurrent.for(spoilt)(
    'a prompt that %s is replaced by its last good copy',
    async ([, command, why], { here }) => {
      const args = [
        '--agent-command',
        shell(`cat >>../seen; ${command}; echo ok`),
        '--max-prompt-size',
        '2000',
        ...twice,
      ]
      expect(await here.ralph(args)).toMatchObject({ code: 3, stdout: expect.stringMatching(why) })
      expect(here.eventsOf('iteration.started')[1]?.prompt.stale).toMatch(why)
      expect(readFileSync(join(here.root, 'seen'), 'utf8').match(/Make the tests pass/g)).toHaveLength(2)
    },
  )

  test.concurrent('a gate whose command does not exist fails, and says so to the agent', async ({ here }) => {
    const { code, stdout } = await here.ralph([...done, '--gate', 'no-such-checker --all', ...twice])
    expect({ code, outcome: here.outcome() }).toEqual({ code: 3, outcome: 'limit' })
    expect(stdout).toMatch(/exit code 127.* is it installed, and on the PATH\?/)
    expect(here.eventsOf('gate.finished')).toHaveLength(2)
  })

  test.concurrent('an agent that loses its program is not tried again', async ({ here }) => {
    write(here.work, { 'agent.sh': '#!/bin/sh\nrm "$0"; echo gone\n' })
    chmodSync(join(here.work, 'agent.sh'), 0o755)
    expect(await here.ralph(['--agent-command', './agent.sh', '-i', '9'])).toMatchObject({ code: 1 })
    expect(here.eventsOf('run.finished')[0]?.reason).toMatch(/no agent can run .*agent\.sh was not found/)
  })

  test.concurrent('a workspace that is deleted can be brought back', async ({ here }) => {
    here.repository()
    const gate = ['--gate', 'cd / && rm -rf "$OLDPWD"; false']
    const { code } = await here.ralph([...done, ...gate, '-i', '3'])
    expect({ code, outcome: here.outcome() }).toEqual({ code: 1, outcome: 'failed' })
    mkdirSync(here.work)
    expect((await here.ralph(['restore', '1'])).code).toBe(0)
    expect(readFileSync(join(here.work, 'b.txt'), 'utf8')).toBe('unstaged\n')
    expect(readFileSync(join(here.work, 'new.txt'), 'utf8')).toBe('untracked\n')
  })

  test.concurrent('a workspace that only was the current folder is not mistaken for another', async ({ here }) => {
    const start = ['sh', '-c', 'rm -r ../work; exec "$@"', 'sh']
    expect(await here.ralph(done, { through: start })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ralph: the current folder no longer exists\n {2}./),
    })
  })
})

describe('the folder .agent', () => {
  const everything = ['--metrics-interval', '1', '--gate', 'true'] as const

  test.concurrent('is a file: the run goes on without copies, and says so', async ({ here }) => {
    write(here.work, { '.agent': 'mine' })
    const { code, stderr } = await here.ralph([...done, ...everything])
    expect(code).toBe(0)
    expect(stderr).toMatch(/^ralph: .*\.agent is a file/m)
    expect(readFileSync(join(here.work, '.agent'), 'utf8')).toBe('mine')
  })

  test.concurrent('is a link to the outside: nothing is written there', async ({ here }) => {
    mkdirSync(join(here.root, 'outside'))
    symlinkSync('../outside', join(here.work, '.agent'))
    const { code, stderr } = await here.ralph([...done, ...everything])
    expect(code).toBe(0)
    expect(stderr).toMatch(/^ralph: .*\.agent is a link/m)
    expect(inventory(join(here.root, 'outside'))).toEqual({})
  })

  test.concurrent('becomes a link, or its folders do, while the run goes on', async ({ here }) => {
    mkdirSync(join(here.root, 'outside'))
    const swap =
      'rm -rf .agent; mkdir .agent; for n in metrics prompts; do ln -s ../../outside .agent/$n; done; ln -sfn ../outside .agent/notes.md'
    const args = ['--agent-command', shell(`${swap}; echo ok`), ...everything, '-i', '3']
    expect((await here.ralph(args)).code).toBe(3)
    expect(inventory(join(here.root, 'outside'))).toEqual({})
  })

  test.concurrent('holds links where its files belong: they are replaced, not followed', async ({ here }) => {
    writeFileSync(join(here.root, 'precious'), 'mine')
    const plant = 'for f in .agent/metrics/*.json .agent/prompts/*.md; do ln -sf "$PWD/../precious" "$f"; done'
    const args = ['--agent-command', shell(`${plant}; echo ok`), ...everything, '-i', '3']
    expect((await here.ralph(args)).code).toBe(3)
    expect(readFileSync(join(here.root, 'precious'), 'utf8')).toBe('mine')
  })
})

describe('two at once', () => {
  const places = [
    ['in the same folder', 'work'],
    ['in a folder below', 'work/below'],
    ['in the folder above', '.'],
    ['through a link', 'link'],
  ] as const
  test.concurrent.for(places)('%s: the second is refused', async ([, second], { here }) => {
    mkdirSync(join(here.work, 'below'))
    symlinkSync('work', join(here.root, 'link'))
    for (const folder of [here.root, join(here.work, 'below')]) write(folder, { 'PROMPT.md': 'x' })
    const first = here.start(['--agent-command', 'sleep 600', '-i', '1'])
    await here.recorded('agent.spawned')
    const ended = await here.ralph(done, { cwd: join(here.root, second) })
    // the folder above holds the state folder, which is a reason of its own
    expect(ended).toMatchObject({ code: second === '.' ? 2 : 4, stdout: '' })
    expect(ended.stderr).toMatch(
      second === '.'
        ? /lies inside the workspace/
        : /^ralph: another ralph works in .*pid \d+.*\n {2}Wait for it, or end it with: ralph stop/,
    )
    expect(here.runFolders()).toHaveLength(1)
    first.signal('SIGTERM')
    expect((await first.ended).code).toBe(143)
    expect((await here.ralph(done, { cwd: join(here.work, 'below') })).code).toBe(0)
  })

  test.concurrent('of six that start together one runs', async ({ here }) => {
    const args = ['--agent-command', 'sleep 1.5', '-i', '1']
    const all = await Promise.all(Array.from({ length: 6 }, () => here.ralph(args)))
    expect(all.map(({ code }) => code).toSorted((a, b) => a - b)).toEqual([3, 4, 4, 4, 4, 4])
    expect(here.runFolders()).toHaveLength(1)
  })
})

describe('a journal', () => {
  const journal = (here: Here) => join(here.runFolder(), 'journal.jsonl')
  const limited = async (here: Here) => {
    expect((await here.ralph([...agent('claims-in-quotation.sh'), '-i', '1'])).code).toBe(3)
  }

  test.concurrent('torn at its end is mended, and its run goes on', async ({ here }) => {
    await limited(here)
    const whole = readFileSync(journal(here))
    truncateSync(journal(here), whole.length - 9)
    expect((await here.ralph(['show'])).code).toBe(0)
    const { code, stderr } = await here.ralph(['resume', '-i', '2'])
    expect({ code, outcome: here.outcome() }).toEqual({ code: 3, outcome: 'limit' })
    expect(stderr).toMatch(/^ralph: the last record of the run was torn/m)
    expect(here.eventsOf('iteration.finished').map(({ iteration }) => iteration)).toEqual([1, 2])
    expect(existsSync(join(here.runFolder(), 'journal.torn-1'))).toBe(true)
  })

  test.concurrent('damaged in its middle is refused and left as it is', async ({ here }) => {
    await limited(here)
    const damaged = readFileSync(journal(here), 'latin1').replace('"iteration.finished"', '"iteration.finishes"')
    writeFileSync(journal(here), damaged, 'latin1')
    for (const args of [['resume', '-i', '3'], ['show'], ['--resume', ...done]]) {
      const ended = await here.ralph(args)
      expect(ended).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^ralph: the journal .* is damaged in line \d+.*\n {2}It was left untouched/),
      })
    }
    expect(await here.ralph(['runs'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/damaged/) })
    expect(readFileSync(journal(here), 'latin1')).toBe(damaged)
    expect((await here.ralph(done)).code).toBe(0)
  })

  test.concurrent('that is written by somebody else stops the run', async ({ here }) => {
    const run = here.start(['--agent-command', 'sleep 600', '-i', '1', '-t', '1.5'])
    await here.recorded('agent.spawned')
    appendFileSync(journal(here), '{"seq":99}\n')
    expect(await run.ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^ralph: .*changed by someone else/m),
    })
    expect(await here.left()).toEqual([])
  })

  test.concurrent('that is removed stops the run', async ({ here }) => {
    const run = here.start(['--agent-command', 'sleep 600', '-i', '1', '-t', '1.5'])
    await here.recorded('agent.spawned')
    renameSync(journal(here), `${journal(here)}.away`)
    expect(await run.ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^ralph: .*journal .* was removed.*\n {2}./m),
    })
    expect(await here.left()).toEqual([])
  })
})

describe('resume', () => {
  test.concurrent('of a completed run, or of none, is refused', async ({ here }) => {
    expect((await here.ralph(done)).code).toBe(0)
    const before = here.events()
    const runId = here.runFolder().split('/').at(-1) ?? ''
    for (const [args, says] of [
      [[], /is completed: .*\n {2}Start a new one with: ralph run/],
      [[runId], /is completed/],
      [['20200101-000000-deadbeef'], /no run of this workspace has the id 2020.*\n {2}.*ralph runs/],
      [['../../../etc'], /no run of this workspace has the id/],
      [['2'], /is completed/],
    ] as const) {
      expect(await here.ralph(['resume', ...args])).toMatchObject({ code: 2, stderr: expect.stringMatching(says) })
    }
    expect(here.events()).toEqual(before)
  })

  test.concurrent('with options that are wrong changes nothing', async ({ here }) => {
    expect((await here.ralph([...agent('claims-in-quotation.sh'), '-i', '1'])).code).toBe(3)
    const before = here.events()
    expect((await here.ralph(['resume', '-i', 'x'])).code).toBe(2)
    expect((await here.ralph(['resume', '--agent-command', 'no-such-agent'])).code).toBe(4)
    expect(here.events()).toEqual(before)
  })
})

describe('a place that', () => {
  test.concurrent('is no repository is good enough', async ({ here }) => {
    expect((await here.ralph([...done, '--gate', 'true'])).code).toBe(0)
    expect(here.eventsOf('checkpoint.created').length).toBeGreaterThan(0)
    expect(existsSync(join(here.work, '.git'))).toBe(false)
  })

  test.concurrent('is no repository can take no commits', async ({ here }) => {
    const ended = await here.ralph([...done, '--checkpoint-mode', 'commit'])
    expect(ended.stderr).toMatch(/^ralph: .*repository/m)
    expect(ended.code).not.toBe(0)
  })

  test.concurrent('can not be written is no place to start', async ({ here, skip }) => {
    const through = asNobody()
    if (!through) return skip('there is nobody to be')
    giveTo(here)
    chmodSync(here.work, 0o555)
    if (process.getuid?.() === 0) chownSync(here.work, 0, 0)
    const ended = await here.ralph([...done, '--gate', 'true'], { through })
    expect(ended).toMatchObject({
      code: 4,
      stdout: expect.stringMatching(/^refused: .*workspace .* can't be written: check/m),
    })
    expect(here.eventsOf('iteration.started')).toEqual([])
  })

  test.concurrent('can not keep records is no place to start', async ({ here, skip }) => {
    const through = asNobody()
    if (!through) return skip('there is nobody to be')
    giveTo(here)
    mkdirSync(here.state, { mode: 0o555 })
    const ended = await here.ralph(done, { through })
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr).toMatch(/^ralph: .*(EACCES|permission denied).*\n {2}./)
  })

  test.concurrent('has a full disk ends the run in order, and a resume goes on', async ({ here, skip }) => {
    if (!canMount()) return skip('nothing can be mounted')
    const script = `mkdir -p "$RALPH_STATE_DIR"; mount -t tmpfs -o size=700k none "$RALPH_STATE_DIR" || exit 99
      "$@"; code=$?; cp -a "$RALPH_STATE_DIR" "$RALPH_STATE_DIR.copy"; exit $code`
    const through = ['unshare', '-m', 'sh', '-c', script, 'sh']
    const noisy = [
      '--agent-command',
      shell('head -c 100000 /dev/urandom | base64; echo ok'),
      '-i',
      '30',
      '--retry-delay',
      '0',
    ]
    const ended = await here.ralph([...noisy, '--max-cost', '10000', '--max-tokens', '100000000'], { through })
    renameSync(`${here.state}.copy`, here.state + '2')
    rmSync(here.state, { recursive: true, force: true })
    renameSync(`${here.state}2`, here.state)
    expect(ended.stderr).toMatch(/^ralph: .*(full|no space left)/im)
    expect(ended.stderr).not.toMatch(/bug in ralph/)
    expect(here.events().length).toBeGreaterThan(3)
    expect(await here.left()).toEqual([])
    const begun = here.eventsOf('iteration.started').length // the last of them may have been cut off
    expect([1, 3]).toContain(ended.code)
    const again = await here.ralph(['resume', '-i', String(begun + 1)])
    expect(again.code).toBe(3)
    expect(here.eventsOf('iteration.started')).toHaveLength(begun + 1)
  })
})

const shell = (script: string) => `sh -c '${script.replaceAll("'", `'\\''`)}'`

/** How to run a program as somebody whom permissions hold; nothing if that can't be. */
function asNobody(): readonly string[] | undefined {
  if (process.getuid?.() !== 0) return []
  const through = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups']
  return spawnSync(through[0] ?? '', [...through.slice(1), 'true']).status === 0 ? through : undefined
}

function giveTo(here: Here): void {
  if (process.getuid?.() === 0) for (const path of [here.root, here.home, here.work]) chownSync(path, 65534, 65534)
}

function canMount(): boolean {
  return spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0
}
