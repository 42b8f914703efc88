import { existsSync, lstatSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, isAbsolute, join } from 'node:path'
import { RalphError } from '../errors.ts'
import { cleanTemporaries, isInside, listFolder, makePrivateFolder, readRegularFile, writeAtomic } from './files.ts'

/*
 * Where the truth about runs lives: outside every workspace, for this user alone (0700).
 *
 *   locks/                                        who works where, now
 *   agents/<name>/node_modules/.bin/<program>     agent CLIs that `ralph agents install` put there
 *   workspaces/<name>-<hash of its real path>/
 *     workspace.json                              its real path
 *     shadow.git/                                 checkpoints
 *     runs/<run id>/
 *       journal.jsonl  snapshot.json              the events, and a cache of the state they add up to
 *       task.md  output/                          the task as it was given; what the agents printed
 */

type Environment = Readonly<Record<string, string | undefined>>

/** `${RALPH_STATE_DIR:-${XDG_STATE_HOME:-~/.local/state}/ralph}`. Makes nothing. */
export function stateFolder(env: Environment): string {
  const chosen = env['RALPH_STATE_DIR']
  if (!chosen) return join(stateHome(env), 'ralph')
  if (isAbsolute(chosen)) return chosen
  throw new RalphError(
    `RALPH_STATE_DIR must be an absolute path, not '${chosen}'`,
    'Give a path that starts with /: a relative one could lie in the workspace, where an agent can edit it.',
  )
}

/** Its specification says: a relative one is to be ignored. */
function stateHome(env: Environment): string {
  const chosen = env['XDG_STATE_HOME']
  return chosen && isAbsolute(chosen) ? chosen : join(env['HOME'] || homedir(), '.local', 'state')
}

export function locksFolder(state: string): string {
  return join(state, 'locks')
}

/** Where `ralph agents install` puts agent CLIs: one folder for each, by the agent's name. */
export function agentsFolder(state: string): string {
  return join(state, 'agents')
}

/** The folder of a workspace, given by its real path. Throws if that and the records overlap. Makes nothing. */
export function workspaceFolder(state: string, workspace: string): string {
  const records = [join(state, 'workspaces'), locksFolder(state)]
  if (records.some((folder) => existsSync(folder) && isInside(folder, workspace))) {
    throw new RalphError(`the folder ${workspace} is a part of ralph's own records`, 'Work in a folder of your own.')
  }
  if (isInside(workspace, state)) {
    throw new RalphError(
      `the state folder ${state} lies inside the workspace ${workspace}, where the agent could edit it`,
      'Work in a folder below it, or set RALPH_STATE_DIR to a folder outside.',
    )
  }
  return join(state, 'workspaces', workspaceName(workspace))
}

/** Makes the folder of a workspace and notes in it which one that is; gives its path. */
export function makeWorkspaceFolder(state: string, workspace: string): string {
  const folder = workspaceFolder(state, workspace)
  if (workspaceOf(folder) === workspace) return folder
  makePrivateFolder(join(folder, 'runs'))
  cleanTemporaries(folder)
  writeAtomic(join(folder, 'workspace.json'), `${JSON.stringify({ schema: 1, workspace })}\n`, { durable: true })
  return folder
}

/** The real path of the workspace that a folder of `workspaces/` belongs to; `undefined` if it does not say. */
export function workspaceOf(folder: string): string | undefined {
  const reading = readRegularFile(join(folder, 'workspace.json'), { maxBytes: 65_536 })
  if ('problem' in reading) return undefined
  try {
    const { workspace }: { workspace?: unknown } = JSON.parse(reading.bytes.toString())
    return typeof workspace === 'string' ? workspace : undefined
  } catch {
    return undefined // it only helps people and `--all`: nothing that counts is read from it
  }
}

/** The folders of all workspaces that ever had a run. */
export function listWorkspaceFolders(state: string): readonly string[] {
  const folder = join(state, 'workspaces')
  return listFolder(folder).map((name) => join(folder, name))
}

const runIdPattern = /^\d{8}-\d{6}-[0-9a-f]{8}$/

/** The folder of one run. A run id comes from the command line: what is none never becomes part of a path. */
export function runFolder(ofWorkspace: string, runId: string): string {
  if (!runIdPattern.test(runId)) {
    throw new RalphError(`'${runId}' is not a run id`, 'List the runs of this workspace with: ralph runs')
  }
  return join(ofWorkspace, 'runs', runId)
}

/** What a run's folder holds. */
export function runFiles(folder: string) {
  return {
    journal: join(folder, 'journal.jsonl'),
    task: join(folder, 'task.md'),
    output: join(folder, 'output'),
  } as const
}

/** The ids of a workspace's runs that have a journal, newest first. */
export function listRuns(ofWorkspace: string): readonly string[] {
  return listFolder(join(ofWorkspace, 'runs'))
    .filter((name) => runIdPattern.test(name) && hasJournal(runFolder(ofWorkspace, name)))
    .toSorted()
    .toReversed()
}

/** What a start makes before the run's first event. */
const madeBefore = ['task.md', 'sandbox', 'baseline.json']

/** Takes away what is left of a run that did not come to its first event. Of any other run nothing is ever removed. */
export function removeUnbegunRun(ofWorkspace: string, runId: string): void {
  const folder = runFolder(ofWorkspace, runId)
  cleanTemporaries(folder)
  if (!listFolder(folder).every((name) => madeBefore.includes(name))) return
  rmSync(folder, { recursive: true, force: true })
}

function hasJournal(folder: string): boolean {
  return lstatSync(runFiles(folder).journal, { throwIfNoEntry: false }) !== undefined
}

/** Such as `20261121-091530-a1b2c3d4`: sorts by time (UTC), unique by chance. `random` gives 0 ≤ x < 1. */
export function newRunId(now: number, random: () => number): string {
  const [date, time] = new Date(now)
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .split('T')
  const unique = Math.floor(random() * 2 ** 32)
  return `${date}-${time}-${unique.toString(16).padStart(8, '0')}`
}

/** One name for one workspace (its real path), fit for a file: `<its own name>-<hash of the path>`. */
export function workspaceName(workspace: string): string {
  return `${readable(basename(workspace))}-${hashOf(workspace)}`
}

/** For people who look into the folder; which workspace it is follows from the hash. */
function readable(name: string): string {
  return (
    name
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 40) || 'root'
  )
}

/** Not imported at the top: loading it takes 2 ms, and most commands have no use for it. */
function hashOf(text: string): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, 12)
}
