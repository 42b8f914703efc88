import { execFile } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { makeGround, type Ground } from '../../test/support/sandbox.ts'
import type { Contained } from '../sandbox.ts'
import { openSandboxRuntime } from './runtime.ts'

/*
 * This is not macOS: a program of ours stands in for sandbox-exec, keeps the profile and starts the rest of its arguments.
 * What the profile does there is not tested.
 */

async function wrapped(ground: Ground, program: Partial<Contained>, hosts?: readonly string[]) {
  const { workspace, home, scratch, folder } = ground
  const sandbox = await openSandboxRuntime(
    { workspace, writable: [join(home, 'writable')], readOnly: [], unreadable: [join(home, '.ssh')], hosts, scratch },
    {},
  )
  onTestFinished(() => sandbox.close())
  const stand = join(folder, 'sandbox-exec')
  writeFileSync(stand, `#!/bin/sh\nprintf %s "$2" >'${folder}/profile'\nshift 2\nexec "$@"\n`)
  chmodSync(stand, 0o755)
  const { PATH = '' } = process.env
  const { file, args, env } = sandbox.wrap({ file: '/bin/echo', args: [], cwd: workspace, env: { PATH }, ...program })
  const real = args.map((arg) => arg.replace('/usr/bin/sandbox-exec', stand))
  const { stdout: output } = await promisify(execFile)(file, real, { env: { ...env } })
  return { sandbox, output, profile: readFileSync(join(folder, 'profile'), 'utf8') }
}

test('arguments arrive as they are, and temporary files have a place of their own', async () => {
  const ground = makeGround()
  const args = ['<%s>', 'a b', '', "'", '"q"', '$HOME', '`id`', '$(id)', '--', 'é\n', '\\']
  const { output } = await wrapped(ground, { file: '/usr/bin/printf', args })
  expect(output).toBe(
    args
      .slice(1)
      .map((arg) => `<${arg}>`)
      .join(''),
  )
  const { output: tmp } = await wrapped(ground, { file: '/bin/sh', args: ['-c', 'echo "$TMPDIR"'] })
  expect(tmp.trim()).toBe(join(ground.scratch, 'tmp'))
})

test('the profile names what may be written and what may not be read, for this one program too', async () => {
  const ground = makeGround()
  const { profile, sandbox } = await wrapped(ground, { writable: [join(ground.home, 'own')], readable: [] })
  for (const path of [
    ground.workspace,
    join(ground.home, 'writable'),
    join(ground.home, 'own'),
    join(ground.home, '.ssh'),
  ])
    expect(profile).toContain(path)
  expect(sandbox).toMatchObject({ name: 'sandbox-runtime', limitsNetwork: false })
})

test('with hosts nothing but the proxy can be reached, which wants a password', async () => {
  const ground = makeGround()
  const refused = (name: string, proxy: string) =>
    `curl -s -o /dev/null -w '${name} %{http_code}\\n' -x "${proxy}" http://x.example`
  const ask = [refused('with', '$HTTP_PROXY'), refused('without', '${HTTP_PROXY#*@}')].join(';')
  const { output, profile, sandbox } = await wrapped(ground, { file: '/bin/sh', args: ['-c', ask] }, ['example.org'])
  expect(output).toBe('with 403\nwithout 407\n')
  expect(profile).toMatch(/\(allow network-outbound \(remote ip "localhost:\d+"\)\)/)
  expect(sandbox.limitsNetwork).toBe(true)
})
