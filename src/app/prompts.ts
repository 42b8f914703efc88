import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cleanTemporaries, readRegularFile, writeAtomic } from '../platform/files.ts'
import type { Clean } from '../platform/text/redact.ts'
import type { PromptComposer } from '../prompt.ts'
import { promptComposer } from '../prompts/composer.ts'
import { readTaskFile, taskReader, type TaskFile } from '../prompts/task.ts'
import type { Settings } from '../config/settings.ts'
import { makeAgentFolder } from '../views/agent-folder.ts'
import type { Output } from './command.ts'
import type { Execution } from './execution.ts'
import { filesOf, type Place } from './place.ts'

/** Without a model of a known size. */
export const defaultContextWindow = 200_000

const notesLimit = 4 * 1024 * 1024

interface Surroundings {
  readonly clean: Clean
  readonly stderr: Output
}

export function composePrompts(
  { place, runId, settings, agents }: Execution,
  { clean, stderr }: Surroundings,
): PromptComposer {
  const { completionPromise: promise, gates } = settings
  return promptComposer({
    rules: { promise, gates, notesPath: '.agent/notes.md' },
    budget: promptBudget(settings),
    maxCharacters: (agent) => agents.get(agent)?.adapter.capabilities.maxPromptCharacters ?? Infinity,
    readTask: taskReader(taskFileOf(place.workspace, settings), filesOf(place, runId).task),
    readNotes: async () => readNotes(join(place.workspace, '.agent', 'notes.md')),
    archive: settings.archive ? archiveIn(place, clean, stderr) : () => undefined,
  })
}

/** Tokens of the model's window that ralph may use. */
export function promptBudget({ contextWindow = defaultContextWindow, contextThreshold }: Settings): number {
  return Math.floor(contextWindow * contextThreshold)
}

/** Where the task is read from; nothing if it was given as a text. */
export function taskFileOf(workspace: string, settings: Settings): TaskFile | undefined {
  if (settings.promptText !== undefined) return undefined
  return {
    path: settings.promptFile,
    workspace,
    maxBytes: settings.maxPromptBytes,
    anywhere: settings.allowUnsafePaths,
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

/** Notes are the agent's own: unreadable ones are as good as none, and it is told of no others. */
function readNotes(path: string): string {
  const reading = readRegularFile(path, { maxBytes: notesLimit })
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
      stderr.write(`ralph: prompts are no longer archived: ${reason}\n`)
    }
  }
}
