import { homedir } from 'node:os'
import type { AgentAdapter } from '../agent.ts'
import type { CommandContext } from './command.ts'

/** An adapter and the program that was found for it. */
export interface ChosenAgent {
  readonly adapter: AgentAdapter
  readonly program: string
}

/** What one agent may write beside the workspace: where it keeps its logins and sessions. */
export function writableFor({ footprint }: AgentAdapter, context: Pick<CommandContext, 'env'>): readonly string[] {
  return footprint?.state(homeOf(context), context.env) ?? []
}

export const homeOf = ({ env }: Pick<CommandContext, 'env'>): string => env['HOME'] || homedir()
