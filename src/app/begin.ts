import { hostname, userInfo } from 'node:os'
import type { Capabilities } from '../agent.ts'
import { keptSettings, type KeptSettings } from '../config/resume.ts'
import type { Settings } from '../config/settings.ts'
import { RalphError } from '../errors.ts'
import type { Containment } from '../event.ts'
import type { Opening } from '../loop.ts'
import { cleanTemporaries } from '../platform/files.ts'
import { acquireLock } from '../platform/lock.ts'
import { sweepRun } from '../platform/process/sweep.ts'
import { removeUnbegunRun } from '../platform/state-folder.ts'
import { cleanEvent, cleanWithin, makeClean } from '../platform/text/clean.ts'
import type { SecretValue } from '../platform/text/secret-values.ts'
import type { RunState } from '../state.ts'
import type { ChosenAgent } from './chosen-agent.ts'
import type { CommandContext } from './command.ts'
import { containmentWords } from './containment-words.ts'
import { knownSecrets } from './known-secrets.ts'
import type { Money } from './money.ts'
import type { Place } from './place.ts'
import { listenForSignals, type Signals } from './signals.ts'
import { version } from './version.ts'

/** A workspace in which this process is the only ralph. */
export interface TakenWorkspace {
  /** Runs that died here and were swept. */
  readonly deadRuns: readonly string[]
  /** Listened for from the first file that is written until it is released. */
  readonly signals: Signals
  /** Lets go, and takes away what was made of a run that did not begin. */
  release(): void
}

/** Makes this process the workspace's only ralph, and ends what runs that died here left running. */
export async function takeWorkspace({ locks, workspace, folder }: Place, runId: string): Promise<TakenWorkspace> {
  const signals = listenForSignals()
  const forget = () => {
    try {
      removeUnbegunRun(folder, runId)
    } catch {
      // the disk that refuses this may be why it did not begin
    }
  }
  process.once('exit', forget)
  try {
    const lock = await acquireLock({ locksFolder: locks, workspace, runId })
    const release = () => {
      forget()
      lock.release()
      letGo()
    }
    for (const dead of lock.deadRuns) {
      await sweepRun(dead)
      removeUnbegunRun(folder, dead)
    }
    cleanTemporaries(folder)
    return { deadRuns: lock.deadRuns, signals, release }
  } catch (error) {
    letGo()
    throw error
  }

  function letGo() {
    process.off('exit', forget)
    signals.release()
  }
}

/** The first event of a new run. What the options hold of secrets is not kept, nor a long task: that has its own file. */
export function startedEvent(run: NewRun, { env }: CommandContext): Opening {
  const { place, runId, settings } = run
  const values = knownSecrets(place.workspace, env)
  const clean = makeClean({ values })
  const found = notices(run).map(clean)
  return {
    type: 'run.started',
    schema: 1,
    version,
    runId,
    workspace: place.workspace,
    settings: recordable(keptSettings(settings), values),
    ...(found.length > 0 && { notices: found }),
    containment: cleanEvent(clean, run.containment),
  }
}

interface NewRun {
  readonly place: Place
  readonly runId: string
  readonly settings: Settings
  readonly agents: ReadonlyMap<string, ChosenAgent>
  readonly money: Money
  /** Runs whose ralph died here. */
  readonly deadRuns: readonly string[]
  readonly containment: Containment
}

function notices({ settings, agents, money, deadRuns, containment }: NewRun): readonly string[] {
  const named = settings.agentCommand === undefined ? settings.agents : []
  const missing = named.filter((name) => name !== 'auto' && !agents.has(name))
  return [
    ...(containment.sandbox === 'none' ? [containmentWords(containment)] : []),
    ...money.notices,
    ...deadRuns.map((run) => `run ${run} died here without an end; go on with it by: ralph resume ${run}`),
    ...(settings.gates.length === 0
      ? ["no gate was given: ralph will take the agent's word that the task is done"]
      : []),
    ...missing.map((name) => `${name} is not installed and was left out`),
    ...[...agents.values()].flatMap(({ adapter: { name, capabilities } }) => noticeOf(name, capabilities)),
  ]
}

function noticeOf(name: string, { usage, cost }: Capabilities): readonly string[] {
  if (usage === 'none') return [`${name} does not report what it uses: its tokens and cost are estimated`]
  if (usage === 'end') return [`${name} reports what it used only at its end: until then it is estimated`]
  return cost === 'estimated' ? [`${name} does not report its cost: it is estimated`] : []
}

/** Goes on with a run whose process died, or with one that had ended. */
export function goingOn(
  state: RunState,
  going: { readonly changed: KeptSettings; readonly containment: Containment },
  { env }: CommandContext,
): Opening {
  const values = knownSecrets(state.workspace, env)
  const containment = cleanEvent(makeClean({ values }), going.containment)
  const settings = Object.keys(going.changed).length > 0 ? { settings: recordable(going.changed, values) } : {}
  return state.finished
    ? { type: 'run.reopened', by: env['USER'] ?? env['LOGNAME'] ?? userInfo().username, ...settings, containment }
    : { type: 'run.resumed', host: hostname(), ...settings, containment }
}

function recordable(kept: KeptSettings, values: readonly SecretValue[]): KeptSettings {
  const clean = makeClean({ values })
  const { promptText } = kept
  const short = typeof promptText === 'string' ? { ...kept, promptText: cleanWithin(clean, 200)(promptText) } : kept
  return cleanEvent(clean, short)
}

const needed = ['gates', 'agentCommand', 'agentArgs', 'models'] as const
const flagOf = {
  gates: '--gate',
  agentCommand: '--agent-command',
  agentArgs: '-- (the arguments of the agent)',
  models: '--model',
}

/** What was redacted from the run's record can't be run again: it must be named again. */
export function refuseRedacted(settings: Settings): void {
  const lost = needed.find((setting) => JSON.stringify(settings[setting] ?? '').includes('[redacted'))
  if (lost === undefined) return
  throw new RalphError(
    `the run's ${flagOf[lost]} held a secret, which ralph does not keep`,
    `Name it again with ${flagOf[lost]}.`,
  )
}
