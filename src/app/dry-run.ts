import type { Loaded } from '../config/load.ts'
import type { UntrustedConfig } from '../config/trust.ts'
import { cost, duration, grouped } from '../platform/text/format.ts'
import { promptComposer } from '../prompts/composer.ts'
import { newState } from '../state.ts'
import type { ChosenAgent } from './chosen-agent.ts'
import { chooseAgents } from './choose-agents.ts'
import type { CommandContext } from './command.ts'
import { contextClean } from './context-clean.ts'
import { findingsFor, trustFinding, type Finding } from './findings.ts'
import { moneyOf, refuseUnknownPrices, type Money } from './money.ts'
import type { Place } from './place.ts'
import { choicesOf, usualAgents, usualChoices } from './preference.ts'
import { contextWindowOf, promptBudget } from './context-window.ts'
import { taskOf } from './first-task.ts'
import { taskFileOf } from './prompts.ts'
import { taskGuard } from './task-guard.ts'

/** Checks everything a run needs and prints the plan. Starts no agent and writes nothing. */
export async function dryRun(
  place: Place,
  { settings }: Loaded,
  context: CommandContext,
  untrusted?: UntrustedConfig,
): Promise<number> {
  const file = taskFileOf(place.workspace, settings)
  const task = await taskOf(place, settings)
  const agents = await chooseAgents(settings, context.env)
  const money = moneyOf(settings, place.state)
  refuseUnknownPrices(money, choicesOf(settings, agents), agents)
  const parts = { place, settings, money }
  const findings = [
    ...(untrusted ? [trustFinding(untrusted)] : []),
    ...(await findingsFor(place, settings, context.env)),
  ]
  const clean = contextClean({ cwd: place.workspace, env: context.env })
  const plan = [
    `workspace    ${place.workspace}`,
    `task         ${file ? file.path : 'from --prompt-text'}, ${grouped(Buffer.byteLength(task))} bytes`,
    `prompt       ${await promptSize(task, parts)}`,
    ...(await (await taskGuard(settings)).warnings(task)).map((warning) => `warning      the task: ${warning}`),
    ...agentLines(agents, parts),
    ...gateLines(settings.gates),
    ...limitLines(settings),
    `checkpoints  ${checkpointWords(settings)}`,
    `record       ${place.folder}`,
    ...findings.filter(({ ok }) => !ok).map(({ what, fix }) => `problem      ${what}\n             ${fix}`),
  ]
  context.stdout.write(`${clean(plan.join('\n'))}\n\nNothing was started and nothing written.\n`)
  return findings.some(isFatal) ? 4 : 0
}

const isFatal = ({ ok, fatal }: Finding): boolean => !ok && fatal

interface Parts {
  readonly money: Money
  readonly place: Place
  readonly settings: Loaded['settings']
}

async function promptSize(task: string, { settings, money }: Parts): Promise<string> {
  const budget = promptBudget(contextWindowOf(settings, money.prices, {}), settings)
  const { completionPromise: promise, gates } = settings
  const composer = promptComposer({
    rules: { promise, gates, notesPath: '.agent/notes.md' },
    budget: () => budget,
    maxCharacters: () => Infinity,
    readTask: async () => ({ text: task }),
    readNotes: async () => '',
    readChanges: async () => '',
    archive: () => undefined,
  })
  const prompt = await composer.compose(newState, { agent: '' })
  if ('refused' in prompt) return `does not fit: ${prompt.refused}`
  return `about ${grouped(prompt.facts.tokens)} tokens of ${grouped(budget)} (estimated), ${grouped(prompt.facts.bytes)} bytes`
}

function agentLines(agents: ReadonlyMap<string, ChosenAgent>, { place, settings, money }: Parts): readonly string[] {
  const usual = usualChoices(settings, usualAgents(settings, agents))
  const models = new Map(usual.map(({ agent, model }) => [agent, model]))
  return [...agents.values()].flatMap(({ adapter, program }, index) => {
    const model = models.get(adapter.name)
    const { file, args, stdin } = adapter.command({
      program,
      prompt: '',
      promptFile: '<prompt file>',
      scratch: '<folder>',
      extraArgs: settings.agentArgs,
      prices: money.prices,
      workspace: place.workspace,
      sessionId: '<session id>',
      budgetUsd: settings.maxCostUsd,
      ...(model !== undefined && { model }),
    })
    const { usage, cost: dollars, resetTime } = adapter.capabilities
    const knows = `tokens ${usage === 'none' ? 'estimated' : `reported ${usage === 'live' ? 'while it runs' : 'at its end'}`}, cost ${dollars}, reset times ${resetTime ? 'reported' : 'unknown'}`
    return [
      `${index === 0 ? 'agent' : 'then '}        ${adapter.name} (${knows})`,
      `             ${[file, ...args].map(quoted).join(' ')}${stdin === undefined ? '' : ' < prompt'}`,
    ]
  })
}

const quoted = (arg: string): string => (/^[\w@%+=:,./<>-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`)

function gateLines(gates: readonly string[]): readonly string[] {
  if (gates.length === 0) return ["gates        none: ralph will take the agent's word that the task is done"]
  return gates.map((gate, index) => `${index === 0 ? 'gates' : '     '}        ${gate}`)
}

function limitLines(settings: Loaded['settings']): readonly string[] {
  const {
    maxIterations,
    maxRuntimeMs,
    maxTokens,
    maxCostUsd,
    maxFailures,
    maxWaitMs,
    iterationTimeoutMs,
    idleTimeoutMs,
  } = settings
  return [
    `limits       ${grouped(maxIterations)} iterations, ${duration(maxRuntimeMs)}, ${grouped(maxTokens)} tokens, ${cost({ usd: maxCostUsd, basis: 'reported' })}`,
    `             ${maxFailures} failures in a row; longest wait ${duration(maxWaitMs)}; an iteration ${duration(iterationTimeoutMs)}, silent ${duration(idleTimeoutMs)}`,
  ]
}

function checkpointWords({ git, checkpointMode, checkpointInterval }: Loaded['settings']): string {
  if (!git) return 'none (--no-git)'
  const when =
    checkpointInterval === 0
      ? 'at the start, before gates and at the end'
      : `every ${checkpointInterval} iterations, before gates and at the end`
  return checkpointMode === 'commit' ? `commits on your branch, ${when}` : `in ralph's own repository, ${when}`
}
