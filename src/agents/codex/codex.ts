import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command } from '../../agent.ts'
import { logOfWaits } from './codex-log.ts'
import { CodexParser } from './codex-parser.ts'
import { codexSession } from './codex-session.ts'
import { withoutNestedAgent } from '../environment.ts'
import type { AgentFormat } from '../format.ts'
import { codexFootprint } from './footprint.ts'

/** Codex's stream of JSON lines. */
export const codexFormat: AgentFormat = {
  name: 'codex',
  capabilities: {
    usage: 'end',
    cost: 'priced',
    resetTime: true,
    budget: false,
    resume: false,
    maxPromptCharacters: 1_048_576,
  },
  parser: (request) => new CodexParser(request),
}

/** OpenAI's Codex CLI: `npm install --global @openai/codex`. */
export const codex: AgentAdapter = {
  name: 'codex',
  programs: ['codex'],
  install: 'npm install --global @openai/codex, then run codex login or set CODEX_API_KEY',
  // Its built-in provider does not look at OPENAI_API_KEY; it may be named in the operator's own configuration.
  login: 'run codex login, or set CODEX_API_KEY (codex itself does not read OPENAI_API_KEY)',
  credentials: {
    variables: ['CODEX_API_KEY', 'OPENAI_API_KEY'],
    files: (home, env) => [join(env['CODEX_HOME'] || join(home, '.codex'), 'auth.json')],
  },
  npm: { package: '@openai/codex', version: '0.169.0' },
  minVersion: '0.47.0',
  capabilities: { ...codexFormat.capabilities, usage: 'live', context: true, windowShare: true },
  command,
  parser: codexFormat.parser,
  sessionRecord: codexSession,
  footprint: codexFootprint,
}

/**
 * No retries are turned off: they are a setting of each provider's, the built-in one does not take them
 * (`model_providers.openai.request_max_retries` keeps codex from starting), and the name of another one we don't know.
 * Hence the log: a long wait shows there alone. Commands that codex runs inherit it, and print errors only unless they
 * are asked for more.
 */
function command({ program, prompt, model, extraArgs, guard }: AgentRequest): Command {
  return {
    file: program,
    args: [
      'exec',
      '--json',
      '--skip-git-repo-check',
      ...(namesSandbox(extraArgs) ? [] : ['--dangerously-bypass-approvals-and-sandbox']),
      ...(model === undefined ? [] : ['--model', model]),
      '--config',
      'check_for_update_on_startup=false',
      // A login shell would set the PATH anew, without the guard's shims.
      ...(guard ? ['--config', 'allow_login_shell=false'] : []),
      '-',
      ...extraArgs,
    ],
    stdin: prompt,
    defaults: { RUST_LOG: logOfWaits },
    env: withoutNestedAgent,
  }
}

const sandboxArgument =
  /^-s|^--(?:sandbox|full-auto|approve-for-me|yolo|dangerously-bypass-approvals-and-sandbox)\b|^(?:-c|--config=)? ?(?:sandbox_mode|default_permissions) ?=/

/** The operator chose a sandbox. Without a word codex would let `--dangerously-bypass-…` win over it. */
function namesSandbox(extraArgs: readonly string[]): boolean {
  return extraArgs.some((argument) => sandboxArgument.test(argument))
}
