import type { AgentAdapter } from '../agent.ts'
import { findAgent, installedAgents, whyUnusable } from '../agents/detect.ts'
import { adapterNames, loadAgent, loadAgents, loadFormat } from '../agents/list.ts'
import type { Settings } from '../config/settings.ts'
import { RalphError } from '../errors.ts'
import { agentsFolder, stateFolder } from '../platform/state-folder.ts'
import type { ChosenAgent } from './chosen-agent.ts'
import type { CommandContext } from './command.ts'
import { escalationAgents } from './preference.ts'

/**
 * The agents of a run in order of preference, with the programs found for them; those that only an escalation brings in
 * come last. One that was named but is missing, or too old, is left out as long as another is there. Nothing is started
 * to find out.
 */
export async function chooseAgents(
  settings: Settings,
  env: CommandContext['env'],
): Promise<ReadonlyMap<string, ChosenAgent>> {
  const places = { searchPath: env['PATH'], own: agentsFolder(stateFolder(env)) }
  const isAuto = settings.agentCommand === undefined && settings.agents.includes('auto')
  const adapters = isAuto ? await loadAgents() : await named(settings)
  const chosen = isAuto
    ? installedAgents(adapters, places.searchPath, places.own)
    : adapters.flatMap((adapter) => located(adapter, places))
  if (chosen.length > 0) return new Map(chosen.map((agent) => [agent.adapter.name, agent]))
  if (isAuto) throw nothingInstalled()
  throw new RalphError(...missing(adapters, places), 4)
}

interface Places {
  readonly searchPath: string | undefined
  /** Where `ralph agents install` puts them. */
  readonly own: string
}

async function named(settings: Settings): Promise<readonly AgentAdapter[]> {
  if (settings.agentCommand !== undefined) return [await ofCommand(settings.agentCommand, settings.agentFormat)]
  const extra = escalationAgents(settings).filter((name) => !settings.agents.includes(name))
  return Promise.all([...settings.agents, ...extra].map(adapterNamed))
}

async function ofCommand(command: string, formatName: string): Promise<AgentAdapter> {
  const { commandAgent } = await import('../agents/command.ts')
  const format = await loadFormat(formatName)
  if (!format) throw new RalphError(`unknown agent format ${formatName}`, 'see --agent-format in: ralph run --help')
  return commandAgent(command, format)
}

async function adapterNamed(name: string): Promise<AgentAdapter> {
  const adapter = await loadAgent(name)
  if (!adapter) throw new RalphError(`unknown agent ${name}`, `there are: ${adapterNames.join(', ')}`)
  return adapter
}

function located(adapter: AgentAdapter, { searchPath, own }: Places): readonly ChosenAgent[] {
  const found = findAgent(adapter, searchPath, own)
  return found.state === 'found' ? [{ adapter, program: found.path }] : []
}

function nothingInstalled(): RalphError {
  const names = adapterNames.filter((name) => name !== 'demo')
  return new RalphError(
    `no agent is installed (looked for ${names.join(', ')})`,
    'see how to get one with: ralph agents; or try ralph with: ralph demo',
    4,
  )
}

function missing(adapters: readonly AgentAdapter[], { searchPath, own }: Places): [string, string] {
  const lines = adapters.map((adapter) => whyUnusable(findAgent(adapter, searchPath, own), adapter))
  const ways = adapters.map(({ name, npm, install }) => (npm ? `ralph agents install ${name}` : install))
  return [`no agent can be started: ${lines.join('; ')}`, ways.join('; ')]
}
