import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { homedir } from 'node:os'
import type { AgentAdapter, AgentRequest, Command, Session } from '../agent.ts'
import { allowedEnvironment } from '../agents/environment-allowed.ts'
import type { Clock } from '../clock.ts'
import type { Tampering } from '../event.ts'
import type { AgentRunner, AgentTask, AgentWatch } from '../iteration.ts'
import { followAbort } from '../abort.ts'
import { makePrivateFolder, readRegularFile, writeAtomic } from '../platform/files.ts'
import { supervise } from '../platform/process/supervise.ts'
import { cleanEvent, type Cleaning } from '../platform/text/clean.ts'
import type { Clean } from '../platform/text/redact.ts'
import type { PriceBook } from '../price.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Prompt } from '../prompt.ts'
import { writableFor, type ChosenAgent } from './chosen-agent.ts'
import { explained, resultOf, settled, withLogin } from './agent-ending.ts'
import type { CommandGuard } from './command-guard.ts'
import { Ears } from './ears.ts'
import { iterationEnd } from './iteration-end.ts'
import { SessionAccount } from './session-account.ts'
import { recordedSpending } from './session-follow.ts'
import type { TamperWatch } from './tamper-watch.ts'

export interface RunnerParts {
  readonly agents: ReadonlyMap<string, ChosenAgent>
  readonly workspace: string
  readonly runId: string
  /** ralph's own. An agent gets what is on its allow-list. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly passEnv: readonly string[]
  /** Absolute paths that agents may read although they are hidden. */
  readonly allowRead: readonly string[]
  readonly clock: Clock
  /** The one way from an agent's text to anything that shows or keeps it. */
  readonly clean: Clean
  /** The same, for what follows one another. */
  readonly cleaning: Pick<Cleaning, 'outputs'>
  readonly promise: string
  /** For the preferred agent: those that stand in for it would not understand them. */
  readonly extraArgs: readonly string[]
  /** Where a prompt is put for a CLI that reads a file. */
  readonly promptFile: string
  /** A folder for what CLIs put into files. */
  readonly scratch: string
  readonly timeoutMs: number
  readonly idleMs: number
  readonly prices: PriceBook
  readonly tampering: Pick<TamperWatch, 'begin'>
  /** Undefined: commands are not judged. */
  readonly guard: CommandGuard | undefined
  /** Undefined: nothing keeps agents in. */
  readonly sandbox: Sandbox | undefined
  /** The text of the task file now, in which an agent may tick its claim. */
  taskText(): string
  /** Dollars left of the run's limit. */
  budgetUsd(): number
  /** How many times more tokens agents of this run reported than a guess said. */
  estimateFactor(): number
}

/** Runs agents as supervised processes: adapters say how, the supervisor sees to it that nothing is left behind. */
export function agentRunner(parts: RunnerParts): AgentRunner {
  return {
    async run(task, watch) {
      const agent = parts.agents.get(task.agent)
      if (!agent) throw new Error(`no adapter for agent ${task.agent}`)
      const startedAt = parts.clock.now().at
      const request = requestFor(parts, agent, task)
      const command = agent.adapter.command(request)
      prepareFiles(parts, command, task.prompt)
      const ears = new Ears(agent.adapter.parser(request), parts.cleaning, watch)
      const taskBefore = parts.taskText()
      const changes = parts.tampering.begin()
      parts.guard?.prepare({ withShims: !command.guarded })
      const listener = { ears, command, startedAt, adapter: agent.adapter, iteration: task.iteration }
      const { ended, account, why } = await superviseCommand(parts, listener, watch)
      const known = { at: parts.clock.now().at, files: resultFiles(command, parts.scratch) }
      const result = explained(settled(resultOf(ears, ended, known, why), account), account)
      const taskAfter = parts.taskText()
      await tellOfTampering(parts, task, watch, changes({ before: taskBefore, after: taskAfter }))
      const guessedTokens = task.prompt.facts.tokens + ears.writtenTokens
      return iterationEnd(parts, withLogin(agent.adapter, result), {
        ended,
        guessedTokens,
        taskBefore,
        taskAfter,
      })
    },
    async recover({ agent: name, sessionId, model, startedAt }) {
      const record = parts.agents.get(name)?.adapter.sessionRecord
      if (!record || sessionId === undefined) return undefined
      const found = recordedSpending(record, sessionFor(parts, parts.env, { id: sessionId, model, startedAt }))
      return found && cleanEvent(parts.clean, found)
    },
  }
}

const toldChanges = 50

async function tellOfTampering(
  { clean }: RunnerParts,
  { iteration }: AgentTask,
  watch: AgentWatch,
  changes: readonly Tampering[],
): Promise<void> {
  if (changes.length === 0) return
  const findings = changes.slice(0, toldChanges).map((change) => ({ ...change, path: clean(change.path) }))
  await watch.noticed({ type: 'tampering.noticed', iteration, findings })
}

function requestFor(parts: RunnerParts, { adapter, program }: ChosenAgent, { model, prompt }: AgentTask): AgentRequest {
  const [first] = parts.agents.values()
  return {
    program,
    prompt: prompt.text,
    promptFile: parts.promptFile,
    scratch: parts.scratch,
    workspace: parts.workspace,
    sessionId: randomUUID(),
    extraArgs: first?.adapter === adapter ? parts.extraArgs : [],
    budgetUsd: parts.budgetUsd(),
    prices: parts.prices,
    estimateFactor: parts.estimateFactor(),
    ...(parts.guard && { guard: parts.guard.hook }),
    ...(model !== undefined && { model }),
  }
}

function prepareFiles(parts: RunnerParts, command: Command, prompt: Prompt): void {
  if (command.stdin === undefined && !command.dialogue) writeAtomic(parts.promptFile, prompt.text)
  if (!command.resultFiles && !command.inputFiles) return
  rmSync(parts.scratch, { recursive: true, force: true })
  makePrivateFolder(parts.scratch)
  for (const [path, content] of Object.entries(command.inputFiles ?? {})) writeAtomic(path, content)
}

const resultFileLimit = 4 * 1024 * 1024

function resultFiles({ resultFiles: paths = [] }: Command, scratch: string): Record<string, string> {
  // A link there would show what only ralph may read.
  const within = scratch
  const readings = paths.map((path) => [path, readRegularFile(path, { maxBytes: resultFileLimit, within })] as const)
  return Object.fromEntries(
    readings.flatMap(([path, reading]) => ('bytes' in reading ? [[path, reading.bytes.toString('utf8')]] : [])),
  )
}

interface Listener {
  readonly adapter: AgentAdapter
  readonly ears: Ears
  readonly command: Command
  readonly startedAt: number
  readonly iteration: number
}

/** How long an agent has to end its turn when it is asked to in its own words. */
const courtesyMs = 2000

async function superviseCommand(
  parts: RunnerParts,
  { adapter, ears, command, startedAt, iteration }: Listener,
  watch: AgentWatch,
) {
  const stop = followAbort(watch.signal)
  const env = agentEnvironment(parts, adapter, command)
  ears.onLimited((failure, afterMs) => {
    const retryAt = afterMs === undefined ? {} : { retryAt: parts.clock.now().at + afterMs }
    stop.abort({ ...failure, ...retryAt })
  })
  let lost: { readonly error: unknown } | undefined
  const failed = (error: unknown) => {
    lost ??= { error }
    stop.abort('the run could not be recorded')
  }
  const sessionOf = (id: string, model: string | undefined) => sessionFor(parts, env, { id, model, startedAt })
  const record = adapter.sessionRecord
  const account = record && new SessionAccount({ record, ears, sessionOf, failed })
  const decisions = parts.guard?.follow(iteration, (fact) => watch.noticed(fact), failed)
  try {
    const ended = await supervise({
      file: command.file,
      args: command.args,
      cwd: parts.workspace,
      env,
      ...(command.stdin !== undefined && { stdin: command.stdin }),
      ...(command.dialogue && dialogue(ears)),
      marker: parts.runId,
      ...(parts.sandbox && contained(parts, parts.sandbox, adapter)),
      signal: stop.signal,
      timeoutMs: parts.timeoutMs,
      idleMs: parts.idleMs,
      onSpawn: async (pid, startTime) => {
        await watch.spawned(pid, startTime)
        if (command.sessionId !== undefined) await ears.tell([{ type: 'session', id: command.sessionId }])
      },
      onLine: (line, stream) => ears.onLine(line, stream),
    })
    await ears.tellRest()
    await decisions?.stop()
    if (lost) throw lost.error
    return { ended, account, why: stop.signal.reason as unknown }
  } finally {
    decisions?.release()
    account?.stop()
    stop.unlink()
  }
}

/** The allow-list of the agent, and the shims of the guard in front of its PATH. */
function agentEnvironment(
  { env, passEnv, guard }: RunnerParts,
  { footprint, credentials }: AgentAdapter,
  command: Command,
): Record<string, string> {
  const { defaults, env: extra } = command
  const all = allowedEnvironment({ env, footprint, credentials, passEnv, defaults, extra })
  return guard && !command.guarded ? { ...all, PATH: guard.pathBefore(all['PATH']) } : all
}

/** Beside the workspace: its own logins and sessions, and where ralph wants to read its results. */
function contained(parts: RunnerParts, sandbox: Sandbox, adapter: AgentAdapter) {
  const { env, scratch, promptFile, allowRead, guard } = parts
  const own = writableFor(adapter, { env })
  const { writable = [], readable = [] } = guard?.places ?? {}
  return {
    sandbox,
    writable: [...own, scratch, ...writable],
    readable: [...own, promptFile, ...allowRead, ...readable],
  }
}

function dialogue(ears: Ears) {
  return {
    staysOpen: true,
    onOpen: (write: (text: string) => void) => ears.open(write),
    courtesy: { ms: courtesyMs, ask: () => ears.askToStop() },
  }
}

interface SessionFacts {
  readonly id: string
  readonly model: string | undefined
  readonly startedAt: number
}

function sessionFor(parts: RunnerParts, env: Session['env'], { id, model, startedAt }: SessionFacts): Session {
  const { workspace, prices } = parts
  const home = env['HOME'] ?? homedir()
  return { id, workspace, startedAt, home, env, prices, ...(model !== undefined && { model }) }
}
