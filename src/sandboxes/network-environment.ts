import { relayPort } from './network-relay.ts'

type Environment = Readonly<Record<string, string | undefined>>

const proxy = `http://127.0.0.1:${relayPort}`

/** HTTP everywhere: a SOCKS address in ALL_PROXY breaks Python programs that have no library for it. */
const common = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'GRPC_PROXY']

/** For programs whose own settings file would win otherwise: it names a proxy that can't be reached from inside. */
const own = [
  'npm_config_proxy',
  'npm_config_https_proxy',
  'YARN_HTTP_PROXY',
  'YARN_HTTPS_PROXY',
  'PIP_PROXY',
  'CARGO_HTTP_PROXY',
]

/**
 * The variables that make programs inside use the proxy, whatever proxy the operator has: that one is asked from
 * outside. `env` is the program's, which some of them add to.
 */
export function proxyEnvironment(hosts: readonly string[], env: Environment): Readonly<Record<string, string>> {
  const direct = namesOfTheInside(hosts).join(',')
  return {
    ...Object.fromEntries(
      [...common, ...common.map((name) => name.toLowerCase()), ...own].map((name) => [name, proxy]),
    ),
    ...Object.fromEntries(['NO_PROXY', 'no_proxy', 'npm_config_noproxy'].map((name) => [name, direct])),
    NODE_USE_ENV_PROXY: '1', // node's fetch asks for it, since 22.21 and 24.5
    JAVA_TOOL_OPTIONS: [...(env['JAVA_TOOL_OPTIONS'] ? [env['JAVA_TOOL_OPTIONS']] : []), ...javaOptions].join(' '),
    ...gitSetting(env, 'http.proxy', proxy),
  }
}

const javaOptions = ['http', 'https'].flatMap((scheme) => [
  `-D${scheme}.proxyHost=127.0.0.1`,
  `-D${scheme}.proxyPort=${relayPort}`,
])

/**
 * What a program starts and then asks, is inside. But a name that the operator listed means the machine's. Most programs
 * take `localhost` for all below it, too.
 */
function namesOfTheInside(hosts: readonly string[]): readonly string[] {
  const listed = hosts.map((host) => host.replace(/:\d+$/, '').toLowerCase())
  return ['localhost', '127.0.0.1', '::1', '0.0.0.0'].filter(
    (name) => !listed.some((host) => host === name || host.endsWith(`.${name}`)),
  )
}

/** git's own way to set something for one process and those below; what is set that way already, stays. */
function gitSetting(env: Environment, key: string, value: string): Readonly<Record<string, string>> {
  const given = Number(env['GIT_CONFIG_COUNT'] ?? 0)
  const count = Number.isInteger(given) && given > 0 ? given : 0
  return { GIT_CONFIG_COUNT: String(count + 1), [`GIT_CONFIG_KEY_${count}`]: key, [`GIT_CONFIG_VALUE_${count}`]: value }
}
