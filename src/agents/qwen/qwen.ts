import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command, Environment } from '../../agent.ts'
import { approval } from '../approval.ts'
import { withoutNestedAgent } from '../environment.ts'
import { QwenParser } from './qwen-parser.ts'
import { qwenSessionRecord } from './qwen-session.ts'
import { qwenFootprint } from './footprint.ts'

/**
 * Qwen Code: `npm install --global @qwen-code/qwen-code`. Which provider it talks to is the user's setting; with none,
 * OPENAI_API_KEY, OPENAI_BASE_URL and a model will do. A provider that says to come back much later is waited for in
 * silence, as long as it says: there is no setting against it.
 */
export const qwen: AgentAdapter = {
  name: 'qwen',
  programs: ['qwen'],
  install:
    'npm install --global @qwen-code/qwen-code, then run qwen and /auth, or set OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL',
  login: 'run qwen and /auth, or set OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL',
  credentials: {
    variables: [
      'OPENAI_API_KEY',
      'BAILIAN_CODING_PLAN_API_KEY',
      'BAILIAN_TOKEN_PLAN_API_KEY',
      'DASHSCOPE_API_KEY',
      'ANTHROPIC_API_KEY',
      'GEMINI_API_KEY',
      'GOOGLE_API_KEY',
    ],
    files: (home, env) => [join(qwenFolder(home, env), 'settings.json'), join(qwenFolder(home, env), '.env')],
  },
  npm: { package: '@qwen-code/qwen-code', version: '0.24.4' },
  minVersion: '0.24.0',
  capabilities: {
    usage: 'live',
    cost: 'priced',
    resetTime: true,
    budget: false,
    resume: true,
    context: true,
  },
  command,
  parser: (request) => new QwenParser(request),
  footprint: qwenFootprint,
  sessionRecord: qwenSessionRecord(({ home, env }) => env['QWEN_RUNTIME_DIR'] || qwenFolder(home, env)),
}

/** Where qwen keeps its settings. */
function qwenFolder(home: string, env: Environment): string {
  const told = env['QWEN_HOME']
  if (told === undefined || told === '') return join(home, '.qwen')
  return told.startsWith('~/') ? join(home, told.slice(2)) : told
}

/**
 * Settings below all of the user's. Left alone, a hidden agent extracts "memories" after the answer and doubles what
 * was spent, and a limit is retried ten times, after one to five minutes each: ralph waits out limits itself.
 */
const defaults = JSON.stringify({
  memory: { enableManagedAutoMemory: false, enableManagedAutoDream: false },
  model: { generationConfig: { maxRetries: 0 } },
  general: { enableAutoUpdate: false },
})

function command({ program, prompt, scratch, model, extraArgs }: AgentRequest): Command {
  const defaultsFile = join(scratch, 'qwen-defaults.json')
  return {
    file: program,
    args: ['-o', 'stream-json', ...approval(extraArgs), ...(model === undefined ? [] : ['-m', model]), ...extraArgs],
    stdin: prompt,
    inputFiles: { [defaultsFile]: defaults },
    env: {
      ...withoutNestedAgent,
      QWEN_CODE_SYSTEM_DEFAULTS_PATH: defaultsFile,
      QWEN_CODE_SUPPRESS_YOLO_WARNING: '1',
      QWEN_CODE_UNATTENDED_RETRY: '0',
      // With the key and the address of a provider it takes this one for meant, but only if a model is named here too.
      ...(model !== undefined && { QWEN_MODEL: model }),
    },
  }
}
