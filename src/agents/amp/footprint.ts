import { join } from 'node:path'
import type { Footprint } from '../../agent.ts'
import { apiHosts } from '../environment-endpoints.ts'
import { baseFolders, folderNamed, inside } from '../environment-places.ts'

/** What Amp needs, from its documents and from tracing its start: it was never seen at work. */
export const ampFootprint: Footprint = {
  variables: ['AMP_*'],
  state: (home, env) => {
    const { config, data, cache, state } = baseFolders(home, env)
    return [
      ...[config, data, cache, state].map((folder) => join(folder, 'amp')),
      folderNamed(env, 'AMP_SETTINGS_FILE', join(config, 'amp', 'settings.json')),
    ]
  },
  settings: (home, env) => {
    const { config, cache } = baseFolders(home, env)
    return [
      ...inside(join(config, 'amp'), ['AGENTS.md', 'plugins', 'settings.json', 'settings.jsonc', 'skills', 'tools']),
      folderNamed(env, 'AMP_SETTINGS_FILE', join(config, 'amp', 'settings.json')),
      join(cache, 'amp', 'global-plugins'),
      '.amp',
      join('.agents', 'skills'),
    ]
  },
  hosts: (env) => apiHosts(env, ['AMP_URL'], ['ampcode.com', '*.ampcode.com']),
}
