import { makeCleaning } from '../platform/text/clean.ts'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AgentAdapter, AgentOutput, AgentResult, Exit, OutputParser, SessionRecord } from '../agent.ts'
import { fields, objectIn, text } from '../agents/reading/fields.ts'
import { listPrice } from '../agents/prices/prices.ts'
import type { AgentWatch } from '../iteration.ts'
import { systemClock } from '../platform/clock.ts'
import type { Prompt } from '../prompt.ts'
import { noSpending, noUsage, type Spending } from '../usage.ts'
import { agentRunner, type RunnerParts } from './agent-runner.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'agent-runner-')))
  mkdirSync(join(folder, 'home'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const prompt: Prompt = { text: 'Do it.', facts: { tokens: 1, bytes: 6, sha256: '', cut: [] } }
const dollars = (usd: number): Spending => ({
  usage: { ...noUsage, output: usd * 100 },
  cost: { usd, basis: 'reported' },
})

/** Its session record is a file of dollars, one a line; its output tells the session's id and `done`. */
class TerseParser implements OutputParser {
  #done = false
  line(line: string): readonly AgentOutput[] {
    const event = objectIn(line)
    if (event?.['done'] === true) this.#done = true
    if (this.#done) return [{ type: 'ended' }]
    const id = text(event?.['session'])
    return id === undefined ? [{ type: 'text', text: line }] : [{ type: 'session', id }]
  }

  end({ code }: Exit): AgentResult {
    const failure = this.#done && code === 0 ? {} : { failure: { kind: 'crashed', message: 'no result' } as const }
    return { ...noSpending, message: 'ok', ...failure }
  }
}

const record: SessionRecord = {
  follow: true,
  find: ({ home, id }) => ({ folder: home, depth: 1, matches: (path) => path.endsWith(`${id}.jsonl`) }),
  reader: () => {
    let usd: number | undefined
    return {
      line: (line) => {
        usd = (usd ?? 0) + Number(line)
        return []
      },
      spending: () => (usd === undefined ? undefined : dollars(usd)),
    }
  },
}

interface Wanted extends Partial<AgentAdapter> {
  readonly script: string
  readonly dialogue?: true
}

function runnerOf({ script, dialogue, ...adapter }: Wanted, other: Partial<RunnerParts> = {}) {
  const program = join(folder, 'agent.cjs')
  writeFileSync(program, script)
  const whole: AgentAdapter = {
    name: 'terse',
    programs: ['node'],
    install: '',
    capabilities: { usage: 'live', cost: 'reported', resetTime: false, budget: false, resume: false },
    command: () => ({ file: process.execPath, args: [program], env: {}, ...(dialogue ? { dialogue } : { stdin: '' }) }),
    parser: () => new TerseParser(),
    ...adapter,
  }
  return agentRunner({
    agents: new Map([['terse', { adapter: whole, program: process.execPath }]]),
    workspace: folder,
    runId: `runner-${Math.random()}`,
    env: { ...process.env, HOME: join(folder, 'home') },
    clock: systemClock(),
    clean: (said) => said,
    promise: 'TASK_COMPLETE',
    prices: listPrice,
    extraArgs: [],
    promptFile: join(folder, 'prompt'),
    scratch: join(folder, 'scratch'),
    timeoutMs: 60_000,
    idleMs: 60_000,
    taskText: () => '',
    budgetUsd: () => 1,
    estimateFactor: () => 1,
    guard: undefined,
    cleaning: makeCleaning(),
    sandbox: undefined,
    passEnv: [],
    allowRead: [],
    tampering: { begin: () => () => [] },
    ...other,
  })
}

const task = { agent: 'terse', iteration: 1, prompt }

function watch(other: Partial<AgentWatch> = {}): AgentWatch {
  return {
    signal: new AbortController().signal,
    spawned: async () => undefined,
    noticed: async () => undefined,
    output: () => undefined,
    ...other,
  }
}

const writes = (line: string) =>
  `require('node:fs').appendFileSync(process.env.HOME + '/s1.jsonl', ${JSON.stringify(line)})`

test('what a session record tells is counted while the agent runs', async () => {
  const stop = new AbortController()
  const script = `console.log('{"session":"s1"}'); ${writes('3\n')}; setInterval(() => {}, 1000)`
  const readings: number[] = []
  const output = (told: AgentOutput) => {
    if (told.type !== 'usage') return
    readings.push(told.cost.usd)
    stop.abort('cost: $3 of $3')
  }
  const end = await runnerOf({ script, sessionRecord: record }).run(task, watch({ signal: stop.signal, output }))
  expect(readings).toEqual([3])
  expect(end).toMatchObject({
    cost: { usd: 3 },
    failure: { kind: 'stopped', message: 'stopped by ralph: cost: $3 of $3' },
  })
})

test('what it tells last, after the agent is gone, is counted too', async () => {
  const script = `console.log('{"session":"s1"}'); ${writes('3\n4\n')}; console.log('{"done":true}')`
  const end = await runnerOf({ script, sessionRecord: record }).run(task, watch())
  expect(end.failure).toBeUndefined()
  expect(end.cost.usd).toBe(7)
})

test('a torn line at its end, a record of another session and one that is no file count for nothing', async () => {
  writeFileSync(join(folder, 'home', 'other.jsonl'), '100\n')
  const script = `console.log('{"session":"s1"}'); ${writes('3\n9')}`
  expect((await runnerOf({ script, sessionRecord: record }).run(task, watch())).cost.usd).toBe(3)
  rmSync(join(folder, 'home', 's1.jsonl'))
  mkdirSync(join(folder, 'home', 's1.jsonl'))
  const silent = `console.log('{"session":"s1"}')`
  expect((await runnerOf({ script: silent, sessionRecord: record }).run(task, watch())).cost.usd).toBe(0)
})

test('a reading of the record that cannot be written down ends the run with that error, and the agent with it', async () => {
  const script = `console.log('{"session":"s1"}'); ${writes('3\n')}; setInterval(() => {}, 1000)`
  const output = ({ type }: AgentOutput) =>
    type === 'usage' ? Promise.reject(new Error('the disk is full')) : undefined
  await expect(runnerOf({ script, sessionRecord: record }).run(task, watch({ output }))).rejects.toThrow(
    'the disk is full',
  )
})

test('what an iteration had spent when ralph was killed is found by its session', async () => {
  writeFileSync(join(folder, 'home', 's1.jsonl'), '3\n4\n')
  const current = { ...task, prompt: prompt.facts, startedAt: Date.now() - 1000, spending: noSpending, compactions: [] }
  const runner = runnerOf({ script: '', sessionRecord: record })
  expect((await runner.recover?.({ ...current, sessionId: 's1' }))?.cost.usd).toBe(7)
  expect(await runner.recover?.({ ...current, sessionId: 'unknown' })).toBeUndefined()
  expect(await runner.recover?.(current)).toBeUndefined()
  expect(await runner.recover?.({ ...current, sessionId: 's1', startedAt: Date.now() + 60_000 })).toBeUndefined()
})

/** Asks for a name, greets it, and hears what comes back. */
class Dialogue extends TerseParser {
  start(): readonly AgentOutput[] {
    return [{ type: 'send', line: 'hello' }]
  }

  override line(line: string): readonly AgentOutput[] {
    const name = text(fields(objectIn(line))['name'])
    return name === undefined ? super.line(line) : [{ type: 'send', line: `bye ${name}` }]
  }

  stop(): readonly AgentOutput[] {
    return [{ type: 'send', line: 'please stop' }]
  }
}

const answering = `
const seen = []
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  seen.push(line)
  if (line === 'hello') console.log('{"name":"Ann"}')
  if (line === 'bye Ann') console.log('heard ' + seen.join(', '))
  if (line === 'bye Ann' && !process.env.STAYS) console.log('{"done":true}')
  if (line === 'please stop') { console.log('it was asked'); process.exit(0) }
}).on('close', () => process.exit(0))
`

test('a dialogue is held on stdin, which is closed after the final result; what is sent is shown to nobody', async () => {
  const seen: AgentOutput[] = []
  const runner = runnerOf({ script: answering, dialogue: true, parser: () => new Dialogue() })
  const end = await runner.run(task, watch({ output: (told) => void seen.push(told) }))
  expect(end.failure).toBeUndefined()
  expect(seen).toEqual([{ type: 'text', text: 'heard hello, bye Ann' }, { type: 'ended' }])
})

test('an agent in a dialogue is asked to stop before any signal, and a cut is the failure it reports', async () => {
  const seen: string[] = []
  const stop = new AbortController()
  const script = `process.env.STAYS = '1'; ${answering}`
  const output = (told: AgentOutput) => {
    if (told.type !== 'text') return
    seen.push(told.text)
    stop.abort({ kind: 'rate-limited', message: '91 % used', retryAt: 5 })
  }
  const runner = runnerOf({ script, dialogue: true, parser: () => new Dialogue() })
  const end = await runner.run(task, watch({ signal: stop.signal, output }))
  expect(seen).toEqual(['heard hello, bye Ann', 'it was asked'])
  expect(end.failure).toEqual({ kind: 'rate-limited', message: '91 % used', retryAt: 5 })
  expect(end.process).toMatchObject({ exitCode: 0, signal: null })
})

test('an agent that waits out a limit by itself is ended, and the wait becomes the failure that ralph waits for', async () => {
  const script = `console.log('{"session":"s1"}'); ${writes('x\n')}; setInterval(() => {}, 1000)`
  const failure = { kind: 'rate-limited', message: 'try again in an hour', retryAt: 5 } as const
  const limited: SessionRecord = {
    ...record,
    reader: () => ({ line: () => [{ type: 'limited', failure }], spending: () => undefined }),
  }
  const seen: AgentOutput[] = []
  const runner = runnerOf({ script, sessionRecord: limited })
  const end = await runner.run(task, watch({ output: (told) => void seen.push(told) }))
  expect(end.failure).toEqual(failure)
  expect(seen.map(({ type }) => type)).not.toContain('limited')
})

test('what looks idle, but waits out a refusal by its own record, is told as that refusal', async () => {
  const script = `console.log('{"session":"s1"}'); ${writes('x\n')}; setInterval(() => {}, 100_000)`
  const failure = { kind: 'overloaded', message: '529' } as const
  const waiting: SessionRecord = {
    ...record,
    reader: () => ({ line: () => [], waitingFor: () => failure, spending: () => undefined }),
  }
  const end = await runnerOf({ script, sessionRecord: waiting }, { idleMs: 400 }).run(task, watch())
  expect(end.failure).toEqual(failure)
})

test('a default for the environment gives way to what the user has set', async () => {
  const said: string[] = []
  const script = `console.log(process.env.MINE + ' ' + process.env.THEIRS)`
  const command = () => ({
    file: process.execPath,
    args: [join(folder, 'agent.cjs')],
    stdin: '',
    defaults: { MINE: 'default', THEIRS: 'default' },
    env: {},
  })
  const runner = runnerOf({ script, command }, { env: { ...process.env, THEIRS: 'set' }, passEnv: ['THEIRS'] })
  await runner.run(task, watch({ output: (told) => void (told.type === 'text' && said.push(told.text)) }))
  expect(said).toEqual(['default set'])
})

test('a refused login says what to do about it', async () => {
  const parser = (): OutputParser => ({
    line: () => [],
    end: () => ({ ...noSpending, message: '', failure: { kind: 'unauthorized', message: '401' } }),
  })
  const end = await runnerOf({ script: '', parser, login: 'run terse login' }).run(task, watch())
  expect(end.failure?.message).toBe('401; what to do: run terse login')
})
