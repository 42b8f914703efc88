import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { supervise, type Ended, type Supervision } from '../../src/platform/process/supervise.ts'
import { openBubblewrap } from '../../src/sandboxes/bubblewrap.ts'
import { probeBubblewrap } from '../../src/sandboxes/probe.ts'
import type { Sandbox, SandboxProfile } from '../../src/sandbox.ts'

/** Whether bubblewrap works here; these tests are of no use without it. */
export const bubblewrap = await probeBubblewrap(process.env)

/** For the name of a test group: says why it is skipped. */
export const skipped = bubblewrap.works ? '' : ` (SKIPPED: ${bubblewrap.reason}; ${bubblewrap.fix})`

/** A throw-away machine: a workspace, a home and something outside, in one folder. */
export interface Ground {
  readonly folder: string
  readonly workspace: string
  readonly home: string
  readonly scratch: string
  readonly placeholders: string
}

export function makeGround(): Ground {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sandbox-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return groundIn(folder)
}

export function groundIn(folder: string): Ground {
  const [workspace, home, scratch] = ['workspace', 'home', 'state/scratch'].map((name) => join(folder, name))
  if (!workspace || !home || !scratch) throw new Error('no folders')
  for (const path of [workspace, home, scratch]) mkdirSync(path, { recursive: true })
  return { folder, workspace, home, scratch, placeholders: join(folder, 'state/placeholders.json') }
}

export function openSandbox(ground: Ground, profile: Partial<SandboxProfile> = {}): Sandbox {
  if (!bubblewrap.works) throw new Error(bubblewrap.reason)
  const { workspace, scratch, placeholders } = ground
  return openBubblewrap(
    { workspace, scratch, writable: [], readOnly: [], unreadable: [], hosts: undefined, ...profile },
    { ...bubblewrap, placeholders },
  )
}

export interface Finished extends Ended {
  readonly lines: readonly string[]
  readonly errors: readonly string[]
  readonly marker: string
}

/** Runs a program in a sandbox, quick limits unless told otherwise. */
export async function runInside(
  ground: Ground,
  sandbox: Sandbox | undefined,
  [file = '', ...args]: readonly string[],
  options: Partial<Supervision> = {},
): Promise<Finished> {
  const lines: string[] = []
  const errors: string[] = []
  const marker = randomUUID()
  const ended = await supervise({
    file,
    args,
    cwd: ground.workspace,
    env: { PATH: process.env['PATH'], HOME: ground.home },
    marker,
    signal: new AbortController().signal,
    graceMs: 200,
    lingerMs: 200,
    onLine: (line, stream) => void (stream === 'stdout' ? lines : errors).push(line),
    ...(sandbox && { sandbox }),
    ...options,
  })
  return { ...ended, lines, errors, marker }
}
