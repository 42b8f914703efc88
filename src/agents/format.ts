import type { AgentRequest, Capabilities, OutputParser } from '../agent.ts'

/** A way of printing that any program can follow: what `--agent-format` names. */
export interface AgentFormat {
  readonly name: string
  readonly capabilities: Capabilities
  readonly parser: (request: AgentRequest) => OutputParser
}
