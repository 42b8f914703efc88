import type { AgentAdapter, AgentRequest, Capabilities, Command } from '../../agent.ts'
import { AcpParser } from './acp-parser.ts'
import { withoutNestedAgent } from '../environment.ts'
import type { AgentFormat } from '../format.ts'

/** What every agent can tell that speaks ACP. Some tell their cost, too, or their tokens while they work. */
const capabilities: Capabilities = {
  usage: 'end',
  cost: 'priced',
  resetTime: true,
  budget: false,
  resume: false,
  context: true,
}

/** The Agent Client Protocol, version 1, for any agent that speaks it: `--agent-command "gemini --acp" --agent-format acp`. */
export const acpFormat: AgentFormat = {
  name: 'acp',
  capabilities,
  dialogue: true,
  parser: (request) => new AcpParser(request),
}

/** What an agent of the list needs to say of itself, if ACP is its way to be driven. */
export type AcpAgent = Pick<AgentAdapter, 'name' | 'programs' | 'install'> &
  Partial<Pick<AgentAdapter, 'login' | 'credentials' | 'footprint' | 'npm' | 'minVersion' | 'capabilities'>> & {
    /** What makes the program speak ACP: `--acp`. */
    readonly args: readonly string[]
    readonly env?: Command['env']
  }

/** An agent of the list that is driven over ACP. */
export function acpAgent({ args, env, ...agent }: AcpAgent): AgentAdapter {
  return {
    capabilities,
    ...agent,
    command: ({ program, extraArgs }: AgentRequest): Command => ({
      file: program,
      args: [...args, ...extraArgs],
      dialogue: true,
      env: { ...withoutNestedAgent, ...env },
    }),
    parser: acpFormat.parser,
  }
}
