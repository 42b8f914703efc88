import { join } from 'node:path'
import type { Environment, Footprint } from '../../agent.ts'
import { homeFolderNamed, inside } from '../environment-places.ts'
import { providerAddresses, providerHosts, providersNamed } from '../environment-providers.ts'

/** What pi needs, from its documents and from tracing 0.87.1: one folder, and the key of whichever provider it asks. */
export const piFootprint: Footprint = {
  variables: [
    'PI_*',
    ...providerAddresses,
    'ANT_LING_API_KEY',
    'AZURE_OPENAI_*',
    'BASETEN_API_KEY',
    'FIREWORKS_API_KEY',
    'GOOGLE_API_KEY',
    'GOOGLE_CLOUD_LOCATION',
    'GOOGLE_CLOUD_PROJECT',
    'LLAMA_API_KEY',
    'LLAMA_BASE_URL',
    'META_API_KEY',
    'MINIMAX_CN_API_KEY',
    'NVIDIA_API_KEY',
    'QWEN_TOKEN_PLAN_*',
    'RADIUS_API_KEY',
    'TOGETHER_API_KEY',
    'XIAOMI_API_KEY',
    'XIAOMI_TOKEN_PLAN_*',
    'ZAI_CODING_CN_API_KEY',
  ],
  state: (home, env) => [piFolder(home, env)],
  settings: (home, env) => [
    ...inside(piFolder(home, env), [
      'AGENTS.md',
      'APPEND_SYSTEM.md',
      'SYSTEM.md',
      'bin',
      'commands',
      'extensions',
      'hooks',
      'models.json',
      'prompts',
      'settings.json',
      'skills',
      'tools',
    ]),
    '.pi',
    join('.agents', 'skills'),
  ],
  hosts: (env) => providerHosts(env, providersNamed()),
}

function piFolder(home: string, env: Environment): string {
  return homeFolderNamed(env, 'PI_CODING_AGENT_DIR', home, join(home, '.pi', 'agent'))
}
