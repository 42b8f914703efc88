import { join } from 'node:path'
import type { Environment, Footprint } from '../../agent.ts'
import { homeFolderNamed, inside } from '../environment-places.ts'
import { providerAddresses, providerHosts, providersNamed } from '../environment-providers.ts'

/**
 * What Qwen Code needs, from its documents and from tracing 0.24.4: one folder, or two where one is named for sessions.
 * Its `extensions` and `extension-store` can't be among the settings: it changes their modes at every start, and dies
 * where it may not.
 */
export const qwenFootprint: Footprint = {
  variables: [
    'QWEN_*',
    'OPENAI_*',
    'DASHSCOPE_*',
    'BAILIAN_*',
    'ANTHROPIC_AUTH_TOKEN',
    'ANTHROPIC_MODEL',
    'GEMINI_MODEL',
    ...providerAddresses,
  ],
  state: (home, env) => [qwenFolder(home, env), homeFolderNamed(env, 'QWEN_RUNTIME_DIR', home, qwenFolder(home, env))],
  settings: (home, env) => [
    ...inside(qwenFolder(home, env), [
      '.env',
      'AGENTS.md',
      'QWEN.md',
      'agents',
      'channels',
      'commands',
      'hooks',
      'output-styles',
      'rules',
      'settings.json',
      'skills',
      'trustedFolders.json',
      'updates',
    ]),
    '.mcp.json',
    ...inside('.qwen', [
      '.env',
      'settings.json',
      'agents',
      'commands',
      'extensions',
      'hooks',
      'output-styles',
      'skills',
    ]),
    join('.agents', 'skills'),
  ],
  hosts: (env) => [
    ...providerHosts(env, providersNamed(['qwen', 'openai', 'anthropic', 'google', 'openrouter', 'deepseek'])),
    'chat.qwen.ai',
  ],
}

function qwenFolder(home: string, env: Environment): string {
  return homeFolderNamed(env, 'QWEN_HOME', home, join(home, '.qwen'))
}
