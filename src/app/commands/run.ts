import type { Loaded } from '../../config/load.ts'
import { RalphError } from '../../errors.ts'
import { FileJournal } from '../../journals/file.ts'
import { makePrivateFolder, writeAtomic } from '../../platform/files.ts'
import { listRuns, makeWorkspaceFolder, newRunId } from '../../platform/state-folder.ts'
import { newState } from '../../state.ts'
import { startedEvent, takeWorkspace } from '../begin.ts'
import { chooseAgents } from '../choose-agents.ts'
import { openContainment } from '../containment.ts'
import type { Command, CommandContext } from '../command.ts'
import { commitFinding } from '../findings.ts'
import { execute } from '../execute.ts'
import { readRun } from '../find-run.ts'
import { moneyOf, refuseUnknownPrices } from '../money.ts'
import { filesOf, placeOf, type Place } from '../place.ts'
import { choicesOf } from '../preference.ts'
import { taskOf } from '../first-task.ts'
import { settingsAsTrusted, trustedSettings } from '../trust-question.ts'

/** Runs the loop on a task. Everything that can be wrong with the request is found before anything is made. */
export const run: Command = async (flags, _positionals, context) => {
  const found = await settingsAsTrusted(flags, context)
  const { loaded, untrusted } = found
  const place = placeOf(context)
  const open = loaded.settings.resume ? openRun(place) : undefined
  if (open !== undefined) {
    const { goOn } = await import('./resume.ts')
    return goOn({ place, runId: open, flags }, context)
  }
  if (loaded.settings.dryRun) {
    const { dryRun } = await import('../dry-run.ts')
    return dryRun(place, loaded, context, untrusted)
  }
  return start(place, await trustedSettings(flags, found, context), context)
}

/** The newest run, if it has not ended, or was only interrupted. */
function openRun(place: Place): string | undefined {
  const [newest] = listRuns(place.folder)
  if (newest === undefined) return undefined
  const { finished } = readRun(place, newest)
  return !finished || finished.outcome === 'cancelled' || finished.outcome === 'paused' ? newest : undefined
}

async function refuseUnreadyRepository(place: Place): Promise<void> {
  const { ok, what, fix } = await commitFinding(place)
  if (!ok) throw new RalphError(what, fix, 4)
}

async function start(place: Place, { settings }: Loaded, context: CommandContext): Promise<number> {
  const task = await taskOf(place, settings)
  const agents = await chooseAgents(settings, context.env)
  const money = moneyOf(settings, place.state)
  refuseUnknownPrices(money, choicesOf(settings, agents), agents)
  if (settings.git && settings.checkpointMode === 'commit') await refuseUnreadyRepository(place)
  const runId = newRunId(Date.now(), Math.random)
  const lock = await takeWorkspace(place, runId)
  const { signals } = lock
  try {
    makeWorkspaceFolder(place.state, place.workspace)
    const files = filesOf(place, runId)
    makePrivateFolder(files.folder)
    writeAtomic(files.task, task)
    const journal = new FileJournal(files.journal)
    const runs = listRuns(place.folder)
    const deadRuns = lock.deadRuns.filter((dead) => runs.includes(dead)) // the others died before they began
    const { sandbox, facts } = await openContainment({ place, runId, settings, agents }, context)
    const begun = { place, runId, settings, agents, money, deadRuns, containment: facts }
    const opening = startedEvent(begun, context)
    return await execute(
      { place, runId, settings, agents, money, journal, past: [], state: newState, opening, sandbox, signals },
      context,
    )
  } finally {
    lock.release()
  }
}
