import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import type { AgentAdapter, Footprint } from '../agent.ts'
import { stubOf } from '../agents/environment-settings.ts'
import { footprints } from '../agents/footprints.ts'
import type { Settings } from '../config/settings.ts'
import { RalphError } from '../errors.ts'
import type { Containment } from '../event.ts'
import { makePrivateFolder } from '../platform/files.ts'
import type { Sandbox } from '../sandbox.ts'
import type { ChosenAgent } from './agent-runner.ts'
import type { CommandContext } from './command.ts'
import { filesOf, type Place } from './place.ts'

export interface ContainmentRequest {
  readonly place: Place
  readonly runId: string
  readonly settings: Settings
  readonly agents: ReadonlyMap<string, ChosenAgent>
}

/** What keeps a run's agents and gates in, opened, and in the words of its record. */
export interface OpenContainment {
  /** Undefined: nothing does. */
  readonly sandbox: Sandbox | undefined
  readonly facts: Containment
}

/**
 * Opens the sandbox that the options ask for. `auto` does without one where there is none, and says so; `strict`, and hosts that
 * were named, are refused (exit code 4) rather than not kept.
 */
export async function openContainment(request: ContainmentRequest, context: CommandContext): Promise<OpenContainment> {
  const { settings } = request
  if (settings.sandbox === 'off') return uncontained('--sandbox off')
  const { probeBubblewrap } = await import('../sandboxes/probe.ts')
  const probe = await probeBubblewrap(context.env)
  if (!probe.works) {
    if (settings.sandbox === 'strict' || settings.allowHosts.length > 0) throw refusal(settings, probe)
    return uncontained(`${probe.reason}; to get one: ${probe.fix}`)
  }
  const [{ openBubblewrap }, { makeProfile }, { gitFolders }] = await Promise.all([
    import('../sandboxes/bubblewrap.ts'),
    import('../sandboxes/profile.ts'),
    import('../sandboxes/git-folders.ts'),
  ])
  const { place, runId } = request
  const scratch = filesOf(place, runId).sandbox
  makePrivateFolder(scratch)
  makeStateFolders(request, context)
  const hosts = hostsOf(request, context.env)
  const profile = makeProfile({
    workspace: place.workspace,
    home: homeOf(context),
    env: context.env,
    isRoot: process.getuid?.() === 0,
    stateFolder: place.state,
    git: gitFolders(place.workspace),
    ...agentPlaces(request, context),
    allowWrite: settings.allowWrite,
    allowRead: settings.allowRead,
    denyRead: settings.denyRead,
    hosts,
    scratch,
  })
  const { program, userNamespace } = probe
  const sandbox = openBubblewrap(profile, { program, userNamespace, placeholders: `${place.folder}/placeholders.json` })
  if (hosts === undefined) return { sandbox, facts: { sandbox: sandbox.name, network: 'open' } }
  const { behindGate, openNetworkGate } = await import('../sandboxes/network.ts')
  const gate = await openNetworkGate({ hosts, scratch, env: context.env })
  return { sandbox: behindGate(sandbox, gate), facts: { sandbox: sandbox.name, network: 'listed' } }
}

function uncontained(reason: string): OpenContainment {
  return { sandbox: undefined, facts: { sandbox: 'none', network: 'open', reason } }
}

function refusal(
  { sandbox }: Settings,
  { reason, fix }: { readonly reason: string; readonly fix: string },
): RalphError {
  const wanted = sandbox === 'strict' ? '--sandbox strict' : '--allow-host'
  return new RalphError(`${wanted} can't be kept: ${reason}`, fix, 4)
}

/** Undefined: the network is open. */
function hostsOf({ settings, agents }: ContainmentRequest, env: CommandContext['env']): readonly string[] | undefined {
  if (settings.sandbox !== 'strict' && settings.allowHosts.length === 0) return undefined
  const own = [...agents.values()].flatMap(({ adapter }) => adapter.footprint?.hosts(env) ?? [])
  return [...new Set([...own, ...settings.allowHosts])]
}

/** Settings of all agents are guarded, whether they work here or not; where others keep their logins is hidden. */
function agentPlaces({ agents }: ContainmentRequest, context: CommandContext) {
  const home = homeOf(context)
  const state = (footprint: Footprint) => footprint.state(home, context.env)
  const own = new Set([...agents.values()].flatMap(({ adapter }) => writableFor(adapter, context)))
  const others = Object.entries(footprints).filter(([name]) => !agents.has(name))
  return {
    agentSettings: Object.values(footprints).flatMap((footprint) => footprint.settings(home, context.env)),
    otherAgents: others.flatMap(([, footprint]) => state(footprint)).filter((path) => !own.has(path)),
  }
}

/** Inside, an agent can't make the folder that it keeps its sessions in: only what is there can be shown to it. */
function makeStateFolders({ agents }: ContainmentRequest, context: CommandContext): void {
  const home = homeOf(context)
  for (const { adapter } of agents.values()) {
    const settings = new Set(adapter.footprint?.settings(home, context.env))
    const wanted = writableFor(adapter, context).filter((path) => !settings.has(path) && !existsSync(path))
    for (const path of wanted) if (stubOf(path).type === 'folder') mkdirSync(path, { recursive: true, mode: 0o700 })
  }
}

/** What one agent may write beside the workspace: where it keeps its logins and sessions. */
export function writableFor({ footprint }: AgentAdapter, context: Pick<CommandContext, 'env'>): readonly string[] {
  return footprint?.state(homeOf(context), context.env) ?? []
}

const homeOf = ({ env }: Pick<CommandContext, 'env'>): string => env['HOME'] || homedir()
