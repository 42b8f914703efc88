import { createHash } from 'node:crypto'
import { gateEnvironment } from '../agents/environment-allowed.ts'
import { workspaceSettings } from '../agents/environment-settings.ts'
import type { Clock } from '../clock.ts'
import type { Settings } from '../config/settings.ts'
import type { Verdict } from '../event.ts'
import type { Gate } from '../gate.ts'
import { commandGate } from '../gates/command.ts'
import type { World } from '../loop.ts'
import { agentsFolder } from '../platform/state-folder.ts'
import { makeCleaning, type Cleaning } from '../platform/text/clean.ts'
import type { Clean } from '../platform/text/redact.ts'
import { chooseAgent } from '../policies/choose-agent.ts'
import { compactionLoop, contextFull, type ContextLimit } from '../policies/context.ts'
import { escalated } from '../policies/escalate.ts'
import { failureLimit } from '../policies/failures.ts'
import { limits } from '../policies/limits.ts'
import type { Recovery } from '../policies/ready-at.ts'
import { blocked, paused } from '../policies/requests.ts'
import { reserve } from '../policies/reserve.ts'
import { stalled } from '../policies/stalled.ts'
import { unknownPrice } from '../policies/unknown-price.ts'
import { windowShare } from '../policies/window-share.ts'
import type { Rules } from '../policy.ts'
import type { Recorder } from '../recorder.ts'
import { spent, type RunState } from '../state.ts'
import { agentRunner } from './agent-runner.ts'
import { homeOf } from './chosen-agent.ts'
import type { CommandContext } from './command.ts'
import { CommandGuard } from './command-guard.ts'
import type { Execution } from './execution.ts'
import { workspaceFinding, type Finding } from './findings.ts'
import type { Money } from './money.ts'
import { knownSecrets } from './known-secrets.ts'
import { filesOf, guardFoldersOf } from './place.ts'
import { escalationSteps, usualAgents, usualChoices } from './preference.ts'
import { contextWindowOf } from './context-window.ts'
import { composePrompts, taskTextOf } from './prompts.ts'
import { TamperWatch } from './tamper-watch.ts'
import { composeWorkspace } from './workspace.ts'
import { cleanSkipped } from '../workspaces/skipped.ts'

export interface Surroundings {
  readonly recorder: Recorder
  readonly clock: Clock
  readonly context: CommandContext
}

/** The real world of one run. A feature adds a line here. */
export async function composeWorld(execution: Execution, { recorder, clock, context }: Surroundings): Promise<World> {
  const { settings } = execution
  const secrets = knownSecrets(execution.place.workspace, context.env)
  const cleaning = makeCleaning({ values: secrets })
  const { clean } = cleaning
  const tampering = tamperWatchOf(execution, clean)
  return {
    recorder,
    clock,
    rules: rulesOf(execution),
    checks: [{ name: 'workspace', check: async () => verdictOf(workspaceFinding(execution.place)) }],
    gates: settings.gates.map((command) => tampering.guard(gateOf(command, { execution, context, cleaning }), command)),
    prompts: await composePrompts(execution, { clean, secrets, stderr: context.stderr }),
    agents: runnerOf(
      execution,
      { recorder, clock, context },
      { cleaning, tampering, guard: commandGuardOf(execution, context, clean) },
    ),
    workspace: cleanSkipped(await composeWorkspace(execution, context), clean),
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
  }
}

const verdictOf = ({ ok, what, fix }: Finding): Verdict => ({ passed: ok, evidence: ok ? what : `${what}: ${fix}` })

function rulesOf({ settings, agents, money }: Execution): Rules {
  const { maxIterations, maxRuntimeMs, maxTokens, maxCostUsd, maxWindowPercent } = settings
  const max = { iterations: maxIterations, runtimeMs: maxRuntimeMs, tokens: maxTokens, costUsd: maxCostUsd }
  const usual = usualChoices(settings, usualAgents(settings, agents))
  const steps = escalationSteps(settings, usual, new Set(agents.keys()))
  return {
    policies: [
      blocked,
      paused,
      limits(max),
      reserve(max),
      failureLimit(settings.maxFailures),
      stalled,
      compactionLoop,
      ...(settings.onContextFull === 'stop' ? [contextFull(contextLimitOf(settings, money))] : []),
      ...(maxWindowPercent === undefined ? [] : [windowShare(maxWindowPercent)]),
      ...(money.mustBeKnown ? [unknownPrice((agent, model) => money.isKnown(agents.get(agent)?.adapter, model))] : []),
    ],
    chooseAgent: chooseAgent({
      order: escalated({ usual, steps, returns: settings.escalateReturn }),
      recovery: recoveryOf(settings),
      ...(maxWindowPercent !== undefined && { maxWindowPercent }),
    }),
  }
}

function recoveryOf({ retryDelayMs, maxWaitMs }: Settings): Recovery {
  return { firstDelayMs: retryDelayMs, maxDelayMs: 5 * 60_000, breakAfter: 3, restMs: 5 * 60_000, maxWaitMs }
}

function contextLimitOf(settings: Settings, { prices }: Money): ContextLimit {
  return {
    threshold: settings.contextThreshold,
    windowOf: (current) => contextWindowOf(settings, prices, current),
  }
}

/** Beyond all proportion: one short iteration must not make every later guess absurd. */
const largestFactor = 100

function estimateFactorOf({ guesses: { reported, guessed } }: RunState): number {
  return guessed === 0 ? 1 : Math.min(largestFactor, Math.max(1, reported / guessed))
}

interface GateParts {
  readonly execution: Execution
  readonly context: CommandContext
  readonly cleaning: Cleaning
}

function gateOf(command: string, { execution, context, cleaning }: GateParts): Gate {
  const { place, runId, settings, sandbox } = execution
  return commandGate({
    command,
    cwd: place.workspace,
    env: gateEnvironment({ env: context.env, passEnv: settings.passEnv }),
    timeoutMs: settings.gateTimeoutMs,
    runId,
    cleaning,
    ...(sandbox && { sandbox, readable: allowedReads(settings, context) }),
  })
}

function tamperWatchOf({ place, runId, settings, opening }: Execution, clean: Clean): TamperWatch {
  return new TamperWatch({
    workspace: place.workspace,
    gates: settings.gates,
    settings: workspaceSettings(),
    promptFile: settings.promptText === undefined ? settings.promptFile : undefined,
    baselineFile: filesOf(place, runId).baseline,
    clean,
    keepsBaseline: opening.type === 'run.resumed',
  })
}

function commandGuardOf(
  { place, settings }: Execution,
  { env }: CommandContext,
  clean: Clean,
): CommandGuard | undefined {
  if (settings.security === 'off') return undefined
  return new CommandGuard({
    workspace: place.workspace,
    home: homeOf({ env }),
    state: place.state,
    ...guardFoldersOf(place),
    strict: settings.security === 'strict',
    clean,
  })
}

interface RunnerGuards {
  readonly cleaning: Cleaning
  readonly tampering: TamperWatch
  readonly guard: CommandGuard | undefined
}

function runnerOf(
  execution: Execution,
  { recorder, clock, context }: Surroundings,
  { cleaning, tampering, guard }: RunnerGuards,
): World['agents'] {
  const { settings, place, runId, agents } = execution
  const files = filesOf(place, runId)
  return agentRunner({
    agents,
    workspace: place.workspace,
    runId,
    env: context.env,
    passEnv: settings.passEnv,
    allowRead: [...allowedReads(settings, context), agentsFolder(place.state)],
    clock,
    clean: cleaning.clean,
    cleaning,
    tampering,
    guard,
    sandbox: execution.sandbox,
    promise: settings.completionPromise,
    extraArgs: settings.agentArgs,
    promptFile: files.prompt,
    scratch: files.scratch,
    timeoutMs: settings.iterationTimeoutMs,
    idleMs: settings.idleTimeoutMs,
    prices: execution.money.prices,
    estimateFactor: () => estimateFactorOf(recorder.state),
    taskText: taskTextOf(execution),
    budgetUsd: () => Math.max(0, settings.maxCostUsd - spent(recorder.state).cost.usd),
  })
}

/** `~/` is the operator's home. */
function allowedReads({ allowRead }: Settings, context: CommandContext): readonly string[] {
  return allowRead.map((path) => path.replace(/^~(?=\/|$)/, homeOf(context)))
}
