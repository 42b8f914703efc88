import type { AgentAdapter, AgentRequest } from '../agent.ts'
import { withoutNestedAgent } from './environment.ts'
import { withoutDecoration } from './excerpt.ts'
import { TextParser, textFormat } from './text.ts'

/** Kiro: Amazon Q's command line under its newer name. It prints text made for a terminal, and no tokens. */
export const kiro = chatAgent('kiro', 'kiro-cli', 'see https://kiro.dev/cli, then run kiro-cli login')

/** Amazon Q Developer for the command line. */
export const q = chatAgent(
  'q',
  'q',
  'install Amazon Q for the command line or its successor kiro-cli, then run q login',
)

function chatAgent(name: string, program: string, install: string): AgentAdapter {
  return {
    name,
    programs: [program],
    install,
    capabilities: textFormat.capabilities,
    command: ({ program: file, prompt, model, extraArgs }: AgentRequest) => ({
      file,
      args: [
        'chat',
        '--no-interactive',
        '--trust-all-tools',
        ...(model === undefined ? [] : ['--model', model]),
        ...extraArgs,
      ],
      stdin: prompt,
      env: { ...withoutNestedAgent, NO_COLOR: '1' },
    }),
    parser: (request) => new TextParser(request, saidByChat),
  }
}

/** A coloured "> " stands before an answer, and what it cost in a line after it: neither is a part of the answer. */
function saidByChat(line: string): string | undefined {
  const plain = withoutDecoration(line)
  if (/^\s*▸ (?:Credits|Time)\b/.test(plain)) return undefined
  return plain !== line ? plain.replace(/^> /, '') : plain
}
