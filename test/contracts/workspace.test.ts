import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Workspace } from '../../src/workspace.ts'
import { commitWorkspace } from '../../src/workspaces/commit.ts'
import { plainWorkspace } from '../../src/workspaces/plain.ts'
import { shadowWorkspace } from '../../src/workspaces/shadow.ts'
import { after, inventory, never, repository, scratch, userGit, write } from '../support/workspaces.ts'

type Place = ReturnType<typeof scratch>

interface Variant {
  readonly name: string
  readonly open: (place: Place, interval: number) => Workspace | Promise<Workspace>
  /** Where a variant differs, and why that is right. */
  readonly deviations: {
    /** It commits on the user's branch: that is what it is for. */
    readonly movesTheBranch?: true
    /** It has no checkpoints. */
    readonly keepsNothing?: true
    /** At the start nothing has been done that would be worth a commit of the user's. */
    readonly keepsNothingAtTheStart?: true
    /** It looks at times, not at content: the same content written again is a change to it. */
    readonly seesTimes?: true
  }
}

const runId = 'run-1'
const variants: readonly Variant[] = [
  {
    name: 'shadow',
    open: ({ directory, gitDir }, interval) => shadowWorkspace({ directory, gitDir, runId, interval }),
    deviations: {},
  },
  {
    name: 'commit',
    open: ({ directory, gitDir }, interval) => commitWorkspace({ directory, gitDir, runId, interval }),
    deviations: { movesTheBranch: true, keepsNothingAtTheStart: true },
  },
  {
    name: 'plain',
    open: ({ directory }) => plainWorkspace(directory),
    deviations: { keepsNothing: true, keepsNothingAtTheStart: true, seesTimes: true },
  },
]

describe.each(variants)('$name', ({ open, deviations }) => {
  let place: Place
  let workspace: Workspace
  beforeEach(async () => {
    place = scratch()
    repository(place.directory, { 'a.txt': '1', 'folder/b.txt': '1' })
    workspace = await open(place, 2)
  })
  afterEach(() => place.remove())

  const print = async () => (await workspace.snapshot('iteration', after(1), never))?.fingerprint
  const edit = (content: string) => write(place.directory, { 'a.txt': content })

  test('the same content has the same fingerprint, in another process too', async () => {
    const first = await print()
    expect(await print()).toBe(first)
    workspace = await open(place, 2)
    expect(await print()).toBe(first)
  })

  test.skipIf(deviations.seesTimes)('content that comes back has its old fingerprint', async () => {
    const first = await print()
    edit('2')
    expect(await print()).not.toBe(first)
    edit('1')
    expect(await print()).toBe(first)
  })

  test.each([
    ['an edit', () => edit('2')],
    ['a new file', () => write(place.directory, { 'folder/new.txt': '' })],
    ['a deletion', () => rmSync(join(place.directory, 'folder/b.txt'))],
    ['a permission', () => execFileSync('chmod', ['+x', join(place.directory, 'a.txt')])],
  ])('%s changes the fingerprint', async (_, change) => {
    const first = await print()
    change()
    expect(await print()).not.toBe(first)
  })

  test("ralph's own notes and git's records do not change the fingerprint", async () => {
    const first = await print()
    write(place.directory, { '.agent/notes.md': 'note', '.git/description': 'x' })
    expect(await print()).toBe(first)
  })

  test('a start keeps a checkpoint', async () => {
    edit('2')
    const kept = await workspace.snapshot('start', after(0), never)
    expect(kept?.commit !== undefined).toBe(!deviations.keepsNothingAtTheStart)
  })

  test.skipIf(deviations.keepsNothing)(
    'a checkpoint comes every so many iterations, if something changed',
    async () => {
      const start = await workspace.snapshot('start', after(0), never)
      const first = { iteration: 0, commit: start?.commit ?? '' }
      edit('2')
      expect((await workspace.snapshot('iteration', after(1, first), never))?.commit).toBeUndefined()
      const second = (await workspace.snapshot('iteration', after(2, first), never))?.commit
      expect(second).toMatch(/^[0-9a-f]{40}$/)
      const next = { iteration: 2, commit: second ?? '' }
      expect((await workspace.snapshot('claim', after(3, next), never))?.commit).toBeUndefined()
      edit('3')
      expect((await workspace.snapshot('claim', after(3, next), never))?.commit).toMatch(/^[0-9a-f]{40}$/)
    },
  )

  test.skipIf(deviations.keepsNothing)('interval 0 keeps one at the end only', async () => {
    workspace = await open(place, 0)
    await workspace.snapshot('start', after(0), never)
    edit('2')
    expect((await workspace.snapshot('iteration', after(500), never))?.commit).toBeUndefined()
    expect((await workspace.snapshot('end', after(500), never))?.commit).toBeDefined()
  })

  test('the branch, the index and the stash of the user stay as they are', async () => {
    edit('staged')
    userGit(place.directory, 'add', 'a.txt')
    edit('edited')
    const before = inventory(place.directory)
    for (const reason of ['start', 'claim', 'end'] as const) await workspace.snapshot(reason, after(1), never)
    if (deviations.movesTheBranch) expect(userGit(place.directory, 'show', ':a.txt')).toBe('staged')
    else expect(inventory(place.directory)).toEqual(before)
  })

  test('an abort gives nothing, except at the end', async () => {
    const aborted = AbortSignal.abort('SIGINT')
    edit('2')
    expect(await workspace.snapshot('iteration', after(1), aborted)).toBeUndefined()
    const last = await workspace.snapshot('end', after(1), aborted)
    expect(last?.fingerprint).toBeDefined()
    expect(last?.commit !== undefined).toBe(!deviations.keepsNothing)
  })

  test('a folder that is gone gives nothing', async () => {
    await print()
    rmSync(place.directory, { recursive: true })
    for (const reason of ['start', 'iteration', 'claim', 'end'] as const)
      expect(await workspace.snapshot(reason, after(1), never)).toBeUndefined()
  })
})
