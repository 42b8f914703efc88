import { join } from 'node:path'
import type { Environment, Footprint } from '../../agent.ts'
import { apiHosts } from '../environment-endpoints.ts'
import { folderNamed, inside } from '../environment-places.ts'

/**
 * What Codex needs, from its documents and from tracing 0.169.0: one folder. Providers of the operator's own are in
 * its `config.toml`, which nobody reads here: their keys take `--pass-env`, their hosts `--allow-host`.
 */
export const codexFootprint: Footprint = {
  variables: ['CODEX_*', 'OPENAI_*', 'RUST_LOG'],
  state: (home, env) => [codexFolder(home, env), folderNamed(env, 'CODEX_SQLITE_HOME', codexFolder(home, env))],
  settings: (home, env) => [
    ...inside(codexFolder(home, env), [
      '.env',
      'AGENTS.md',
      'AGENTS.override.md',
      'agents',
      'config.toml',
      'environments.toml',
      'hooks.json',
      'hooks',
      'managed_config.toml',
      'plugins',
      'prompts',
      'requirements.toml',
      'rules',
    ]),
    '.codex',
    join('.agents', 'skills'),
    join('.agents', 'plugins'),
  ],
  hosts: (env) => [
    ...apiHosts(env, ['OPENAI_BASE_URL'], ['api.openai.com']),
    // A subscription's models, and where its login is renewed.
    'chatgpt.com',
    'auth.openai.com',
  ],
}

function codexFolder(home: string, env: Environment): string {
  return folderNamed(env, 'CODEX_HOME', join(home, '.codex'))
}
