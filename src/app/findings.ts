import { execFile } from 'node:child_process'
import { accessSync, constants, lstatSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Settings } from '../config/settings.ts'
import type { UntrustedConfig } from '../config/trust.ts'
import { findProgram } from '../agents/detect.ts'
import { liveOwner } from '../platform/lock.ts'
import { bytes } from '../platform/text/format.ts'
import type { CommandContext } from './command.ts'
import type { Place } from './place.ts'

/** One thing a run needs, looked at. */
export interface Finding {
  readonly ok: boolean
  /** Without it a run can't start. */
  readonly fatal: boolean
  readonly what: string
  /** What to do about it. */
  readonly fix: string
}

const good = (what: string): Finding => ({ ok: true, fatal: false, what, fix: '' })
const bad = (what: string, fix: string): Finding => ({ ok: false, fatal: true, what, fix })
const poor = (what: string, fix: string): Finding => ({ ok: false, fatal: false, what, fix })

/** Everything but the agents and the task. Looks only; makes nothing. */
export async function findingsFor(
  place: Place,
  settings: Pick<Settings, 'git' | 'checkpointMode'>,
  env: CommandContext['env'],
): Promise<readonly Finding[]> {
  return [
    workspaceFinding(place),
    ...(settings.git && settings.checkpointMode === 'commit' ? [await commitFinding(place)] : []),
    agentFolderFinding(place),
    stateFinding(place),
    lockFinding(place),
    diskFinding(place),
    ...(await sandboxFindings(env)),
    await gitFinding(settings.git, env),
  ]
}

/** What the workspace's configuration sets and nobody has said yes to. */
export function trustFinding({ message, hint }: UntrustedConfig): Finding {
  return bad(`${message}: not in effect`, hint)
}

/** Whether agents can work here at all. */
export function workspaceFinding({ workspace }: Place): Finding {
  return writable(workspace)
    ? good(`workspace ${workspace} can be written`)
    : bad(`workspace ${workspace} can't be written`, 'check who owns it, or work in another folder')
}

/** Whether commits on the user's branch would do no harm. */
export async function commitFinding({ workspace }: Place): Promise<Finding> {
  const { commitReadiness } = await import('../workspaces/commit-readiness.ts')
  const obstacle = await commitReadiness(workspace)
  return obstacle === undefined
    ? good('commits can be made on the branch that is checked out')
    : bad(
        `--checkpoint-mode commit: ${obstacle}`,
        'mend that, or leave the option out: checkpoints are then kept elsewhere',
      )
}

function agentFolderFinding({ workspace }: Place): Finding {
  const folder = join(workspace, '.agent')
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (!found || found.isDirectory()) return good('.agent is free for copies and notes')
  return poor(
    `${folder} is ${found.isSymbolicLink() ? 'a link' : 'not a folder'}: no metrics and prompts will be kept there`,
    'move it away',
  )
}

function stateFinding({ state }: Place): Finding {
  const existing = nearestExisting(state)
  return writable(existing)
    ? good(`state folder ${state} can be written`)
    : bad(`state folder ${state} can't be written`, 'check who owns it, or set RALPH_STATE_DIR')
}

function lockFinding({ locks, workspace }: Place): Finding {
  const owner = liveOwner(locks, workspace)
  return owner
    ? bad(`ralph already works here: run ${owner.runId}, pid ${owner.pid}`, 'wait for it, or: ralph stop')
    : good('no other ralph works here')
}

const littleBytes = 1024 ** 3

function diskFinding({ workspace, state }: Place): Finding {
  const free = Math.min(
    ...[workspace, nearestExisting(state)].map((folder) => {
      const { bavail, bsize } = statfsSync(folder)
      return bavail * bsize
    }),
  )
  return free >= littleBytes
    ? good(`${bytes(free)} of disk free`)
    : poor(`only ${bytes(free)} of disk free`, 'free some space before an unattended run')
}

/** What can lock agents in here, and how to get the rest. */
async function sandboxFindings(env: CommandContext['env']): Promise<readonly Finding[]> {
  const { probeBubblewrap } = await import('../sandboxes/probe.ts')
  const files = await probeBubblewrap(env)
  if (!files.works) return [poor(`no sandbox for agents and gates: ${files.reason}`, files.fix)]
  const { probeNetworkGate } = await import('../sandboxes/network-probe.ts')
  const network = await probeNetworkGate(env)
  return [
    good(`sandbox: bubblewrap ${files.version} keeps agents and gates in the workspace`),
    network.works
      ? good('sandbox: the network can be limited to hosts (--sandbox strict, --allow-host)')
      : poor(`sandbox: --sandbox strict and --allow-host are not to be had: ${network.reason}`, network.fix),
  ]
}

async function gitFinding(wanted: boolean, env: CommandContext['env']): Promise<Finding> {
  if (!wanted) return good('no checkpoints wanted (--no-git)')
  const found = findProgram('git', env['PATH'])
  if (found.state !== 'found') return bad('git is not installed', 'install git, or do without checkpoints: --no-git')
  const version = await new Promise<string>((resolve) =>
    execFile(found.path, ['--version'], (error, stdout) => resolve(error ? '' : stdout.trim())),
  )
  return version
    ? good(version)
    : bad(`${found.path} does not run`, 'reinstall git, or do without checkpoints: --no-git')
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function nearestExisting(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false }) || path === dirname(path) ? path : nearestExisting(dirname(path))
}
