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
    sessionId: '5b0c7a52-9e1f-4f5e-8c55-2f0a3b6d1e77',
    extraArgs: [],
    prices: listPrice,
    ...wanted,
  }
}
