import { rmSync } from 'node:fs'
import type {
  AgentAdapter,
  AgentOutput,
  AgentRequest,
  AgentResult,
  Command,
  Exit,
  Failure,
  OutputParser,
} from '../agent.ts'
import type { Clock } from '../clock.ts'
import type { AgentRunner, AgentWatch } from '../iteration.ts'
import { makePrivateFolder, readRegularFile, writeAtomic } from '../platform/files.ts'
import type { Reading, StreamName } from '../platform/process/output.ts'
import { supervise, type Ended } from '../platform/process/supervise.ts'
import { cleanOutput } from '../platform/text/clean.ts'
import type { Clean } from '../platform/text/redact.ts'
import type { Prompt } from '../prompt.ts'
import { iterationEnd } from './iteration-end.ts'

/** An adapter and the program that was found for it. */
export interface ChosenAgent {
  readonly adapter: AgentAdapter
  readonly program: string
}

export interface RunnerParts {
  readonly agents: ReadonlyMap<string, ChosenAgent>
  readonly workspace: string
  readonly runId: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** The one way from an agent's text to anything that shows or keeps it. */
  readonly clean: Clean
  readonly promise: string
  readonly model: string | undefined
  readonly extraArgs: readonly string[]
  /** Where a prompt is put for a CLI that reads a file. */
  readonly promptFile: string
  /** A folder for what CLIs put into files. */
  readonly scratch: string
  readonly timeoutMs: number
  readonly idleMs: number
  /** The text of the task file now, in which an agent may tick its claim. */
  taskText(): string
  /** Dollars left of the run's limit. */
  budgetUsd(): number
}

/** Runs agents as supervised processes: adapters say how, the supervisor sees to it that nothing is left behind. */
export function agentRunner(parts: RunnerParts): AgentRunner {
  return {
    async run(name, _iteration, prompt, watch) {
      const agent = parts.agents.get(name)
      if (!agent) throw new Error(`no adapter for agent ${name}`)
      const request = requestFor(parts, agent, prompt)
      const command = agent.adapter.command(request)
      prepareFiles(parts, command, prompt)
      const ears = listen(agent.adapter.parser(request), parts.clean, watch)
      const taskBefore = parts.taskText()
      const ended = await superviseCommand(parts, command, ears, watch)
      const result = ears.result(ended, { at: parts.clock.now().at, files: resultFiles(command) })
      return iterationEnd(parts, result, { ended, taskBefore, taskAfter: parts.taskText() })
    },
  }
}

/** A model and arguments are named for the preferred agent: those that stand in for it would not understand them. */
function requestFor(parts: RunnerParts, { adapter, program }: ChosenAgent, prompt: Prompt): AgentRequest {
  const [first] = parts.agents.values()
  const isFirst = first?.adapter === adapter
  const { model, promptFile, scratch } = parts
  const extraArgs = isFirst ? parts.extraArgs : []
  const budgetUsd = parts.budgetUsd()
  return {
    program,
    prompt: prompt.text,
    promptFile,
    scratch,
    extraArgs,
    budgetUsd,
    ...(isFirst && model !== undefined && { model }),
  }
}

function prepareFiles(parts: RunnerParts, command: Command, prompt: Prompt): void {
  if (command.stdin === undefined) writeAtomic(parts.promptFile, prompt.text)
  if (!command.resultFiles) return
  rmSync(parts.scratch, { recursive: true, force: true })
  makePrivateFolder(parts.scratch)
}

const resultFileLimit = 4 * 1024 * 1024

function resultFiles({ resultFiles: paths = [] }: Command): Record<string, string> {
  const readings = paths.map((path) => [path, readRegularFile(path, { maxBytes: resultFileLimit })] as const)
  return Object.fromEntries(
    readings.flatMap(([path, reading]) => ('bytes' in reading ? [[path, reading.bytes.toString('utf8')]] : [])),
  )
}

function superviseCommand(parts: RunnerParts, command: Command, ears: Ears, watch: AgentWatch): Promise<Ended> {
  return supervise({
    file: command.file,
    args: command.args,
    cwd: parts.workspace,
    env: environment({ ...parts.env, ...command.env }),
    ...(command.stdin !== undefined && { stdin: command.stdin }),
    marker: parts.runId,
    signal: watch.signal,
    timeoutMs: parts.timeoutMs,
    idleMs: parts.idleMs,
    onSpawn: (pid, startTime) => watch.spawned(pid, startTime),
    onLine: (line, stream) => ears.onLine(line, stream),
  })
}

function environment(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

interface Ears {
  onLine(line: string, stream: StreamName): Promise<Reading> | Reading
  result(ended: Ended, known: Pick<Exit, 'at' | 'files'>): AgentResult
}

function listen(parser: OutputParser, clean: Clean, watch: AgentWatch): Ears {
  let sawEnd = false
  const read = (line: string, stream: StreamName): readonly AgentOutput[] =>
    stream === 'stdout' ? parser.line(line) : (parser.stderr?.(line) ?? [{ type: 'stderr', text: line }])
  return {
    onLine(line, stream) {
      let busy: Promise<void> | undefined
      for (const output of read(line, stream)) {
        if (output.type === 'ended') sawEnd = true
        const tell = () => watch.output(cleanOutput(clean, output))
        const told = busy ? busy.then(tell) : tell()
        if (told) busy = told
      }
      const reading = sawEnd ? 'final' : undefined
      return busy ? busy.then(() => reading) : reading
    },
    result({ code, signal, reason, stderrTail }, known) {
      // Once the result was printed, a bad exit is our doing: we ended what lingered.
      const exit = sawEnd && reason !== 'exited' ? { code: 0, signal: null } : { code, signal }
      const result = parser.end({ ...exit, ...known, stderr: stderrTail })
      return sawEnd && !result.failure ? result : { ...result, ...failureOf(result.failure, reason, watch.signal) }
    },
  }
}

/** What ralph did to the agent outranks what its output looks like after it. */
function failureOf(
  failure: Failure | undefined,
  reason: Ended['reason'],
  { reason: why }: AbortSignal,
): { readonly failure?: Failure } {
  switch (reason) {
    case 'timed-out':
      return { failure: { kind: 'timed-out', message: 'the iteration took longer than --iteration-timeout' } }
    case 'idle':
      return { failure: { kind: 'idle', message: 'no output and no work for longer than --idle-timeout' } }
    case 'aborted':
      return { failure: { kind: 'stopped', message: `stopped by ralph: ${String(why)}` } }
    case 'exited':
    case 'lingered':
    case 'not-started':
      return failure ? { failure } : {}
  }
}
