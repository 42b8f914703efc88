import { expect, test } from 'vitest'
import { allowedEnvironment, gateEnvironment, keptBack } from './environment-allowed.ts'
import { loadAgents } from './list.ts'
import { claude } from './claude/claude.ts'
import { codex } from './codex/codex.ts'

const basics = {
  PATH: '/usr/bin:/bin',
  HOME: '/home/dev',
  USER: 'dev',
  SHELL: '/bin/zsh',
  LANG: 'de_DE.UTF-8',
  LC_ALL: 'C.UTF-8',
  TERM: 'xterm-256color',
  TZ: 'Europe/Berlin',
  TMPDIR: '/var/tmp',
  XDG_CONFIG_HOME: '/home/dev/.config',
  https_proxy: 'http://proxy.example:3128',
  NO_PROXY: 'localhost',
  JAVA_HOME: '/usr/lib/jvm/java-21',
  GOPATH: '/home/dev/go:/srv/go',
}

/** What an environment may hold that is nobody's business: no agent's, and no gate's. */
const canaries = Object.fromEntries(
  [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_PROFILE',
    'AZURE_CLIENT_SECRET',
    'BASH_ENV',
    'BASH_FUNC_ls%%',
    'CI_JOB_TOKEN',
    'CLASSPATH',
    'DATABASE_URL',
    'DISPLAY',
    'DOCKER_HOST',
    'DYLD_INSERT_LIBRARIES',
    'EDITOR',
    'ENV',
    'GITLAB_TOKEN',
    'GIT_ASKPASS',
    'GIT_CONFIG_COUNT',
    'GIT_SSH_COMMAND',
    'GOFLAGS',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GPG_TTY',
    'HISTFILE',
    'JAVA_TOOL_OPTIONS',
    'KUBECONFIG',
    'LC_PVE_TICKET',
    'LD_AUDIT',
    'LD_LIBRARY_PATH',
    'LD_PRELOAD',
    'LESSOPEN',
    'MY_COMPANY_TOKEN',
    'NODE_AUTH_TOKEN',
    'NODE_OPTIONS',
    'NODE_PATH',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'NPM_TOKEN',
    'OLDPWD',
    'PERL5LIB',
    'PERL5OPT',
    'PGPASSWORD',
    'PIP_INDEX_URL',
    'PROMPT_COMMAND',
    'PS4',
    'PWD',
    'PYTHONPATH',
    'PYTHONSTARTUP',
    'RALPH_MAX_COST',
    'RUBYOPT',
    'SLACK_WEBHOOK_URL',
    'SSH_ASKPASS',
    'SSH_AUTH_SOCK',
    'STRIPE_SECRET_KEY',
    'TF_VAR_password',
    'VAULT_TOKEN',
    'ZDOTDIR',
    'npm_config__auth',
    'npm_config_registry',
  ].map((name) => [name, `canary-${name}`]),
)

test('an environment full of canaries: no agent gets one, and each gets the basics', async () => {
  for (const { footprint, credentials } of await loadAgents()) {
    const allowed = allowedEnvironment({ env: { ...basics, ...canaries }, footprint, credentials, passEnv: [] })
    expect(allowed).toEqual(basics)
  }
})

test('a command of the operator gets the basics, and so does a gate', () => {
  const env = { ...basics, ...canaries, ANTHROPIC_API_KEY: 'sk-ant-canary', OPENAI_API_KEY: 'sk-canary' }
  expect(allowedEnvironment({ env, passEnv: [] })).toEqual(basics)
  expect(gateEnvironment({ env, passEnv: [] })).toEqual(basics)
})

test('an agent gets its own key and settings, and nobody else’s', () => {
  const own = { ANTHROPIC_API_KEY: 'a', ANTHROPIC_BASE_URL: 'https://proxy.example', CLAUDE_CONFIG_DIR: '/c' }
  const others = { OPENAI_API_KEY: 'o', CODEX_HOME: '/x', GEMINI_API_KEY: 'g' }
  const env = { ...own, ...others }
  expect(allowedEnvironment({ env, ...claude, passEnv: [] })).toEqual(own)
  expect(allowedEnvironment({ env, ...codex, passEnv: [] })).toEqual({ OPENAI_API_KEY: 'o', CODEX_HOME: '/x' })
})

test('a cloud’s key is an agent’s own once the operator switched that agent to the cloud', () => {
  const key = { AWS_PROFILE: 'work', AWS_REGION: 'eu-central-1' }
  const google = { GOOGLE_APPLICATION_CREDENTIALS: '/home/dev/key.json' }
  const given = (env: Readonly<Record<string, string>>, agent = claude) =>
    Object.keys(allowedEnvironment({ env: { ...key, ...google, ...env }, ...agent, passEnv: [] }))
  expect(given({})).toEqual([])
  expect(given({ CLAUDE_CODE_USE_BEDROCK: '0' })).toEqual(['CLAUDE_CODE_USE_BEDROCK'])
  expect(given({ CLAUDE_CODE_USE_BEDROCK: '1' })).toEqual(['AWS_PROFILE', 'AWS_REGION', 'CLAUDE_CODE_USE_BEDROCK'])
  expect(given({ CLAUDE_CODE_USE_VERTEX: 'true' })).toContain('GOOGLE_APPLICATION_CREDENTIALS')
  expect(given({ CLAUDE_CODE_USE_BEDROCK: '1' }, codex)).toEqual([])
})

test('what the operator passes on arrives, whatever it can do', () => {
  const passEnv = ['NODE_OPTIONS', 'AWS_*', 'SSH_AUTH_SOCK']
  const names = Object.keys(gateEnvironment({ env: canaries, passEnv })).toSorted()
  expect(names).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_SECRET_ACCESS_KEY', 'NODE_OPTIONS', 'SSH_AUTH_SOCK'])
})

test('a path counts only if it is absolute, and a certificate only if it is there', () => {
  const env = {
    JAVA_HOME: 'jdk',
    GOPATH: '/go:vendor',
    NVM_DIR: '',
    SSL_CERT_FILE: '/no/such/file.pem',
    NODE_EXTRA_CA_CERTS: 'package.json',
    CURL_CA_BUNDLE: process.execPath,
  }
  expect(allowedEnvironment({ env, passEnv: [] })).toEqual({ CURL_CA_BUNDLE: process.execPath })
})

test('a proxy keeps its password: it is the operator’s, and no request gets out without it', () => {
  const env = { HTTPS_PROXY: 'http://dev:hunter22@proxy.example:3128', MY_PROXY: 'http://x' }
  expect(allowedEnvironment({ env, passEnv: [] })).toEqual({ HTTPS_PROXY: env.HTTPS_PROXY })
})

test('what an adapter sets wins, what it suggests does not, and what it takes away is gone', () => {
  const wishes = { env: { TERM: 'xterm', LANG: 'C' }, passEnv: [] }
  expect(
    allowedEnvironment({ ...wishes, defaults: { TERM: 'dumb', A: 'suggested' }, extra: { LANG: undefined, B: 'set' } }),
  ).toEqual({ TERM: 'xterm', A: 'suggested', B: 'set' })
})

test('credentials that were kept back are named, and nothing else of them', () => {
  const env = {
    PATH: '/bin',
    MY_API_KEY: 'a-key-of-some-length',
    AUTHOR: 'a-person-of-some-name',
    SSH_AUTH_SOCK: '/run/agent.sock',
    DATABASE_URL: 'postgres://dev:long-password@db/shop',
    OPENAI_API_KEY: 'sk-own-key-of-the-agent',
  }
  const allowed = allowedEnvironment({ env, ...codex, passEnv: [] })
  expect(keptBack(env, allowed)).toEqual(['DATABASE_URL', 'MY_API_KEY', 'SSH_AUTH_SOCK'])
})
