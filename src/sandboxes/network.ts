import { join, resolve } from 'node:path'
import { RalphError } from '../errors.ts'
import type { Contained, Sandbox } from '../sandbox.ts'
import { proxyEnvironment } from './network-environment.ts'
import { listenOnSocket } from './network-listen.ts'
import { makeNetworkProxy, type NetworkProxyParts, type Refusal } from './network-proxy.ts'
import { findRelayPrograms, isProgram, programOn, relayLauncher, socketInside } from './network-relay.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The one way out of a sandbox that has no network: a proxy that lets through only the hosts that were named. */
export interface NetworkGate {
  /** Options of bubblewrap, after all of its mounts. */
  readonly options: readonly string[]
  /** What stands before the program and its arguments, inside. */
  readonly launcher: readonly string[]
  /** What the launcher needs to see. Absolute paths. */
  readonly readable: readonly string[]
  /** What a program needs in its environment beside what is there. */
  environment(env: Environment): Readonly<Record<string, string>>
  /** Which hosts were asked for and may not be reached; for people. */
  refusals(): readonly Refusal[]
  close(): Promise<void>
}

export interface NetworkGateParts extends Pick<NetworkProxyParts, 'hosts' | 'env'> {
  /** An existing folder of ralph's own for this run. Programs inside must not see it. */
  readonly scratch: string
}

/** Opens the gate of a run: 150 ms. Throws a RalphError where something is not installed. */
export async function openNetworkGate({ hosts, env, scratch }: NetworkGateParts): Promise<NetworkGate> {
  const programs = findRelayPrograms(env)
  if ('missing' in programs) throw notInstalled(programs.missing)
  const proxy = await makeNetworkProxy({ hosts, env })
  const listener = await listenOnSocket(proxy.server, join(scratch, 'network'))
  return {
    options: ['--unshare-net', '--as-pid-1', '--ro-bind', listener.socket, socketInside],
    launcher: relayLauncher(programs),
    readable: Object.values(programs),
    environment: (own) => proxyEnvironment(hosts, own),
    refusals: () => proxy.refusals(),
    close: () => listener.close(),
  }
}

/** Takes the network from what bubblewrap locks in, but for the gate. Closing it closes the gate, too. */
export function behindGate(sandbox: Sandbox, gate: NetworkGate): Sandbox {
  return {
    name: sandbox.name,
    limitsNetwork: true,
    wrap(program) {
      const extra = gate.environment(program.env)
      const env = { ...extra, ...program.env, ...extra } // new ones first: what stands last is there on purpose
      const readable = [...(program.readable ?? []), ...gate.readable]
      const { args, ...wrapped } = sandbox.wrap({ ...program, env, readable })
      const end = args.indexOf('--') // of bubblewrap's own options: paths are absolute
      // What can't be started is left to bubblewrap: it tells so in a way that is understood.
      const launcher = isStartable(program) ? gate.launcher : []
      return { ...wrapped, args: [...args.slice(0, end), ...gate.options, '--', ...launcher, ...args.slice(end + 1)] }
    },
    async close() {
      await gate.close()
      await sandbox.close()
    },
  }
}

function isStartable({ file, cwd, env }: Contained): boolean {
  return file.includes('/') ? isProgram(resolve(cwd, file)) : programOn(env['PATH'] ?? '', file) !== undefined
}

const packages: Readonly<Record<string, string>> = { setsid: 'util-linux', socat: 'socat' }

function notInstalled(programs: readonly string[]): RalphError {
  const names = programs.map((program) => packages[program] ?? program).join(' ')
  return new RalphError(
    `the network can't be limited to hosts: ${programs.join(' and ')} can't be found`,
    `install ${names}, on Debian and Ubuntu by: sudo apt-get install ${names}`,
  )
}
