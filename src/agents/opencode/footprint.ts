import { dirname, isAbsolute, join } from 'node:path'
import type { Environment, Footprint } from '../../agent.ts'
import { hostOf } from '../environment-endpoints.ts'
import { baseFolders, inside } from '../environment-places.ts'
import { providerAddresses, providerHosts, providersNamed } from '../environment-providers.ts'

/**
 * What opencode needs, from its documents and from tracing 1.18.33. Which provider it asks is in files that nobody
 * reads here: hosts are those of all whose keys it is given.
 */
export const opencodeFootprint: Footprint = {
  variables: [
    'OPENCODE_*',
    ...providerAddresses,
    'AZURE_RESOURCE_NAME',
    'AZURE_COGNITIVE_SERVICES_RESOURCE_NAME',
    'CLOUDFLARE_ACCOUNT_ID',
    'CLOUDFLARE_GATEWAY_ID',
  ],
  state: (home, env) => [
    ...folders(home, env),
    ...(isAbsolute(env['OPENCODE_DB'] ?? '') ? [dirname(env['OPENCODE_DB'] ?? '')] : []),
  ],
  settings: (home, env) => [
    ...inside(join(baseFolders(home, env).config, 'opencode'), configured),
    ...inside('.opencode', configured),
    'opencode.json',
    'opencode.jsonc',
    join('.agents', 'skills'),
  ],
  hosts: (env) => [
    ...providerHosts(env, providersNamed(['anthropic', 'openai', 'openrouter', 'google', 'groq', 'xai', 'deepseek'])),
    ...providerHosts(env, providersNamed(['mistral', 'github-copilot', 'opencode'])),
    ...providersInConfig(env['OPENCODE_CONFIG_CONTENT'] ?? ''),
    // The list of models, without which it starts with an old one.
    'models.dev',
  ],
}

/** Plugins and tools are programs, and so is what they are made of. */
const configured = [
  'agent',
  'agents',
  'command',
  'commands',
  'config.json',
  'mode',
  'modes',
  'node_modules',
  'opencode.json',
  'opencode.jsonc',
  'package.json',
  'plugin',
  'plugins',
  'skill',
  'skills',
  'tool',
  'tools',
  'tui.json',
] as const

function folders(home: string, env: Environment): readonly string[] {
  const { config, data, state, cache } = baseFolders(home, env)
  return [config, data, state, cache].map((folder) => join(folder, 'opencode'))
}

/** Its whole configuration may be in a variable. */
function providersInConfig(config: string): readonly string[] {
  return [...config.matchAll(/"baseURL"\s{0,8}:\s{0,8}"([^"\\]{1,500})"/g)].flatMap(
    ([, address]) => hostOf(address) ?? [],
  )
}
