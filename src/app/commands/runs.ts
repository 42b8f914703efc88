import { join } from 'node:path'
import { replay } from '../../journal.ts'
import { readHistory } from '../../journals/load.ts'
import { liveOwner } from '../../platform/lock.ts'
import { listRuns, listWorkspaceFolders, runFiles, workspaceOf } from '../../platform/state-folder.ts'
import { cost, dateTime, tokens } from '../../platform/text/format.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { printableJson } from '../../platform/text/printable-json.ts'
import { spent, type RunState } from '../../state.ts'
import { countedTokens } from '../../usage.ts'
import type { Command } from '../command.ts'
import { placeOf, type Place } from '../place.ts'
import { table } from '../table.ts'

/** Runs of this workspace, or of all of this user's, newest first. */
export const runs: Command = async ({ all, json }, _positionals, context) => {
  const place = placeOf(context)
  const list = (all ? listWorkspaceFolders(place.state) : [place.folder]).flatMap((folder) => runsIn(folder, place))
  const newest = list.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
  context.stdout.write(json ? `${printableJson(newest, 2)}\n` : neutralise(text(newest, all === true)))
  return 0
}

interface RunLine {
  readonly runId: string
  readonly workspace: string
  /** `live`: a ralph works on it. `interrupted`: its ralph died; `ralph resume` goes on. */
  readonly outcome: string
  readonly reason: string | null
  readonly startedAt: string
  readonly iterations: number
  readonly usage: RunState['spending']['usage']
  readonly cost: RunState['spending']['cost']
}

function runsIn(folder: string, { locks }: Place): readonly RunLine[] {
  const workspace = workspaceOf(folder)
  const live = workspace === undefined ? undefined : liveOwner(locks, workspace)?.runId
  return listRuns(folder).map((runId) => lineOf(runId, join(folder, 'runs', runId), live === runId))
}

function lineOf(runId: string, folder: string, isLive: boolean): RunLine {
  const state = readable(runFiles(folder).journal)
  if (typeof state === 'string') return { ...unreadable, runId, reason: state }
  const { finished, iterations, startedAt, workspace } = state
  const outcome = finished?.outcome ?? (isLive ? 'live' : 'interrupted')
  return {
    runId,
    workspace,
    outcome,
    reason: finished?.reason ?? null,
    startedAt: new Date(startedAt).toISOString(),
    iterations,
    ...spent(state),
  }
}

const zero = { usd: 0, basis: 'estimated' } as const
const nothing = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, basis: 'estimated' } as const
const unreadable = { workspace: '', outcome: 'damaged', startedAt: '', iterations: 0, usage: nothing, cost: zero }

/** One damaged journal must not hide the other runs. */
function readable(journal: string): RunState | string {
  try {
    return replay(readHistory(journal))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function text(list: readonly RunLine[], all: boolean): string {
  if (list.length === 0) return 'no runs yet\n'
  const rows = list.map((run) => [
    run.runId,
    run.startedAt && dateTime(Date.parse(run.startedAt)),
    run.outcome,
    String(run.iterations),
    tokens(countedTokens(run.usage)),
    cost(run.cost),
    ...(all ? [run.workspace] : []),
    run.reason ?? '',
  ])
  const heads = ['run', 'started', 'outcome', 'iterations', 'tokens', 'cost', ...(all ? ['workspace'] : []), '']
  return `${table(heads, rows).join('\n')}\n`
}
