import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command } from '../../agent.ts'
import { shellWord } from '../../platform/text/shell-word.ts'
import { ClaudeParser } from './claude-parser.ts'
import { claudeFolder, claudeSession } from './claude-session.ts'
import { withoutNestedAgent } from '../environment.ts'
import type { AgentFormat } from '../format.ts'
import { claudeFootprint } from './footprint.ts'

/** What the stream tells of; the command line can do more. */
const told = {
  usage: 'live',
  cost: 'reported',
  resetTime: true,
  context: true,
  windowShare: true,
} as const

/** Claude Code's stream of JSON lines. */
export const claudeFormat: AgentFormat = {
  name: 'claude',
  capabilities: { ...told, budget: false, resume: false },
  parser: (request) => new ClaudeParser(request),
}

const flags = ['-p', '--output-format', 'stream-json', '--verbose', '--include-partial-messages']

/** It would outrank any mode that the operator names. */
function permission(extraArgs: readonly string[]): readonly string[] {
  const isTold = extraArgs.some((arg) => /^--permission-mode(?:=|$)/.test(arg))
  return isTold ? [] : ['--dangerously-skip-permissions']
}

/**
 * Settings for this process alone: hooks add to those of the user's. A hook's refusal holds whatever the permission mode. The
 * operator's own `--settings` would not be read beside them.
 */
function hookSettings(guard: readonly string[], extraArgs: readonly string[]): string | undefined {
  if (extraArgs.some((arg) => /^--settings(?:=|$)/.test(arg))) return undefined
  const hook = { type: 'command', command: guard.map(shellWord).join(' '), timeout: 30 }
  const matcher = 'Bash|Write|Edit|MultiEdit|NotebookEdit'
  return JSON.stringify({ hooks: { PreToolUse: [{ matcher, hooks: [hook] }] } })
}

/** Claude Code: `npm install --global @anthropic-ai/claude-code`. */
export const claude: AgentAdapter = {
  name: 'claude',
  programs: ['claude'],
  install: 'npm install --global @anthropic-ai/claude-code, then run claude once to log in or set ANTHROPIC_API_KEY',
  login: 'run claude once and log in, or set ANTHROPIC_API_KEY',
  credentials: {
    variables: [
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_AUTH_TOKEN',
      'CLAUDE_CODE_OAUTH_TOKEN',
      'CLAUDE_CODE_USE_BEDROCK',
      'CLAUDE_CODE_USE_VERTEX',
    ],
    files: (home, env) => [join(claudeFolder(home, env), '.credentials.json')],
  },
  // Its package wants a newer Node than it needs: unpinned, npm quietly takes an old one that does not.
  npm: { package: '@anthropic-ai/claude-code', version: '2.1.329' },
  minVersion: '2.1.197',
  capabilities: { ...told, budget: true, resume: true },
  command,
  parser: claudeFormat.parser,
  sessionRecord: claudeSession,
  footprint: claudeFootprint,
}

function command({ program, prompt, model, budgetUsd, extraArgs, guard }: AgentRequest): Command {
  const hook = guard && hookSettings(guard('claude'), extraArgs)
  return {
    file: program,
    args: [
      ...flags,
      ...permission(extraArgs),
      ...(hook === undefined ? [] : ['--settings', hook]),
      ...(model === undefined ? [] : ['--model', model]),
      ...(budgetUsd === undefined ? [] : ['--max-budget-usd', Math.max(budgetUsd, 0.0001).toFixed(4)]),
      ...extraArgs,
    ],
    stdin: prompt,
    ...(hook !== undefined && { guarded: true }),
    env: {
      ...withoutNestedAgent,
      // ralph waits out limits itself, by the clock; the CLI's own ten retries take three minutes. Two get over a hiccup.
      CLAUDE_CODE_MAX_RETRIES: '2',
      DISABLE_AUTOUPDATER: '1',
      // As root the CLI refuses to skip permissions unless told that it is in a sandbox. In containers root is the rule.
      ...(process.getuid?.() === 0 && { IS_SANDBOX: '1' }),
    },
  }
}
