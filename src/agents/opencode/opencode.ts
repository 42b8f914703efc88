import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command } from '../../agent.ts'
import { withoutNestedAgent } from '../environment.ts'
import { OpencodeParser } from './opencode-parser.ts'
import { opencodeFootprint } from './footprint.ts'

/** opencode: `npm install --global opencode-ai`. */
export const opencode: AgentAdapter = {
  name: 'opencode',
  programs: ['opencode'],
  install: 'npm install --global opencode-ai, then run opencode auth login or set the key of a provider',
  login: "run opencode auth login, or set the key of the model's provider",
  credentials: {
    variables: [
      'ANTHROPIC_API_KEY',
      'OPENAI_API_KEY',
      'OPENROUTER_API_KEY',
      'GEMINI_API_KEY',
      'GOOGLE_GENERATIVE_AI_API_KEY',
      'GROQ_API_KEY',
      'XAI_API_KEY',
      'DEEPSEEK_API_KEY',
      'MISTRAL_API_KEY',
      'OPENCODE_API_KEY',
      'OPENCODE_AUTH_CONTENT',
    ],
    files: (home, env) => [join(env['XDG_DATA_HOME'] || join(home, '.local/share'), 'opencode/auth.json')],
  },
  npm: { package: 'opencode-ai', version: '1.18.33' },
  // Before, `--auto` had another name.
  minVersion: '1.18.3',
  capabilities: { usage: 'live', cost: 'reported', resetTime: true, budget: false, resume: true, context: true },
  command,
  parser: (request) => new OpencodeParser(request),
  footprint: opencodeFootprint,
}

function command({ program, prompt, workspace, model, extraArgs }: AgentRequest): Command {
  const unlessNamed = (option: string, value: string) => (names(extraArgs, option) ? [] : [option, value])
  return {
    file: program,
    args: [
      'run',
      '--format',
      'json',
      '--auto',
      '--thinking',
      // The events keep the model, failed requests and the end to themselves: the log has them.
      '--print-logs',
      // It believes $PWD more than the folder it runs in.
      ...unlessNamed('--dir', workspace),
      // Without a title it asks a model for one, at every start.
      ...unlessNamed('--title', 'ralph'),
      ...(model === undefined ? [] : ['--model', model]),
      ...extraArgs,
    ],
    stdin: prompt,
    env: { ...withoutNestedAgent, OPENCODE_DISABLE_AUTOUPDATE: '1' },
  }
}

/** Given twice, an option becomes a list, which it can't read. */
function names(args: readonly string[], option: string): boolean {
  return args.some((arg) => arg === option || arg.startsWith(`${option}=`))
}
