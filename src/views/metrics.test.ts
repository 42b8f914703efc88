import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { IterationEnd, Recorded, RunEvent } from '../event.ts'
import type { SystemSample } from '../platform/system.ts'
import { evolve, newState, type RunState } from '../state.ts'
import type { View } from '../view.ts'
import { metricsView, type MetricsOptions } from './metrics.ts'

let workspace = ''
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'ralph-metrics-'))
})
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true })
})

const system: SystemSample = {
  cpu: { load: 0.5, cores: 2 },
  memory: { totalBytes: 8, freeBytes: 4 },
  disk: { totalBytes: 100, freeBytes: 50 },
  ralph: { memoryBytes: 1, cpuMs: 2 },
}
const options = (more: Partial<MetricsOptions> = {}): MetricsOptions => ({
  agentFolder: join(workspace, '.agent'),
  runId: 'r1',
  interval: 10,
  enabled: true,
  sample: () => system,
  ...more,
})

const usage = { input: 10, cacheRead: 5, cacheWrite: 1, output: 2, basis: 'reported' } as const
const cost = { usd: 0.25, basis: 'reported' } as const
const spending = { usage, cost }
const started: RunEvent = { type: 'run.started', schema: 1, version: '1', runId: 'r1', workspace: '/w', settings: {} }
const begin = (iteration: number): RunEvent => ({
  type: 'iteration.started',
  iteration,
  agent: 'claude',
  prompt: { tokens: 1, bytes: 1, sha256: '', cut: [] },
})
const finish = (iteration: number, end: Partial<IterationEnd> = {}): RunEvent => ({
  type: 'iteration.finished',
  iteration,
  summary: 'did it',
  model: 'opus',
  process: { exitCode: 0, signal: null, durationMs: 900, cpuMs: 300, peakMemoryBytes: 1000, leftovers: 0 },
  ...spending,
  ...end,
})

/** A view that is told events one after the other, a second apart. */
function show(view: View, past: readonly RunEvent[] = []) {
  let state: RunState = newState
  const record = (event: RunEvent): Recorded => {
    const recorded = { ...event, seq: state.seq + 1, at: 1_000_000 + 1000 * state.seq, up: 1000 * state.seq }
    state = evolve(state, recorded)
    return recorded
  }
  for (const event of past) record(event)
  return (...events: readonly RunEvent[]) => {
    for (const event of events) {
      const recorded = record(event)
      view.event?.(recorded, state)
    }
  }
}

const fileOf = (kind: 'state' | 'metrics') => join(workspace, '.agent', 'metrics', `${kind}_r1.json`)
const read = (kind: 'state' | 'metrics'): Record<string, unknown> => JSON.parse(readFileSync(fileOf(kind), 'utf8'))

test('at the end of a run both files tell everything that was measured', () => {
  const tell = show(metricsView(options({ limits: { iterations: 100, costUsd: 50 } })))
  tell(started, begin(1), finish(1), { type: 'checkpoint.created', iteration: 1, commit: 'abc' })
  tell(begin(2), finish(2, { failure: { kind: 'crashed', message: 'exit 3' } }))
  tell({ type: 'gate.finished', iteration: 2, gate: 'npm test', durationMs: 5, passed: true, evidence: '' })
  tell({ type: 'run.finished', outcome: 'failed', reason: 'gave up' })

  const metrics = read('metrics')
  expect(metrics).toMatchObject({
    schema: 1,
    runId: 'r1',
    workspace: '/w',
    outcome: 'failed',
    reason: 'gave up',
    startedAt: '1970-01-01T00:16:40.000Z',
    totals: { iterations: 2, succeeded: 1, failed: 1, interrupted: 0, stopped: 0, successRate: 0.5 },
    limits: { iterations: { used: 2, max: 100 }, costUsd: { used: 0.5, max: 50 }, tokens: { used: 26, max: null } },
    ledger: [{ agent: 'claude', model: 'opus', iterations: 2, cost: { usd: 0.5, basis: 'reported' } }],
    gates: [{ gate: 'npm test', iteration: 2, passed: true, durationMs: 5 }],
    checkpoints: [{ iteration: 1, commit: 'abc' }],
    agentProcesses: { runningMs: 1800, cpuMs: 600, peakMemoryBytes: 1000, leftovers: 0 },
    omitted: { iterations: 0, checkpoints: 0 },
    system,
  })
  expect(metrics['iterations']).toMatchObject([
    {
      iteration: 1,
      agent: 'claude',
      model: 'opus',
      status: 'succeeded',
      startedAt: '1970-01-01T00:16:41.000Z',
      endedAt: '1970-01-01T00:16:42.000Z',
      durationMs: 1000,
      ...spending,
      models: [{ model: 'opus', ...spending }],
      summary: 'did it',
      failure: null,
      checkpoint: 'abc',
    },
    { iteration: 2, status: 'failed', failure: { kind: 'crashed', message: 'exit 3' }, checkpoint: null },
  ])
  expect(read('state')).toMatchObject({ status: 'ended', outcome: 'failed', iteration: 2, consecutiveFailures: 1 })
  expect(read('state')).not.toHaveProperty('iterations')
})

test('the files are written every so many ended iterations, and in between not', () => {
  const tell = show(metricsView(options({ interval: 2 })))
  tell(started, begin(1), finish(1), begin(2))
  expect(existsSync(fileOf('state'))).toBe(false)
  tell(finish(2), begin(3))
  expect(read('state')).toMatchObject({ status: 'running', outcome: null, totals: { iterations: 2 } })
  tell({ type: 'iteration.interrupted', iteration: 3 })
  expect(read('state')).toMatchObject({ totals: { iterations: 2 } })
})

describe('the status of an iteration', () => {
  const stopped: Partial<IterationEnd> = { failure: { kind: 'stopped', message: 'why' } }
  test.each([
    ['stopped', 'a limit stopped it', [finish(1, stopped)], 'limit'],
    ['interrupted', 'a person stopped ralph', [finish(1, stopped)], 'cancelled'],
    ['interrupted', 'ralph died', [{ type: 'iteration.interrupted', iteration: 1 }], 'failed'],
  ] as const)('is %s when %s', (status, _, events, outcome) => {
    const tell = show(metricsView(options()))
    tell(started, begin(1), { type: 'iteration.usage', iteration: 1, ...spending }, ...events)
    tell({ type: 'run.finished', outcome, reason: '' })
    expect(read('metrics')).toMatchObject({ iterations: [{ status, ...spending }], totals: { [status]: 1 } })
  })
})

test('a run that goes on still tells of its earlier iterations', () => {
  const past = [started, begin(1), finish(1)]
  const recorded = past.map((event, i) => ({ ...event, seq: i + 1, at: 1000, up: 1 }))
  const tell = show(metricsView(options({ past: recorded })), past)
  tell({ type: 'run.resumed', host: 'h' }, begin(2), finish(2), { type: 'run.finished', outcome: 'limit', reason: '' })
  expect(read('metrics')).toMatchObject({ iterations: [{ iteration: 1 }, { iteration: 2 }] })
})

test('a long run keeps its newest thousand iterations, the totals of all, and its pace', () => {
  const tell = show(metricsView(options({ interval: 100 })))
  tell(started)
  for (let i = 1; i <= 3000; i++) tell(begin(i), finish(i))
  const { iterations, omitted, totals, ledger } = read('metrics')
  expect(iterations).toHaveLength(1000)
  expect(iterations).toMatchObject({ 999: { iteration: 3000 } })
  expect(omitted).toEqual({ iterations: 2000, checkpoints: 0 })
  expect(totals).toMatchObject({ iterations: 3000, cost: { usd: 750 } })
  expect(ledger).toMatchObject([{ iterations: 3000, cost: { usd: 750 } }])
})

describe('in the workspace', () => {
  const end: RunEvent = { type: 'run.finished', outcome: 'completed', reason: '' }

  test('git ignores the folder, and a file of the user that says otherwise stays', () => {
    show(metricsView(options()))(started, end)
    const path = join(workspace, '.agent', '.gitignore')
    expect(readFileSync(path, 'utf8')).toBe('*\n')
    writeFileSync(path, 'mine')
    show(metricsView(options()))(started, end)
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(readdirSync(join(workspace, '.agent', 'metrics')).toSorted()).toEqual(['metrics_r1.json', 'state_r1.json'])
  })

  test.each(['.agent', '.agent/metrics'])('nothing is written where %s has become a link', (name) => {
    const elsewhere = join(workspace, 'elsewhere')
    mkdirSync(join(elsewhere, 'metrics'), { recursive: true })
    if (name !== '.agent') mkdirSync(join(workspace, '.agent'))
    symlinkSync(elsewhere, join(workspace, name))
    expect(() => show(metricsView(options()))(started, end)).toThrow(/is a link/)
    expect(readdirSync(elsewhere, { recursive: true })).toEqual(['metrics'])
  })

  test('a file in the place of the folder is told in one line', () => {
    writeFileSync(join(workspace, '.agent'), '')
    expect(() => show(metricsView(options()))(started, end)).toThrow(/is a file, where ralph keeps a folder$/)
  })

  test('links in the place of the files are replaced, never followed', () => {
    const victim = join(workspace, 'victim')
    writeFileSync(victim, 'untouched')
    mkdirSync(join(workspace, '.agent', 'metrics'), { recursive: true })
    symlinkSync(victim, fileOf('state'))
    symlinkSync(victim, fileOf('metrics'))
    show(metricsView(options()))(started, end)
    expect(readFileSync(victim, 'utf8')).toBe('untouched')
    expect(read('state')).toMatchObject({ runId: 'r1' })
  })

  test('nothing at all is written when switched off', () => {
    show(metricsView(options({ enabled: false })))(started, end)
    expect(readdirSync(workspace)).toEqual([])
  })
})
