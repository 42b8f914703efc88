import { join } from 'node:path'
import type { Environment, Footprint } from '../../agent.ts'
import { cloudsOf, type Cloud } from '../environment-clouds.ts'
import { apiHosts } from '../environment-endpoints.ts'
import { folderNamed, inside } from '../environment-places.ts'

/**
 * What Claude Code needs, from its documents and from tracing 2.1.329. It keeps everything in `~/.claude` but for
 * `~/.claude.json`, which it replaces through a temporary file beside it: where the home can't be written it goes on
 * without. That file names MCP servers, too, and folders that are trusted: it is never the agent's to write.
 */
export const claudeFootprint: Footprint = {
  variables: [
    'ANTHROPIC_*',
    'CLAUDE_CODE_*',
    'CLAUDE_CONFIG_DIR',
    'CLAUDE_SECURESTORAGE_CONFIG_DIR',
    'CLAUDE_ENV_FILE',
    'CLAUDE_AUTOCOMPACT_PCT_OVERRIDE',
    'CLAUDE_BASH_MAINTAIN_PROJECT_WORKING_DIR',
    'CLAUDE_BYTE_STREAM_IDLE_TIMEOUT_MS',
    'CLAUDE_SLOW_FIRST_BYTE_MS',
    'API_TIMEOUT_MS',
    'BASH_DEFAULT_TIMEOUT_MS',
    'BASH_MAX_OUTPUT_LENGTH',
    'BASH_MAX_TIMEOUT_MS',
    'DISABLE_AUTO_COMPACT',
    'DISABLE_AUTOUPDATER',
    'DISABLE_COMPACT',
    'DISABLE_COST_WARNINGS',
    'DISABLE_ERROR_REPORTING',
    'DISABLE_GROWTHBOOK',
    'DISABLE_INTERLEAVED_THINKING',
    'DISABLE_NON_ESSENTIAL_MODEL_CALLS',
    'DISABLE_PROMPT_CACHING*',
    'DISABLE_TELEMETRY',
    'ENABLE_CLAUDEAI_MCP_SERVERS',
    'ENABLE_PROMPT_CACHING_1H*',
    'ENABLE_TOOL_SEARCH',
    'IS_SANDBOX',
    'MAX_MCP_OUTPUT_TOKENS',
    'MAX_THINKING_TOKENS',
    'MCP_TIMEOUT',
    'MCP_TOOL_TIMEOUT',
    'SLASH_COMMAND_TOOL_CHAR_BUDGET',
    'USE_BUILTIN_RIPGREP',
  ],
  state: (home, env) => [
    claudeFolder(home, env),
    ...profileFolder(env),
    ...clouds(env).flatMap((cloud) => cloud.state(home, env)),
  ],
  settings: (home, env) => [
    ...inside(claudeFolder(home, env), [
      'settings.json',
      'settings.local.json',
      '.claude.json',
      'CLAUDE.md',
      'agents',
      'commands',
      'hooks',
      'output-styles',
      'plugins',
      'rules',
      'skills',
      'workflows',
    ]),
    ...profileFolder(env).map((folder) => join(folder, 'configs')),
    ...clouds(env).flatMap((cloud) => cloud.settings(home, env)),
    '.mcp.json',
    ...inside('.claude', [
      'settings.json',
      'settings.local.json',
      'agents',
      'commands',
      'hooks',
      'skills',
      'workflows',
    ]),
  ],
  hosts: (env) => [
    ...apiHosts(env, ['ANTHROPIC_BASE_URL'], ['api.anthropic.com']),
    // Where a login is renewed.
    'platform.claude.com',
    'claude.ai',
    ...clouds(env).flatMap((cloud) => cloud.hosts(env)),
  ],
}

function clouds(env: Environment): readonly Cloud[] {
  return cloudsOf(env, (name) => name.startsWith('CLAUDE_CODE_'))
}

function claudeFolder(home: string, env: Environment): string {
  return folderNamed(env, 'CLAUDE_CONFIG_DIR', join(home, '.claude'))
}

/** Logins of organisations, where they have been told to be. */
function profileFolder(env: Environment): readonly string[] {
  const folder = folderNamed(env, 'ANTHROPIC_CONFIG_DIR', '')
  return folder === '' ? [] : [folder]
}
