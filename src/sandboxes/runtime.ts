import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Contained, Sandbox, SandboxProfile } from '../sandbox.ts'
import { listenOnPort } from './network-listen.ts'
import { makeNetworkProxy } from './network-proxy.ts'

/*
 * UNTESTED on macOS, for which it is made: only what is handed to the system was looked at, on Linux.
 *
 * @anthropic-ai/sandbox-runtime writes a profile for /usr/bin/sandbox-exec and a line of shell that uses it, around a
 * command that never changes. The program and its arguments are arguments of that line, never part of it. It needs a
 * password for the proxy, whose port all of the machine can reach.
 */
// Not bash: with a socket as its stdin that one reads the user's .bashrc.
const command = 'TMPDIR=$1; export TMPDIR; shift; exec "$@"'

/** Locks programs in with Seatbelt (macOS). `env` is ralph's own: by its proxy the operator reaches the network. */
export async function openSandboxRuntime(
  profile: SandboxProfile,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Sandbox> {
  const { wrapCommandWithSandboxMacOS: wrap } =
    await import('@anthropic-ai/sandbox-runtime/dist/sandbox/macos-sandbox-utils.js')
  const proxy = profile.hosts && (await startProxy(profile.hosts, env))
  const tmp = join(profile.scratch, 'tmp')
  mkdirSync(tmp, { recursive: true })
  return {
    name: 'sandbox-runtime',
    limitsNetwork: proxy !== undefined,
    wrap(program) {
      const line = wrap({ command, binShell: 'sh', ...filesOf(profile, program, tmp), ...networkOf(proxy) })
      const args = ['-c', `exec ${line} "$@"`, 'ralph', 'ralph', tmp, program.file, ...program.args]
      return { ...program, file: '/bin/sh', args }
    },
    close: async () => proxy?.close(),
  }
}

/** What every program writes to without thinking of it as a file. */
const devices = ['/dev/stdout', '/dev/stderr', '/dev/null', '/dev/tty', '/dev/dtracehelper']

function filesOf({ workspace, writable, readOnly, unreadable }: SandboxProfile, program: Contained, tmp: string) {
  return {
    readConfig: { denyOnly: [...unreadable], allowWithinDeny: [...(program.readable ?? [])] },
    writeConfig: {
      allowOnly: [workspace, tmp, ...devices, ...writable, ...(program.writable ?? [])],
      denyWithinAllow: [...readOnly],
    },
    allowGitConfig: true, // whether it may be written is the profile's to say
  }
}

type Proxy = Awaited<ReturnType<typeof startProxy>>

async function startProxy(hosts: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const password = randomBytes(16).toString('hex')
  const { server } = await makeNetworkProxy({ hosts, env, password })
  return { ...(await listenOnPort(server)), password }
}

function networkOf(proxy: Proxy | undefined) {
  if (!proxy) return { needsNetworkRestriction: false }
  return { needsNetworkRestriction: true, httpProxyPort: proxy.port, proxyAuthToken: proxy.password }
}
