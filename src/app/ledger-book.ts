import { join } from 'node:path'
import { RalphError } from '../errors.ts'
import { readEvents } from '../journals/load.ts'
import { listRuns, runFiles, workspaceOf } from '../platform/state-folder.ts'
import { dateTime } from '../platform/text/format.ts'
import { ledgerOf, type LedgerLine } from '../views/ledger.ts'
import { LedgerSums, noSum, type LedgerSum } from '../views/ledger-sums.ts'

/** What sums can be made by, and the columns that then name them. */
export const groupings = {
  model: ['agent', 'model'],
  day: ['day'],
  agent: ['agent'],
  workspace: ['workspace'],
  run: ['run', 'workspace'],
} as const

export type Grouping = keyof typeof groupings

/** Spending of many runs, added up. */
export interface LedgerBook {
  readonly groups: readonly (readonly [key: GroupKey, sum: LedgerSum])[]
  readonly total: LedgerSum
  /** Runs whose journal can't be relied on: nothing of them is counted. */
  readonly unreadable: readonly { readonly run: string; readonly workspace: string; readonly problem: string }[]
}

/** The columns of the grouping. */
export type GroupKey = Readonly<Record<string, string>>

export interface BookOptions {
  readonly by: Grouping
  /** Epoch milliseconds: iterations begun before it are left out. */
  readonly since?: number | undefined
}

/** Reads the runs in the given folders of workspaces, one after the other; memory grows with the groups only. */
export function readBook(folders: readonly string[], { by, since = 0 }: BookOptions): LedgerBook {
  const groups = new LedgerSums<GroupKey>()
  const total = new LedgerSums<null>()
  const unreadable: LedgerBook['unreadable'][number][] = []
  for (const { run, workspace, journal } of folders.flatMap(runsIn)) {
    try {
      const lines = [...ledgerOf(readEvents(journal))].filter(({ startedAt }) => startedAt >= since)
      for (const line of lines) {
        const iteration = `${run}#${line.iteration}`
        groups.add(keyOf(by, line, { run, workspace }), line, iteration)
        total.add(null, line, iteration)
      }
    } catch (error) {
      if (!(error instanceof RalphError)) throw error
      unreadable.push({ run, workspace, problem: error.message })
    }
  }
  return { groups: ordered(groups.list(), by), total: total.list()[0]?.[1] ?? noSum, unreadable }
}

interface RunPlace {
  readonly run: string
  readonly workspace: string
}

function runsIn(folder: string): readonly (RunPlace & { readonly journal: string })[] {
  const workspace = workspaceOf(folder) ?? folder
  return listRuns(folder).map((run) => ({ run, workspace, journal: runFiles(join(folder, 'runs', run)).journal }))
}

/** An iteration belongs to the local day on which it began. */
function keyOf(by: Grouping, { agent, model, startedAt }: LedgerLine, place: RunPlace): GroupKey {
  const all: GroupKey = { agent, model, day: dateTime(startedAt).slice(0, 10), ...place }
  return Object.fromEntries(groupings[by].map((column) => [column, all[column] ?? '']))
}

/** Days as they came, runs newest first, everything else by what it cost. */
function ordered(groups: LedgerBook['groups'], by: Grouping): LedgerBook['groups'] {
  if (by === 'day') return groups.toSorted(([{ day: a = '' }], [{ day: b = '' }]) => (a < b ? -1 : 1))
  if (by === 'run') return groups.toSorted(([{ run: a = '' }], [{ run: b = '' }]) => (a > b ? -1 : 1))
  return groups.toSorted(([, a], [, b]) => b.cost.usd - a.cost.usd)
}
