import { join } from 'node:path'

/** A real agent CLI, and how it is made to ask the fake model: by its own settings alone, never by ralph's code. */
export interface Cli {
  /** ralph's name for it. */
  readonly name: string
  readonly title: string
  readonly package: string
  /** The folder below `test/agents` that its package is installed in. */
  readonly folder: '.' | 'more'
  /** One that both the CLI and ralph's price list know. */
  readonly model: string
  environment(place: CliPlace): Readonly<Record<string, string>>
  /** Instead of the former where a usage limit is told only to subscribers. */
  readonly subscription?: Readonly<Record<string, string>>
  /** Files of its home: path to content. */
  settings?(place: CliPlace): Readonly<Record<string, string>>
  /** Arguments that take its permission to write away; undefined if there are none, or its model is then offered no tool to write with. */
  readonly withoutPermission?: readonly string[]
}

export interface CliPlace {
  /** Of the fake model. */
  readonly url: string
  readonly home: string
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

const claude: Cli = {
  name: 'claude',
  title: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  folder: '.',
  model: 'claude-sonnet-4-5',
  environment: ({ url }) => ({
    ANTHROPIC_API_KEY: 'sk-test-dummy',
    ANTHROPIC_BASE_URL: url,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  }),
  subscription: { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-dummy' },
  // As organisations do it. `--permission-mode` is of no use: the adapter's `--dangerously-skip-permissions` outranks it.
  withoutPermission: ['--settings', '{"permissions":{"disableBypassPermissionsMode":"disable"}}'],
}

const codex: Cli = {
  name: 'codex',
  title: 'Codex CLI',
  package: '@openai/codex',
  folder: '.',
  model: 'gpt-6-sol',
  environment: () => ({ OPENAI_API_KEY: 'sk-test-dummy' }),
  // A provider of one's own: the built-in one tries WebSockets first.
  settings: ({ url }) => ({
    '.codex/config.toml': `model_provider = "fake"
check_for_update_on_startup = false

[analytics]
enabled = false

[model_providers.fake]
name = "fake"
base_url = "${url}/v1"
wire_api = "responses"
env_key = "OPENAI_API_KEY"
`,
  }),
  withoutPermission: ['--sandbox', 'read-only'],
}

const gemini: Cli = {
  name: 'gemini',
  title: 'Gemini CLI',
  package: '@google/gemini-cli',
  folder: '.',
  model: 'gemini-2.5-pro',
  environment: ({ url }) => ({
    GEMINI_API_KEY: 'test-dummy',
    GOOGLE_GEMINI_BASE_URL: url,
    GEMINI_TELEMETRY_ENABLED: 'false',
    GEMINI_CLI_NO_RELAUNCH: 'true',
  }),
  settings: () => ({
    '.gemini/settings.json': json({
      security: { auth: { selectedType: 'gemini-api-key' } },
      general: { enableAutoUpdate: false },
      privacy: { usageStatisticsEnabled: false },
    }),
  }),
}

const opencode: Cli = {
  name: 'opencode',
  title: 'opencode',
  package: 'opencode-ai',
  folder: 'more',
  model: 'anthropic/claude-sonnet-4-5',
  environment: ({ url }) => ({
    ANTHROPIC_API_KEY: 'sk-test-dummy',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    // In a new home it installs a package from the registry, for half a minute.
    npm_config_offline: 'true',
    OPENCODE_CONFIG_CONTENT: JSON.stringify({
      autoupdate: false,
      share: 'disabled',
      provider: { anthropic: { options: { baseURL: `${url}/v1`, apiKey: 'sk-test-dummy' } } },
    }),
  }),
}

const qwen: Cli = {
  name: 'qwen',
  title: 'Qwen Code',
  package: '@qwen-code/qwen-code',
  folder: 'more',
  model: 'qwen3-coder-plus',
  environment: ({ url }) => ({
    OPENAI_API_KEY: 'sk-test-dummy',
    OPENAI_BASE_URL: `${url}/v1`,
    QWEN_TELEMETRY_ENABLED: 'false',
  }),
  settings: () => ({
    '.qwen/settings.json': json({
      security: { auth: { selectedType: 'openai' } },
      general: { enableAutoUpdate: false },
      privacy: { usageStatisticsEnabled: false },
    }),
  }),
}

const copilot: Cli = {
  name: 'copilot',
  title: 'GitHub Copilot CLI',
  package: '@github/copilot',
  folder: 'more',
  model: 'gpt-5.4',
  environment: ({ url }) => ({
    COPILOT_OFFLINE: 'true',
    COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
    COPILOT_PROVIDER_TYPE: 'openai',
    COPILOT_PROVIDER_WIRE_API: 'responses',
    COPILOT_PROVIDER_API_KEY: 'sk-test-dummy',
    COPILOT_MODEL: 'gpt-5.4',
  }),
}

const pi: Cli = {
  name: 'pi',
  title: 'pi',
  package: '@earendil-works/pi-coding-agent',
  folder: 'more',
  model: 'anthropic/claude-sonnet-4-5',
  environment: () => ({ ANTHROPIC_API_KEY: 'sk-test-dummy', PI_OFFLINE: '1', PI_TELEMETRY: '0' }),
  settings: ({ url }) => ({ '.pi/agent/models.json': json({ providers: { anthropic: { baseUrl: url } } }) }),
}

/** Those that are tested on every change, and those that are tested when asked for. */
export const clis: readonly Cli[] = [claude, codex, gemini, opencode, qwen, copilot, pi]

export function cliNamed(name: string): Cli {
  const cli = clis.find((candidate) => candidate.name === name)
  if (cli) return cli
  throw new Error(`RALPH_TEST_AGENTS: unknown agent ${name}; there are: all, ${clis.map((it) => it.name).join(', ')}`)
}

/** The agents that `RALPH_TEST_AGENTS` asks for. */
export function askedFor(names: string | undefined): readonly Cli[] {
  if (names === 'all') return clis
  return (names ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [cliNamed(name.trim())]))
}

/** Where its programs are. */
export function binFolder(project: string, { folder }: Pick<Cli, 'folder'>): string {
  return join(project, 'test/agents', folder, 'node_modules/.bin')
}
