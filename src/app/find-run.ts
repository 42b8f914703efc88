import { RalphError } from '../errors.ts'
import { replay } from '../journal.ts'
import { readHistory } from '../journals/load.ts'
import { listRuns } from '../platform/state-folder.ts'
import type { RunState } from '../state.ts'
import { filesOf, type Place } from './place.ts'

/** The run that was named, by its id or an unmistakable start of it; without a name the newest of the workspace. */
export function findRun(place: Place, named: string | undefined): string {
  const runs = listRuns(place.folder)
  const [newest] = runs
  if (!newest) throw new RalphError(`no run was ever started in ${place.workspace}`, 'Start one with: ralph run')
  if (named === undefined) return newest
  const found = runs.filter((run) => run.startsWith(named))
  if (found.length === 1 && found[0]) return found[0]
  const what = found.length === 0 ? 'no run of this workspace has' : `${found.length} runs of this workspace begin with`
  throw new RalphError(`${what} the id ${named}`, 'List them with: ralph runs')
}

/** What is known of a run, read without disturbing a ralph that works on it. */
export function readRun(place: Place, runId: string): RunState {
  return replay(readHistory(filesOf(place, runId).journal))
}
