import { join } from 'node:path'
import type { Environment, Footprint } from '../../agent.ts'
import { hostsNamed, isOn } from '../environment-endpoints.ts'
import { baseFolders, folderNamed, inside, onMac } from '../environment-places.ts'

/**
 * What GitHub Copilot CLI needs, from its documents and from tracing 1.0.102. It unpacks itself into a cache at its
 * first start, and takes the login of `gh`.
 */
export const copilotFootprint: Footprint = {
  variables: [
    'COPILOT_*',
    'GITHUB_COPILOT_*',
    'GH_HOST',
    'GH_CONFIG_DIR',
    // Its token is in a keyring.
    'DBUS_SESSION_BUS_ADDRESS',
  ],
  state: (home, env) => [copilotFolder(home, env), ...cacheFolders(home, env), ghFolder(home, env)],
  settings: (home, env) => [
    ...inside(copilotFolder(home, env), [
      'agents',
      'copilot-instructions.md',
      'extensions',
      'hooks',
      'hooks.json',
      'installed-plugins',
      'instructions',
      'lsp-config.json',
      'mcp-config.json',
      'permissions-config.json',
      'providers.json',
      'settings.json',
      'skills',
    ]),
    ghFolder(home, env),
    '.copilot',
    '.mcp.json',
    ...inside('.github', ['agents', 'copilot', 'extensions', 'hooks', 'lsp.json', 'mcp.json', 'skills']),
    join('.agents', 'skills'),
    join('.vscode', 'mcp.json'),
  ],
  hosts: (env) => [
    ...hostsNamed(env, 'COPILOT_PROVIDER_BASE_URL', 'COPILOT_API_URL'),
    ...(isOn(env['COPILOT_OFFLINE']) ? [] : githubHosts(env)),
  ],
}

/** GitHub's own, or those of an organisation that has a GitHub to itself. */
function githubHosts(env: Environment): readonly string[] {
  const own = hostsNamed(env, 'COPILOT_GH_HOST', 'GH_HOST').filter((host) => host !== 'github.com')
  if (own.length > 0) return own.flatMap((host) => [host, `*.${host}`])
  return ['github.com', 'api.github.com', 'api.githubcopilot.com', '*.githubcopilot.com']
}

function copilotFolder(home: string, env: Environment): string {
  return folderNamed(env, 'COPILOT_HOME', join(home, '.copilot'))
}

function cacheFolders(home: string, env: Environment): readonly string[] {
  const usual = onMac ? join(home, 'Library', 'Caches', 'copilot') : join(baseFolders(home, env).cache, 'copilot')
  const own = folderNamed(env, 'COPILOT_CACHE_HOME', usual)
  return [own, folderNamed(env, 'COPILOT_PKG_CACHE_HOME', own)]
}

/** `aliases` may be commands for a shell: it is read for its login alone. */
function ghFolder(home: string, env: Environment): string {
  return folderNamed(env, 'GH_CONFIG_DIR', join(baseFolders(home, env).config, 'gh'))
}
