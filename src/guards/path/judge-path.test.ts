import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { judgePath, type PathPlace } from './judge-path.ts'

interface Entry {
  readonly id: string
  readonly text: string
  readonly label: 'block' | 'allow'
  readonly context: PathPlace & {
    /** Made in the workspace, which is then a real one beside a folder `outside`. */
    readonly links?: Readonly<Record<string, string>>
    readonly folders?: readonly string[]
    readonly fifos?: readonly string[]
  }
}

const entries = ['hostile', 'honest'].flatMap((name) =>
  readFileSync(`test/corpora/path/${name}.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): Entry => JSON.parse(line)),
)

const root = mkdtempSync(join(tmpdir(), 'ralph-paths-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Where the entry's links are real; a folder that need not exist for the others. */
function placeOf({ id, context }: Entry): PathPlace {
  const { links, folders, fifos, ...place } = context
  if (!links && !folders && !fifos) return place
  const home = join(root, id)
  const workspace = join(home, 'shop')
  for (const folder of ['', ...(folders ?? [])]) mkdirSync(join(workspace, folder), { recursive: true })
  mkdirSync(join(home, 'outside'))
  writeFileSync(join(home, 'outside', 'secret.txt'), 'secret')
  for (const [name, target] of Object.entries(links ?? {})) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true })
    symlinkSync(target, join(workspace, name))
  }
  for (const name of fifos ?? []) execFileSync('mkfifo', [join(workspace, name)])
  return { workspace, home }
}

describe('the corpus', () => {
  test.each(entries)('$id: $label', (entry) => {
    const { verdict, reasons } = judgePath(entry.text, placeOf(entry))
    expect({ verdict, reasons, text: entry.text.slice(0, 100) }).toMatchObject({ verdict: entry.label })
    // oxlint-disable-next-line no-control-regex -- a reason is printed
    for (const { message } of reasons) expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
  })
})

const place = { workspace: '/home/dev/shop', home: '/home/dev' }
const reason = (text: string) => judgePath(text, place).reasons[0]

test('a reason says what was read and where it leads', () => {
  expect(reason('../x')).toEqual({ rule: 'outside', grade: 'block', message: 'it leads outside the workspace' })
  expect(reason('%2e%2e/x')?.message).toBe('read as ../x: it leads outside the workspace')
  expect(reason('~/.ssh/id_rsa')?.rule).toBe('credentials')
  expect(reason('/dev/sda')?.rule).toBe('device')
  expect(reason('.git/hooks/x')?.rule).toBe('git-internals')
  expect(reason('a\u0000b')?.rule).toBe('control-characters')
})

test.each([
  ['a/', 2048],
  ['../', 1365],
  ['%25', 1365],
  ['\u00c0', 2048],
  ['%c0', 1365],
  ['..;', 1365],
  ['.. ', 1365],
  ['a', 256 * 1024],
  ['\u202e', 256 * 1024],
  ['`$(', 1365],
  ['\\', 4096],
  ['....//', 682],
])('%j over and over is judged in time', (piece, times) => {
  const started = performance.now()
  judgePath(piece.repeat(times), place)
  expect(performance.now() - started).toBeLessThan(250)
})
