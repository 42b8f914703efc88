import type { Settings } from '../config/settings.ts'
import { modelOf } from '../config/options/agent.ts'
import { agentNames } from '../config/agent-names.ts'
import type { Choice } from '../policies/choose-agent.ts'

/** Those of the run's agents that need no escalation to be run. */
export function usualAgents(
  { agents: named, agentCommand }: Settings,
  agents: ReadonlyMap<string, unknown>,
): readonly string[] {
  const all = [...agents.keys()]
  return agentCommand !== undefined || named.includes('auto') ? all : all.filter((agent) => named.includes(agent))
}

/** The agents of a run with the models they are told to use, best first. */
export function usualChoices(settings: Settings, agents: readonly string[]): readonly Choice[] {
  return agents.map((agent, index) => withModel(agent, modelFor(settings, agent, index === 0)))
}

/** The steps up that `--escalate` names; of agents that are there. */
export function escalationSteps(
  settings: Settings,
  usual: readonly Choice[],
  agents: ReadonlySet<string>,
): readonly Choice[] {
  const first = usual[0]?.agent ?? ''
  return settings.escalate.map((step) => stepOf(settings, step, first)).filter(({ agent }) => agents.has(agent))
}

/** Every agent and model that this run may use. */
export function choicesOf(settings: Settings, agents: ReadonlyMap<string, unknown>): readonly Choice[] {
  const usual = usualChoices(settings, usualAgents(settings, agents))
  return [...usual, ...escalationSteps(settings, usual, new Set(agents.keys()))]
}

/** Agents that only an escalation brings in. */
export function escalationAgents({ escalate }: Settings): readonly string[] {
  const named = escalate.map((step) => (isAgent(step) ? step : modelOf(step).agent))
  return [...new Set(named.filter((agent) => agent !== undefined))]
}

function stepOf(settings: Settings, step: string, first: string): Choice {
  if (isAgent(step)) return withModel(step, modelFor(settings, step, false))
  const { agent = first, model } = modelOf(step)
  return { agent, model }
}

function modelFor({ models }: Settings, agent: string, isFirst: boolean): string | undefined {
  const told = models.map(modelOf)
  const own = told.find((one) => one.agent === agent)
  return (own ?? (isFirst ? told.find((one) => one.agent === undefined) : undefined))?.model
}

function withModel(agent: string, model: string | undefined): Choice {
  return { agent, ...(model !== undefined && { model }) }
}

const names: readonly string[] = agentNames
const isAgent = (name: string) => names.includes(name)
