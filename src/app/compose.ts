import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Settings } from '../config/settings.ts'
import type { Verdict } from '../event.ts'
import type { Gate } from '../gate.ts'
import { commandGate } from '../gates/command.ts'
import type { World } from '../loop.ts'
import { makeClean } from '../platform/text/clean.ts'
import type { Clean } from '../platform/text/redact.ts'
import { secretValues } from '../platform/text/secret-values.ts'
import { chooseAgent } from '../policies/choose-agent.ts'
import { failureLimit } from '../policies/failures.ts'
import { limits } from '../policies/limits.ts'
import { blocked, paused } from '../policies/requests.ts'
import { stalled } from '../policies/stalled.ts'
import type { Rules } from '../policy.ts'
import type { Recorder } from '../recorder.ts'
import { spent } from '../state.ts'
import { agentRunner } from './agent-runner.ts'
import type { CommandContext } from './command.ts'
import type { Execution } from './execution.ts'
import { workspaceFinding, type Finding } from './findings.ts'
import { filesOf } from './place.ts'
import { composePrompts, taskTextOf } from './prompts.ts'
import { composeWorkspace } from './workspace.ts'

export interface Surroundings {
  readonly recorder: Recorder
  readonly clock: Clock
  readonly context: CommandContext
}

/** The real world of one run. A feature adds a line here. */
export async function composeWorld(execution: Execution, { recorder, clock, context }: Surroundings): Promise<World> {
  const { settings } = execution
  const clean = makeClean({ values: secretValues(context.env) })
  return {
    recorder,
    clock,
    rules: rulesOf(settings, [...execution.agents.keys()]),
    checks: [{ name: 'workspace', check: async () => verdictOf(workspaceFinding(execution.place)) }],
    gates: settings.gates.map((command) => gateOf(command, { execution, context, clean })),
    prompts: composePrompts(execution, { clean, stderr: context.stderr }),
    agents: runnerOf(execution, { recorder, clock, context }, clean),
    workspace: await composeWorkspace(execution, context),
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
  }
}

const verdictOf = ({ ok, what, fix }: Finding): Verdict => ({ passed: ok, evidence: ok ? what : `${what}: ${fix}` })

function rulesOf(settings: Settings, preference: readonly string[]): Rules {
  const { maxIterations, maxRuntimeMs, maxTokens, maxCostUsd } = settings
  const max = { iterations: maxIterations, runtimeMs: maxRuntimeMs, tokens: maxTokens, costUsd: maxCostUsd }
  return {
    policies: [blocked, paused, limits(max), failureLimit(settings.maxFailures), stalled],
    chooseAgent: chooseAgent(preference, {
      firstDelayMs: settings.retryDelayMs,
      maxDelayMs: 5 * 60_000,
      breakAfter: 3,
      restMs: 5 * 60_000,
      maxWaitMs: settings.maxWaitMs,
    }),
  }
}

interface GateParts {
  readonly execution: Execution
  readonly context: CommandContext
  readonly clean: Clean
}

function gateOf(command: string, { execution: { place, runId, settings }, context, clean }: GateParts): Gate {
  return commandGate({
    command,
    cwd: place.workspace,
    env: context.env,
    timeoutMs: settings.gateTimeoutMs,
    runId,
    clean,
  })
}

function runnerOf(execution: Execution, { recorder, clock, context }: Surroundings, clean: Clean): World['agents'] {
  const { settings, place, runId, agents } = execution
  const files = filesOf(place, runId)
  return agentRunner({
    agents,
    workspace: place.workspace,
    runId,
    env: context.env,
    clock,
    clean,
    promise: settings.completionPromise,
    model: settings.model,
    extraArgs: settings.agentArgs,
    promptFile: files.prompt,
    scratch: files.scratch,
    timeoutMs: settings.iterationTimeoutMs,
    idleMs: settings.idleTimeoutMs,
    taskText: taskTextOf(execution),
    budgetUsd: () => Math.max(0, settings.maxCostUsd - spent(recorder.state).cost.usd),
  })
}
