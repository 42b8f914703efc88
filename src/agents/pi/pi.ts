import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command, Environment } from '../../agent.ts'
import { withoutNestedAgent } from '../environment.ts'
import { PiParser } from './pi-parser.ts'
import { piSessionRecord } from './pi-session.ts'
import { piFootprint } from './footprint.ts'

/**
 * Pi: `npm install --global @earendil-works/pi-coding-agent`. It asks nobody for permission, and retries a failed call
 * three times within 14 seconds, whatever the provider says about when to come back.
 */
export const pi: AgentAdapter = {
  name: 'pi',
  programs: ['pi'],
  install:
    'npm install --global @earendil-works/pi-coding-agent (Node 22 or later), then run pi and /login, or set the key of a provider',
  login: 'run pi and /login, or set the key of your provider, such as ANTHROPIC_API_KEY',
  credentials: {
    variables: [
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_OAUTH_TOKEN',
      'ANTHROPIC_AUTH_TOKEN',
      'OPENAI_API_KEY',
      'GEMINI_API_KEY',
      'OPENROUTER_API_KEY',
      'COPILOT_GITHUB_TOKEN',
      'AI_GATEWAY_API_KEY',
      'DEEPSEEK_API_KEY',
      'MISTRAL_API_KEY',
      'GROQ_API_KEY',
      'CEREBRAS_API_KEY',
      'XAI_API_KEY',
      'ZAI_API_KEY',
      'KIMI_API_KEY',
      'MINIMAX_API_KEY',
      'MOONSHOT_API_KEY',
      'OPENCODE_API_KEY',
      'HF_TOKEN',
    ],
    files: (home, env) => [join(agentFolder(home, env), 'auth.json')],
  },
  npm: { package: '@earendil-works/pi-coding-agent', version: '0.87.1' },
  minVersion: '0.73.0',
  capabilities: {
    usage: 'live',
    cost: 'reported',
    resetTime: true,
    budget: false,
    resume: true,
    context: true,
  },
  command,
  parser: (request) => new PiParser(request),
  sessionRecord: piSessionRecord(agentFolder),
  footprint: piFootprint,
}

/** Where pi keeps its settings, credentials and sessions. */
function agentFolder(home: string, env: Environment): string {
  const told = env['PI_CODING_AGENT_DIR']
  if (told === undefined || told === '') return join(home, '.pi', 'agent')
  return told.startsWith('~/') ? join(home, told.slice(2)) : told
}

function command({ program, prompt, model, extraArgs }: AgentRequest): Command {
  return {
    file: program,
    // A model is named plainly or with its provider: `anthropic/claude-sonnet-4-5`.
    args: ['-p', '--mode', 'json', ...(model === undefined ? [] : ['--model', model]), ...extraArgs],
    stdin: prompt,
    env: { ...withoutNestedAgent, PI_SKIP_VERSION_CHECK: '1' },
  }
}
