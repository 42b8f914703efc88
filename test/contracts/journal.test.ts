import { spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { RalphError } from '../../src/errors.ts'
import type { Recorded, RunEvent } from '../../src/event.ts'
import { JournalConflict, type Journal } from '../../src/journal.ts'
import { FileJournal } from '../../src/journals/file.ts'
import { encodeLine } from '../../src/journals/line.ts'
import { readEvents, readHistory } from '../../src/journals/load.ts'
import { MemoryJournal } from '../../src/journals/memory.ts'
import { stateShape } from '../../src/journals/snapshot.ts'
import { evolve, newState } from '../../src/state.ts'
import { bundle } from '../support/bundle.ts'
import { anyEvent } from '../support/events.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ralph-journal-'))
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

let folders = 0
function freshPath(): string {
  const folder = join(root, String(folders++))
  mkdirSync(folder)
  return join(folder, 'journal.jsonl')
}

const paused: RunEvent = { type: 'run.pause-requested' }
const started: RunEvent = { type: 'run.started', schema: 1, version: '1', runId: 'r', workspace: '/w', settings: {} }
const observed = (iteration: number): RunEvent => ({
  type: 'work.observed',
  iteration,
  signature: 'ä'.repeat(iteration),
})

async function appendAll(journal: Journal, events: readonly RunEvent[], from = 1): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = []
  for (const [index, event] of events.entries())
    recorded.push(await journal.append(event, from + index, { at: 1000 + index, up: index / 4 }))
  return recorded
}

async function written(events: readonly RunEvent[]): Promise<{ path: string; recorded: readonly Recorded[] }> {
  const path = freshPath()
  const journal = new FileJournal(path)
  const recorded = await appendAll(journal, events)
  await journal.close()
  return { path, recorded }
}

const variants = [
  {
    name: 'memory',
    /** Two openings of the same record. */
    open: () => {
      const journal = new MemoryJournal()
      return { first: journal as Journal, again: () => journal as Journal }
    },
  },
  {
    name: 'file',
    open: () => {
      const path = freshPath()
      return { first: new FileJournal(path) as Journal, again: () => new FileJournal(path) as Journal }
    },
  },
]

describe.each(variants)('the $name journal', ({ open }) => {
  test('is empty at first', async () => {
    expect(await open().first.read()).toEqual({ events: [] })
  })

  test('gives back any events as they were recorded, to whoever opens it next', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 30 }), async (events) => {
        const { first, again } = open()
        const recorded = await appendAll(first, events)
        await first.close()
        const { events: found } = await again().read()
        expect(found).toEqual(recorded)
        expect(found).toEqual(events.map((event, i) => ({ ...event, seq: i + 1, at: 1000 + i, up: i / 4 })))
      }),
      { numRuns: 40 },
    )
  })

  test('goes on where another opening of it ended', async () => {
    const { first, again } = open()
    await appendAll(first, [started, observed(1)])
    await first.close()
    const second = again()
    await second.read()
    await appendAll(second, [observed(2)], 3)
    expect((await again().read()).events.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  test('can be appended to without having been read', async () => {
    const { first, again } = open()
    await appendAll(first, [started])
    await first.close()
    await appendAll(again(), [paused], 2)
    expect((await again().read()).events).toHaveLength(2)
  })

  test.each([0, 1, 2, 4])('refuses number %i after two events', async (seq) => {
    const { first } = open()
    await appendAll(first, [started, observed(1)])
    await expect(first.append(paused, seq, { at: 1, up: 1 })).rejects.toThrow(JournalConflict)
    await appendAll(first, [paused], 3)
    expect((await first.read()).events).toHaveLength(3)
  })
})

/** What was cut off the end of a journal for the first time. */
function keptAside(path: string): Buffer {
  const file = join(path, '..', 'journal.torn-1')
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
}

describe('a file journal on the disk', () => {
  test('is plain JSON, one event a line, for its owner alone', async () => {
    const { path } = await written([started, paused])
    const lines = readFileSync(path, 'utf8').split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/^\{"seq":2,"at":1001,"up":0.25,"type":"run.pause-requested","sum":"[0-9a-f]{8}"\}$/)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(path, '..'))).toEqual(['journal.jsonl'])
  })

  test('recovers to a prefix from every cut within its last two records, and keeps what it cuts', async () => {
    const { path, recorded } = await written([started, observed(1), observed(2), paused])
    const whole = readFileSync(path)
    const secondEnd = whole.indexOf(10, whole.indexOf(10) + 1) + 1
    for (let length = secondEnd; length < whole.length; length++) {
      const copy = freshPath()
      writeFileSync(copy, whole.subarray(0, length))
      const journal = new FileJournal(copy)
      const { events, tornBytes } = await journal.read()
      expect(events).toEqual(recorded.slice(0, events.length))
      expect(events.length).toBeGreaterThanOrEqual(2)
      expect(tornBytes ?? 0).toBe(length - statSync(copy).size)
      expect(keptAside(copy)).toEqual(whole.subarray(length - (tornBytes ?? 0), length))
      await appendAll(journal, [paused], events.length + 1)
      expect((await journal.read()).events).toHaveLength(events.length + 1)
      await journal.close()
    }
  })

  test('cuts a garbled last line, and keeps a second one beside the first', async () => {
    const { path } = await written([started])
    for (const kept of [1, 2]) {
      appendFileSync(path, 'garbage\n')
      expect(await new FileJournal(path).read()).toMatchObject({ tornBytes: 8 })
      expect(readFileSync(join(path, '..', `journal.torn-${kept}`), 'utf8')).toBe('garbage\n')
    }
  })

  test('refuses any flipped bit before its last line, names the line, and leaves the file alone', async () => {
    const { path } = await written([started, observed(3), observed(1)])
    const whole = readFileSync(path)
    const firstEnd = whole.indexOf(10) + 1
    const lastStart = whole.lastIndexOf(10, -2) + 1
    for (let at = 0; at < lastStart; at++) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(path, bytes)
      await expect(new FileJournal(path).read(), `byte ${at}`).rejects.toMatchObject({
        name: 'RalphError',
        message: expect.stringMatching(at < firstEnd ? /^.* line 1: .*$/ : /^.* line 2: .*$/),
        hint: expect.stringMatching(/^.+$/),
      })
      expect(readFileSync(path)).toEqual(bytes)
    }
    expect(readdirSync(join(path, '..'))).toEqual(['journal.jsonl'])
  })

  test('refuses a missing, a repeated and a foreign line', async () => {
    const { path } = await written([started, observed(1), observed(2)])
    const [first, second, third] = readFileSync(path, 'utf8').split('\n')
    for (const lines of [
      [first, third],
      [first, second, second, third],
      [first, second, '{"seq":3}', third],
      [first, '', second],
    ]) {
      writeFileSync(path, lines.map((line) => `${line}\n`).join(''))
      await expect(new FileJournal(path).read()).rejects.toThrow(/damaged in line [23]/)
    }
  })

  test('refuses what a newer ralph wrote', async () => {
    const path = freshPath()
    writeFileSync(path, encodeLine({ seq: 1, at: 1, up: 1, ...started, schema: 2 }))
    await expect(new FileJournal(path).read()).rejects.toThrow(/newer ralph \(schema 2/)
  })

  test('refuses to write when someone else has written, replaced or removed the file', async () => {
    const changes = [
      (path: string) => appendFileSync(path, 'x'),
      (path: string) => truncateSync(path, 10),
      (path: string) => {
        copyFileSync(path, `${path}.copy`)
        renameSync(`${path}.copy`, path)
      },
      (path: string) => unlinkSync(path),
    ]
    for (const change of changes) {
      const path = freshPath()
      const journal = new FileJournal(path)
      await appendAll(journal, [started])
      change(path)
      await expect(journal.append(paused, 2, { at: 2, up: 2 })).rejects.toThrow(/changed by someone else|was removed/)
      await journal.close()
    }
  })

  test('notices a second writer before either loses an event', async () => {
    const { path } = await written([started])
    const [one, two] = [new FileJournal(path), new FileJournal(path)]
    await one.read()
    await two.read()
    await appendAll(one, [observed(1)], 2)
    await expect(two.append(observed(2), 2, { at: 2, up: 2 })).rejects.toThrow(JournalConflict)
    expect((await one.read()).events).toHaveLength(2)
  })

  test('never follows a link, and takes no folder or pipe for a file', async () => {
    const { path } = await written([started])
    const link = freshPath()
    symlinkSync(path, link)
    await expect(new FileJournal(link).read()).rejects.toThrow(/link/)
    const dangling = freshPath()
    symlinkSync(join(root, 'elsewhere'), dangling)
    await expect(appendAll(new FileJournal(dangling), [started])).rejects.toThrow(/link/)
    const folder = freshPath()
    mkdirSync(folder)
    await expect(new FileJournal(folder).read()).rejects.toThrow(RalphError)
  })
})

describe('a reader beside the writer', () => {
  test('sees whole events only and changes nothing', async () => {
    const { path, recorded } = await written([started, observed(1)])
    appendFileSync(path, '{"seq":3,"at"')
    const before = readFileSync(path)
    expect([...readEvents(path)]).toEqual(recorded)
    expect(readHistory(path)).toEqual({ events: recorded, tornBytes: 13 })
    expect(readFileSync(path)).toEqual(before)
    expect(readdirSync(join(path, '..'))).toEqual(['journal.jsonl'])
  })

  test('is told in one line what it can not read', () => {
    expect(() => [...readEvents(freshPath())]).toThrow(/can't read the journal .*does not exist|no such file/)
  })
})

async function remembered() {
  const path = freshPath()
  const journal = new FileJournal(path)
  const events = [started, ...Array.from({ length: 20 }, (_, i) => observed(i + 1))]
  const recorded = await appendAll(journal, events)
  journal.remember(recorded.reduce(evolve, newState))
  const later = await appendAll(journal, [paused, observed(99)], recorded.length + 1)
  await journal.close()
  return { path, all: [...recorded, ...later], later }
}

function reseal(path: string, change: object): void {
  const file = join(path, '..', 'snapshot.json')
  const { sum: _, ...snapshot }: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, encodeLine({ ...snapshot, ...change }))
}

describe('a remembered state', () => {
  test('spares reading the events before it', async () => {
    const { path, all, later } = await remembered()
    const history = await new FileJournal(path).read()
    expect(history.events).toEqual(later)
    expect(history.events.reduce(evolve, history.base ?? newState)).toEqual(all.reduce(evolve, newState))
    expect(readHistory(path)).toEqual(history)
    expect([...readEvents(path)]).toEqual(all)
  })

  test('lets the next writer go on', async () => {
    const { path, all } = await remembered()
    const journal = new FileJournal(path)
    await journal.read()
    await appendAll(journal, [paused], all.length + 1)
    await expect(journal.append(paused, 2, { at: 1, up: 1 })).rejects.toThrow(JournalConflict)
  })

  test('is ignored when a single bit of it is wrong', async () => {
    const { path, all } = await remembered()
    const file = join(path, '..', 'snapshot.json')
    const whole = readFileSync(file)
    for (let at = 0; at < whole.length - 1; at += 3) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(file, bytes)
      expect(readHistory(path).events).toHaveLength(all.length)
    }
  })

  test.each([
    ['another journal', (path: string) => writeFileSync(path, encodeLine({ seq: 1, at: 1, up: 1, ...started }))],
    ['a shorter journal', (path: string) => truncateSync(path, 300)],
    ['an older shape of the state', (path: string) => reseal(path, { shape: 0 })],
    ['another place in the file', (path: string) => reseal(path, { offset: 200 })],
    ['another line', (path: string) => reseal(path, { lineSum: '00000000' })],
  ])('is ignored when it belongs to %s', async (_, change) => {
    const { path } = await remembered()
    change(path)
    expect(await new FileJournal(path).read()).not.toHaveProperty('base')
  })
})

test('the shape of a remembered state is numbered anew when the state changes', async () => {
  const events = [started, observed(1), paused]
  const state = (await written(events)).recorded.reduce(evolve, newState)
  // If this fails because RunState or evolve was changed: raise `stateShape` in src/journals/snapshot.ts, then update it.
  expect({ stateShape, ...state }).toMatchInlineSnapshot(`
    {
      "accepted": false,
      "activeMs": 0.5,
      "at": 1002,
      "consecutiveFailures": 0,
      "countedIterations": 0,
      "guesses": {
        "guessed": 0,
        "reported": 0,
      },
      "health": {},
      "history": [],
      "iterations": 0,
      "known": {},
      "openedAt": 0,
      "pauseRequested": true,
      "promptOverhead": {},
      "runId": "r",
      "seq": 3,
      "settings": {},
      "signatures": [
        "ä",
      ],
      "spending": {
        "cost": {
          "basis": "reported",
          "usd": 0,
        },
        "usage": {
          "basis": "reported",
          "cacheRead": 0,
          "cacheWrite": 0,
          "input": 0,
          "output": 0,
        },
      },
      "startedAt": 1000,
      "stateShape": 2,
      "succeeded": 0,
      "trouble": {
        "calm": 1,
        "recent": 0,
        "rejections": 0,
        "total": 0,
      },
      "up": 0.5,
      "verdicts": {},
      "warned": [],
      "windows": {},
      "workspace": "/w",
    }
  `)
})

describe('on a disk that refuses', () => {
  let disk = ''
  beforeAll(() => {
    disk = join(root, 'disk')
    mkdirSync(disk)
  })
  const mount = (...args: readonly string[]) => spawnSync('mount', [...args, disk], { stdio: 'ignore' }).status === 0
  afterEach(() => {
    spawnSync('umount', ['-l', disk], { stdio: 'ignore' })
  })

  test('a full one keeps every acknowledged event, and then the end of the run', async ({ skip }) => {
    skip(!mount('-t', 'tmpfs', '-o', 'size=256k', 'none'), 'only who may mount a small disk can fill it')
    const path = join(disk, 'journal.jsonl')
    const journal = new FileJournal(path)
    await appendAll(journal, [started])
    let seq = 1
    const error: unknown = await (async () => {
      for (;;) seq = (await journal.append(observed(500), seq + 1, { at: 1, up: 1 })).seq
    })().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'RalphError',
      message: expect.stringMatching(/^can't write the journal .*: the disk is full \(ENOSPC\)$/),
      hint: 'Mend that, then go on with: ralph resume',
    })
    expect(seq).toBeGreaterThan(100)
    expect([...readEvents(path)]).toHaveLength(seq)
    await journal.append({ type: 'run.finished', outcome: 'failed', reason: 'the disk is full' }, seq + 1, {
      at: 2,
      up: 2,
    })
    await journal.close()
    expect([...readEvents(path)].at(-1)).toMatchObject({ seq: seq + 1, type: 'run.finished' })
  })

  test('a read-only one is told in one line', async ({ skip }) => {
    skip(!mount('-t', 'tmpfs', '-o', 'ro', 'none'), 'only who may mount a disk can make it read-only')
    await expect(appendAll(new FileJournal(join(disk, 'journal.jsonl')), [started])).rejects.toMatchObject({
      message: expect.stringMatching(/^can't create the journal .*: the file system is read-only \(EROFS\)$/),
    })
  })
})

test('no acknowledged event is lost by kill -9', async () => {
  const program = await bundle(join(import.meta.dirname, '../fixtures/journal-writer.ts'), root)
  const path = freshPath()
  let acknowledged = 0
  for (let round = 0; round < 15; round++) {
    const target = acknowledged + 5 + round * 11
    acknowledged = await killedAfter(program, path, target)
    const { events } = await new FileJournal(path).read()
    const history = readHistory(path)
    const last = events.at(-1)?.seq ?? history.base?.seq ?? 0
    expect(last).toBeGreaterThanOrEqual(acknowledged)
    expect(last).toBeLessThanOrEqual(acknowledged + 1)
    expect([...readEvents(path)].map(({ seq }) => seq)).toEqual(Array.from({ length: last }, (_, i) => i + 1))
  }
})

/** Runs a writer until it has acknowledged `target`, kills it, and gives the last number it acknowledged. */
function killedAfter(program: string, path: string, target: number): Promise<number> {
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (lastWhole(output) >= target) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', () => resolve(lastWhole(output)))
  })
}

function lastWhole(output: string): number {
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1))
}
