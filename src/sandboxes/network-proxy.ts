import type { Resolver } from '@anthropic-ai/sandbox-runtime/dist/sandbox/resolved-address-guard.js'
import { lookup } from 'node:dns'
import type { Server } from 'node:http'
import { RalphError } from '../errors.ts'

/*
 * Of @anthropic-ai/sandbox-runtime only the proxy is used, not its `SandboxManager`. That one would start a socat on this
 * machine that outlives a killed ralph, listen on a port of this machine, take SIGINT and SIGTERM from ralph, ask for
 * ripgrep, and leave sockets in the temporary folder. Its proxy alone is a server in this process, on a socket in a folder
 * that nobody else can enter: so it takes no password either, which not every program could pass on.
 *
 * The parts are not the package's public face. That is why package.json names one exact version of it.
 */

/** Somebody inside asked for a host that may not be reached. */
export interface Refusal {
  readonly host: string
  readonly port: number
  readonly times: number
}

export interface NetworkProxy {
  /** Speaks HTTP, `CONNECT` included. Listens nowhere yet. */
  readonly server: Server
  /** The first hundred. */
  refusals(): readonly Refusal[]
}

export interface NetworkProxyParts {
  /** Names, `*.name` for all below, each with `:port` or for all ports. */
  readonly hosts: readonly string[]
  /** Ralph's own: says by which proxy this machine reaches the network, if it can't by itself. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Needed where others can connect. */
  readonly password?: string
}

/** Makes the proxy that reaches the named hosts and no other. Throws a RalphError if the package is not installed. */
export async function makeNetworkProxy({ hosts, env, password }: NetworkProxyParts): Promise<NetworkProxy> {
  const runtime = await loadRuntime().catch((error: unknown) => {
    throw isAbsence(error) ? new RalphError(absence, installation) : error
  })
  const refused = new Refusals()
  const guard = runtime.createResolvedAddressGuard({ allowedDomains: hosts, resolve })
  const parentProxy = runtime.resolveParentProxy(parentOf(env))
  const server = runtime.createHttpProxyServer({
    filter(port, asked) {
      const host = runtime.isValidHost(asked) ? runtime.canonicalizeHost(asked) : undefined
      const isListed = (pattern: string) =>
        host !== undefined && runtime.matchesDomainPatternWithPort(host, port, pattern)
      return hosts.some(isListed) || refused.add(host, port)
    },
    // What a listed name stands for is looked at, too: its owner could give it an address of this machine.
    lookupFor: (port) => (host, options, answer) =>
      guard.lookupFor(port)(host, options, (error, address, family) => {
        if (runtime.isResolvedAddressDenied(error)) refused.add(host, port)
        answer(error, address, family)
      }),
    ...(parentProxy && { parentProxy }),
    ...(password !== undefined && { proxyAuthToken: password }),
  })
  server.keepAliveTimeout = 0 // a program that uses a connection again must not find it being closed
  return { server, refusals: () => refused.list() }
}

async function loadRuntime() {
  const [server, guard, pattern, parent] = await Promise.all([
    import('@anthropic-ai/sandbox-runtime/dist/sandbox/http-proxy.js'),
    import('@anthropic-ai/sandbox-runtime/dist/sandbox/resolved-address-guard.js'),
    import('@anthropic-ai/sandbox-runtime/dist/sandbox/domain-pattern.js'),
    import('@anthropic-ai/sandbox-runtime/dist/sandbox/parent-proxy.js'),
  ])
  return { ...server, ...guard, ...pattern, ...parent }
}

const absence = "the network can't be limited to hosts: @anthropic-ai/sandbox-runtime is not installed"
const installation =
  'install ralph with its optional packages: npm install --global --include=optional ralph-orchestrator'

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND')
}

/** Names below `localhost` are this machine by definition (RFC 6761), but not every system's resolver knows. */
const resolve: Resolver = (host, options, answer) => {
  if (host.endsWith('.localhost')) answer(null, thisMachine)
  else lookup(host, options, answer)
}

const thisMachine = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

/** Empty texts, not undefined: the package would look into ralph's own environment. Loopback is never a parent's business. */
function parentOf(env: NetworkProxyParts['env']) {
  const all = env['ALL_PROXY'] ?? env['all_proxy'] ?? ''
  const http = env['HTTP_PROXY'] ?? env['http_proxy'] ?? all
  const https = env['HTTPS_PROXY'] ?? env['https_proxy'] ?? (all || http)
  return { http, https, noProxy: [env['NO_PROXY'] ?? env['no_proxy'] ?? '', 'localhost'].join(',') }
}

const mostRefusals = 100

/** Counts, and keeps no more than it must: who asks is hostile. */
class Refusals {
  readonly #times = new Map<string, Refusal>()

  /** Undefined: no host at all, but some text. Always says no. */
  add(host = '(malformed)', port: number): false {
    const key = `${host}:${port}`
    const { times } = this.#times.get(key) ?? { times: 0 }
    if (times > 0 || this.#times.size < mostRefusals) this.#times.set(key, { host, port, times: times + 1 })
    return false
  }

  list(): readonly Refusal[] {
    return [...this.#times.values()]
  }
}
