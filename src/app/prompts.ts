import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cleanTemporaries, readRegularFile, writeAtomic } from '../platform/files.ts'
import type { Clean } from '../platform/text/redact.ts'
import type { secretValues } from '../platform/text/secret-values.ts'
import type { PromptComposer } from '../prompt.ts'
import { promptComposer } from '../prompts/composer.ts'
import { readTaskFile, taskReader, type TaskFile } from '../prompts/task.ts'
import type { Settings } from '../config/settings.ts'
import { makeAgentFolder } from '../views/agent-folder.ts'
import type { Output } from './command.ts'
import { contextWindowOf, promptBudget } from './context-window.ts'
import type { Execution } from './execution.ts'
import { filesOf, type Place } from './place.ts'
import { taskGuard, type TaskGuard } from './task-guard.ts'

const notesLimit = 4 * 1024 * 1024

interface Surroundings {
  readonly clean: Clean
  readonly secrets: ReturnType<typeof secretValues>
  readonly stderr: Output
}

export async function composePrompts(
  execution: Execution,
  { clean, secrets, stderr }: Surroundings,
): Promise<PromptComposer> {
  const { place, runId, settings, agents, money } = execution
  const guard = await taskGuard(settings, `${place.folder}/judged.json`)
  const warn = async (text: string) => (await guard.warnings(text)).map(clean)
  const { completionPromise: promise, gates } = settings
  return promptComposer({
    rules: { promise, gates: gates.map(clean), notesPath: '.agent/notes.md' }, // by the names they are recorded under
    budget: ({ agent, model }, { health, known }) => {
      const window = contextWindowOf(settings, money.prices, model === undefined ? (known[agent] ?? {}) : { model })
      return promptBudget(window, settings, health[agent]?.overflows)
    },
    maxCharacters: (agent) => agents.get(agent)?.adapter.capabilities.maxPromptCharacters ?? Infinity,
    readTask: taskReader(taskFileOf(place.workspace, settings, guard), filesOf(place, runId).task, warn),
    readNotes: async () => readNotes(place.workspace),
    readChanges: () => changesSince(execution, { clean, secrets }),
    archive: settings.archive ? archiveIn(place, clean, stderr) : () => undefined,
  })
}

/** Where the task is read from; nothing if it was given as a text. */
export function taskFileOf(workspace: string, settings: Settings, guard?: TaskGuard): TaskFile | undefined {
  if (settings.promptText !== undefined) return undefined
  return {
    path: settings.promptFile,
    workspace,
    maxBytes: settings.maxPromptBytes,
    anywhere: settings.allowUnsafePaths,
    ...(guard && { objection: guard.objection }),
  }
}

/** The task file's text now, in which an agent may tick its claim. */
export function taskTextOf({ place, settings }: Execution): () => string {
  const file = taskFileOf(place.workspace, settings)
  return () => {
    const reading = file && readTaskFile(file)
    return reading && 'text' in reading ? reading.text : ''
  }
}

const changesLimit = 64 * 1024

/** What changed since the run's first checkpoint. That it can't be told costs the prompt a section, nothing more. */
async function changesSince(
  { place, runId, settings }: Execution,
  { clean, secrets }: Pick<Surroundings, 'clean' | 'secrets'>,
): Promise<string> {
  if (!settings.git || settings.checkpointMode !== 'shadow') return ''
  const { diffCheckpoints, listCheckpoints } = await import('../workspaces/checkpoints.ts')
  try {
    const [first] = await listCheckpoints(place.shadow, runId)
    if (!first) return ''
    const where = { gitDir: place.shadow, directory: place.workspace, runId, secretValues: secrets }
    const { text, cut } = await diffCheckpoints({ ...where, from: first.number, maxBytes: changesLimit })
    return `${clean(text)}${cut ? '\n[… the rest of the diff is left out]' : ''}`
  } catch {
    return ''
  }
}

/** Notes are the agent's own: unreadable ones are as good as none. A link would let it read with ralph's eyes. */
function readNotes(workspace: string): string {
  const path = join(workspace, '.agent', 'notes.md')
  const reading = readRegularFile(path, { maxBytes: notesLimit, within: workspace })
  return 'bytes' in reading ? reading.bytes.toString('utf8') : ''
}

/** Copies for people, one for each different prompt. That they can't be written is said once and stops nothing. */
function archiveIn({ workspace }: Place, clean: Clean, stderr: Output): (sha256: string, text: string) => void {
  let works = true
  let isFirst = true
  const keep = (name: string, text: string) => {
    const folder = makeAgentFolder(join(workspace, '.agent'), 'prompts') // each time: the agent may have put a link there
    if (isFirst) cleanTemporaries(folder)
    isFirst = false
    const path = join(folder, name)
    if (!existsSync(path)) writeAtomic(path, clean(text))
  }
  return (sha256, text) => {
    try {
      if (works) keep(`${sha256.slice(0, 16)}.md`, text)
    } catch (error) {
      works = false
      const reason = error instanceof Error ? error.message : String(error)
      stderr.write(clean(`ralph: prompts are no longer archived: ${reason}\n`))
    }
  }
}
