import type { AgentRequest, Capabilities, OutputParser } from '../agent.ts'

/** A way of printing that any program can follow: what `--agent-format` names. */
export interface AgentFormat {
  readonly name: string
  readonly capabilities: Capabilities
  /** The parser answers: stdin stays open, and the prompt is a part of the conversation. */
  readonly dialogue?: true
  readonly parser: (request: AgentRequest) => OutputParser
}
