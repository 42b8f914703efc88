import type { AgentAdapter, AgentRequest } from '../agent.ts'
import { builtProgram } from '../platform/built-program.ts'
import { withoutNestedAgent } from './environment.ts'
import { ralphFormat } from './ralph-format.ts'

/** The built-in demo agent: a small program of its own, bundled beside ralph itself, that plays a coding agent. */
export const demo: AgentAdapter = {
  name: 'demo',
  programs: [process.execPath],
  install: 'it comes with ralph and needs only node',
  capabilities: ralphFormat.capabilities,
  command: ({ program, prompt, extraArgs }: AgentRequest) => ({
    file: program,
    args: [builtProgram('demo-agent.cjs'), ...extraArgs],
    stdin: prompt,
    env: withoutNestedAgent,
  }),
  parser: ralphFormat.parser,
  footprint: { variables: ['RALPH_DEMO_SPEED'], state: () => [], settings: () => [], hosts: () => [] },
}
