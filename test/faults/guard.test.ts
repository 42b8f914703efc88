import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentProgram, eventually, processesWith, uniqueSeconds } from '../support/agents.ts'
import { bundle } from '../support/bundle.ts'

let folder = ''
let program = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ralph-guard-'))
  program = await bundle(join(import.meta.dirname, '../fixtures/faults/guarded.ts'), folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(['forks-on-and-on.sh', 'ignores-term-with-grandchildren.sh', 'swarm.sh'])(
  'a harness that is killed takes %s along, and its folders',
  async (name) => {
    const seconds = uniqueSeconds()
    const harness = spawn(process.execPath, [program, agentProgram(name), seconds], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = await once(harness.stdout.setEncoding('utf8'), 'data')
    const world = String(line).trim()
    expect(await eventually(() => processesWith(seconds).some((pid) => pid !== harness.pid))).toBe(true)
    harness.kill('SIGKILL')
    expect(await eventually(() => processesWith(seconds, world).length === 0 && !existsSync(world))).toBe(true)
  },
)
