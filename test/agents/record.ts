import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentAdapter, Command } from '../../src/agent.ts'
import { loadAgent } from '../../src/agents/list.ts'
import { eventually } from '../support/agents.ts'
import { startFakeModel } from '../support/fake-model/server.ts'
import { agentRequest } from '../support/request.ts'
import { replayedAt } from '../support/transcripts.ts'
import { write } from '../support/workspaces.ts'
import { binFolder, type Cli } from './clis.ts'
import { Neutral } from './neutral.ts'
import { Place, type Setup } from './place.ts'
import { recordings, type Recording } from './recordings.ts'

export interface RecordOptions {
  readonly project: string
  readonly cli: Cli
  readonly version: string
  /** Only these. */
  readonly caseNames: readonly string[]
  readonly tell: (line: string) => void
}

/** Longer than any retry that is worth reading. */
const deadlineMs = 60_000

/**
 * Runs a CLI by its adapter's own command in every case that is recorded, and writes what it printed to
 * `test/fixtures/transcripts/<agent>/<version>/<case>.{stdout,stderr,exit}`.
 */
export async function record({ project, cli, version, caseNames, tell }: RecordOptions): Promise<void> {
  const adapter = await loadAgent(cli.name)
  if (!adapter) throw new Error(`ralph has no adapter named ${cli.name}`)
  const folder = join(project, 'test/fixtures/transcripts', cli.name, version)
  mkdirSync(folder, { recursive: true })
  for (const recording of recordings.filter(({ name }) => caseNames.length === 0 || caseNames.includes(name))) {
    const { stdout, stderr, exit } = await recordOne({ project, program: '' }, cli, adapter, recording)
    keep(folder, `${recording.name}.stdout`, stdout)
    keep(folder, `${recording.name}.stderr`, stderr)
    keep(folder, `${recording.name}.exit`, `${exit}\n`)
    tell(`${cli.name} ${version} ${recording.name}: exit ${exit}`)
  }
}

/** What a process did not say has no file. */
function keep(folder: string, name: string, content: string): void {
  const path = join(folder, name)
  if (content === '' && name.endsWith('.stderr')) rmSync(path, { force: true })
  else writeFileSync(path, content)
}

interface Printed {
  readonly stdout: string
  readonly stderr: string
  readonly exit: string
}

async function recordOne(setup: Setup, cli: Cli, adapter: AgentAdapter, recording: Recording): Promise<Printed> {
  const model = await startFakeModel()
  const place = new Place(setup, cli, model.url, recording.needs === 'subscription')
  try {
    model.play({ ...recording.scenario, cwd: place.work })
    const at = Date.now()
    const printed = await print(place, commandOf(setup, cli, adapter, place, recording), recording)
    const neutral = new Neutral({
      shiftMs: replayedAt - at,
      names: [
        [place.work, '/workspace'],
        [place.home, '/home/user'],
        [place.root, '/scratch'],
        [realpathSync(join(setup.project, 'test/agents', cli.folder)), '/opt/agents'],
        [setup.project, '/opt'],
        [model.url, 'http://127.0.0.1:8765'],
      ],
    })
    return { ...printed, stdout: neutral.output(printed.stdout), stderr: neutral.output(printed.stderr) }
  } finally {
    place.remove()
    await model.close()
  }
}

function commandOf({ project }: Setup, cli: Cli, adapter: AgentAdapter, place: Place, { prompt }: Recording): Command {
  const scratch = join(place.root, 'scratch')
  const promptFile = join(place.root, 'prompt.md')
  const program = join(binFolder(project, cli), cli.name)
  const request = agentRequest({ program, prompt, promptFile, scratch, workspace: place.work, model: cli.model })
  const command = adapter.command(request)
  mkdirSync(scratch)
  writeFileSync(promptFile, prompt)
  write(scratch, command.inputFiles ?? {})
  return command
}

async function print(place: Place, command: Command, { isKilled }: Recording): Promise<Printed> {
  const child = start(place, command)
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output.stdout += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk))
  const closed = new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? String(code))),
  )
  const tooLong = setTimeout(() => end(child, 'SIGKILL'), deadlineMs)
  if (isKilled) {
    await eventually(() => place.isInTool() || child.exitCode !== null, deadlineMs / 2, 50)
    end(child, 'SIGTERM')
    setTimeout(() => end(child, 'SIGKILL'), 5000).unref()
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // What it leaves behind may hold its pipes for ever.
  void exited.then(() => eventually(() => place.processes().length === 0, 2000, 100)).then(() => place.end())
  const exit = await closed
  clearTimeout(tooLong)
  return { ...output, exit }
}

/** In a group of its own, as ralph does it. */
function start(place: Place, { file, args, stdin, env }: Command): ChildProcess {
  const all: Record<string, string | undefined> = { ...place.env, TZ: 'UTC', RALPH_RUN_ID: place.root, ...env }
  const child = spawn(file, args, { cwd: place.work, env: all, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin?.on('error', () => undefined) // it may be gone before it has read everything
  child.stdin?.end(stdin ?? '')
  return child
}

function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // it ended by itself
  }
}
