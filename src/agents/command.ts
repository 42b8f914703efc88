import type { AgentAdapter, AgentRequest, Command } from '../agent.ts'
import { RalphError } from '../errors.ts'
import { withoutNestedAgent } from './environment.ts'
import type { AgentFormat } from './format.ts'
import { shellWords } from './reading/shell-words.ts'

const promptFileMark = '{prompt_file}'

/**
 * The agent of `--agent-command`: any program, read by any format. The command is split like a shell would and run
 * without one. `{prompt_file}` anywhere in an argument becomes the path of the prompt; else the prompt is on stdin, or,
 * if the format is a conversation, a part of that.
 */
export function commandAgent(command: string, format: AgentFormat): AgentAdapter {
  const [program, ...args] = shellWords(command)
  if (!program) throw new RalphError('the agent command is empty', 'name a program: --agent-command "my-agent --flag"')
  refuseUnexpanded(program)
  const takesFile = args.some((arg) => arg.includes(promptFileMark))
  if (takesFile && format.dialogue) refuseFile(format.name)
  return {
    name: 'command',
    programs: [program],
    install: `${program} was named by --agent-command: install it, or correct the name`,
    capabilities: format.capabilities,
    command: ({ program: file, prompt, promptFile, extraArgs }: AgentRequest): Command => ({
      file,
      args: [...args.map((arg) => arg.replaceAll(promptFileMark, () => promptFile)), ...extraArgs],
      ...(format.dialogue ? { dialogue: true } : !takesFile && { stdin: prompt }),
      env: withoutNestedAgent,
    }),
    parser: format.parser,
  }
}

function refuseFile(format: string): never {
  throw new RalphError(
    `the agent command names ${promptFileMark}, but ${format} hands the prompt over in a conversation`,
    `leave ${promptFileMark} out`,
  )
}

function refuseUnexpanded(program: string): void {
  if (program.includes(promptFileMark))
    throw new RalphError(
      `the agent command starts with ${promptFileMark}`,
      'name the program first, then its arguments',
    )
  if (/^~|\$/.test(program))
    throw new RalphError(
      `the agent command's program is ${program}: no shell runs it, so ~ and $NAME are not expanded`,
      'write the path in full, or run a shell yourself: --agent-command "sh -c \'…\'"',
    )
}
