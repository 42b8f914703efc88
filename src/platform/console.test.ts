import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundle } from '../../test/support/bundle.ts'
import { isTerminal, openSink } from './console.ts'

let folder: string
let open: number[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sink-'))
  open = []
})
afterEach(() => {
  for (const fd of open) closeSync(fd)
  rmSync(folder, { recursive: true })
})

/** A pipe whose reading end we hold: nothing is read until `read` is called. */
function pipe(): { readonly write: number; readonly read: () => string; readonly closeReader: () => void } {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const write = openSync(path, constants.O_WRONLY)
  open.push(write)
  let isOpen = true
  const closeReader = () => {
    if (isOpen) closeSync(reader)
    isOpen = false
  }
  return { write, closeReader, read: () => readAll(reader) }
}

function readAll(fd: number): string {
  const buffer = Buffer.alloc(1024 * 1024)
  const parts: Buffer[] = []
  for (;;) {
    try {
      const count = readSync(fd, buffer)
      if (count > 0) parts.push(Buffer.from(buffer.subarray(0, count)))
      else break
    } catch {
      break // EAGAIN: nothing more for now
    }
  }
  return Buffer.concat(parts).toString()
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('not in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const line = `${'x'.repeat(999)}\n`

test('a reader that does not read blocks nobody, and gets everything in order once it reads', async () => {
  const { write, read, closeReader } = pipe()
  const sink = openSink(write)
  const started = performance.now()
  for (let index = 0; index < 1000; index += 1) expect(sink.write(`${index}:${line}`)).toBe(true)
  expect(performance.now() - started).toBeLessThan(20_000)
  expect(sink.backlog).toBeGreaterThan(500_000)
  let got = ''
  await until(() => {
    got += read()
    return sink.backlog === 0
  })
  got += read()
  const numbers = got
    .split('\n')
    .slice(0, -1)
    .map((each) => Number(each.split(':')[0]))
  expect(numbers).toEqual(Array.from({ length: 1000 }, (_, index) => index))
  await sink.close(100)
  closeReader()
})

test('when the queue is full, droppable texts are left out and counted; needed ones are not', async () => {
  const { write, read, closeReader } = pipe()
  const sink = openSink(write, { softLimit: 100_000 })
  let kept = 0
  for (let index = 0; index < 1000; index += 1) if (sink.write(line, 'droppable')) kept += 1
  expect(kept).toBeLessThan(400)
  expect(sink.write('needed\n')).toBe(true)
  let got = ''
  await until(() => {
    got += read()
    return got.includes('not shown')
  })
  expect(got.slice(-200).replaceAll('x', '')).toBe(`\nneeded\n… ${1000 - kept} lines not shown: the reader is slow\n`)
  await sink.close(100)
  closeReader()
})

test('memory has an end: a reader that never comes back is given up', () => {
  const { write, closeReader } = pipe()
  const sink = openSink(write, { hardLimit: 300_000 })
  for (let index = 0; index < 1000; index += 1) sink.write(line)
  expect(sink.closed).toBe(true)
  expect(sink.backlog).toBe(0)
  closeReader()
})

test('a reader that is gone closes the sink quietly', () => {
  const { write, closeReader } = pipe()
  const sink = openSink(write)
  expect(sink.write('a\n')).toBe(true)
  closeReader()
  expect(sink.write('b\n')).toBe(false)
  expect(sink.closed).toBe(true)
  expect(sink.write('c\n')).toBe(false)
})

test('closing waits for the reader no longer than it was told', async () => {
  const { write, closeReader } = pipe()
  const sink = openSink(write)
  for (let index = 0; index < 500; index += 1) sink.write(line)
  const started = performance.now()
  await sink.close(150)
  expect(performance.now() - started).toBeGreaterThan(100)
  expect(performance.now() - started).toBeLessThan(20_000)
  expect(sink.closed).toBe(true)
  closeReader()
})

test('a socket that nobody reads does not keep its program alive; one that is read late gets everything', async () => {
  const module = await bundle(join(import.meta.dirname, 'console.ts'), folder)
  const program = `const { openSink } = await import(${JSON.stringify(module)})
    const sink = openSink(1)
    sink.write('x'.repeat(4_000_000))
    await sink.close(Number(process.argv[1]))`
  // Node's own pipes between programs are sockets.
  const start = (deadlineMs: string) =>
    spawn(process.execPath, ['--input-type=module', '-e', program, deadlineMs], { stdio: ['ignore', 'pipe', 'ignore'] })
  const unread = start('50')
  const [code] = await once(unread, 'exit')
  expect(code).toBe(0)
  const late = start('60000')
  await sleep(200)
  const chunks: Buffer[] = []
  late.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(late, 'close')
  expect(Buffer.concat(chunks)).toHaveLength(4_000_000)
})

test('a file gets every byte at once', async () => {
  const path = join(folder, 'file')
  const fd = openSync(path, 'w')
  open.push(fd)
  const sink = openSink(fd)
  sink.write('one\n')
  sink.write('two ☃\n', 'droppable')
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo ☃\n')
  await sink.close(100)
})

test('the pipe of others keeps its blocking mode', () => {
  const { write, closeReader } = pipe()
  const sink = openSink(write)
  sink.write('a')
  const flags = Number.parseInt(/flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${write}`, 'utf8'))?.[1] ?? '', 8)
  expect(flags & constants.O_NONBLOCK).toBe(0)
  closeReader()
})

test('neither a pipe nor a file nor /dev/null is a terminal', () => {
  const { write, closeReader } = pipe()
  const nothing = openSync('/dev/null', 'w')
  open.push(nothing)
  expect(isTerminal(write)).toBe(false)
  expect(isTerminal(nothing)).toBe(false)
  closeReader()
})
