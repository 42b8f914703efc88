import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { bubblewrap } from '../../test/support/sandbox.ts'
import { probeNetworkGate } from './network-probe.ts'

test.skipIf(!bubblewrap.works)('says what bubblewrap is to be opened with, and leaves nothing', async () => {
  expect(await probeNetworkGate(process.env)).toEqual(bubblewrap)
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('ralph-network-'))).toEqual([])
})

test('what is missing is named with its fix', async () => {
  expect(await probeNetworkGate({ PATH: '/nowhere' })).toEqual({
    works: false,
    reason: expect.stringContaining('bubblewrap'),
    fix: expect.stringContaining('bubblewrap'),
  })
})
