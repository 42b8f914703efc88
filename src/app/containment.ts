import { existsSync, mkdirSync } from 'node:fs'
import type { Footprint } from '../agent.ts'
import { stubOf } from '../agents/environment-settings.ts'
import { footprints } from '../agents/footprints.ts'
import type { Settings } from '../config/settings.ts'
import { RalphError } from '../errors.ts'
import type { Containment } from '../event.ts'
import { makePrivateFolder } from '../platform/files.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Probe } from '../sandboxes/probe.ts'
import { homeOf, writableFor, type ChosenAgent } from './chosen-agent.ts'
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
  if (settings.sandbox === 'off') {
    await unsealed(request.place)
    return uncontained('--sandbox off')
  }
  const hosts = hostsOf(request, context.env)
  const probe = await probeFor(hosts, context.env)
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
  const sandbox = openBubblewrap(profile, { program, userNamespace, placeholders: placeholdersOf(place) })
  if (hosts === undefined) return { sandbox, facts: { sandbox: sandbox.name, network: 'open' } }
  const { behindGate, openNetworkGate } = await import('../sandboxes/network.ts')
  const gate = await openNetworkGate({ hosts, scratch, env: context.env })
  return { sandbox: behindGate(sandbox, gate), facts: { sandbox: sandbox.name, network: 'listed' } }
}

async function probeFor(hosts: readonly string[] | undefined, env: CommandContext['env']): Promise<Probe> {
  if (hosts === undefined) return (await import('../sandboxes/probe.ts')).probeBubblewrap(env)
  return (await import('../sandboxes/network-probe.ts')).probeNetworkGate(env)
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

/** Settings of the agents that work here are guarded, and those that editors and the most used agents run; where others keep their logins is hidden. */
function agentPlaces({ agents }: ContainmentRequest, context: CommandContext) {
  const home = homeOf(context)
  const state = (footprint: Footprint) => footprint.state(home, context.env)
  const own = [...agents.values()].flatMap(({ adapter: { footprint } }) => (footprint ? [footprint] : []))
  const shown = new Set(own.flatMap(state))
  const others = Object.entries(footprints).filter(([name]) => !agents.has(name))
  return {
    agentSettings: own.flatMap((footprint) => footprint.settings(home, context.env)),
    otherAgents: others.flatMap(([, footprint]) => state(footprint)).filter((path) => !shown.has(path)),
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

async function unsealed(place: Place): Promise<void> {
  const { removePlaceholders } = await import('../sandboxes/placeholders.ts')
  removePlaceholders(placeholdersOf(place))
}

const placeholdersOf = ({ folder }: Place) => `${folder}/placeholders.json`
