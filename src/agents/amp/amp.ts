import { join } from 'node:path'
import type { AgentAdapter, AgentRequest, Command } from '../../agent.ts'
import { AmpParser } from './amp-parser.ts'
import { withoutNestedAgent } from '../environment.ts'
import { ampFootprint } from './footprint.ts'

/**
 * Amp: `npm install --global @sourcegraph/amp`. Written from its documentation and its `--help`: it was never run
 * against the real service, which can't be replaced by a stand-in. It chooses models itself, by its mode (`low`,
 * `medium`, `high`, `ultra`), and names none: what is called a model here is a mode, and costs are estimated.
 */
export const amp: AgentAdapter = {
  name: 'amp',
  programs: ['amp'],
  install: 'npm install --global @sourcegraph/amp, then run amp login or set AMP_API_KEY',
  login: 'run amp login, or set AMP_API_KEY',
  credentials: {
    variables: ['AMP_API_KEY'],
    files: (home, env) => [join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'amp', 'secrets.json')],
  },
  npm: { package: '@sourcegraph/amp', version: '0.0.1790142911-g7618fb' },
  capabilities: { usage: 'live', cost: 'estimated', resetTime: false, budget: false, resume: true, context: true },
  command,
  parser: (request) => new AmpParser(request),
  footprint: ampFootprint,
}

function command({ program, prompt, model, extraArgs }: AgentRequest): Command {
  return {
    file: program,
    args: [
      '-x',
      '--stream-json',
      '--dangerously-allow-all',
      // What happens to be open in an editor is no part of the task.
      '--no-ide',
      ...(model === undefined ? [] : ['--mode', model]),
      ...extraArgs,
    ],
    stdin: prompt,
    env: { ...withoutNestedAgent },
  }
}
