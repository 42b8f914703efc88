import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstTask, readTaskFile, taskReader, type TaskFile } from './task.ts'

function folder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'task-')))
}

function taskFile(content: string | Uint8Array | undefined, other: Partial<TaskFile> = {}): TaskFile {
  const workspace = folder()
  if (content !== undefined) writeFileSync(join(workspace, 'PROMPT.md'), content)
  return { path: 'PROMPT.md', workspace, maxBytes: 1000, anywhere: false, ...other }
}

test.each([
  ['missing', taskFile(undefined), /does not exist/, 2],
  ['empty', taskFile(' \n\t\n'), /is empty/, 2],
  ['binary', taskFile(Uint8Array.of(72, 0, 1, 2)), /control character \(U\+0000 in line 1\)/, 4],
  ['an escape sequence', taskFile('a\nb\u001b[31m'), /U\+001B in line 2/, 4],
  ['not UTF-8', taskFile(Uint8Array.of(0xff, 0xfe, 72)), /is not UTF-8/, 4],
  ['too large', taskFile('x'.repeat(1001)), /larger than 1000 bytes/, 4],
])('a task file that is %s is refused with a hint', (_what, file, message, exitCode) => {
  expect(() => firstTask(file)).toThrow(
    expect.objectContaining({ message: expect.stringMatching(message), exitCode, hint: expect.stringMatching(/\w/) }),
  )
})

test('a folder, a FIFO and a file outside are refused without blocking', () => {
  const file = taskFile(undefined)
  mkdirSync(join(file.workspace, 'PROMPT.md'))
  expect(readTaskFile(file)).toMatchObject({ problem: expect.stringContaining('is a folder'), refused: false })
  execFileSync('mkfifo', [join(file.workspace, 'fifo')])
  expect(readTaskFile({ ...file, path: 'fifo' })).toMatchObject({
    problem: expect.stringContaining('named pipe'),
    refused: false,
  })
  const outside = join(folder(), 'secret')
  writeFileSync(outside, 'x')
  symlinkSync(outside, join(file.workspace, 'link'))
  expect(readTaskFile({ ...file, path: 'link' })).toMatchObject({
    problem: expect.stringContaining('outside'),
    refused: true,
  })
  expect(readTaskFile({ ...file, path: 'link', anywhere: true })).toEqual({ text: 'x' })
})

test('ordinary text is read to the byte: BOM, CRLF, tabs, form feeds, emoji', () => {
  const text = '\uFEFFDo\tit\r\n\fnow 👩‍🚀\n'
  expect(readTaskFile(taskFile(text))).toEqual({ text })
})

test('the task is read anew each time, and its last good copy is used when it is gone or spoilt', async () => {
  const file = taskFile('first')
  const copy = join(folder(), 'task.md')
  const read = taskReader(file, copy, async () => [])
  expect(await read()).toEqual({ text: 'first' })
  writeFileSync(join(file.workspace, 'PROMPT.md'), 'second')
  expect(await read()).toEqual({ text: 'second' })
  rmSync(join(file.workspace, 'PROMPT.md'))
  expect(await read()).toEqual({ text: 'second', stale: 'the prompt file PROMPT.md does not exist' })
  expect(await taskReader(file, copy, async () => [])(), 'also after a restart').toMatchObject({ text: 'second' })
  writeFileSync(join(file.workspace, 'PROMPT.md'), Uint8Array.of(0))
  expect(await read()).toMatchObject({ text: 'second', stale: expect.stringContaining('control') })
})

test.skipIf(process.getuid?.() === 0)('an unreadable file is told from a missing one', () => {
  const file = taskFile('x')
  chmodSync(join(file.workspace, 'PROMPT.md'), 0)
  expect(readTaskFile(file)).toMatchObject({ problem: expect.stringContaining('may not be read') })
})
