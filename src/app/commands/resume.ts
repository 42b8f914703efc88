import type { Flags } from '../../config/flags.ts'
import { resumeSettings } from '../../config/resume.ts'
import { RalphError } from '../../errors.ts'
import { replay } from '../../journal.ts'
import { FileJournal } from '../../journals/file.ts'
import { writeAtomic } from '../../platform/files.ts'
import { sweepRun } from '../../platform/process/sweep.ts'
import type { RunState } from '../../state.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { goingOn, refuseRedacted, takeWorkspace } from '../begin.ts'
import { chooseAgents } from '../choose-agents.ts'
import { openContainment } from '../containment.ts'
import type { Command, CommandContext } from '../command.ts'
import { execute } from '../execute.ts'
import { findRun } from '../find-run.ts'
import { moneyOf, refuseUnknownPrices } from '../money.ts'
import { choicesOf } from '../preference.ts'
import { filesOf, placeOf, type Place } from '../place.ts'

/** Goes on with a run. Its settings are those it had, but for what is named now. */
export const resume: Command = async (flags, [named], context) => {
  const place = placeOf(context)
  return goOn({ place, runId: findRun(place, named), flags }, context)
}

interface Request {
  readonly place: Place
  readonly runId: string
  readonly flags: Flags
}

export async function goOn({ place, runId, flags }: Request, context: CommandContext): Promise<number> {
  const lock = await takeWorkspace(place, runId)
  const { signals } = lock
  const journal = new FileJournal(filesOf(place, runId).journal)
  try {
    await sweepRun(runId)
    const history = await journal.read()
    const state = replay(history)
    if (history.tornBytes) context.stderr.write(`ralph: ${torn(history.tornBytes)}\n`)
    refuseCompleted(runId, state)
    const { settings, changed } = resumeSettings(state.settings, { flags, env: context.env })
    refuseRedacted(settings)
    if (typeof flags['prompt-text'] === 'string')
      writeAtomic(filesOf(place, runId).task, flags['prompt-text'], { durable: true })
    tellOfLimit(state, context)
    const agents = await chooseAgents(settings, context.env)
    const money = moneyOf(settings, place.state)
    refuseUnknownPrices(money, choicesOf(settings, agents), agents)
    const { sandbox, facts } = await openContainment({ place, runId, settings, agents }, context)
    const opening = goingOn(state, { changed, containment: facts }, context)
    return await execute(
      { place, runId, settings, agents, money, journal, past: history.events, state, opening, sandbox, signals },
      context,
    )
  } finally {
    await journal.close() // it may have been opened only to be refused
    lock.release()
  }
}

function torn(bytes: number): string {
  return `the last record of the run was torn when ralph died: its ${bytes} bytes were cut off and kept beside the journal`
}

function refuseCompleted(runId: string, { finished, seq }: RunState): void {
  if (seq === 0) throw new RalphError(`run ${runId} never began`, 'Start a new one with: ralph run')
  if (finished?.outcome !== 'completed') return
  throw new RalphError(`run ${runId} is completed: ${finished.reason}`, 'Start a new one with: ralph run')
}

/** A limit that ended the run ends it again at once, unless it is raised. */
function tellOfLimit({ finished }: RunState, { stderr }: CommandContext): void {
  if (finished?.outcome !== 'limit') return
  const reason = neutralise(finished.reason)
  stderr.write(`ralph: the run ended on a limit (${reason}); it goes on only as far as its limits now allow\n`)
}
