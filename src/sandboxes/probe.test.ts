import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bubblewrap } from '../../test/support/sandbox.ts'
import { probeBubblewrap } from './probe.ts'

/** A PATH on which bwrap says this, and ends badly. */
function pathWith(words: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'probe-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'bwrap'), `#!/bin/sh\necho "${words}" >&2\nexit 1\n`)
  chmodSync(join(folder, 'bwrap'), 0o755)
  return folder
}

test.skipIf(process.platform !== 'linux')('without bubblewrap it says how to install it', async () => {
  expect(await probeBubblewrap({ PATH: '/nowhere' })).toEqual({
    works: false,
    reason: 'bubblewrap (bwrap) is not installed',
    fix: expect.stringContaining('bubblewrap'),
  })
})

test.skipIf(process.platform !== 'linux')('a program of the folder one stands in is not taken for it', async () => {
  expect(await probeBubblewrap({ PATH: '.:' })).toMatchObject({ works: false })
})

test.skipIf(process.platform !== 'linux').each([
  ['bwrap: Unknown option --json-status-fd', /too old/],
  ['bwrap: Creating new namespace failed: Operation not permitted', /namespaces/],
  ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", /namespaces/],
  ['bwrap: setting up uid map: Permission denied', /namespaces/],
  ['bwrap: something new', /something new/],
])('%s', async (words, reason) => {
  expect(await probeBubblewrap({ PATH: pathWith(words) })).toMatchObject({
    works: false,
    reason: expect.stringMatching(reason),
    fix: expect.stringMatching(/./),
  })
})

test.skipIf(!bubblewrap.works)('where it works, its version is told', () => {
  expect(bubblewrap).toMatchObject({
    works: true,
    program: expect.stringMatching(/^\//),
    version: expect.stringMatching(/^\d/),
  })
})
