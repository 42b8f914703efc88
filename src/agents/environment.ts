/**
 * What agents put into the environment of the commands they run. When ralph itself was started by one of them, the
 * agents it starts must not see these: they would refuse to run "inside themselves", join a foreign session, or
 * believe in a sandbox that isn't there. Settings and credentials of the user's (`CODEX_HOME`, `CLAUDE_CODE_OAUTH_TOKEN`,
 * `CLAUDE_CODE_USE_BEDROCK`, …) start with the same words and stay: hence names, not prefixes.
 */
const nestedAgentVariables = [
  'CLAUDECODE',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLAUDE_CODE_SSE_PORT',
  'CLAUDE_CODE_SESSION_ID',
  'CLAUDE_CODE_CHILD_SESSION',
  'CLAUDE_CODE_EXECPATH',
  'CLAUDE_CODE_TMPDIR',
  'CLAUDE_AGENT_SDK_VERSION',
  'CLAUDE_PID',
  'CODEX_SANDBOX',
  'CODEX_SANDBOX_NETWORK_DISABLED',
  'CODEX_THREAD_ID',
  'CODEX_CI',
  'CODEX_MANAGED_BY_NPM',
  'CODEX_MANAGED_BY_BUN',
  'GEMINI_CLI',
  'GEMINI_CLI_NO_RELAUNCH',
  'QWEN_CODE',
  'QWEN_CODE_NO_RELAUNCH',
  'OPENCODE',
  'OPENCODE_PID',
  'OPENCODE_PRINT_LOGS',
  'OPENCODE_CLIENT',
  'OPENCODE_CALLER',
  'COPILOT_CLI',
  'COPILOT_AGENT_SESSION_ID',
  'COPILOT_CLI_BINARY_VERSION',
  'COPILOT_CLI_RESOLVED_DIST_DIR',
  'COPILOT_LOADER_PID',
  'CURSOR_AGENT',
  'PI_CODING_AGENT',
  'AI_AGENT',
] as const

/** Removes the traces of an agent around ralph. A part of every adapter's `env`. */
export const withoutNestedAgent: Readonly<Record<string, undefined>> = Object.fromEntries(
  nestedAgentVariables.map((name) => [name, undefined]),
)
