/* oxlint-disable vitest/no-standalone-expect -- the rule does not know a test that was extended */
import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { uniqueSeconds } from '../support/agents.ts'
import { agent, rawControls, test, type Ended, type Here } from '../support/program.ts'
import { everyObject, write } from '../support/workspaces.ts'

/* Every small program of test/fixtures/agents as the agent of the built ralph, in a repository with unsaved work. */

interface Row {
  /** A program of test/fixtures/agents, and its arguments; `SECONDS` becomes a number that only this test uses. */
  readonly run: string
  readonly format?: 'ralph' | 'text' | 'acp'
  /** Besides two iterations at most, half a second of silence, and a gate that passes. */
  readonly options?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly before?: (here: Here) => void
  /** 3, a limit, unless said otherwise: both iterations were made. */
  readonly code?: number
  readonly outcome?: string
  /** How each iteration ended: a failure's kind, a claim's kind, or `ok`. */
  readonly ends: readonly string[]
  /** What the last iteration's failure or summary says. */
  readonly because?: RegExp
  readonly also?: (here: Here, ended: Ended) => void | Promise<void>
}

const log = async (here: Here) => (await here.ralph(['log'])).stdout
const leftovers = (here: Here) => here.eventsOf('iteration.finished').map(({ process }) => process?.leftovers)
const costs = (here: Here) => here.eventsOf('iteration.finished').map(({ cost }) => cost.usd)
const rich = ['--max-cost', '1000000', '--max-tokens', '1000000000'] as const
const secret = 'zq7-Kd93hfLs02nvB4xTqW'

const rows: readonly Row[] = [
  // what it says
  { run: 'asks-for-human.sh', code: 5, outcome: 'blocked', ends: ['blocked'] },
  { run: 'claims-done.sh', code: 0, outcome: 'completed', ends: ['done'] },
  {
    run: 'claims-done.sh',
    options: ['--gate', 'echo "it is red"; exit 7'],
    ends: ['done', 'done'],
    async also(here, { stdout }) {
      expect(here.eventsOf('claim.judged').map(({ accepted }) => accepted)).toEqual([false, false])
      expect(stdout).toMatch(/it is red/)
      expect(stdout).toMatch(/failed with exit code 7/)
    },
  },
  { run: 'claims-in-code-block.sh', ends: ['ok', 'ok'] },
  { run: 'claims-in-echoed-prompt.mjs', ends: ['ok', 'ok'] },
  { run: 'claims-in-echoed-prompt.mjs', format: 'text', ends: ['ok', 'ok'] },
  { run: 'claims-in-quotation.sh', ends: ['ok', 'ok'] },
  { run: 'claims-in-tool-result.sh', ends: ['ok', 'ok'] },
  { run: 'denies-completion.sh', ends: ['ok', 'ok'] },
  { run: 'claims-then-exits-1.sh', ends: ['crashed', 'crashed'], because: /exited with code 1/ },
  {
    run: 'exits-0-on-error.sh',
    code: 1,
    outcome: 'failed',
    ends: ['unauthorized'],
    because: /401 invalid api key/,
    also: (_here, { stdout }) => expect(stdout).toMatch(/no agent can run \(command: 401 invalid api key\)/),
  },
  {
    run: 'makes-no-progress.sh',
    options: ['-i', '20'],
    code: 6,
    outcome: 'stalled',
    ends: Array<string>(4).fill('ok'),
  },
  { run: 'oscillates.sh', options: ['-i', '20'], code: 6, outcome: 'stalled', ends: Array<string>(6).fill('ok') },

  // how it ends
  { run: 'closes-stdout.sh 0.2', ends: ['crashed', 'crashed'], because: /exited with code 3/ },
  { run: 'dies-by-kill.sh', ends: ['crashed', 'crashed'], because: /SIGKILL/ },
  { run: 'dies-by-kill.sh', format: 'text', ends: ['crashed', 'crashed'], because: /SIGKILL/ },
  { run: 'dies-by-segv.sh', ends: ['crashed', 'crashed'], because: /SIGSEGV/ },
  { run: 'exits-137.sh', ends: ['crashed', 'crashed'], because: /exited with code 137: Killed/ },
  { run: 'prints-half-a-json-line.sh', ends: ['crashed', 'crashed'], because: /printed no result/ },
  { run: 'prints-nothing.sh', ends: ['crashed', 'crashed'], because: /printed no result/ },
  { run: 'prints-nothing.sh', format: 'text', ends: ['ok', 'ok'] },
  { run: 'hangs.sh SECONDS', ends: ['idle', 'idle'], because: /--idle-timeout/ },
  {
    run: 'hangs.sh SECONDS',
    options: ['--idle-timeout', '1m', '--iteration-timeout', '0.4'],
    ends: ['timed-out', 'timed-out'],
    because: /--iteration-timeout/,
  },
  {
    run: 'hangs.sh SECONDS',
    options: ['--idle-timeout', '1m', '-t', '1'],
    ends: ['stopped'],
    also: (here, { ms }) => {
      expect(here.eventsOf('run.finished')[0]?.reason).toMatch(/^runtime: .* of 1/)
      expect(ms).toBeLessThan(10_000)
    },
  },
  { run: 'ignores-term.sh SECONDS', options: ['-i', '1'], ends: ['idle'] },
  { run: 'ignores-term-with-grandchildren.sh SECONDS', options: ['-i', '1'], ends: ['idle'] },
  { run: 'lingers-after-result.sh SECONDS', code: 0, outcome: 'completed', ends: ['done'] },
  { run: 'stops-itself.sh SECONDS', ends: ['idle', 'idle'] },
  { run: 'swarm.sh SECONDS 60', options: ['-i', '1'], ends: ['idle'] },
  { run: 'kills-its-group.sh', ends: ['crashed', 'crashed'], because: /SIGTERM/ },
  { run: 'kills-its-group.sh KILL', ends: ['crashed', 'crashed'], because: /SIGKILL/ },
  { run: 'kills-its-group.sh INT', ends: ['crashed', 'crashed'], because: /SIGINT/ },

  // how it holds a dialogue
  { run: 'acp-never-answers.mjs', format: 'acp', ends: ['idle', 'idle'] },
  { run: 'acp-dies-in-turn.mjs', format: 'acp', ends: ['crashed', 'crashed'], because: /out of luck/ },
  { run: 'acp-floods.mjs', format: 'acp', code: 0, outcome: 'completed', ends: ['done'] },
  { run: 'acp-talks-junk.mjs', format: 'acp', code: 0, outcome: 'completed', ends: ['done'] },
  {
    run: 'acp-works-on.mjs',
    format: 'acp',
    options: ['--idle-timeout', '1m', '-t', '2'],
    ends: ['stopped'],
    also: (here) => expect(here.eventsOf('iteration.finished')[0]?.usage).toMatchObject({ input: 10, output: 5 }),
  },

  // what it leaves behind
  ...['leaves-child.sh', 'double-forks.sh', 'setsid-child-without-env.sh'].map((name): Row => ({
    run: `${name} SECONDS`,
    format: 'text',
    ends: ['ok', 'ok'],
    also: (here) => expect(leftovers(here)).toEqual([1, 1]),
  })),
  { run: 'forks-on-and-on.sh SECONDS', format: 'text', ends: ['ok', 'ok'] },
  {
    run: 'setsid-child-holds-pipe.sh SECONDS',
    ends: ['ok', 'ok'],
    also: (_here, { ms }) => expect(ms).toBeLessThan(10_000),
  },

  // what it prints
  {
    run: 'floods-stdout.mjs 24',
    format: 'text',
    options: ['-i', '1', ...rich],
    ends: ['ok'],
    also: async (here) => {
      const shown = await log(here)
      expect(shown).toMatch(/TAIL-OK/)
      expect(shown).toMatch(/bytes left out here/)
      expect(shown.length).toBeLessThan(21_000_000)
    },
  },
  {
    run: 'floods-stdout.mjs 24',
    ends: ['stopped'],
    also: (here) => {
      expect(here.eventsOf('run.finished')[0]?.reason).toMatch(/^(cost|tokens): /)
      expect(costs(here)[0]).toBeLessThan(60)
    },
  },
  {
    run: 'floods-stderr.mjs 16',
    options: ['-i', '1', ...rich],
    ends: ['ok'],
    because: /loud/,
    also: async (here) => expect(await log(here)).toMatch(/last words of stderr/),
  },
  {
    run: 'one-long-line.mjs 40',
    format: 'text',
    options: ['-i', '1', ...rich],
    ends: ['ok'],
    also: async (here) => expect(await log(here)).toMatch(/TAIL-OK/),
  },
  {
    run: 'prints-bad-encoding.mjs',
    format: 'text',
    options: ['-v'],
    ends: ['ok', 'ok'],
    also: async (here) => {
      const shown = await log(here)
      expect(shown).toMatch(/bad ��\n.*nul \\x00 inside\n.*one<U\+2028>line\n.*😀\n.*cut �/s)
    },
  },
  {
    run: 'prints-escapes.sh',
    format: 'text',
    options: ['-v'],
    ends: ['ok', 'ok'],
    also: (_here, { stdout }) => expect(stdout).toMatch(/says: title {2}clipboard {2}hidden text cursor/),
  },
  {
    run: 'prints-escapes.sh',
    options: ['--output-format', 'json', '-v'],
    ends: ['ok', 'ok'],
    also: (_here, { stdout }) => expect(stdout).not.toMatch(/\\u001b|\\u0007|\\u009b/i),
  },

  // what it does to its surroundings
  {
    run: 'shows-surroundings.sh',
    format: 'text',
    env: { MY_SERVICE_TOKEN: secret },
    options: ['-v'],
    ends: ['ok', 'ok'],
    also: async (here, { stdout }) => {
      expect(await log(here)).toMatch(/files: 0 1 2\n.*terminal: no\n.*session: (\d+) of \1\n/s)
      expect(stdout + here.records()).not.toContain(secret)
    },
  },
  {
    run: 'never-reads-stdin.sh',
    before: (here) => write(here.work, { 'PROMPT.md': 'Do it. '.repeat(50_000) }),
    ends: ['ok', 'ok'],
    because: /I know what to do/,
  },
  {
    run: 'deletes-git.sh',
    options: ['--checkpoint-interval', '1'],
    ends: ['ok', 'ok'],
    also: (here) => expect(here.eventsOf('checkpoint.created').length).toBeGreaterThanOrEqual(2),
  },
  {
    run: 'deletes-prompt.sh',
    ends: ['ok', 'ok'],
    also: (here) => {
      const [first, second] = here.eventsOf('iteration.started').map(({ prompt }) => prompt)
      expect(first?.stale).toBeUndefined()
      expect(second?.stale).toMatch(/PROMPT\.md does not exist/)
      expect(readFileSync(join(here.runFolder(), 'task.md'), 'utf8')).toBe('Make the tests pass.\n')
    },
  },
  {
    run: 'deletes-workspace.sh',
    options: ['--security', 'off'], // the guard of commands would not let it
    code: 1,
    outcome: 'failed',
    ends: ['workspace-lost'],
    because: /the workspace .* is gone/,
    also: (_here, { stdout }) => expect(stdout).toMatch(/^failed: .*the workspace .* is gone$/m),
  },
  {
    run: 'edits-ralph-files.sh',
    options: ['--max-cost', '2', '-i', '9', '--metrics-interval', '1'],
    ends: ['ok', 'ok'],
    also: (here) => {
      expect(here.eventsOf('run.finished')[0]?.reason).toBe('cost: $2.00 of $2.00')
      const runId = here.events()[0]?.type === 'run.started' ? here.runFolder().split('/').at(-1) : ''
      const state = readFileSync(join(here.work, '.agent', 'metrics', `state_${runId}.json`), 'utf8')
      expect(JSON.parse(state)).toMatchObject({ outcome: 'limit', totals: { iterations: 2, cost: { usd: 2 } } })
    },
  },
  {
    run: 'leaves-secrets.sh',
    options: ['--checkpoint-interval', '1'],
    ends: ['ok', 'ok'],
    also: (here) => {
      const skipped = here.eventsOf('checkpoint.created').flatMap((checkpoint) => checkpoint.skipped ?? [])
      expect([...new Set(skipped)].join()).toMatch(/\.env/)
      expect(skipped.join()).toMatch(/id_ed25519/)
      expect(skipped.join()).toMatch(/big\.bin/)
      const objects = everyObject(join(here.runFolder(), '..', '..', 'shadow.git'))
      expect(objects).toContain('harmless')
      expect(objects).not.toMatch(/sk-ant-api03|OPENSSH PRIVATE KEY/)
    },
  },
  {
    run: 'spends-forever.sh 0.02',
    options: ['--max-cost', '1'],
    ends: ['stopped'],
    also: (here, { ms }) => {
      expect(here.eventsOf('run.finished')[0]?.reason).toMatch(/^cost: \$1\.\d\d of \$1\.00$/)
      expect(costs(here)[0]).toBeLessThanOrEqual(1.5)
      expect(ms).toBeLessThan(3000)
    },
  },
  { run: 'usage-shrinks.sh', ends: ['ok', 'ok'], also: (here) => expect(costs(here)).toEqual([0.5, 0.5]) },
  {
    run: `is-rate-limited.sh ${Date.now() + 1500}`,
    options: ['--max-wait', '2', '--max-failures', '1', '-i', '1'],
    ends: ['rate-limited', 'rate-limited'],
    also: (here) => {
      expect(here.eventsOf('run.finished')[0]?.reason).toMatch(/^wait: command can't run before/)
      expect(here.eventsOf('wait.started')[0]).toMatchObject({ provider: true })
    },
  },
]

test.concurrent.for(rows)('$run, read as $format', { timeout: 30_000 }, async (row, { here }) => {
  const { run, format = 'ralph', options = [], env = {}, code = 3, outcome = 'limit', ends, because } = row
  here.repository()
  row.before?.(here)
  const git = here.userGit()
  const seconds = uniqueSeconds()
  const [name = '', ...args] = run.split(' ').map((word) => (word === 'SECONDS' ? seconds : word))
  const usual = ['--idle-timeout', '0.5', ...(options.includes('--gate') ? [] : ['--gate', 'true'])]
  const given = [...usual, ...(options.includes('-i') ? [] : ['-i', '2'])].filter((_, i, all) => !overridden(all, i))
  function overridden(all: readonly string[], index: number): boolean {
    return options.includes(all[index - (index % 2)] ?? '')
  }

  const ended = await here.ralph([...agent(name, format, ...args), ...given, ...options], { env, timeoutMs: 25_000 })

  const finished = here.eventsOf('iteration.finished')
  const found = finished.map(({ failure, claim }) => failure?.kind ?? claim?.kind ?? 'ok')
  expect({ code: ended.code, outcome: here.outcome(), ends: found.slice(0, ends.length) }).toEqual({
    code,
    outcome,
    ends,
  })
  if (ends[0] !== 'rate-limited') expect(found).toHaveLength(ends.length)
  const last = finished.at(-1)
  if (because) expect(last?.failure?.message ?? last?.summary).toMatch(because)
  await row.also?.(here, ended)

  expect(await here.left(seconds)).toEqual([])
  expect(rawControls(ended.stdout + ended.stderr + here.records())).toEqual([])
  expect(ended.peakBytes).toBeLessThan(115 * 1024 ** 2)
  expect(here.events().map(({ seq }) => seq)).toEqual(here.events().map((_, index) => index + 1))
  if (!name.startsWith('deletes')) expect(here.userGit()).toEqual(git)
})

test('every small misbehaving program is used here', () => {
  const used = new Set([...rows.map(({ run }) => run.split(' ')[0]), 'acp-wire.mjs']) // what the ACP agents share
  expect(readdirSync(new URL('../fixtures/agents', import.meta.url)).filter((name) => !used.has(name))).toEqual([])
})
