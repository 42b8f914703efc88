import { resolve } from 'node:path'
import { RalphError } from '../errors.ts'
import type { Contained, Sandbox } from '../sandbox.ts'
import { proxyEnvironment } from './network-environment.ts'
import { startNetworkProxy, type NetworkProxyParts, type Refusal } from './network-proxy.ts'
import {
  findRelayPrograms,
  isProgram,
  programOn,
  relayLauncher,
  socketInside,
  type RelayPrograms,
} from './network-relay.ts'

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

/** Opens the gate of a run: 150 ms. Throws a RalphError where something is not installed. */
export async function openNetworkGate(parts: NetworkProxyParts): Promise<NetworkGate> {
  const programs = findRelayPrograms(parts.env)
  if ('missing' in programs) throw notInstalled(programs.missing.join(' and '), installation(programs.missing))
  const proxy = await startNetworkProxy(parts).catch((error: unknown) => {
    throw isAbsence(error) ? notInstalled('@anthropic-ai/sandbox-runtime', optionalPackages) : error
  })
  return {
    ...relayed(programs),
    options: ['--unshare-net', '--as-pid-1', '--ro-bind', proxy.socket, socketInside],
    environment: (env) => proxyEnvironment(parts.hosts, env),
    refusals: () => proxy.refusals(),
    close: () => proxy.close(),
  }
}

function relayed(programs: RelayPrograms): Pick<NetworkGate, 'launcher' | 'readable'> {
  return { launcher: relayLauncher(programs), readable: Object.values(programs) }
}

/** Takes the network from what bubblewrap locks in, but for the gate. Closing it closes the gate, too. */
export function behindGate(sandbox: Sandbox, gate: NetworkGate): Sandbox {
  return {
    name: sandbox.name,
    limitsNetwork: true,
    wrap(program) {
      const env = { ...program.env, ...gate.environment(program.env) }
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

function notInstalled(what: string, fix: string): RalphError {
  return new RalphError(`the network can't be limited to hosts: ${what} is not installed`, fix)
}

const optionalPackages =
  'install ralph with its optional packages: npm install --global --include=optional ralph-orchestrator'

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND')
}

const packages: Readonly<Record<string, string>> = { setsid: 'util-linux', socat: 'socat' }

function installation(missing: readonly string[]): string {
  const names = missing.map((program) => packages[program] ?? program).join(' ')
  return `install ${names}, on Debian and Ubuntu by: sudo apt-get install ${names}`
}
