import { join } from 'node:path'
import type { Environment, Footprint } from '../../agent.ts'
import { cloudsOf, type Cloud } from '../environment-clouds.ts'
import { apiHosts } from '../environment-endpoints.ts'
import { folderNamed, inside } from '../environment-places.ts'

/** What Gemini CLI needs, from its documents and from tracing 0.61.0: one folder. */
export const geminiFootprint: Footprint = {
  variables: [
    'GEMINI_*',
    'GOOGLE_GEMINI_*',
    'GOOGLE_GENAI_*',
    'GOOGLE_API_KEY',
    'GOOGLE_VERTEX_BASE_URL',
    // Which project pays for a login of an organisation's.
    'GOOGLE_CLOUD_PROJECT',
    'GOOGLE_CLOUD_PROJECT_ID',
    'GOOGLE_CLOUD_LOCATION',
    'CODE_ASSIST_*',
    'SEATBELT_PROFILE',
    'SANDBOX_FLAGS',
    'SANDBOX_MOUNTS',
  ],
  state: (home, env) => [geminiFolder(home, env), ...clouds(env).flatMap((cloud) => cloud.state(home, env))],
  settings: (home, env) => [
    ...inside(geminiFolder(home, env), [
      '.env',
      'GEMINI.md',
      'agents',
      'commands',
      'extensions',
      'hooks',
      'policies',
      'sandbox.Dockerfile',
      'settings.json',
      'skills',
      'system.md',
      'trustedFolders.json',
      'trusted_hooks.json',
    ]),
    ...clouds(env).flatMap((cloud) => cloud.settings(home, env)),
    '.gemini',
    join('.agents', 'skills'),
  ],
  hosts: (env) => [
    ...apiHosts(env, ['GOOGLE_GEMINI_BASE_URL'], ['generativelanguage.googleapis.com']),
    ...apiHosts(env, ['CODE_ASSIST_ENDPOINT'], ['cloudcode-pa.googleapis.com']),
    // Where a login is renewed.
    'oauth2.googleapis.com',
    ...clouds(env).flatMap((cloud) => cloud.hosts(env)),
  ],
}

function clouds(env: Environment): readonly Cloud[] {
  return cloudsOf(env, (name) => /^(?:GOOGLE_GENAI|GEMINI)_/.test(name))
}

function geminiFolder(home: string, env: Environment): string {
  return join(folderNamed(env, 'GEMINI_CLI_HOME', home), '.gemini')
}
