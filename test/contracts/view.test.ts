import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgentOutput } from '../../src/agent.ts'
import type { Recorded, RunEvent } from '../../src/event.ts'
import type { Sink } from '../../src/platform/console.ts'
import { textWidth } from '../../src/platform/text/width.ts'
import { evolve, newState, type RunState } from '../../src/state.ts'
import type { View } from '../../src/view.ts'
import { jsonView } from '../../src/views/json.ts'
import { plainView } from '../../src/views/plain.ts'
import { prettyView } from '../../src/views/pretty.ts'

/** What every view that writes to a terminal, a log or a script promises, whatever the agent printed. */

const limits = { iterations: 3, runtimeMs: 3_600_000, tokens: 1000, costUsd: 5, contextWindow: 200_000 }

/** A sink that remembers, and a clock and timers that only move when told. */
class World {
  text = ''
  now = 1_795_204_066_123
  backlog = 0
  closed = false
  #timers: { readonly at: number; readonly act: () => void }[] = []

  readonly sink: Sink
  readonly clock = { now: () => ({ at: this.now, up: this.now - 1_795_000_000_000 }), sleepUntil: async () => {} }
  readonly later = (ms: number, act: () => void) => {
    const timer = { at: this.now + ms, act }
    this.#timers.push(timer)
    return () => void (this.#timers = this.#timers.filter((each) => each !== timer))
  }

  constructor() {
    const backlog = () => this.backlog
    const closed = () => this.closed
    this.sink = {
      get backlog() {
        return backlog()
      },
      get closed() {
        return closed()
      },
      write: (text) => {
        if (!this.closed) this.text += text
        return !this.closed
      },
      close: async () => {},
    }
  }

  get timers(): number {
    return this.#timers.length
  }

  advance(ms: number): void {
    this.now += ms
    const due = this.#timers.filter(({ at }) => at <= this.now)
    this.#timers = this.#timers.filter(({ at }) => at > this.now)
    for (const { act } of due) act()
  }
}

interface Variant {
  readonly name: string
  readonly make: (world: World) => View
  readonly columns?: number
}

const pretty = (
  columns: number,
  rows: number,
  more: { colour?: boolean; verbose?: boolean; unicode?: boolean } = {},
): Variant => ({
  name: `pretty, ${columns} x ${rows}, ${JSON.stringify(more)}`,
  columns,
  make: ({ sink, clock, later }) =>
    prettyView({
      sink,
      clock,
      later,
      limits,
      colour: false,
      terminal: { columns: () => columns, rows: () => rows, onResize: () => () => undefined },
      ...more,
    }),
})

const variants: readonly Variant[] = [
  { name: 'json', make: ({ sink, clock }) => jsonView({ sink, clock }) },
  { name: 'json, verbose', make: ({ sink, clock }) => jsonView({ sink, clock, verbose: true }) },
  { name: 'plain', make: ({ sink, clock }) => plainView({ sink, clock, limits, totalsEvery: 2 }) },
  { name: 'plain, verbose', make: ({ sink, clock }) => plainView({ sink, clock, limits, verbose: true }) },
  { name: 'plain, quiet', make: ({ sink, clock }) => plainView({ sink, clock, limits, quiet: true }) },
  pretty(100, 30, { colour: true }),
  pretty(100, 30, { verbose: true }),
  pretty(40, 15, { colour: true, unicode: false }),
  pretty(20, 10),
  pretty(9, 4),
]

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '\n\n',
    '\x1b]0;owned\x07',
    '\x1b[2J\x1b[1;1H',
    '\x1b[?2026h',
    '\x1b[8m',
    '\r\x1b[K',
    '\u202egnp',
    '日本語',
    '👩‍💻',
  ),
  fc
    .array(fc.constantFrom('\x1b', '[', '31m', '\r', '\n', '\x9b', ' word', '漢字', '\u200b'), { maxLength: 40 })
    .map((parts) => parts.join('')),
)
const figure = fc.oneof(fc.nat(), fc.constantFrom(0, 1e12, Number.MAX_SAFE_INTEGER))
const spending = fc.record({
  usage: fc.record({
    input: figure,
    cacheRead: figure,
    cacheWrite: figure,
    output: figure,
    basis: fc.constantFrom('reported' as const, 'estimated' as const),
  }),
  cost: fc.record({
    usd: fc.double({ min: 0, max: 1e9, noNaN: true }),
    basis: fc.constantFrom('reported' as const, 'priced' as const),
  }),
})
const iteration = fc.nat({ max: 5 })
const at = fc.integer({ min: 1_795_204_000_000, max: 1_795_300_000_000 })

const events: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({
    type: fc.constant('run.started' as const),
    schema: fc.constant(1 as const),
    version: hostile,
    runId: hostile,
    workspace: hostile,
    settings: fc.constant({}),
  }),
  fc.record({ type: fc.constant('run.resumed' as const), host: hostile }),
  fc.record({ type: fc.constant('run.reopened' as const), by: hostile }),
  fc.constant({ type: 'run.pause-requested' as const }),
  fc.record({ type: fc.constant('limit.warned' as const), limit: hostile, reason: hostile }),
  fc.record({ type: fc.constant('wait.started' as const), until: at, reason: hostile, provider: fc.boolean() }),
  fc.record({
    type: fc.constant('iteration.started' as const),
    iteration,
    agent: hostile,
    prompt: fc.record({ tokens: figure, bytes: figure, sha256: hostile, cut: fc.array(hostile, { maxLength: 2 }) }),
  }),
  fc.record({ type: fc.constant('agent.spawned' as const), iteration, pid: figure, startTime: hostile }),
  fc
    .tuple(iteration, figure, spending)
    .map(([n, context, spent]) => ({ type: 'iteration.usage' as const, iteration: n, context, ...spent })),
  fc
    .tuple(
      iteration,
      hostile,
      spending,
      fc.constantFrom('crashed' as const, 'rate-limited' as const, undefined),
      hostile,
    )
    .map(([n, summary, spent, kind, message]) => ({
      type: 'iteration.finished' as const,
      iteration: n,
      summary,
      ...spent,
      ...(kind && { failure: { kind, message } }),
    })),
  fc.record({ type: fc.constant('iteration.interrupted' as const), iteration }),
  fc.record({ type: fc.constant('work.observed' as const), iteration, signature: hostile }),
  fc.record({
    type: fc.constant('checkpoint.created' as const),
    iteration,
    commit: hostile,
    skipped: fc.array(hostile, { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('gate.finished' as const),
    iteration,
    gate: hostile,
    durationMs: figure,
    passed: fc.boolean(),
    evidence: hostile,
  }),
  fc.record({ type: fc.constant('claim.judged' as const), iteration, accepted: fc.boolean() }),
  fc.record({
    type: fc.constant('run.finished' as const),
    outcome: fc.constantFrom('completed' as const, 'limit' as const, 'blocked' as const, 'cancelled' as const),
    reason: hostile,
  }),
)

const outputs: fc.Arbitrary<AgentOutput> = fc.oneof(
  fc.record({ type: fc.constantFrom('text' as const, 'thinking' as const, 'stderr' as const), text: hostile }),
  fc.record({ type: fc.constant('tool' as const), name: hostile, detail: hostile }),
  fc.record({ type: fc.constant('tool-result' as const), ok: fc.boolean(), detail: hostile }),
  fc.record({ type: fc.constant('retry' as const), message: hostile }),
  fc.record({ type: fc.constant('session' as const), model: hostile, version: hostile }),
  fc.constant({ type: 'ended' as const }),
)

const happenings = fc.array(
  fc.oneof(fc.record({ event: events }), fc.record({ output: outputs }), fc.record({ passMs: fc.nat({ max: 2500 }) })),
  {
    maxLength: 40,
  },
)
type Happening = { event: RunEvent } | { output: AgentOutput } | { passMs: number }

/** Plays a run to a view; the answer is the state it ended in. */
function play(view: View, world: World, run: readonly Happening[]): RunState {
  let state = newState
  for (const happening of run) {
    if ('passMs' in happening) world.advance(happening.passMs)
    else if ('output' in happening) view.output?.(happening.output, state)
    else {
      const event = { ...happening.event, seq: state.seq + 1, ...world.clock.now() } as Recorded
      state = evolve(state, event)
      view.event?.(event, state)
    }
  }
  return state
}

/** The sequences that views draw with themselves. */
// oxlint-disable-next-line no-control-regex -- they begin with ESC
const own = /\x1b\[(?:\?2026[hl]|J|2K|\d+m)|\r(?=\x1b\[)/g
// oxlint-disable-next-line no-control-regex -- they begin with ESC
const moves = /\r?\x1b\[\d+[AB]/g
// oxlint-disable-next-line no-control-regex -- they are what must not appear
const obeyed = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/

describe.each(variants)('$name', ({ make, columns, name }) => {
  test('shows any run without throwing, and nothing in it that a terminal would obey', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (run) => {
        const world = new World()
        const view = make(world)
        play(view, world, run)
        world.advance(2000)
        await view.close?.()
        const shown = columns === undefined ? world.text : world.text.replace(moves, '\n').replace(own, '')
        expect(shown).not.toMatch(obeyed)
        expect(shown).not.toMatch(/\p{Surrogate}/u)
        if (columns !== undefined)
          for (const line of shown.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(Math.max(8, columns))
        if (name.startsWith('json')) for (const line of world.text.split('\n').slice(0, -1)) JSON.parse(line)
      }),
      { numRuns: 150 },
    )
  })

  test('does without a reader', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (run) => {
        const world = new World()
        world.closed = true
        const view = make(world)
        play(view, world, run)
        world.advance(2000)
        await view.close?.()
        expect(world.text).toBe('')
      }),
      { numRuns: 30 },
    )
  })

  test('leaves no timer behind', async () => {
    const world = new World()
    const view = make(world)
    play(view, world, [
      { event: { type: 'run.resumed', host: 'h' } },
      { output: { type: 'text', text: 'x' } },
      { passMs: 150 },
    ])
    await view.close?.()
    expect(world.timers).toBe(0)
  })

  test('keeps nothing of a flood that nobody reads', () => {
    const world = new World()
    const view = make(world)
    const state = play(view, world, [{ event: { type: 'run.resumed', host: 'h' } }])
    world.backlog = 1_000_000
    const output = { type: 'text', text: 'flood '.repeat(100) } as const
    for (let count = 0; count < 20_000; count += 1) {
      if (columns !== undefined) view.output?.(output, state)
      if (count % 1000 === 0) world.advance(200)
    }
    world.backlog = 0
    world.advance(3000)
    expect(world.text.length).toBeLessThan(500_000)
  })
})
