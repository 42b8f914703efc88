import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fields, objectIn, text, type Fields } from '../../src/agents/reading/fields.ts'
import { listPrice } from '../../src/agents/prices/prices.ts'
import { costOf } from '../../src/price.ts'
import type { Usage } from '../../src/usage.ts'
import { eventually } from '../support/agents.ts'
import { startFakeModel, type FakeModel, type Served } from '../support/fake-model/server.ts'
import type { Case } from './cases.ts'
import type { Cli } from './clis.ts'
import { Place, type Setup } from './place.ts'

/** What was seen when a real CLI met one case under the built `ralph`. */
export interface Observation {
  readonly outcome: string
  readonly exitCode: number | null
  /** Of every iteration that failed. */
  readonly failures: readonly { readonly kind: string; readonly message: string; readonly retryAt?: number }[]
  readonly usage: Readonly<Record<Bucket, number>>
  readonly usageBasis: string
  readonly costUsd: number
  readonly costBasis: string
  readonly served: readonly Served[]
  /** Processes of the cell that outlived `ralph`. */
  readonly left: number
  readonly files: readonly string[]
  readonly ms: number
  readonly version: string
  /** Of `ralph`. */
  readonly stderr: string
  /** Something of the test itself went wrong. */
  readonly trouble?: string
}

export type Bucket = 'input' | 'cacheRead' | 'cacheWrite' | 'output'

/** No cell takes longer than this, whatever happens in it. */
const deadlineMs = 120_000

/** Runs one case with one CLI, and looks. */
export async function runCell(setup: Setup, cli: Cli, theCase: Case): Promise<Observation> {
  const model = await startFakeModel()
  const place = new Place(setup, cli, model.url, theCase.needs === 'subscription')
  try {
    model.play({ ...theCase.scenario, cwd: place.work })
    return await observe(place, model, cli, theCase)
  } finally {
    place.remove()
    await model.close()
  }
}

async function observe(place: Place, model: FakeModel, cli: Cli, theCase: Case): Promise<Observation> {
  const startedAt = performance.now()
  const runs = [await run(place, commandLine(cli, theCase), theCase.act)]
  if (theCase.act === 'kill-and-resume') {
    await eventually(() => place.processes().length === 0, 8000, 100) // the watchdog's work
    runs.push(await run(place, ['resume', '--output-format', 'json']))
  }
  const ms = Math.round(performance.now() - startedAt)
  const isClear = await eventually(() => place.processes().length === 0, 1500, 50)
  const left = isClear ? 0 : place.processes().length
  const last = runs.at(-1)
  const trouble = runs.map((it) => it.trouble).find((words) => words !== undefined)
  return {
    ...account(place),
    exitCode: last?.exitCode ?? null,
    failures: runs.flatMap(({ events }) => failuresIn(events)),
    version: versionIn(runs.flatMap(({ events }) => events)),
    served: [...model.log],
    left,
    files: (theCase.files ?? []).filter((path) => place.holds(path)),
    ms,
    stderr: (last?.stderr ?? '').slice(-2000),
    ...(trouble !== undefined && { trouble }),
  }
}

function commandLine(cli: Cli, theCase: Case): readonly string[] {
  const extra = theCase.needs === 'no-permission' ? (cli.withoutPermission ?? []) : []
  const limit =
    theCase.costLimitCall === undefined ? [] : ['--max-cost', costLimit(cli, theCase, theCase.costLimitCall)]
  return [
    'run',
    '--prompt-text=Do what the script says.',
    `--agent=${cli.name}`,
    `--model=${cli.model}`,
    '--no-archive',
    '--no-metrics',
    '--output-format=json',
    '--retry-delay=0.5s',
    ...theCase.options,
    ...limit,
    ...(extra.length > 0 ? ['--', ...extra] : []),
  ]
}

/** Dollars that half of the named call brings together with those before it. */
function costLimit(cli: Cli, { scenario }: Case, call: number): string {
  const [turn] = scenario.turns
  const price = listPrice(priceName(cli.model))
  const usage: Usage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, ...turn?.usage, basis: 'reported' }
  return (costOf(usage, price).usd * (call - 0.5)).toFixed(6)
}

/** A provider's name may stand before the model's. */
function priceName(model: string): string {
  return model.slice(model.indexOf('/') + 1)
}

interface Run {
  readonly events: readonly Fields[]
  readonly exitCode: number | null
  readonly stderr: string
  readonly trouble?: string
}

async function run(place: Place, args: readonly string[], act?: Case['act']): Promise<Run> {
  const child = place.ralph(args)
  const output = listen(child)
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const tooLong = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  let trouble: string | undefined
  if (act) {
    await eventually(() => place.isInTool() || isOver(), deadlineMs / 2, 50)
    if (isOver()) trouble = 'the tool that was to be interrupted never ran'
    await sleep(600) // what was said of the call before has been read, and written
    child.kill(act === 'terminate' ? 'SIGTERM' : 'SIGKILL')
  }
  const exitCode = await ended
  clearTimeout(tooLong)
  if (!act && child.signalCode === 'SIGKILL') trouble = `ralph did not end within ${deadlineMs / 1000} s`
  await eventually(() => output.closed, 1000, 20)
  const events = output.stdout
    .split('\n')
    .map(objectIn)
    .filter((event) => event !== undefined)
  return { events, exitCode, stderr: output.stderr, ...(trouble !== undefined && { trouble }) }
}

function listen(child: ChildProcess) {
  const output = { stdout: '', stderr: '', closed: false }
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output.stdout += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk))
  child.once('close', () => (output.closed = true))
  return output
}

function failuresIn(events: readonly Fields[]): Observation['failures'] {
  return events.flatMap((event) => {
    const failure = fields(event['failure'])
    const kind = text(failure['kind'])
    if (event['type'] !== 'iteration.finished' || kind === undefined) return []
    const { retryAt } = failure
    return [{ kind, message: text(failure['message']) ?? '', ...(typeof retryAt === 'number' && { retryAt }) }]
  })
}

function versionIn(events: readonly Fields[]): string {
  const [version] = events.flatMap((event) =>
    event['type'] === 'agent.identified' ? (text(event['version']) ?? []) : [],
  )
  return version ?? ''
}

/** What `ralph show` tells of the run: what its user is told. */
function account(place: Place): Pick<Observation, 'outcome' | 'usage' | 'usageBasis' | 'costUsd' | 'costBasis'> {
  let shown: Fields = {}
  try {
    shown = fields(JSON.parse(place.ask('show', '--json')))
  } catch {
    // there is no run
  }
  const usage = fields(shown['usage'])
  const cost = fields(shown['cost'])
  const number = (value: unknown) => (typeof value === 'number' ? value : 0)
  return {
    outcome: text(shown['outcome']) ?? 'none',
    usage: {
      input: number(usage['input']),
      cacheRead: number(usage['cacheRead']),
      cacheWrite: number(usage['cacheWrite']),
      output: number(usage['output']),
    },
    usageBasis: text(usage['basis']) ?? '',
    costUsd: number(cost['usd']),
    costBasis: text(cost['basis']) ?? '',
  }
}
