import type { AgentRequest } from '../../src/agent.ts'
import { listPrice } from '../../src/agents/prices/prices.ts'

/** What an adapter is asked, when it does not matter. */
export function agentRequest(wanted: Partial<AgentRequest> = {}): AgentRequest {
  return {
    program: '/opt/agent',
    prompt: '',
    promptFile: '/state/prompt.md',
    scratch: '/scratch',
    workspace: '/workspace',
    extraArgs: [],
    prices: listPrice,
    ...wanted,
  }
}
