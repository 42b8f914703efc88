import type { AgentAdapter } from '../agent.ts'
import { commandAgent } from '../agents/command.ts'
import { findAgent, installedAgents } from '../agents/detect.ts'
import { agentNamed, agents, formatNamed } from '../agents/list.ts'
import type { Settings } from '../config/settings.ts'
import { RalphError } from '../errors.ts'
import type { ChosenAgent } from './agent-runner.ts'
import type { CommandContext } from './command.ts'
import { escalationAgents } from './preference.ts'

/**
 * The agents of a run in order of preference, with the programs found for them. One that was named but is missing is
 * left out as long as another is there. Nothing is started to find out.
 */
export function chooseAgents(settings: Settings, env: CommandContext['env']): ReadonlyMap<string, ChosenAgent> {
  const searchPath = env['PATH']
  const isAuto = settings.agentCommand === undefined && settings.agents.includes('auto')
  const chosen = isAuto
    ? installedAgents(agents, searchPath)
    : named(settings).flatMap((adapter) => located(adapter, searchPath))
  if (chosen.length > 0) return new Map(chosen.map((agent) => [agent.adapter.name, agent]))
  if (isAuto) throw nothingInstalled()
  throw new RalphError(...missing(named(settings), searchPath), 4)
}

function named(settings: Settings): readonly AgentAdapter[] {
  if (settings.agentCommand !== undefined) {
    const format = formatNamed(settings.agentFormat)
    if (!format)
      throw new RalphError(`unknown agent format ${settings.agentFormat}`, 'see --agent-format in: ralph run --help')
    return [commandAgent(settings.agentCommand, format)]
  }
  const extra = escalationAgents(settings).filter((name) => !settings.agents.includes(name))
  return [...settings.agents, ...extra].map((name) => {
    const adapter = agentNamed(name)
    if (!adapter)
      throw new RalphError(`unknown agent ${name}`, `there are: ${agents.map((agent) => agent.name).join(', ')}`)
    return adapter
  })
}

function located(adapter: AgentAdapter, searchPath: string | undefined): readonly ChosenAgent[] {
  const found = findAgent(adapter, searchPath)
  return found.state === 'found' ? [{ adapter, program: found.path }] : []
}

function nothingInstalled(): RalphError {
  const names = agents.filter(({ name }) => name !== 'demo').map(({ name }) => name)
  return new RalphError(
    `no agent is installed (looked for ${names.join(', ')})`,
    'see how to get one with: ralph agents; or try ralph with: ralph demo',
    4,
  )
}

function missing(adapters: readonly AgentAdapter[], searchPath: string | undefined): [string, string] {
  const lines = adapters.map((adapter) => {
    const found = findAgent(adapter, searchPath)
    return found.state === 'not-executable'
      ? `${found.path} is not executable`
      : `${adapter.programs.join(' or ')} is not on the PATH`
  })
  return [`no agent can be started: ${lines.join('; ')}`, adapters.map(({ install }) => install).join('; ')]
}
