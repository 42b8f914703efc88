import { loadAgents } from '../../agents/list.ts'
import { findAgent } from '../../agents/detect.ts'
import { RalphError } from '../../errors.ts'
import { agentsFolder, stateFolder } from '../../platform/state-folder.ts'
import { readTaskFile } from '../../prompts/task.ts'
import type { Command, CommandContext } from '../command.ts'
import { contextClean } from '../context-clean.ts'
import { findingsFor, trustFinding, type Finding } from '../findings.ts'
import { placeOf, type Place } from '../place.ts'
import { taskFileOf } from '../prompts.ts'
import { taskGuard } from '../task-guard.ts'
import { settingsAsTrusted } from '../trust-question.ts'

/** Everything a run needs, checked, with the fix beside each finding. Exit code 4 if a run could not start. */
export const doctor: Command = async (_flags, _positionals, context) => {
  const findings = await allFindings(placeOf(context), context)
  context.stdout.write(contextClean(context)(`${findings.map(line).join('\n')}\n`))
  return findings.some(({ ok, fatal }) => !ok && fatal) ? 4 : 0
}

async function allFindings(place: Place, context: CommandContext): Promise<readonly Finding[]> {
  try {
    const { loaded, untrusted } = await settingsAsTrusted({}, context)
    const { settings } = loaded
    const task = taskFileOf(place.workspace, settings, await taskGuard(settings))
    return [
      nodeFinding(),
      { ok: true, fatal: false, what: 'configuration is understood', fix: '' },
      ...(untrusted ? [trustFinding(untrusted)] : []),
      ...(await findingsFor(place, settings, context.env)),
      ...(await agentFindings(context.env)),
      ...(task ? [taskFinding(readTaskFile(task))] : []),
    ]
  } catch (error) {
    if (!(error instanceof RalphError)) throw error
    return [nodeFinding(), { ok: false, fatal: true, what: error.message, fix: error.hint }]
  }
}

function nodeFinding(): Finding {
  return {
    ok: true,
    fatal: false,
    what: `node ${process.versions.node} on ${process.platform} ${process.arch}`,
    fix: '',
  }
}

async function agentFindings(env: CommandContext['env']): Promise<readonly Finding[]> {
  const real = (await loadAgents()).filter(({ name }) => name !== 'demo')
  const own = agentsFolder(stateFolder(env))
  const found = real.map((adapter) => ({ adapter, found: findAgent(adapter, env['PATH'], own) }))
  const installed = found.flatMap(({ adapter, found: { state } }) => (state === 'found' ? [adapter.name] : []))
  if (installed.length > 0)
    return [{ ok: true, fatal: false, what: `agents installed: ${installed.join(', ')}`, fix: '' }]
  return [
    {
      ok: false,
      fatal: true,
      what: 'no agent is installed',
      fix: real.map(({ name, install }) => `${name}: ${install}`).join('\n       '),
    },
  ]
}

function taskFinding(reading: ReturnType<typeof readTaskFile>): Finding {
  return 'text' in reading
    ? { ok: true, fatal: false, what: 'the prompt file is fit to be sent', fix: '' }
    : { ok: false, fatal: false, what: reading.problem, fix: reading.hint }
}

function line({ ok, fatal, what, fix }: Finding): string {
  return ok ? `ok     ${what}` : `${fatal ? 'FIX  ' : 'note '}  ${what}\n       ${fix}`
}
