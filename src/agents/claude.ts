import type { AgentAdapter, AgentRequest, Command } from '../agent.ts'
import { ClaudeParser } from './claude-parser.ts'
import { withoutNestedAgent } from './environment.ts'
import type { AgentFormat } from './format.ts'

/** Claude Code's stream of JSON lines. */
export const claudeFormat: AgentFormat = {
  name: 'claude',
  capabilities: { usage: 'live', cost: 'reported', resetTime: true, budget: false, resume: false },
  parser: (request) => new ClaudeParser(request),
}

const flags = [
  '-p',
  '--output-format',
  'stream-json',
  '--verbose',
  '--include-partial-messages',
  '--dangerously-skip-permissions',
]

/** Claude Code: `npm install --global @anthropic-ai/claude-code`. */
export const claude: AgentAdapter = {
  name: 'claude',
  programs: ['claude'],
  install: 'npm install --global @anthropic-ai/claude-code, then run claude once to log in or set ANTHROPIC_API_KEY',
  capabilities: { usage: 'live', cost: 'reported', resetTime: true, budget: true, resume: true },
  command,
  parser: claudeFormat.parser,
}

function command({ program, prompt, model, budgetUsd, extraArgs }: AgentRequest): Command {
  return {
    file: program,
    args: [
      ...flags,
      ...(model === undefined ? [] : ['--model', model]),
      ...(budgetUsd === undefined ? [] : ['--max-budget-usd', Math.max(budgetUsd, 0.0001).toFixed(4)]),
      ...extraArgs,
    ],
    stdin: prompt,
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
