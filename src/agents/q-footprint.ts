import { join } from 'node:path'
import type { Environment, Footprint } from '../agent.ts'
import { cloudsOf, type Cloud } from './environment-clouds.ts'
import { baseFolders, folderNamed, inside, onMac } from './environment-places.ts'

/** What Kiro's command line needs, from its documents: it was never run here. */
export const kiroFootprint: Footprint = {
  variables: ['KIRO_*'],
  state: (home, env) => [kiroFolder(home, env), ...dataFolders(home, env, 'kiro-cli')],
  settings: (home, env) => [
    ...inside(kiroFolder(home, env), ['agents', 'extensions', 'hooks', 'powers', 'settings', 'skills']),
    ...inside('.kiro', ['agents', 'hooks', 'powers', 'settings', 'skills']),
  ],
  hosts: () => [...amazonHosts, '*.kiro.dev'],
}

/** What Amazon Q's command line needs, from its documents: it was never run here. */
export const qFootprint: Footprint = {
  variables: ['AMAZON_Q_*'],
  state: (home, env) => [
    qFolder(home),
    ...dataFolders(home, env, 'amazon-q'),
    ...clouds(env).flatMap((cloud) => cloud.state(home, env)),
  ],
  settings: (home, env) => [
    ...inside(qFolder(home), ['agents', 'cli-agents', 'default.json', 'global_context.json', 'mcp.json', 'profiles']),
    ...clouds(env).flatMap((cloud) => cloud.settings(home, env)),
    ...inside('.amazonq', ['agents', 'cli-agents', 'default.json', 'mcp.json']),
  ],
  hosts: (env) => [...amazonHosts, ...clouds(env).flatMap((cloud) => cloud.hosts(env))],
}

/** Their model, and where a login of Amazon's is renewed: in these regions alone. */
const amazonHosts: readonly string[] = ['us-east-1', 'eu-central-1'].flatMap((region) =>
  ['q', 'codewhisperer', 'oidc', 'sts'].map((service) => `${service}.${region}.amazonaws.com`),
)

function clouds(env: Environment): readonly Cloud[] {
  return cloudsOf(env, (name) => name.startsWith('AMAZON_Q_'))
}

function kiroFolder(home: string, env: Environment): string {
  return folderNamed(env, 'KIRO_HOME', join(home, '.kiro'))
}

function qFolder(home: string): string {
  return join(home, '.aws', 'amazonq')
}

function dataFolders(home: string, env: Environment, name: string): readonly string[] {
  return [onMac ? join(home, 'Library', 'Application Support', name) : join(baseFolders(home, env).data, name)]
}
