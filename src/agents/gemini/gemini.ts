import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command } from '../../agent.ts'
import { approval } from '../approval.ts'
import { withoutNestedAgent } from '../environment.ts'
import { GeminiParser } from './gemini-parser.ts'
import { geminiSession } from './gemini-session.ts'
import { geminiFootprint } from './footprint.ts'

/**
 * Gemini CLI: `npm install --global @google/gemini-cli`. GEMINI_API_KEY alone is enough; with GOOGLE_GEMINI_BASE_URL it
 * wants `security.auth.selectedType` in its settings too, and ends with code 41 without.
 *
 * Its retries (`general.maxAttempts`) can be set in settings files only. Those of the user's are left alone, and the
 * ones below them, GEMINI_CLI_SYSTEM_DEFAULTS_PATH, are read from folders that belong to root alone: ten attempts
 * within four minutes is what there is, and it tells of each.
 */
export const gemini: AgentAdapter = {
  name: 'gemini',
  programs: ['gemini'],
  install: 'npm install --global @google/gemini-cli, then run gemini once to log in or set GEMINI_API_KEY',
  login: 'run gemini once and choose how to log in, or set GEMINI_API_KEY',
  credentials: {
    variables: ['GEMINI_API_KEY', 'GOOGLE_GENAI_USE_VERTEXAI', 'GOOGLE_GENAI_USE_GCA'],
    files: (home, env) => [join(env['GEMINI_CLI_HOME'] || home, '.gemini', 'oauth_creds.json')],
  },
  npm: { package: '@google/gemini-cli', version: '0.61.0' },
  minVersion: '0.47.0',
  capabilities: {
    usage: 'live',
    cost: 'priced',
    resetTime: true,
    budget: false,
    resume: true,
    context: true,
    // The rest of stdin is left unread.
    maxPromptCharacters: 8 * 1024 * 1024,
  },
  command,
  parser: (request) => new GeminiParser(request),
  sessionRecord: geminiSession,
  footprint: geminiFootprint,
}

function command({ program, prompt, model, extraArgs }: AgentRequest): Command {
  return {
    file: program,
    args: [
      '-o',
      'stream-json',
      ...approval(extraArgs),
      // A folder that nobody has trusted yet would get no tools to write with.
      '--skip-trust',
      ...(model === undefined ? [] : ['-m', model]),
      ...extraArgs,
    ],
    stdin: prompt,
    env: {
      ...withoutNestedAgent,
      // It would start itself again for a larger heap: another process between ralph and the agent, and half a second.
      GEMINI_CLI_NO_RELAUNCH: 'true',
    },
  }
}
