import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command } from '../../agent.ts'
import { CopilotParser } from './copilot-parser.ts'
import { copilotSessions } from './copilot-session.ts'
import { withoutNestedAgent } from '../environment.ts'
import { copilotFootprint } from './footprint.ts'

/** GitHub Copilot CLI: `npm install --global @github/copilot`. */
export const copilot: AgentAdapter = {
  name: 'copilot',
  programs: ['copilot'],
  install: 'npm install --global @github/copilot, then run copilot login or set COPILOT_GITHUB_TOKEN',
  login: 'run copilot login, or set COPILOT_GITHUB_TOKEN',
  credentials: {
    variables: ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN', 'COPILOT_PROVIDER_BASE_URL'],
    // Its own token is in a keychain, and its config.json is there without one too; but it takes gh's login.
    files: (home, env) => [
      join(env['GH_CONFIG_DIR'] || join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'gh'), 'hosts.yml'),
    ],
  },
  npm: { package: '@github/copilot', version: '1.0.102' },
  // Before, a session's file did not tell what was spent.
  minVersion: '1.0.102',
  capabilities: { usage: 'live', cost: 'priced', resetTime: true, budget: false, resume: true, context: true },
  command,
  parser: (request) => new CopilotParser(request, usageFile(request)),
  sessionRecord: copilotSessions,
  footprint: copilotFootprint,
}

function command(request: AgentRequest): Command {
  const { program, prompt, model, sessionId, extraArgs } = request
  // The stream names the session only at its end: too late for its file to be followed.
  const isNew = !extraArgs.some((arg) => /^--(?:resume|continue|session-id)\b/.test(arg))
  return {
    file: program,
    args: [
      '--output-format',
      'json',
      '--allow-all',
      '--no-ask-user',
      '--no-auto-update',
      '--usage-output-file',
      usageFile(request),
      ...(isNew ? [`--session-id=${sessionId}`] : []),
      ...(model === undefined ? [] : ['--model', model]),
      ...extraArgs,
    ],
    stdin: prompt,
    ...(isNew && { sessionId }),
    resultFiles: [usageFile(request)],
    env: withoutNestedAgent,
  }
}

function usageFile({ scratch }: AgentRequest): string {
  return join(scratch, 'usage.json')
}
